//! Whether a deployment on https answers in the clear as well.

use std::time::Duration;

use reqwest::Method;

use super::driver::Driver;
use crate::check::Phase;
use crate::evidence::{Actor, Probe, Step};
use crate::http::{Request, in_the_clear};

/// A firewall may drop what goes to that port without a word.
const PATIENCE: Duration = Duration::from_secs(2);

impl Driver<'_> {
    /// The protected route over http, beside everything else, and without any
    /// cookie: whoever listens on the way would read it.
    pub(super) async fn ask_in_the_clear(&self) {
        if !self.wants(Phase::PlainHttp) {
            return;
        }
        // Where a port is fixed by --connect-to, http would go to the one for TLS.
        if let Some(url) = in_the_clear(&self.me()).filter(|url| !self.client.fixes_port(url)) {
            let request = Request::new(Method::GET, url).fresh().patience(PATIENCE);
            self.send(Actor::Nobody, Step::Probe(Probe::PlainHttp), request).await;
        }
    }
}
