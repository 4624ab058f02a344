//! Which checks run, and at which level.

use std::collections::BTreeSet;

use super::{CATALOGUE, Check, Phase};
use crate::level::Level;
use crate::requirement::Requirement;

/// The checks of a run, with their levels.
#[derive(Clone, Debug)]
pub struct Selection {
    chosen: Vec<(&'static Check, Level)>,
}

/// What a run may do, and has what it needs for.
#[derive(Clone, Copy, Debug)]
pub struct Means {
    /// Whether Nile can be made to fail.
    pub nile_can_fail: bool,
    /// Whether a real browser is used.
    pub browser: bool,
    /// Whether a deployment may take what is done for an attack.
    pub intrusive: bool,
}

impl Means {
    /// Whether a check can be judged with them.
    fn suffice_for(self, check: &Check) -> bool {
        (self.nile_can_fail || !check.needs_nile_to_fail())
            && (self.browser || !check.needs_a_browser())
            && (self.intrusive || !check.is_intrusive())
    }
}

/// A word after `--only`, `--skip`, `-D`, `-W` or `-A` that names no check.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// No id, prefix or requirement fits.
    #[error("no check, prefix of checks or requirement is called {word:?}{}", suggestion.as_ref().map_or_else(String::new, |id| format!("; did you mean {id}?")))]
    Unknown {
        /// As typed.
        word: String,
        /// The nearest id.
        suggestion: Option<&'static str>,
    },
    /// Everything was skipped.
    #[error("no check is left: --only and --skip cancel each other")]
    Empty,
}

impl Selection {
    /// The checks that `only` names (all, if it is empty), without those that
    /// `skip` names. A name is an id, the beginning of ids, a requirement
    /// (`AUTH-4.1/AC2` or `AC2`), `ticket` for all that prove a requirement, or
    /// `standards` for those that prove none.
    ///
    /// # Errors
    /// A name that fits nothing, or nothing left.
    pub fn new(only: &[String], skip: &[String]) -> Result<Self, SelectionError> {
        let only = named(only)?;
        let skip = named(skip)?;
        let wanted =
            |check: &&&Check| (only.is_empty() || only.contains(check.id)) && !skip.contains(check.id);
        let chosen: Vec<_> = CATALOGUE.iter().filter(wanted).map(|check| (*check, check.level)).collect();
        if chosen.is_empty() { Err(SelectionError::Empty) } else { Ok(Self { chosen }) }
    }

    /// Sets every check to its level in the catalogue.
    pub fn restore_levels(&mut self) {
        for (check, level) in &mut self.chosen {
            *level = check.level;
        }
    }

    /// Denies every check that a standard asks for with a MUST.
    pub fn deny_what_is_a_must(&mut self) {
        for (check, level) in &mut self.chosen {
            if check.is_a_must() {
                *level = Level::Deny;
            }
        }
    }

    /// Sets the level of the checks that a name fits.
    ///
    /// # Errors
    /// A name that fits nothing.
    pub fn set_level(&mut self, name: &str, level: Level) -> Result<(), SelectionError> {
        let ids = named(&[name.to_owned()])?;
        for (check, current) in &mut self.chosen {
            if ids.contains(check.id) {
                *current = level;
            }
        }
        Ok(())
    }

    /// The checks and their levels, in the order of the catalogue.
    #[must_use]
    pub fn checks(&self) -> &[(&'static Check, Level)] {
        &self.chosen
    }

    /// Every phase that these checks need, with what those need in turn. Where
    /// a run cannot do what a check needs, nothing is done for it.
    #[must_use]
    pub fn phases(&self, means: Means) -> BTreeSet<Phase> {
        let mut phases = BTreeSet::new();
        let can_be_judged = |check: &&Check| means.suffice_for(check);
        let checks = self.chosen.iter().map(|(check, _)| *check).filter(can_be_judged);
        let mut open: Vec<Phase> = checks.flat_map(|check| check.needs).copied().collect();
        while let Some(phase) = open.pop() {
            if phases.insert(phase) {
                open.extend(phase.requires());
            }
        }
        phases
    }
}

/// The ids that the names fit.
fn named(names: &[String]) -> Result<BTreeSet<&'static str>, SelectionError> {
    let mut ids = BTreeSet::new();
    for name in names {
        let before = ids.len();
        ids.extend(CATALOGUE.iter().filter(|check| fits(name, check)).map(|check| check.id));
        if ids.len() == before && !CATALOGUE.iter().any(|check| fits(name, check)) {
            return Err(SelectionError::Unknown { word: name.clone(), suggestion: nearest(name) });
        }
    }
    Ok(ids)
}

/// An id, the beginning of one, a requirement in either spelling, or one of the
/// two halves of the catalogue.
fn fits(name: &str, check: &Check) -> bool {
    match name {
        "ticket" => return !check.requirements.is_empty(),
        "standards" => return check.requirements.is_empty(),
        _ => {}
    }
    let is = |requirement: &Requirement| {
        requirement.id().eq_ignore_ascii_case(name) || requirement.short().eq_ignore_ascii_case(name)
    };
    if Requirement::ALL.iter().any(is) {
        return check.requirements.iter().any(is);
    }
    !name.is_empty() && check.id.starts_with(name)
}

