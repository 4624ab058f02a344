//! What cannot be true of one deployment at the same time, although each key
//! by itself is right.

use std::ops::Range;

use reqwest::Method;
use toml::de::DeTable;

use super::{Call, Profile};
use crate::deployment::Expected;
use crate::settings::{Mistake, Section};

/// Where the keys stand, and where mistakes are written down.
struct Look<'a> {
    table: &'a DeTable<'a>,
    root: &'a Section<'a>,
}

/// Looks for contradictions.
pub(super) fn look(profile: &Profile, table: &DeTable<'_>, root: &Section<'_>) {
    let look = Look { table, root };
    look.at_csrf(profile);
    look.at_requests(profile);
    look.at_answers(profile);
}

impl Look<'_> {
    fn at_csrf(&self, profile: &Profile) {
        let Some(csrf) = &profile.csrf else { return };
        if profile.paths.csrf.is_none() {
            self.say(
                &["csrf"],
                "a CSRF token is to be sent, but nothing says where to get it",
                "give paths.csrf",
            );
        }
        if csrf.field.is_none() && csrf.header.is_none() {
            let hint = "give csrf.field or csrf.header";
            self.say(&["csrf"], "a CSRF token is fetched, but nothing says how to send it", hint);
        }
    }

    fn at_requests(&self, profile: &Profile) {
        let (login, logout) = (&profile.login, &profile.logout);
        if profile.paths.login == profile.paths.logout && login.call.method == logout.call.method {
            let hint = "one of the two has another path or another method";
            self.say(&["paths", "logout"], "login and logout are the same request", hint);
        }
        let field = profile.csrf.as_ref().and_then(|csrf| csrf.field.as_deref());
        if logout.call.method == Method::GET && (field.is_some() || !logout.call.fields.is_empty()) {
            let hint = "leave out logout.fields and csrf.field, or give another method";
            self.say(&["logout", "method"], "the logout is a GET, which has no body for fields", hint);
        }
        let mut used = vec![login.email_field.as_str()];
        let others = [("password_field", Some(login.password_field.as_str())), ("fields", field)];
        for (key, name) in others {
            let Some(name) = name else { continue };
            if used.contains(&name) || (key == "fields" && has(&login.call, name)) {
                self.say(
                    &["login", key],
                    &format!("two fields of the login are called {name}"),
                    "rename one",
                );
            }
            used.push(name);
        }
        if let Some(name) = used.iter().find(|name| Some(**name) != field && has(&login.call, name)) {
            self.say(
                &["login", "fields"],
                &format!("two fields of the login are called {name}"),
                "rename one",
            );
        }
    }

    fn at_answers(&self, profile: &Profile) {
        let (login, logout, me) = (&profile.login, &profile.logout, &profile.me);
        if me.unauthorized.allows(200) && me.unauthorized.bodies.is_empty() && me.unauthorized.says.is_empty()
        {
            let hint = "say which body nobody gets: bodies = ['{}', 'null']";
            self.say(&["me", "unauthorized"], "a 200 of a live session would be taken for a refusal", hint);
        }
        // A success that fits the refusal too is taken for one.
        let is_covered = share_a_status(&login.success, &login.refused) && is_only_a_status(&login.refused);
        if is_covered || look_alike(&login.success, &login.refused) {
            let hint = "give them other statuses, or say what stands in a refusal: says = [\"error=\"]";
            self.say(&["login", "refused"], "the right password and a wrong one look the same", hint);
        }
        if logout.unauthorized.as_ref().is_some_and(|refusal| look_alike(&logout.success, refusal)) {
            let hint = "give them other statuses or bodies, or say needs_session = false";
            self.say(&["logout", "unauthorized"], "a logout and a refused logout look the same", hint);
        }
        let (needs, both) = (logout.unauthorized.is_some(), ["logout", "unauthorized"]);
        if !needs && self.find(&both).is_some() {
            let hint = "leave one of the two out";
            self.say(&both, "logout.needs_session is false, so nobody is unauthorized", hint);
        }
    }

    /// Says it, unless something in that table is wrong anyway: then what was
    /// read is not what was meant.
    fn say(&self, keys: &[&str], what: &str, hint: &str) {
        if keys.first().is_some_and(|table| !self.root.is_sound(table)) {
            return;
        }
        let span = self.find(keys).or_else(|| self.find(keys.get(..1)?)).unwrap_or(0..0);
        self.root.mistake(Mistake::at(span, what).hint(hint));
    }

    /// Where a key stands.
    fn find(&self, keys: &[&str]) -> Option<Range<usize>> {
        let (last, tables) = keys.split_last()?;
        let mut table = self.table;
        for name in tables {
            table = table.get(*name)?.get_ref().as_table()?;
        }
        table.iter().find(|(name, _)| name.get_ref() == last).map(|(name, _)| name.span())
    }
}

fn has(call: &Call, name: &str) -> bool {
    call.fields.iter().any(|(field, _)| field == name)
}

/// Whether nothing tells two answers apart but their having two names.
fn look_alike(one: &Expected, other: &Expected) -> bool {
    let told_apart = one.bodies != other.bodies || one.says != other.says || one.lacks != other.lacks;
    share_a_status(one, other) && !told_apart
}

/// Whether there is a status that both may have.
fn share_a_status(one: &Expected, other: &Expected) -> bool {
    if one.statuses.is_empty() {
        other.statuses.is_empty() || other.statuses.iter().any(|status| one.allows(*status))
    } else {
        one.statuses.iter().any(|status| other.allows(*status))
    }
}

/// Whether nothing of an answer is looked at but its status.
const fn is_only_a_status(expected: &Expected) -> bool {
    expected.bodies.is_empty() && expected.says.is_empty() && expected.lacks.is_empty()
}
