//! The Next.js app, in the variants that are examined: assembled from the page
//! that tells users how to write it, and built once. It stands below the target
//! directory; nothing is written beside the sources.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::server::Server;

/// The page whose code blocks are the app.
const PAGE: &str = include_str!("../../docs/nextjs.md");

/// What is not on the page: packages, settings, and what makes a variant.
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/real/nextjs");

/// Where the app is assembled: the packages here, each variant in a folder.
const ASSEMBLED: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/nextjs");

/// The longest that installing the packages or a build may take.
const DEADLINE: Duration = Duration::from_secs(300);

/// What stands in the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// The code of the tickets.
    Sample,
    /// The code of the page without its guard.
    Corrected,
    /// The code of the page.
    Guarded,
}

impl Variant {
    fn name(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Corrected => "corrected",
            Self::Guarded => "guarded",
        }
    }

    /// Its files by their paths.
    fn files(self) -> BTreeMap<PathBuf, String> {
        let mut files = match self {
            Self::Sample => BTreeMap::new(),
            Self::Corrected | Self::Guarded => files_of_the_page(),
        };
        let own = Path::new(SOURCES).join(self.name());
        if own.exists() {
            add_folder(&mut files, &own, &own);
        }
        files.insert("tsconfig.json".into(), source("tsconfig.json"));
        files
    }
}

/// Serves a variant in production mode, with Nile Auth at that URL. Builds it
/// first, unless that was done with the same files. Returns its base URL, too.
pub(crate) fn serve(variant: Variant, nile: &str) -> (Server, String) {
    let folder = built(variant);
    serve_at(&folder, nile, std::iter::repeat_with(free_port).take(3))
}

/// A port that nobody has right now.
fn free_port() -> u16 {
    TcpListener::bind("localhost:0").unwrap().local_addr().unwrap().port()
}

/// Serves the app at the first of these ports that it gets. It has to know its
/// origin before it listens, so a port can be taken in between.
fn serve_at(folder: &Path, nile: &str, ports: impl IntoIterator<Item = u16>) -> (Server, String) {
    let mut taken = Vec::new();
    for port in ports {
        let base_url = format!("http://localhost:{port}");
        let mut command = next(folder, &base_url, nile);
        command.args(["start", "--hostname", "localhost", "--port", &port.to_string()]);
        let server = Server::start(&mut command);
        let begun = |line: &str| match line {
            line if line.contains("Ready in") => Some(true),
            line if line.contains("EADDRINUSE") => Some(false),
            _ => None,
        };
        if server.wait_for(begun) {
            return (server, base_url);
        }
        taken.push(port);
    }
    panic!("others have the ports {taken:?}")
}

/// The folder of a variant that is built.
fn built(variant: Variant) -> PathBuf {
    /// One at a time: the packages are shared, and a build takes all cores.
    static BUILDING: Mutex<()> = Mutex::new(());
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let files = variant.files();
    let folder = Path::new(ASSEMBLED).join(variant.name());
    let lock = source("package-lock.json");
    once(Path::new(ASSEMBLED), &lock, install);
    once(&folder, &format!("{lock}{files:#?}"), || {
        for (path, text) in &files {
            write(&folder.join(path), text);
        }
        let mut build = next(&folder, "http://localhost", "http://localhost");
        run(&format!("next build of {}", variant.name()), build.arg("build"));
    });
    folder
}

/// Fills a folder, unless that was done for the same input. What was there
/// before goes.
pub(crate) fn once(folder: &Path, input: &str, fill: impl FnOnce()) {
    let done = folder.join("done");
    if fs::read_to_string(&done).is_ok_and(|text| text == input) {
        return;
    }
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    fill();
    write(&done, input);
}

fn install() {
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        write(&Path::new(ASSEMBLED).join(name), &source(name));
    }
    run("npm ci", Command::new("npm").arg("ci").current_dir(ASSEMBLED));
}

/// Node.js without what stands in the environment of the tests: a setting of
/// Node or of Nile there would change the app.
pub(crate) fn node() -> Command {
    let mut command = Command::new("node");
    let needed = ["PATH", "HOME"].map(|name| (name, std::env::var_os(name).unwrap_or_default()));
    command.env_clear().envs(needed);
    command
}

/// Next.js in that folder, with the settings that the page names.
fn next(folder: &Path, base_url: &str, nile: &str) -> Command {
    let mut command = node();
    command
        .arg(Path::new(ASSEMBLED).join("node_modules/next/dist/bin/next"))
        .current_dir(folder)
        .env("NEXT_TELEMETRY_DISABLED", "1")
        .env("NILEDB_CALLBACK_URL", base_url)
        .env("NILEDB_API_URL", format!("{nile}/v2/databases/test"))
        .envs([("NILEDB_USER", "user"), ("NILEDB_PASSWORD", "password"), ("NILEDB_NAME", "name")]);
    command
}

/// Runs a command to its end, and says how long it took.
pub(crate) fn run(what: &str, command: &mut Command) {
    let begun = Instant::now();
    let mut checked = assert_cmd::Command::from_std(std::mem::replace(command, Command::new("true")));
    let output = checked.timeout(DEADLINE).output().unwrap_or_else(|error| {
        panic!("{what}: could not be started: {error}; the README beside the app says what it needs")
    });
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{what}: {}\n{said}", output.status);
    took(what, begun);
}

/// Says how long something took.
#[expect(clippy::explicit_write, reason = "of a test that passes, eprintln would be swallowed")]
pub(crate) fn took(what: &str, begun: Instant) {
    writeln!(io::stderr(), "{what}: {:.1} s", begun.elapsed().as_secs_f64()).unwrap();
}

/// The code blocks of the page, by the paths in the headings above them.
fn files_of_the_page() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for section in PAGE.split("\n### ").skip(1) {
        let (heading, text) = section.split_once('\n').unwrap();
        let text = text.split("\n## ").next().unwrap_or(text);
        let paths: Vec<&str> = heading.split('`').skip(1).step_by(2).collect();
        let blocks: Vec<&str> = text.split("\n```ts\n").skip(1).collect();
        assert_eq!(paths.len(), blocks.len(), "each file of {heading:?} is one block of code");
        for (path, block) in paths.into_iter().zip(blocks) {
            let (code, _) = block.split_once("\n```\n").unwrap();
            files.insert(path.into(), format!("{code}\n"));
        }
    }
    files
}

pub(crate) fn add_folder(files: &mut BTreeMap<PathBuf, String>, root: &Path, folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            add_folder(files, root, &path);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(path.strip_prefix(root).unwrap().to_owned(), text);
        }
    }
}

fn source(name: &str) -> String {
    fs::read_to_string(Path::new(SOURCES).join(name)).unwrap()
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Cargo sets many variables for its tests, none of which may get through.
#[test]
fn the_app_sees_nothing_of_the_environment_of_the_tests() {
    let names = node().args(["-p", "Object.keys(process.env).sort().join(' ')"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&names.stdout), "HOME PATH\n");
}

#[test]
fn a_port_that_somebody_took_is_not_the_end() {
    let folder = built(Variant::Sample);
    let theirs = free_port();
    let (_first, taken) = serve_at(&folder, "http://localhost", [theirs]);
    let ports = std::iter::once(theirs).chain(std::iter::repeat_with(free_port).take(3));
    let (_second, base_url) = serve_at(&folder, "http://localhost", ports);
    assert_ne!(base_url, taken);
}
