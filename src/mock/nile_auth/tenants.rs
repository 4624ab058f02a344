//! `/tenants`, `/tenants/{id}` and `/users/{id}/tenants`.
//!
//! A malformed id is refused and that is all. On the real server it leaves a
//! database connection in an aborted transaction, and everybody else is refused
//! for a while (measured); that is not copied.

use http::StatusCode;
use serde_json::{Value, json};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::fields;
use super::ids::{canonical, time_ordered_id};
use super::me::stumble;
use super::storage::{Stored, Tenant, TenantRow};
use super::tenant_cookie;

impl NileAuth {
    /// The tenants of the caller. The id in the path is not used (measured).
    pub(super) async fn my_tenants(&self, call: &Call<'_>) -> Stored<Answer> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Answer::unauthorized());
        };
        let tenants = self.storage.tenants_of(&caller).await?;
        let rows: Vec<Value> = tenants.iter().map(|it| json!({ "id": it.id, "name": it.name })).collect();
        let ids: Vec<&str> = tenants.iter().map(|it| it.id.as_str()).collect();
        Ok(Answer::resource(StatusCode::OK, &rows).with_cookies(tenant_cookie::line(call, &ids)))
    }

    pub(super) async fn create_tenant(&self, call: &Call<'_>) -> Stored<Answer> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Answer::unauthorized());
        };
        let body = match fields::json(&call.body) {
            Ok(Value::Null) => return Ok(Answer::thrown(stumble("null", "name"))),
            Ok(body) => body,
            Err(error) => return Ok(Answer::thrown(error.message)),
        };
        let Some(name) = fields::column(body.get("name").filter(|it| fields::truthy(Some(it)))) else {
            return Ok(Answer::bad_request("name is required"));
        };
        let id = match self.id_for(body.get("id")).await? {
            Ok(id) => id,
            Err(refusal) => return Ok(refusal),
        };
        let tenant = self.add_tenant(id, name).await?;
        // A user who is deleted leaves a tenant behind that nobody is in.
        if self.storage.user(&caller).await?.is_none() {
            return Ok(Answer::missing());
        }
        self.storage.add_member(&tenant.id, &caller).await?;
        let line = tenant_cookie::line(call, &[&tenant.id]);
        Ok(Answer::resource(StatusCode::OK, &TenantRow::from(tenant)).with_cookies(line))
    }

    /// The id that a client chose for a tenant, or a fresh one.
    async fn id_for(&self, chosen: Option<&Value>) -> Stored<Result<String, Answer>> {
        let Some(text) = fields::column(chosen.filter(|it| fields::truthy(Some(it)))) else {
            return Ok(Ok(time_ordered_id(self.clock.now())?));
        };
        let Some(id) = canonical(&text) else {
            return Ok(Err(Answer::not_a_uuid(&text)));
        };
        if self.storage.tenant(&id).await?.is_some() {
            return Ok(Err(Answer::bad_request(format!("tenant with id {text} already exists."))));
        }
        Ok(Ok(id))
    }

    /// Adds a tenant that nobody is in yet.
    pub(super) async fn add_tenant(&self, id: String, name: String) -> Stored<Tenant> {
        let tenant = Tenant { id, name, created: self.clock.now(), deleted: None };
        self.storage.save_tenant(tenant.clone()).await?;
        Ok(tenant)
    }

    /// Shows a tenant to anybody who is logged in, also a deleted one; one that
    /// does not exist is answered 200 without a body (measured).
    pub(super) async fn show_tenant(&self, call: &Call<'_>, id: &str) -> Stored<Answer> {
        if self.caller(call).await?.is_none() {
            return Ok(Answer::unauthorized());
        }
        let Some(canonical) = canonical(id) else {
            return Ok(Answer::not_a_uuid(id));
        };
        let tenant = self.storage.tenant(&canonical).await?.map(TenantRow::from);
        Ok(tenant.map_or(Answer::empty(StatusCode::OK), |row| Answer::resource(StatusCode::OK, &row)))
    }

    pub(super) async fn rename_tenant(&self, call: &Call<'_>, id: &str) -> Stored<Answer> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Answer::unauthorized());
        };
        let body = fields::json(&call.body).unwrap_or_default();
        let Some(name) = fields::column(body.get("name").filter(|it| fields::truthy(Some(it)))) else {
            return Ok(Answer::bad_request("name is required"));
        };
        let Some(mut tenant) = self.tenant_of_member(id, &caller).await? else {
            return Ok(Answer::missing());
        };
        tenant.name = name;
        self.storage.save_tenant(tenant.clone()).await?;
        Ok(Answer::resource(StatusCode::OK, &TenantRow::from(tenant)))
    }

    pub(super) async fn delete_tenant(&self, call: &Call<'_>, id: &str) -> Stored<Answer> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Answer::unauthorized());
        };
        let Some(mut tenant) = self.tenant_of_member(id, &caller).await? else {
            return Ok(Answer::missing());
        };
        tenant.deleted = Some(self.clock.now());
        self.storage.save_tenant(tenant).await?;
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    }

    /// A tenant, if this user is in it.
    async fn tenant_of_member(&self, id: &str, user: &str) -> Stored<Option<Tenant>> {
        let Some(id) = canonical(id) else {
            return Ok(None);
        };
        if !self.storage.is_member(&id, user).await? {
            return Ok(None);
        }
        self.storage.tenant(&id).await
    }
}
