//! Evidence written by hand, for the tests of judges.

use std::time::Duration;

use crate::evidence::{Actor, Evidence, SessionFacts, Step};
use crate::http::{Answer, Body, Ending, Exchange, Outcome};

/// An intrusive run in which those answers came, one after another.
pub(super) fn evidence(answers: impl IntoIterator<Item = (Actor, Step, Answer)>) -> Evidence {
    let mut evidence = Evidence { intrusive: true, ..Evidence::default() };
    for (actor, step, answer) in answers {
        evidence.record(actor, step, exchange(Outcome::Answer(answer)));
    }
    evidence
}

/// A request that came to that.
pub(super) const fn exchange(result: Outcome) -> Exchange {
    Exchange {
        method: String::new(),
        url: String::new(),
        request_headers: Vec::new(),
        request_body: None,
        fresh_connection: false,
        started: Duration::ZERO,
        finished: Duration::ZERO,
        result,
    }
}

/// A session of which nothing is known.
pub(super) fn facts() -> SessionFacts {
    SessionFacts { cookies: Vec::new(), generations: 0, user_id: None, email: String::new() }
}

/// An answer without headers.
pub(super) fn answer(status: u16, text: &str) -> Answer {
    Answer {
        status,
        version: "HTTP/1.1".to_owned(),
        headers: Vec::new(),
        set_cookies: Vec::new(),
        body: Body { text: text.to_owned(), octets: text.len(), ending: Ending::Whole },
    }
}
