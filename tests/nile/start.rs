//! `penguin-auth mock`, as far as Nile is concerned: what it says at its start.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

use crate::wire::{run, send};

/// A process that does not outlive its test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(arguments: &[&str]) -> Process {
    let mut command = Command::new(env!("CARGO_BIN_EXE_penguin-auth"));
    command.arg("mock").args(arguments).env("NEXTAUTH_SECRET", "planted-secret");
    Process(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
}

/// The first lines that match until the last of them came.
fn lines(from: impl std::io::Read, count: usize) -> Vec<String> {
    BufReader::new(from).lines().take(count).map(Result::unwrap).collect()
}

#[test]
fn the_greeting_ends_with_what_an_app_needs() {
    let mut process = start(&["--nile-fixtures"]);
    let said = lines(process.0.stdout.take().unwrap(), 8);
    let port = said[0].rsplit_once(':').unwrap().1;
    assert_eq!(said[3], format!("NILEDB_API_URL=\"http://localhost:{port}/v2/databases/penguin\""));
    assert_eq!(
        said[4..7],
        ["NILEDB_USER=\"penguin\"", "NILEDB_PASSWORD=\"penguin\"", "NILEDB_NAME=\"penguin\""]
    );
    assert!(said[7].starts_with("expired_jwe=eyJ"), "{}", said[7]);
    assert!(!said.concat().contains("planted-secret"));
}

#[test]
fn with_print_env_standard_output_is_a_dotenv_file_and_nothing_else() {
    let mut process = start(&["--print-env"]);
    let (mut out, err) = (process.0.stdout.take().unwrap(), process.0.stderr.take().unwrap());
    let said = lines(err, 1);
    let port: u16 = said[0].strip_prefix("listening on http://localhost:").unwrap().parse().unwrap();
    run(async {
        let address = ([127, 0, 0, 1], port).into();
        assert_eq!(send(address, "GET /v2/databases/penguin/auth/providers", &[], None).await.status, 200);
    });
    drop(process);
    let mut printed = String::new();
    out.read_to_string(&mut printed).unwrap();
    let named: Vec<&str> = printed.lines().map(|line| line.split('=').next().unwrap()).collect();
    assert_eq!(named, ["NILEDB_API_URL", "NILEDB_USER", "NILEDB_PASSWORD", "NILEDB_NAME"]);
    assert!(printed.contains(&format!(":{port}/")), "{printed}");
}
