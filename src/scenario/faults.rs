//! Logouts while Nile fails, where Nile's failures can be switched on.

use futures_util::future::join;
use reqwest::Method;

use super::driver::Driver;
use crate::check::Phase;
use crate::evidence::{Actor, Step};
use crate::http::Request;

impl Driver<'_> {
    /// One failure after another: the live session tries to log out, and an
    /// anonymous caller asks. Then Nile is back, and both ask again.
    pub(super) async fn let_nile_fail(&self) {
        let Some(switch) = self.plan.faults.filter(|_| self.wants(Phase::NileFailure)) else {
            return;
        };
        let mut last = None;
        for (fault, quick) in switch.faults() {
            if !quick && !self.plan.slow {
                continue;
            }
            self.evidence.borrow_mut().faults.push(fault);
            switch.switch(Some(fault));
            join(
                self.log_out(Actor::Again, Step::FaultyLogout(fault)),
                self.send(Actor::Nobody, Step::FaultyMe(fault), Request::new(Method::GET, self.me())),
            )
            .await;
            switch.switch(None);
            last = Some(fault);
        }
        if let Some(fault) = last {
            join(
                self.ask(Actor::Again, Step::MeAfterFault(fault)),
                self.send(Actor::Nobody, Step::CanaryAfterFault(fault), Request::new(Method::GET, self.me())),
            )
            .await;
        }
    }
}
