//! Cookies and tokens end by the clock.

use std::time::SystemTime;

use time::{Duration, OffsetDateTime};

use crate::check::answers::{Given, answers, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// How far two clocks may differ.
const TOLERANCE: Duration = Duration::seconds(5);

/// The check.
pub(super) const CHECK: Check = Check {
    id: "clock-agrees",
    title: "The clock of the deployment agrees with the one here",
    requirements: &[],
    references: &[reference::RFC_9110_DATE],
    level: Level::Allow,
    explain: "A server whose clock is wrong ends tokens too early or too late, and a browser corrects the end of a cookie by the Date header of the answer that sets it. The Date of every answer is compared with the local clock; of all answers the one that agrees best counts, since a slow answer proves nothing. Five seconds are allowed. Of two clocks that differ this cannot tell which is wrong.",
    cause: "A machine without time synchronisation, here or there.",
    remedy: "Synchronise both clocks with NTP: timedatectl on Linux shows the state.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    // What a cache kept has the date of another day.
    let fresh = answers(evidence).filter(|given| given.header("age").is_none());
    let ahead = fresh.filter_map(|given| Some((given.index, ahead(evidence, &given)?)));
    let Some((index, ahead)) = ahead.min_by_key(|(_, ahead)| ahead.abs()) else {
        return Ok(Verdict::Skip("no answer has a Date that can be read".to_owned()));
    };
    let seconds = ahead.whole_seconds();
    if ahead.abs() <= TOLERANCE {
        return Ok(Verdict::Pass(match seconds.abs() {
            0 => "less than a second apart".to_owned(),
            apart => format!("about {apart} s apart"),
        }));
    }
    let side = if seconds > 0 { "ahead of" } else { "behind" };
    let actual = format!("the deployment is {} s {side} this machine", seconds.abs());
    Ok(Finding::new("clocks that differ by 5 s at most", actual).at([index]).into())
}

/// How far the clock of an answer is ahead. Date has whole seconds, and was
/// written at some time between the request and the answer.
fn ahead(evidence: &Evidence, given: &Given<'_>) -> Option<Duration> {
    let date: SystemTime = httpdate::parse_http_date(given.answer.header("date")?).ok()?;
    let date = OffsetDateTime::from(date);
    let exchange = &given.record.exchange;
    let (from, to) =
        (evidence.started_at + exchange.started - Duration::SECOND, evidence.started_at + exchange.finished);
    Some(match () {
        () if date < from => date - from,
        () if date > to => date - to,
        () => Duration::ZERO,
    })
}
