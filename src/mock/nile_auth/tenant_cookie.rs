//! The cookie that names the current tenant. It authenticates nobody.

use super::call::Call;

const NAME: &str = "nile.tenant-id";

/// The line that an answer with these tenants sets: the first of them, unless
/// the client already names one of them.
pub(super) fn line(call: &Call<'_>, ids: &[&str]) -> Option<String> {
    let named = call.raw_cookie(NAME).filter(|it| !it.is_empty());
    if named.is_some_and(|it| ids.contains(&it)) {
        return None;
    }
    match ids.first() {
        Some(id) => Some(format!("{NAME}={id}; Path=/; SameSite=lax")),
        None => {
            named.map(|_| format!("{NAME}=; Path=/; SameSite=Lax; Expires=Thu, 01 Jan 1970 00:00:00 GMT"))
        }
    }
}
