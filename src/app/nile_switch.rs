//! Where the switch for Nile's failures is: in the embedded mock, or in a mock
//! that is steered over HTTP.

use std::fmt;
use std::sync::Arc;

use futures_util::future::LocalBoxFuture;
use reqwest::Method;
use serde_json::json;

use super::stage::Stage;
use crate::evidence::{Missing, MissingKind, Outage};
use crate::http::{Answer, Client, ClientError, Payload, Request};
use crate::mock::{self, Control, Endpoint, Fault};
use crate::plan::{NileControl, VerifyPlan};
use crate::redact::{Redactor, Secret};
use crate::scenario::NileSwitch;

/// The switch of a run, if it has one.
///
/// # Errors
/// When no client for the control interface can be built.
pub(super) fn of<'a>(
    plan: &'a VerifyPlan,
    stage: &Stage,
) -> Result<Option<Box<dyn NileSwitch + 'a>>, ClientError> {
    if let Some(mock) = &stage.mock {
        return Ok(Some(Box::new(Embedded(mock.control()))));
    }
    let Some(control) = &plan.nile_control else { return Ok(None) };
    Ok(Some(Box::new(Remote::new(control)?)))
}

/// Makes Nile work again where a run may have left it failing, or is told to
/// end in the middle of a failure. The mock that is embedded ends with the run.
pub(super) async fn let_nile_work(plan: &VerifyPlan) {
    let remote = plan.nile_control.as_ref().map(Remote::new);
    if let Some(Ok(remote)) = remote {
        // The driver tells the checks when the interface does not answer.
        let _ = remote.switch(None).await;
    }
}

/// The embedded mock.
struct Embedded(Control);

impl fmt::Debug for Embedded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Embedded")
    }
}

impl NileSwitch for Embedded {
    fn switch(&self, outage: Option<Outage>) -> LocalBoxFuture<'_, Result<usize, Missing>> {
        let planned = outage.map(in_the_mock).transpose();
        let struck = planned.map(|planned| {
            self.0.set_outage(planned);
            self.0.struck()
        });
        Box::pin(std::future::ready(struck))
    }
}

/// That outage as the mock names it.
fn in_the_mock(outage: Outage) -> Result<mock::Outage, Missing> {
    let unknown = || {
        let reason = format!("the mock has no failure of Nile called {}", outage.name());
        Missing::new(MissingKind::Unexpected, reason, "report it: that is a mistake in penguin-auth")
    };
    let fault = Fault::named(outage.fault()).ok_or_else(unknown)?;
    let only = outage.only().map(|path| Endpoint::at(path).ok_or_else(unknown)).transpose()?;
    Ok(mock::Outage { only, ..mock::Outage::of(fault) })
}

/// A mock's control interface. It has a client of its own: what is sent here is
/// no request to the deployment.
#[derive(Debug)]
struct Remote<'a> {
    control: &'a NileControl,
    client: Client,
}

impl<'a> Remote<'a> {
    fn new(control: &'a NileControl) -> Result<Self, ClientError> {
        let redactor = Arc::new(Redactor::new());
        let client = Client::new(&control.client, control.url.is_https(), redactor)?;
        Ok(Self { control, client })
    }

    async fn send(&self, outage: Option<Outage>) -> Result<usize, Missing> {
        let url = self.control.url.join("/__control/fault");
        let request = match outage {
            None => Request::new(Method::DELETE, url),
            Some(outage) => {
                let body = json!({ "fault": outage.fault(), "only": outage.only() });
                Request::new(Method::POST, url).body(Some(Payload::Json(Secret::new(body.to_string()))))
            }
        };
        let received = self.client.send(request).await;
        match received.exchange.answer() {
            Ok(answer) => struck(answer).ok_or_else(|| self.refused(answer)),
            Err(failure) => {
                let why = format!("did not answer: {}", failure.kind.name());
                Err(self.missing(
                    MissingKind::Unreachable,
                    &why,
                    "is the mock running, and is --nile-control its address?",
                ))
            }
        }
    }

    fn refused(&self, answer: &Answer) -> Missing {
        let hint = match answer.status {
            401 => {
                "set PENGUIN_AUTH_CONTROL_TOKEN, or give --nile-control-token-file: the mock printed its token"
            }
            404 => "give the address of penguin-auth mock as --nile-control, without a path",
            _ => "use a mock of the same version of penguin-auth",
        };
        let said = answer.json().and_then(|json| Some(json.get("error")?.as_str()?.to_owned()));
        let said = said.map(|said| format!(" ({said})")).unwrap_or_default();
        self.missing(MissingKind::Unexpected, &format!("answered {}{said}", answer.status), hint)
    }

    fn missing(&self, kind: MissingKind, what: &str, hint: &str) -> Missing {
        Missing::new(kind, format!("Nile's control interface at {} {what}", self.control.url), hint)
    }
}

/// How many calls the failure has met, if the interface did what it was told.
fn struck(answer: &Answer) -> Option<usize> {
    let json = answer.json().filter(|_| answer.status == 200)?;
    usize::try_from(json.get("struck")?.as_u64()?).ok()
}

impl NileSwitch for Remote<'_> {
    fn switch(&self, outage: Option<Outage>) -> LocalBoxFuture<'_, Result<usize, Missing>> {
        Box::pin(self.send(outage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mock_can_fail_in_every_way_that_a_run_looks_at() {
        for outage in Outage::ALL {
            let planned = in_the_mock(outage).unwrap();
            assert_eq!(planned.fault.name(), outage.fault());
            assert_eq!(planned.only.map(Endpoint::path), outage.only());
        }
    }
}
