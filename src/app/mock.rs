//! `penguin-auth mock`: serves until told to stop.

use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use super::Trouble;
use crate::cli::MockArgs;
use crate::exit::Exit;
use crate::mock::{
    self, Console, ControlToken, ControlTokenError, Listener, MockCommandError, MockDeployment, MockOptions,
    NileOptions, Output,
};
use crate::plan::Environment;
use crate::signals::Signals;

impl From<MockCommandError> for Trouble {
    fn from(error: MockCommandError) -> Self {
        let hint = error.hint();
        let exit = if error.is_of_the_output() { Exit::ReportFailed } else { Exit::Usage };
        Self::new(exit, error, hint)
    }
}

/// Runs the command. Being told to stop is how it is meant to end.
pub(super) async fn run(args: &MockArgs) -> Result<Exit, Trouble> {
    if args.list_defects {
        return super::print(&mock::defect_table());
    }
    if args.list_faults {
        return super::print(&mock::fault_table());
    }
    serve(args, &Environment::of_process()?).await?;
    Ok(Exit::Passed)
}

/// Serves until told to stop, or until nobody reads the log any more.
async fn serve(args: &MockArgs, environment: &Environment) -> Result<(), MockCommandError> {
    let output = if args.print_env { Output::Error } else { Output::Standard };
    let (mut signals, (console, mut end)) = (Signals::listen()?, Console::start(output)?);
    let (token, told) = control_token(environment)?;
    let (deployment, built_in) = start(args, &token, environment, &console)?;
    deployment.ready().await?;
    if let (Some(path), Some(pem)) = (&args.tls_cert_out, deployment.certificate_pem()) {
        fs::write(path, pem).map_err(|error| MockCommandError::Write(path.clone(), error))?;
    }
    if let Some(path) = &args.control_token_file {
        write_private(path, token.text()).map_err(|error| MockCommandError::Write(path.clone(), error))?;
    }
    if args.print_env {
        Console::print(&deployment.nile_environment()).map_err(MockCommandError::Output)?;
    }
    let told = told || args.control_token_file.is_some();
    console.say(mock::greeting(&deployment, built_in, Some(&token).filter(|_| !told)));
    let written = tokio::select! {
        _ = signals.stop() => Ok(()),
        written = end.reached() => written.map_err(MockCommandError::Output),
    };
    deployment.stop().await;
    console.finish();
    written
}

/// The token of the control interface, and whether whoever started the mock
/// knows it.
fn control_token(environment: &Environment) -> Result<(ControlToken, bool), ControlTokenError> {
    match environment.get("PENGUIN_AUTH_CONTROL_TOKEN") {
        Some(chosen) => Ok((ControlToken::chosen(chosen)?, true)),
        None => Ok((ControlToken::random()?, false)),
    }
}

/// Writes a file that only its owner can read. It is whole before it has its
/// name.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    // The name of the temporary file is not what was asked for.
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    writeln!(file, "{text}")?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Starts the deployment that was asked for, and tells whether its accounts are
/// the built-in ones.
fn start(
    args: &MockArgs,
    token: &ControlToken,
    environment: &Environment,
    console: &Console,
) -> Result<(MockDeployment, bool), MockCommandError> {
    let mut options = MockOptions {
        state: args.state.clone(),
        nile: nile(args, environment)?,
        log: (!args.quiet).then(|| console.sink()),
        control: Some(token.clone()),
        ..args.dress.options()
    };
    let mut given = args.user.clone();
    if let Some(path) = &args.users {
        given.extend(mock::read_users(path)?);
    }
    let built_in = given.is_empty();
    if !built_in {
        options.accounts = given;
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .map_err(|error| MockCommandError::Listen(args.port, error))?;
    Ok((MockDeployment::start(Listener::tcp(listener)?, options)?, built_in))
}

/// The options of Nile's stand-in, with what the environment says.
fn nile(args: &MockArgs, environment: &Environment) -> Result<NileOptions, MockCommandError> {
    let mut options = args.nile(environment.get("NEXTAUTH_SECRET").map(ToOwned::to_owned));
    if options.postgres.is_none() {
        let url = environment.get("PENGUIN_AUTH_MOCK_POSTGRES");
        options.postgres = url.map(str::parse).transpose()?;
    }
    Ok(options)
}
