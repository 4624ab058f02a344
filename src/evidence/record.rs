//! One exchange and its place in the story.

use serde::{Deserialize, Serialize};

use super::{Actor, Step};
use crate::cookie::SetCookie;
use crate::http::{Exchange, Outcome};

/// One exchange and its place in the story.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Record {
    /// Who sent it.
    pub actor: Actor,
    /// What for.
    pub step: Step,
    /// What happened.
    pub exchange: Exchange,
}

/// A record in a file. An exchange shows its Set-Cookie lines as text; what a
/// browser makes of a line also rests on what the text lost when its value was
/// replaced, so they are kept whole beside it.
#[derive(Serialize, Deserialize)]
struct Kept {
    actor: Actor,
    step: Step,
    exchange: Exchange,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    set_cookies: Vec<SetCookie>,
}

impl From<Record> for Kept {
    fn from(Record { actor, step, exchange }: Record) -> Self {
        let set_cookies = exchange.answer().map_or_else(|_| Vec::new(), |answer| answer.set_cookies.clone());
        Self { actor, step, exchange, set_cookies }
    }
}

impl From<Kept> for Record {
    fn from(Kept { actor, step, mut exchange, set_cookies }: Kept) -> Self {
        if let Outcome::Answer(answer) = &mut exchange.result {
            answer.set_cookies = set_cookies;
        }
        Self { actor, step, exchange }
    }
}
