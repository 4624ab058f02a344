//! Users as they stand in bodies.

use serde_json::{Map, Value, json};

use super::clock::iso;
use super::storage::User;

/// All that a user may know of himself.
pub(super) fn person(user: &User) -> Map<String, Value> {
    let created = iso(user.created);
    let fields = [
        ("id", json!(user.id)),
        ("email", json!(user.email)),
        ("name", json!(user.name)),
        ("familyName", json!(user.family_name)),
        ("givenName", json!(user.given_name)),
        ("picture", json!(user.picture)),
        ("created", json!(created)),
        ("updated", json!(created)),
        ("emailVerified", json!(user.email_verified.map(iso))),
        ("multiFactor", json!(user.multi_factor)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The same without some fields.
pub(super) fn person_without(user: &User, left_out: &[&str]) -> Map<String, Value> {
    let fields = person(user).into_iter();
    fields.filter(|(name, _)| !left_out.contains(&name.as_str())).collect()
}

/// The row itself, as it leaks out of one route.
pub(super) fn row(user: &User) -> Value {
    let created = iso(user.created);
    json!({
        "id": user.id,
        "created": created,
        "updated": created,
        "deleted": user.deleted.map(iso),
        "name": user.name,
        "family_name": user.family_name,
        "given_name": user.given_name,
        "email": user.email,
        "picture": user.picture,
        "email_verified": user.email_verified.map(iso),
        "multi_factor": user.multi_factor,
    })
}