/// The id that is most like what was typed.
fn nearest(name: &str) -> Option<&'static str> {
    let likeness = |check: &Check| strsim::jaro_winkler(check.id, name);
    let best = CATALOGUE.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    (likeness(best) > 0.7).then_some(best.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Means {
        const ALL: Self = Self { nile_can_fail: true, browser: true, intrusive: true };
    }

    fn only(names: &[&str]) -> Result<Vec<&'static str>, SelectionError> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        Ok(Selection::new(&names, &[])?.checks().iter().map(|(check, _)| check.id).collect())
    }

    #[test]
    fn a_requirement_selects_the_checks_that_prove_it_in_both_spellings() {
        assert_eq!(only(&["AC3"]).unwrap(), only(&["AUTH-4.1/AC3"]).unwrap());
        assert!(only(&["AC3"]).unwrap().contains(&"cookie-cleared"));
        assert!(!only(&["AC3"]).unwrap().contains(&"logout-body"));
    }

    #[test]
    fn ac1_does_not_select_by_prefix() {
        assert!(
            only(&["T1"])
                .unwrap()
                .iter()
                .all(|id| { super::super::find(id).unwrap().requirements.contains(&Requirement::T1) })
        );
    }

    #[test]
    fn an_id_or_its_beginning_selects() {
        assert_eq!(only(&["cookie-cleared"]).unwrap(), ["cookie-cleared"]);
        assert!(only(&["logout-"]).unwrap().len() > 2);
    }

    #[test]
    fn the_ticket_and_the_standards_are_the_two_halves_of_the_catalogue() {
        let (ticket, standards) = (only(&["ticket"]).unwrap(), only(&["standards"]).unwrap());
        assert!(ticket.contains(&"logout-body") && standards.contains(&"token-stays-in-cookie"));
        assert_eq!(ticket.len() + standards.len(), CATALOGUE.len());
        assert!(standards.iter().all(|id| !ticket.contains(id)));
    }

    #[test]
    fn strict_denies_what_a_standard_asks_for_with_a_must_and_nothing_else() {
        let before = Selection::new(&[], &[]).unwrap();
        let mut strict = before.clone();
        strict.deny_what_is_a_must();
        for ((check, was), (_, is)) in before.checks().iter().zip(strict.checks()) {
            assert_eq!(*is, if check.is_a_must() { Level::Deny } else { *was }, "{}", check.id);
        }
        assert_ne!(
            before.checks().iter().map(|(_, level)| level).collect::<Vec<_>>(),
            strict.checks().iter().map(|(_, level)| level).collect::<Vec<_>>()
        );
    }

    #[test]
    fn an_unknown_name_is_an_error_with_a_suggestion() {
        let error = only(&["cookie-clear-ed"]).unwrap_err();
        assert!(error.to_string().contains("did you mean cookie-"), "{error}");
    }

    #[test]
    fn skipping_everything_is_an_error() {
        let all: Vec<String> = CATALOGUE.iter().map(|check| check.id.to_owned()).collect();
        assert_eq!(Selection::new(&[], &all).unwrap_err(), SelectionError::Empty);
    }

    #[test]
    fn needed_phases_bring_their_own_needs() {
        let selection = Selection::new(&["session-ended-on-server".to_owned()], &[]).unwrap();
        let phases = selection.phases(Means { intrusive: false, browser: false, ..Means::ALL });
        assert!(phases.contains(&Phase::Witness) && phases.contains(&Phase::FirstLogin));
        assert!(!phases.contains(&Phase::Methods));
    }

    #[test]
    fn nothing_is_done_for_a_failure_of_nile_that_cannot_be_switched_on() {
        let selection = Selection::new(&["nile-failure".to_owned()], &[]).unwrap();
        assert!(selection.phases(Means::ALL).contains(&Phase::FirstLogin));
        assert!(selection.phases(Means { nile_can_fail: false, ..Means::ALL }).is_empty());
    }

    #[test]
    fn nothing_is_done_for_a_browser_that_nobody_asked_for() {
        let selection = Selection::new(&["real-browser".to_owned()], &[]).unwrap();
        assert!(selection.phases(Means::ALL).contains(&Phase::FirstLogin));
        assert!(selection.phases(Means { browser: false, ..Means::ALL }).is_empty());
    }

    #[test]
    fn nothing_is_done_for_an_intrusive_check_that_was_not_asked_for() {
        let selection = Selection::new(&["malformed-tokens-refused".to_owned()], &[]).unwrap();
        assert!(selection.phases(Means::ALL).contains(&Phase::MalformedTokens));
        assert!(selection.phases(Means { intrusive: false, ..Means::ALL }).is_empty());
    }
}
