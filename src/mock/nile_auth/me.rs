//! `/me`: the user behind the session.

use http::StatusCode;
use serde_json::{Value, json};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::fields;
use super::note::Note;
use super::person::person;
use super::storage::{Stored, User};

impl NileAuth {
    pub(super) async fn show_me(&self, call: &Call<'_>) -> Stored<Answer> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Answer::unauthorized());
        };
        let Some(user) = self.storage.user(&caller).await? else {
            return Ok(Answer::missing());
        };
        let tenants: Vec<String> =
            self.storage.tenants_of(&caller).await?.into_iter().map(|it| it.id).collect();
        let mut body = person(&user);
        body.insert("tenants".to_owned(), json!(tenants));
        Ok(Answer::resource(StatusCode::OK, &body).because(Note::SessionFound))
    }

    /// Changes what the body gives. For a user who is deleted the real server
    /// stumbles over the first field that is not given.
    pub(super) async fn change_me(&self, call: &Call<'_>) -> Stored<Answer> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Answer::unauthorized());
        };
        let body = match fields::json(&call.body) {
            Ok(body) => body,
            Err(error) => return Ok(Answer::thrown(error.message)),
        };
        let Some(mut user) = self.storage.any_user(&caller).await? else {
            return Ok(Answer::thrown(stumble("undefined", "name")));
        };
        if let Some(error) = unchangeable(&body, user.deleted.is_some()) {
            return Ok(Answer::thrown(error));
        }
        change_names(&mut user, &body);
        if fields::truthy(body.get("emailVerified")) {
            user.email_verified = Some(self.clock.now());
        }
        let tenants = self.storage.tenants_of(&caller).await?;
        let tenants: Vec<Value> = tenants.into_iter().map(|it| json!({ "id": it.id })).collect();
        let mut shown = person(&user);
        shown.insert("tenants".to_owned(), json!(tenants));
        self.storage.save_user(user).await?;
        Ok(Answer::resource(StatusCode::OK, &shown))
    }

    /// Marks the user as deleted. A JWE of his stays valid for the session
    /// route (measured).
    pub(super) async fn delete_me(&self, call: &Call<'_>) -> Stored<Answer> {
        let Some(caller) = self.caller(call).await? else {
            return Ok(Answer::unauthorized());
        };
        if let Some(mut user) = self.storage.any_user(&caller).await? {
            user.deleted = Some(self.clock.now());
            self.storage.save_user(user).await?;
        }
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    }
}

/// Writes the four names of a user that a body may hold; `null` changes
/// nothing.
pub(super) fn change_names(user: &mut User, body: &Value) {
    let given = |name: &str| fields::column(body.get(name));
    user.name = given("name").or_else(|| user.name.take());
    user.family_name = given("familyName").or_else(|| user.family_name.take());
    user.given_name = given("givenName").or_else(|| user.given_name.take());
    user.picture = given("picture").or_else(|| user.picture.take());
}

/// The JavaScript error that a body leads to, if any.
fn unchangeable(body: &Value, deleted: bool) -> Option<String> {
    if deleted {
        let names = ["name", "familyName", "givenName", "picture"];
        let missing = names.into_iter().find(|name| body.get(name).is_none_or(Value::is_null));
        let verified = fields::truthy(body.get("emailVerified"));
        let first = missing.or_else(|| (!verified).then_some("emailVerified"));
        return first.map(|name| stumble("undefined", name));
    }
    body.is_null().then(|| stumble("null", "givenName"))
}

/// The message of a property that is read from nothing.
pub(super) fn stumble(what: &str, property: &str) -> String {
    format!("Cannot read properties of {what} (reading '{property}')")
}
