//! The cookies that a browser holds, and how it makes room for more.

use std::cmp::Reverse;

use url::Url;

use super::browser::Engine;
use super::domain::{host, is_same_or_below, is_trustworthy, site};
use super::path;
use super::rule::Rule;
use super::stored::{Cookie, Partition};

/// More cookies of one site than this make a browser evict some (measured in Chromium 156, read in
/// Firefox's source).
const MOST_PER_SITE: usize = 180;
/// So many remain.
const KEPT_PER_SITE: usize = 150;

/// Octets of all names and values that one site may keep in one partition (measured in Chromium 156
/// and Firefox 153).
const OCTETS_KEPT_PER_PARTITION: usize = 10_240;
/// Firefox begins to evict only beyond this (measured in 153).
const MOST_OCTETS_IN_FIREFOX: usize = 12_288;

/// A cookie and what the browser needs to find, order and evict it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) cookie: Cookie,
    /// Stands for the name, see [`SetCookie::name_key`](super::SetCookie).
    pub(super) name_key: u64,
    /// Octets of name and value as they were sent.
    pub(super) octets: usize,
    /// When the cookie came in; kept when a later line replaces it.
    pub(super) created: u64,
    /// When it was last written.
    pub(super) written: u64,
}

impl Held {
    /// Whether both are the same cookie to a browser (RFC 6265bis §5.7).
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.name_key == other.name_key && self.cookie.same_place(&other.cookie)
    }

    /// Whether `new`, which is not Secure, would lie over this Secure cookie (RFC 6265bis §5.7).
    pub(super) fn is_shadowed_by(&self, new: &Self) -> bool {
        let (old, new_cookie) = (&self.cookie, &new.cookie);
        self.name_key == new.name_key
            && old.secure
            && !new_cookie.secure
            && old.partition == new_cookie.partition
            && (reaches(old, &new_cookie.domain) || reaches(new_cookie, &old.domain))
            && path::matches(&old.path, &new_cookie.path)
    }

    /// Whether the cookie goes out with a request to `url`, its lifetime aside (RFC 6265bis
    /// §5.8.3).
    pub(super) fn is_sent_to(&self, url: &Url) -> bool {
        reaches(&self.cookie, host(url))
            && path::matches(&self.cookie.path, url.path())
            && (!self.cookie.secure || is_trustworthy(url))
            && self.cookie.partition.is_none_or(|partition| partition == Partition::of(url))
    }

    /// Longer paths first, then older cookies (RFC 6265bis §5.8.3).
    pub(super) fn sending_order(&self) -> (Reverse<usize>, u64) {
        (Reverse(self.cookie.path.len()), self.created)
    }

    fn group(&self) -> (&str, Option<Partition>) {
        (site(&self.cookie.domain), self.cookie.partition)
    }
}

/// Adds a cookie that the store does not have yet, and makes room if its site has too many: cookies
/// without Secure first, the longest unwritten first.
pub(super) fn add(engine: Engine, held: &mut Vec<Held>, new: Held) -> Result<(), Rule> {
    if held.len() < MOST_PER_SITE {
        held.push(new);
        return Ok(());
    }
    match engine {
        Engine::Chromium => {
            held.push(new);
            make_room_after(held);
            Ok(())
        }
        Engine::Firefox => add_in_firefox(held, new),
    }
}

/// Chromium evicts after the new cookie came in, and takes Secure cookies when the others are not
/// enough. In a partition it evicts no more than it has to.
fn make_room_after(held: &mut Vec<Held>) {
    let Some(new) = held.last() else { return };
    let kept = if new.cookie.partition.is_some() { MOST_PER_SITE } else { KEPT_PER_SITE };
    let mut group = members(held, new);
    if group.len() > MOST_PER_SITE {
        group.truncate(group.len() - kept);
        evict(held, &group);
    }
}

/// Firefox evicts before, takes Secure cookies only if there are no others, and only for a Secure
/// one.
fn add_in_firefox(held: &mut Vec<Held>, new: Held) -> Result<(), Rule> {
    let mut victims = members(held, &new);
    if victims.len() >= MOST_PER_SITE {
        let surplus = victims.len() + 1 - KEPT_PER_SITE;
        let open = victims.iter().filter(|(secure, ..)| !secure).count();
        if open == 0 && !new.cookie.secure {
            return Err(Rule::TooManyCookies);
        }
        victims.truncate(surplus.min(if open == 0 { surplus } else { open }));
        evict(held, &victims);
    }
    held.push(new);
    Ok(())
}

/// Evicts what is too much in the partition of the cookie that was written last, the longest
/// unwritten first.
pub(super) fn trim_partition(engine: Engine, held: &mut Vec<Held>) {
    let Some(new) = held.last().filter(|new| new.cookie.partition.is_some()) else { return };
    let most = match engine {
        Engine::Chromium => OCTETS_KEPT_PER_PARTITION,
        Engine::Firefox => MOST_OCTETS_IN_FIREFOX,
    };
    let members = held.iter().filter(|held| held.group() == new.group());
    let mut members: Vec<_> = members.map(|held| (held.written, held.octets)).collect();
    let mut octets: usize = members.iter().map(|(_, octets)| octets).sum();
    if octets <= most {
        return;
    }
    members.sort_unstable();
    for (written, less) in members {
        if octets > OCTETS_KEPT_PER_PARTITION {
            held.retain(|held| held.written != written);
            octets -= less;
        }
    }
}

/// The cookies of the same site and partition: Secure or not, when written, in the order in which
/// they have to go.
fn members(held: &[Held], like: &Held) -> Vec<(bool, u64)> {
    let group = like.group();
    let members = held.iter().filter(|held| held.group() == group);
    let mut members: Vec<_> = members.map(|held| (held.cookie.secure, held.written)).collect();
    members.sort_unstable();
    members
}

fn evict(held: &mut Vec<Held>, victims: &[(bool, u64)]) {
    held.retain(|held| !victims.contains(&(held.cookie.secure, held.written)));
}

/// Whether the cookie belongs to that host (RFC 6265bis §5.1.3).
fn reaches(cookie: &Cookie, host: &str) -> bool {
    if cookie.host_only {
        return cookie.domain == host;
    }
    is_same_or_below(host, &cookie.domain)
}
