//! Logouts while Nile fails, where its failures can be switched on.

use futures_util::future::join;
use reqwest::Method;

use super::NileSwitch;
use super::driver::{Driver, Reply};
use crate::check::Phase;
use crate::deployment::Profile;
use crate::evidence::{Actor, Missing, MissingKind, Outage, Step, Untried, claims_success, is_refused};
use crate::http::{Answer, Request};

/// What is sent for one outage: two requests during it, and two after it.
const REQUESTS: usize = 4;

impl Driver<'_> {
    /// One failure after another: the live session tries to log out, and an
    /// anonymous caller asks. Then Nile is back, and both ask again: after each
    /// failure, or after the last of the quick ones.
    pub(super) async fn let_nile_fail(&self) {
        let Some(switch) = self.plan.nile else { return };
        let outages = self.outages_to_try();
        for (place, outage) in outages.iter().enumerate() {
            if self.halted() || self.evidence.borrow().unable.contains_key(&Actor::Again) {
                return;
            }
            let during = self.log_out_during(switch, *outage).await;
            let claimed = matches!(during, Ok(true));
            if self.plan.every_outage || claimed || place + 1 == outages.len() {
                self.look_after(*outage).await;
            }
            if let Err(missing) = during {
                self.evidence.borrow_mut().untried = Untried::Switch(missing);
                return;
            }
        }
    }

    fn outages_to_try(&self) -> Vec<Outage> {
        let wanted = |outage: &Outage| {
            (self.plan.every_outage || outage.is_quick())
                && (self.wants(Phase::NileFailure) || self.wants(Phase::Outage(*outage)))
        };
        Outage::ALL.into_iter().filter(wanted).collect()
    }

    /// Requests that the polling of a dead session must leave for this.
    pub(super) fn kept_for_outages(&self) -> usize {
        // The quick ones are part of what is kept anyway.
        if self.plan.every_outage { self.outages_to_try().len() * REQUESTS } else { 0 }
    }

    /// Nile fails for as long as two requests take, and works again whatever came
    /// of them, also when nobody knows whether it had begun to fail. Returns
    /// whether the logout claimed success.
    async fn log_out_during(&self, switch: &dyn NileSwitch, outage: Outage) -> Result<bool, Missing> {
        let mut reply = None;
        let failing = switch.switch(Some(outage)).await;
        if failing.is_ok() {
            let me = Request::new(Method::GET, self.me());
            (reply, _) = join(
                self.log_out_in_vain(Step::FaultyLogout(outage)),
                self.send(Actor::Nobody, Step::FaultyMe(outage), me),
            )
            .await;
        }
        let well = self.let_nile_work(switch, failing.is_ok()).await;
        // Being told to stop ends the failure early: what came then was no
        // answer to it.
        if self.plan.stop.get() {
            return Err(Missing::interrupted());
        }
        let struck = failing.and(well)?;
        if struck == 0 && reply.is_some() {
            self.note_unnoticed(outage)?;
        }
        self.evidence.borrow_mut().outages.push(outage);
        Ok(reply.is_some_and(|reply| self.was_answered(&reply, claims_success)))
    }

    /// Nile works again, at the second try if need be. If not, and it may be
    /// failing, the run ends: all that follows would only show that it fails. A
    /// switch that never did what it was told has broken nothing.
    async fn let_nile_work(&self, switch: &dyn NileSwitch, failing: bool) -> Result<usize, Missing> {
        let well = match switch.switch(None).await {
            Ok(struck) => Ok(struck),
            Err(_) => switch.switch(None).await,
        };
        let worked_before = !self.evidence.borrow().outages.is_empty();
        if let Err(missing) = &well
            && (failing || worked_before)
        {
            self.halt(missing.clone());
        }
        well
    }

    /// No call met the failure. A deployment need not use every route of Nile,
    /// but one that asks for nothing at all has another Nile.
    fn note_unnoticed(&self, outage: Outage) -> Result<(), Missing> {
        if outage.only().is_none() {
            return Err(Missing::new(
                MissingKind::Unexpected,
                "the deployment logged out without asking the Nile that was made to fail",
                "let it use the mock of --nile-control as its Nile: NILEDB_API_URL names it",
            ));
        }
        self.evidence.borrow_mut().unnoticed.push(outage);
        Ok(())
    }

    /// A logout that should fail. Its answer changes nothing in the jar: the
    /// session must still be there for the question whether it is over.
    async fn log_out_in_vain(&self, step: Step) -> Option<Reply> {
        let request = self.logout_of(Actor::Again);
        let credential = self.sessions.borrow().get(&Actor::Again)?.jar.credential(&request.url);
        self.send(Actor::Again, step, request.credential(credential)).await
    }

    /// Nile is back: the session and nobody ask who they are. If the session is
    /// over after all, there is a new one for what comes next.
    async fn look_after(&self, outage: Outage) {
        let (me, _) = join(
            self.ask(Actor::Again, Step::MeAfterFault(outage)),
            self.send(Actor::Nobody, Step::CanaryAfterFault(outage), Request::new(Method::GET, self.me())),
        )
        .await;
        if me.is_some_and(|reply| self.was_answered(&reply, is_refused)) {
            self.replace_the_session().await;
        }
    }

    /// A session that was refused once need not be over: it is logged out before
    /// another takes its place.
    async fn replace_the_session(&self) {
        if let Some(captured) = self.captured(Actor::Again) {
            let request = self.logout_of(Actor::Again).credential(Some(captured));
            self.send(Actor::Again, Step::CleanUp, request).await;
        }
        let jar = self.jar(Actor::Again).await;
        self.log_in(Actor::Again, self.plan.first, jar, None).await;
        self.spread_what_was_learned();
    }

    /// Whether there was an answer, and it is like that.
    fn was_answered(&self, reply: &Reply, like_that: fn(&Answer, &Profile) -> bool) -> bool {
        let evidence = self.evidence.borrow();
        let answer = evidence.records[reply.index].exchange.answer();
        answer.is_ok_and(|answer| like_that(answer, self.plan.profile))
    }
}
