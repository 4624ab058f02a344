//! One request from a page of the browser, and the record of it.

use std::time::Duration;

use fantoccini::error::CmdError;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::Chromium;
use super::command::NetworkLog;
use super::obstacle::network_failure;
use super::traffic::Traffic;
use crate::http::{Exchange, Failure, FailureKind, Kept, Outcome, Received, Request, headers_as_sent};

/// The longest that the browser's log may lag behind what a script saw.
const LAG: Duration = Duration::from_secs(1);

/// Between two looks at that log.
const PAUSE: Duration = Duration::from_millis(10);

/// Fetches as a script of the page does, and waits for the last byte.
const FETCH: &str = "const [url, init, done] = arguments;
    fetch(url, init).then(answer => answer.text()).then(() => done(), () => done());";

impl Chromium<'_> {
    /// Opens a page from which requests can be made. Its own scripts do not
    /// run, so that they send nothing, and it is asked for without the run's
    /// headers, which would go to whatever the page loads as well. Returns what
    /// came, and whether the page is one of that origin: in place of an error
    /// without a body Chromium shows a page of its own.
    pub async fn open(&self, request: Request) -> (Received, bool) {
        let origin = request.url.origin().ascii_serialization();
        let url = request.url.to_string();
        let received = self.record(request, self.navigate(&url)).await;
        let there = self.within(self.driver.execute("return self.origin", Vec::new())).await;
        (received, there.is_ok_and(|there| there == origin))
    }

    /// Makes a request from the open page, with the browser's own cookies in
    /// place of the request's credential.
    pub async fn send(&self, request: Request) -> Received {
        let arguments = vec![Value::from(request.url.as_str()), self.fetch_options(&request)];
        self.record(request, self.driver.execute_async(FETCH, arguments)).await
    }

    async fn navigate(&self, url: &str) -> Result<(), CmdError> {
        let scripts = |off: bool| super::DevTools {
            method: "Emulation.setScriptExecutionDisabled",
            parameters: json!({ "value": off }),
        };
        self.driver.issue_cmd(scripts(true)).await?;
        let gone = self.driver.goto(url).await;
        self.driver.issue_cmd(scripts(false)).await?;
        gone
    }

    /// Does something that makes the browser send the request, and writes down
    /// what its log says of it.
    async fn record<T>(&self, request: Request, act: impl Future<Output = Result<T, CmdError>>) -> Received {
        let redactor = self.run.redactor();
        let started = self.run.elapsed();
        let (traffic, told) = self.watch(&request, act).await;
        let finished = self.run.elapsed();
        // Before the answer is looked at: it may show what was sent.
        let request_headers = headers_as_sent(&self.sent(&traffic), redactor);
        self.ignored.borrow_mut().extend(traffic.ignored(redactor));
        let (result, kept) = self.result(&request, &traffic, told).await;
        let exchange = Exchange {
            method: request.method.to_string(),
            url: request.url.to_string(),
            request_headers,
            request_body: request.body.as_ref().map(|body| body.recorded(redactor)),
            fresh_connection: false,
            started,
            finished,
            result,
        };
        Received { exchange, set_cookie: kept.set_cookie, secret: kept.secret }
    }

    /// The headers that went out. Those of the command line may be secrets.
    fn sent(&self, traffic: &Traffic) -> HeaderMap {
        let mut sent = traffic.sent();
        for (name, _) in &self.headers {
            if let Some(value) = sent.get_mut(name) {
                value.set_sensitive(true);
            }
        }
        sent
    }

    /// What `fetch` is told of the request. A redirect is an answer to be judged.
    fn fetch_options(&self, request: &Request) -> Value {
        let mut headers = as_object(self.headers.iter().chain(&request.headers));
        let mut init =
            json!({ "method": request.method.as_str(), "redirect": "manual", "cache": "no-store" });
        if let Some(body) = &request.body {
            headers.insert("content-type".to_owned(), body.media_type().into());
            init["body"] = body.text().into();
        }
        init["headers"] = Value::Object(headers);
        init
    }

    /// What the log says of the request, and how `act` ended.
    async fn watch<T>(
        &self,
        request: &Request,
        act: impl Future<Output = Result<T, CmdError>>,
    ) -> (Traffic, Result<(), Failure>) {
        let mut traffic = Traffic::of(request);
        if self.run.time_for_one().is_zero() {
            return (traffic, Err(Failure::deadline()));
        }
        // What happened before belongs to another request.
        if let Err(failure) = self.within(self.driver.issue_cmd(NetworkLog)).await {
            return (traffic, Err(failure));
        }
        self.run.count_another();
        let told = self.within(act).await.map(drop);
        let give_up = Instant::now() + LAG;
        while !traffic.is_whole() && Instant::now() < give_up {
            match self.within(self.driver.issue_cmd(NetworkLog)).await {
                Ok(log) => traffic.read(&log),
                Err(failure) => return (traffic, told.and(Err(failure))),
            }
            if !traffic.is_whole() {
                tokio::time::sleep(PAUSE).await;
            }
        }
        (traffic, told)
    }

    /// The answer that the traffic shows, or why there is none.
    async fn result(
        &self,
        request: &Request,
        traffic: &Traffic,
        told: Result<(), Failure>,
    ) -> (Outcome, Kept) {
        let body = match traffic.id().filter(|_| !traffic.is_redirect()) {
            Some(id) => self.tell("Network.getResponseBody", json!({ "requestId": id })).await.ok(),
            None => None,
        };
        if let Some(answer) = traffic.answer(body.as_ref(), told.is_err() && traffic.failure().is_none()) {
            let (answer, kept) = answer.record(request.secret.as_ref(), self.run.redactor());
            return (Outcome::Answer(answer), kept);
        }
        let failure = traffic.failure().map(network_failure).or(told.err()).unwrap_or_else(unseen);
        (Outcome::Failure(failure), Kept::default())
    }
}

/// Headers as `fetch` takes them. A value that is no text comes from nowhere:
/// the command line takes none.
fn as_object<'a>(headers: impl Iterator<Item = &'a (HeaderName, HeaderValue)>) -> Map<String, Value> {
    let pair = |(name, value): &'a (HeaderName, HeaderValue)| {
        Some((name.as_str().to_owned(), Value::from(value.to_str().ok()?)))
    };
    headers.filter_map(pair).collect()
}

fn unseen() -> Failure {
    Failure { kind: FailureKind::Closed, message: "the browser's log shows no such request".to_owned() }
}
