//! `POST /users`: creating a user, which needs neither session nor CSRF token
//! (measured). Sign-up goes through here too.

use http::StatusCode;
use serde_json::{Value, json};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::fields;
use super::ids::time_ordered_id;
use super::me::stumble;
use super::note::Note;
use super::person::person;
use super::storage::{NewUser, Stored};

impl NewUser {
    /// The names that a body gives.
    pub(super) fn named_in(body: &Value) -> Self {
        let given = |name: &str| fields::column(body.get(name));
        Self {
            name: given("name"),
            family_name: given("familyName"),
            given_name: given("givenName"),
            picture: given("picture"),
            ..Self::default()
        }
    }
}

impl NileAuth {
    /// Creates a user, and perhaps a tenant for him.
    pub(super) async fn create_user(&self, call: &Call<'_>) -> Stored<Answer> {
        let body = match fields::json(&call.body) {
            Ok(Value::Null) => return Ok(Answer::thrown(stumble("null", "email"))),
            Ok(body) => body,
            Err(error) => return Ok(Answer::thrown(error.message)),
        };
        let Some(email) = fields::column(body.get("email").filter(|it| fields::truthy(Some(it)))) else {
            return Ok(Answer::bad_request("email is required"));
        };
        if !is_email(&email) {
            return Ok(Answer::bad_request("Invalid email address"));
        }
        // Also a deleted user keeps his address (measured).
        if self.storage.any_user_of(&email).await?.is_some() {
            return Ok(Answer::bad_request(format!("The user {email} already exists")));
        }
        let password = fields::column(body.get("password").filter(|it| fields::truthy(Some(it))));
        let new = NewUser { email, password, ..NewUser::named_in(&body) };
        let user = self.storage.add_user(new, self.clock.now()).await?;
        let tenant = match self.tenant_in_query(call, &user.id).await? {
            Ok(tenant) => tenant,
            Err(refusal) => return Ok(refusal),
        };
        let mut shown = person(&user);
        shown.insert("tenants".to_owned(), json!(tenant.into_iter().collect::<Vec<_>>()));
        Ok(Answer::resource(StatusCode::CREATED, &shown).because(Note::SignedUp))
    }

    /// The tenant that the query asks for, which the user is put into.
    async fn tenant_in_query(&self, call: &Call<'_>, user: &str) -> Stored<Result<Option<String>, Answer>> {
        let asked = |name: &str| call.query(name).filter(|it| !it.is_empty());
        let tenant = match asked("newTenantName") {
            Some(name) => {
                let id = time_ordered_id(self.clock.now())?;
                Some(self.add_tenant(id, name).await?.id)
            }
            None => asked("tenantId"),
        };
        let Some(tenant) = tenant else {
            return Ok(Ok(None));
        };
        let refusal = self.join(&tenant, user).await?;
        Ok(refusal.map_or(Ok(Some(tenant)), Err))
    }
}

/// Whether an address has the form that Nile asks for: a single label behind
/// the `@` is enough.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let in_local = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let in_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !local.is_empty()
        && local.bytes().all(in_local)
        && host.split('.').all(|label| !label.is_empty() && label.bytes().all(in_label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_as_nile_does() {
        for email in ["a@b", "a.b+c@d-e.example", "o'neill@x.y"] {
            assert!(is_email(email), "{email}");
        }
        for email in ["nope", "@b", "a@", "a@b..c", "a b@c", "a@b@c", "ü@b", "a@b "] {
            assert!(!is_email(email), "{email}");
        }
    }
}
