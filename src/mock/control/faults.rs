//! `/__control/fault`: Nile fails, or is well again.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::refusal::Refusal;
use super::{Answer, Wish};
use crate::mock::fault::Fault;
use crate::mock::outage::{Endpoint, Outage};
use crate::mock::routes::App;

/// The longest that a slow Nile can be told to wait. No client waits longer,
/// and each request that waits holds a connection.
const LONGEST_DELAY: Duration = Duration::from_secs(600);

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    fault: String,
    only: Option<String>,
    delay_ms: Option<u64>,
}

impl Wish for Wanted {
    const FIELDS: &str = "fault, a text, and if need be only, a text, and delay_ms, a whole number";
}

impl App {
    pub(super) fn set_fault(&self, wanted: Wanted) -> Answer {
        self.nile.outage.set(Some(outage(wanted)?));
        Ok(self.fault_now())
    }

    pub(super) fn no_fault(&self) -> Value {
        self.nile.outage.set(None);
        self.fault_now()
    }

    /// What is wrong with Nile.
    pub(super) fn fault_now(&self) -> Value {
        let outage = self.nile.outage.now();
        json!({
            "fault": outage.map(|outage| outage.fault.name()),
            "only": outage.and_then(|outage| outage.only).map(Endpoint::path),
            "delay_ms": outage.filter(|it| it.fault == Fault::Slow).map(|it| it.delay.as_millis()),
            "struck": self.nile.outage.struck(),
        })
    }
}

/// What could be wrong with Nile, and where.
pub(super) fn choices() -> Value {
    let fault = |fault: Fault| json!({ "name": fault.name(), "about": fault.about() });
    json!({ "faults": Fault::ALL.map(fault), "endpoints": Endpoint::ALL.map(Endpoint::path) })
}

fn outage(wanted: Wanted) -> Result<Outage, Refusal> {
    let fault = Fault::named(&wanted.fault).ok_or_else(|| {
        let names = Fault::ALL.map(Fault::name).join(", ");
        Refusal::unknown(format!("no fault is called {:?}", wanted.fault), format!("one of {names}"))
    })?;
    let endpoint = |path: String| {
        let paths = Endpoint::ALL.map(Endpoint::path).join(", ");
        let unknown =
            || Refusal::unknown(format!("no fault can be limited to {path:?}"), format!("one of {paths}"));
        Endpoint::at(&path).ok_or_else(unknown)
    };
    let only = wanted.only.map(endpoint).transpose()?;
    if wanted.delay_ms.is_some() && fault != Fault::Slow {
        return Err(Refusal::unknown("only the fault slow has a delay", "leave delay_ms out"));
    }
    let usual = Outage::of(fault);
    let delay = wanted.delay_ms.map_or(usual.delay, Duration::from_millis);
    if delay > LONGEST_DELAY {
        let hint = format!("delay_ms is at most {}", LONGEST_DELAY.as_millis());
        return Err(Refusal::unknown("no client waits that long", hint));
    }
    Ok(Outage { only, delay, ..usual })
}
