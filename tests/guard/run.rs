//! Runs of `verify` inside of the test process, by way of the command line's
//! own definitions.

use std::cell::Cell;
use std::net::TcpListener;
use std::time::Duration;

use clap::Parser;
use penguin_auth::app::{ExamineError, examine, judge, record};
use penguin_auth::cli::{Cli, Command};
use penguin_auth::evidence::Recording;
use penguin_auth::mock::{ControlToken, Listener, MockDeployment, MockOptions};
use penguin_auth::plan::{Environment, VerifyPlan};
use penguin_auth::report::Report;

/// The mock's own accounts, for a run that reaches it like a deployment.
pub(crate) const ADA_AND_BOB: &[(&str, &str)] = &[
    ("PENGUIN_AUTH_EMAIL", "ada@penguin.test"),
    ("PENGUIN_AUTH_PASSWORD", "ada-loves-penguins"),
    ("PENGUIN_AUTH_SECOND_EMAIL", "bob@penguin.test"),
    ("PENGUIN_AUTH_SECOND_PASSWORD", "bob-builds-igloos"),
];

/// Short waits: a defect that never ends a session is as dead after a quarter
/// of a second.
const PATIENCE: [&str; 4] = ["--replay-limit", "250ms", "--timeout", "1500ms"];

/// `penguin-auth verify --mock OPTIONS`.
pub(crate) fn examine_mock(options: &[&str]) -> Report {
    let (plan, recording) = record_mock(options);
    judge_twice(&plan, &recording)
}

/// The same once, of a mock that may refuse to start.
pub(crate) fn try_examine_mock(options: &[&str]) -> Result<Report, ExamineError> {
    let plan = plan(&[&["--mock"], options].concat(), &Environment::default());
    block_on(examine(&plan, &mut |_| {}, &Cell::new(false)))
}

/// Judges what was seen, writes it down, reads it and judges it again.
pub(crate) fn judge_twice(plan: &VerifyPlan, recording: &Recording) -> Report {
    let judge = |recording| judge(&plan.profile, &plan.selection, &plan.known, recording, &mut |_| {});
    let report = judge(recording);
    let read = Recording::read(&serde_json::to_string(recording).unwrap()).unwrap();
    assert_eq!(document(&judge(&read)), document(&report), "{}: judged again", recording.base_url);
    report
}

/// What such a run sees.
pub(crate) fn record_mock(options: &[&str]) -> (VerifyPlan, Recording) {
    let plan = plan(&[&["--mock"], options].concat(), &Environment::default());
    let recording = block_on(record(&plan, &mut |_| {}, &Cell::new(false))).unwrap();
    (plan, recording)
}

fn document(report: &Report) -> serde_json::Value {
    serde_json::to_value(report).unwrap()
}

/// `penguin-auth verify --base-url URL` against something that is started
/// inside of the runtime and lives as long as the run.
pub(crate) fn examine_deployment<T>(
    variables: &[(&str, &str)],
    start: impl FnOnce() -> (String, T),
) -> Report {
    block_on(async {
        let (url, running) = start();
        let plan = plan(&["--base-url", &url], &Environment::of(variables));
        let report = examine(&plan, &mut |_| {}, &Cell::new(false)).await.unwrap();
        drop(running);
        report
    })
}

/// `penguin-auth verify --base-url URL OPTIONS` against a mock in that dress, with
/// the limits that a real deployment has.
pub(crate) fn examine_dressed(dress: &[&str], options: &[&str]) -> Report {
    let cli = Cli::try_parse_from([&["penguin-auth", "mock"], dress].concat()).unwrap();
    let Command::Mock(mock) = cli.command else { panic!("mock was typed") };
    block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let here = format!("app.penguin.test:{}", listener.local_addr().unwrap());
        let mock = MockDeployment::start(Listener::tcp(listener).unwrap(), mock.dress.options()).unwrap();
        let reached = ["--base-url", mock.base_url(), "--insecure", "--connect-to", &here];
        let plan = plan(&[&reached, options].concat(), &Environment::of(ADA_AND_BOB));
        examine(&plan, &mut |_| {}, &Cell::new(false)).await.unwrap()
    })
}

/// `penguin-auth verify --base-url URL --nile-control URL`, both of a mock whose
/// application waits only shortly for its Nile.
pub(crate) fn examine_steered(options: MockOptions) -> Report {
    const TOKEN: &str = "a-token-of-the-tests";
    block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mock = MockDeployment::start(
            Listener::tcp(listener).unwrap(),
            MockOptions {
                nile_deadline: Duration::from_millis(100),
                control: Some(ControlToken::chosen(TOKEN).unwrap()),
                ..options
            },
        )
        .unwrap();
        let variables = [ADA_AND_BOB, &[("PENGUIN_AUTH_CONTROL_TOKEN", TOKEN)]].concat();
        let options = ["--base-url", mock.base_url(), "--nile-control", mock.base_url()];
        let plan = plan(&options, &Environment::of(&variables));
        let recording = record(&plan, &mut |_| {}, &Cell::new(false)).await.unwrap();
        judge_twice(&plan, &recording)
    })
}

/// What was typed after `penguin-auth verify`.
pub(crate) fn plan(options: &[&str], environment: &Environment) -> VerifyPlan {
    let mut words = vec!["penguin-auth", "verify"];
    let given = |name: &str| options.contains(&name);
    for pair in PATIENCE.chunks(2).filter(|pair| !given(pair[0])) {
        words.extend(pair);
    }
    words.extend(options);
    let cli = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
    let Command::Verify(args) = cli.command else { panic!("verify was typed") };
    VerifyPlan::new(&args, environment).unwrap()
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}
