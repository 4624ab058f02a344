//! `users.users`.

use tokio_postgres::Row;
use uuid::Uuid;

use super::super::rows::{Method, User};
use super::values::{column, id, plain_millis, plain_moment};
use super::{Postgres, PostgresError};

/// The newest with an address. One that is not deleted comes first: there is
/// one at most.
const BY_EMAIL: &str =
    "SELECT * FROM users.users WHERE email = $1 ORDER BY deleted IS NULL DESC, created DESC LIMIT 1";

/// A user and his password, both or none of them.
const ADD: &str = "WITH added AS (\
        INSERT INTO users.users (id, created, updated, email, name, family_name, given_name, picture) \
        VALUES ($1, $2, $2, $3, $4, $5, $6, $7) RETURNING id, email\
    ), hashed AS (\
        INSERT INTO auth.credentials (user_id, method, provider, payload) \
        SELECT id, 'EMAIL_PASSWORD', 'nile', jsonb_build_object(\
            'crypt', 'crypt-bf/8', 'hash', crypt($8::text, gen_salt('bf', 8)), 'email', email) \
        FROM added WHERE $8::text IS NOT NULL\
    ) SELECT id FROM added";

const SAVE: &str = "UPDATE users.users SET name = $2, family_name = $3, given_name = $4, picture = $5, \
    deleted = $6, email_verified = $7, multi_factor = $8, updated = LOCALTIMESTAMP WHERE id = $1";

impl Postgres {
    pub(in super::super) async fn any_user(&self, user: &str) -> Result<Option<User>, PostgresError> {
        let Some(id) = id(user) else {
            return Ok(None);
        };
        first(&self.find("SELECT * FROM users.users WHERE id = $1", &[&id]).await?)
    }

    pub(in super::super) async fn any_user_of(&self, email: &str) -> Result<Option<User>, PostgresError> {
        first(&self.find(BY_EMAIL, &[&email]).await?)
    }

    /// Adds a user, whose id is made already.
    pub(in super::super) async fn add_user(
        &self,
        user: &User,
        password: Option<&str>,
    ) -> Result<(), PostgresError> {
        let (id, created) = (id(&user.id), plain_moment(user.created));
        let User { email, name, family_name, given_name, picture, .. } = user;
        self.change(ADD, &[&id, &created, email, name, family_name, given_name, picture, &password])
            .await
            .map(drop)
    }

    pub(in super::super) async fn save_user(&self, user: &User) -> Result<(), PostgresError> {
        let User { name, family_name, given_name, picture, .. } = user;
        let (deleted, verified) = (user.deleted.map(plain_moment), user.email_verified.map(plain_moment));
        let method = user.multi_factor.map(Method::name);
        self.change(
            SAVE,
            &[&id(&user.id), name, family_name, given_name, picture, &deleted, &verified, &method],
        )
        .await
        .map(drop)
    }
}

fn first(rows: &[Row]) -> Result<Option<User>, PostgresError> {
    rows.first().map(read).transpose()
}

fn read(row: &Row) -> Result<User, PostgresError> {
    let method: Option<String> = column(row, "multi_factor")?;
    Ok(User {
        id: column::<Uuid>(row, "id")?.to_string(),
        email: column::<Option<String>>(row, "email")?.unwrap_or_default(),
        name: column(row, "name")?,
        family_name: column(row, "family_name")?,
        given_name: column(row, "given_name")?,
        picture: column(row, "picture")?,
        created: plain_millis(column(row, "created")?),
        deleted: column::<Option<_>>(row, "deleted")?.map(plain_millis),
        email_verified: column::<Option<_>>(row, "email_verified")?.map(plain_millis),
        multi_factor: method.as_deref().and_then(Method::named),
    })
}
