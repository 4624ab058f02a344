//! `/tenants/{id}/users` and what is below: the members of a tenant.

use http::StatusCode;
use serde_json::{Map, Value};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::fields;
use super::ids::canonical;
use super::me::{change_names, stumble};
use super::person::{person, person_without, row};
use super::storage::{NewUser, Stored};

impl NileAuth {
    /// Lists the members. Whether the caller is one of them is not asked.
    pub(super) async fn list_members(&self, call: &Call<'_>, tenant: &str) -> Stored<Answer> {
        if self.caller(call).await?.is_none() {
            return Ok(Answer::unauthorized());
        }
        let Some(id) = canonical(tenant) else {
            return Ok(Answer::not_a_uuid(tenant));
        };
        let members = self.storage.members(&id).await?;
        let shown: Vec<Map<String, Value>> =
            members.iter().map(|user| person_without(user, &["created", "updated"])).collect();
        Ok(Answer::resource(StatusCode::OK, &shown))
    }

    /// Creates a user inside of a tenant.
    pub(super) async fn create_member(&self, call: &Call<'_>, tenant: &str) -> Stored<Answer> {
        let tenant = match self.shared_tenant(call, tenant).await? {
            Ok(tenant) => tenant,
            Err(refusal) => return Ok(refusal),
        };
        let body = fields::json(&call.body).unwrap_or_default();
        if !fields::truthy(Some(&body)) {
            return Ok(Answer::bad_request("Missing body from request"));
        }
        let filled = |name: &str| fields::column(body.get(name).filter(|it| fields::truthy(Some(it))));
        let (Some(email), Some(password)) = (filled("email"), filled("password")) else {
            return Ok(Answer::bad_request("Email and password are required."));
        };
        if self.storage.user_of(&email).await?.is_some() {
            return Ok(Answer::bad_request(format!("User with email {email} already exists.")));
        }
        let new = NewUser { email, password: Some(password), ..NewUser::named_in(&body) };
        let user = self.storage.add_user(new, self.clock.now()).await?;
        self.storage.add_member(&tenant, &user.id).await?;
        Ok(Answer::resource(StatusCode::CREATED, &person(&user)))
    }

    /// Changes the names of a user. Whether he is in the tenant is not asked,
    /// only whether the caller is.
    pub(super) async fn change_member(&self, call: &Call<'_>, tenant: &str, user: &str) -> Stored<Answer> {
        if let Err(refusal) = self.shared_tenant(call, tenant).await? {
            return Ok(refusal);
        }
        let Some(mut user) = self.user_in_path(user).await? else {
            return Ok(Answer::missing());
        };
        match fields::json(&call.body) {
            Ok(Value::Null) => return Ok(Answer::thrown(stumble("null", "givenName"))),
            Ok(body) => change_names(&mut user, &body),
            Err(error) => return Ok(Answer::thrown(error.message)),
        }
        let shown = person_without(&user, &["emailVerified", "multiFactor"]);
        self.storage.save_user(user).await?;
        Ok(Answer::resource(StatusCode::OK, &shown))
    }

    /// Makes a user a member. Anybody who is logged in may do that.
    pub(super) async fn link_member(&self, call: &Call<'_>, tenant: &str, user: &str) -> Stored<Answer> {
        if self.caller(call).await?.is_none() {
            return Ok(Answer::unauthorized());
        }
        if canonical(user).is_none() {
            return Ok(Answer::not_a_uuid(user));
        }
        let found = self.user_in_path(user).await?.filter(|user| user.deleted.is_none());
        let Some(user) = found else {
            return Ok(Answer::bad_request("User does not exist or has been deleted."));
        };
        match self.join(tenant, &user.id).await? {
            Some(refusal) => Ok(refusal),
            None => Ok(Answer::resource(StatusCode::CREATED, &row(&user))),
        }
    }

    /// Takes a user out of a tenant that the caller is in.
    pub(super) async fn unlink_member(&self, call: &Call<'_>, tenant: &str, user: &str) -> Stored<Answer> {
        let tenant = match self.shared_tenant(call, tenant).await? {
            Ok(tenant) => tenant,
            Err(refusal) => return Ok(refusal),
        };
        let Some(id) = canonical(user) else {
            return Ok(Answer::not_a_uuid(user));
        };
        let removed = self.storage.remove_member(&tenant, &id).await?;
        Ok(Answer::empty(if removed { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }))
    }

    /// Puts a user into a tenant, or says what the database says.
    pub(super) async fn join(&self, tenant: &str, user: &str) -> Stored<Option<Answer>> {
        let Some(id) = canonical(tenant) else {
            return Ok(Some(Answer::not_a_uuid(tenant)));
        };
        if self.storage.tenant(&id).await?.is_none() {
            let text = "An error has occurred: insert or update on table \"tenant_users\" violates foreign key constraint";
            return Ok(Some(Answer::bad_request(text)));
        }
        if !self.storage.add_member(&id, user).await? {
            let text = "duplicate key value violates unique constraint \"tenant_users_pkey\"";
            return Ok(Some(Answer::bad_request(text)));
        }
        Ok(None)
    }

    /// The id of a tenant that the caller is in.
    async fn shared_tenant(&self, call: &Call<'_>, tenant: &str) -> Stored<Result<String, Answer>> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Err(Answer::unauthorized()));
        };
        let Some(id) = canonical(tenant) else {
            return Ok(Err(Answer::missing()));
        };
        Ok(if self.storage.is_member(&id, &caller).await? { Ok(id) } else { Err(Answer::missing()) })
    }

    async fn user_in_path(&self, id: &str) -> Stored<Option<super::storage::User>> {
        match canonical(id) {
            Some(id) => self.storage.any_user(&id).await,
            None => Ok(None),
        }
    }
}
