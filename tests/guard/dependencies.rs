//! The rooms of `src/` depend on each other in one direction only.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the bottom to the top: each may use those before it. `mock`
/// stands alone: it must not know how it is judged.
const ORDER: &[&str] = &[
    "exit",
    "level",
    "redact",
    "requirement",
    "settings",
    "signals",
    "versioned",
    "deployment",
    "cookie",
    "http",
    "evidence",
    "chromium",
    "session",
    "check",
    "scenario",
    "document",
    "event",
    "report",
    "mock",
    "cli",
    "plan",
    "app",
];

/// Rooms that use nothing of ours, but for what is named.
const ALONE: &[(&str, &[&str])] = &[
    ("exit", &[]),
    ("level", &[]),
    ("redact", &[]),
    ("requirement", &[]),
    ("settings", &[]),
    ("signals", &["exit"]),
    ("versioned", &["redact"]),
    ("cookie", &[]),
    ("deployment", &["settings"]),
    ("mock", &[]),
];

/// Rooms that must not know these: reporters reach no network and no jar,
/// checks neither, and nothing below `app` knows the mock.
const STRANGERS: &[(&str, &[&str])] = &[
    ("report", &["session", "scenario", "mock"]),
    ("check", &["session", "scenario", "mock"]),
    ("scenario", &["mock"]),
];

#[test]
fn rooms_use_only_what_stands_below_them() {
    for (room, path, used) in uses() {
        let place = |name: &str| ORDER.iter().position(|known| *known == name);
        let (Some(mine), Some(theirs)) = (place(&room), place(&used)) else {
            panic!("{}: unknown room {room} or {used}: add it to ORDER", path.display())
        };
        assert!(theirs <= mine, "{}: {room} uses {used}, which stands above it", path.display());
    }
}

#[test]
fn leaves_and_the_mock_stand_alone() {
    for (room, path, used) in uses().filter(|(room, _, used)| room != used) {
        for (name, allowed) in ALONE.iter().chain(STRANGERS).filter(|(name, _)| *name == room) {
            let alone = ALONE.iter().any(|(leaf, _)| leaf == name);
            let fine =
                if alone { allowed.contains(&used.as_str()) } else { !allowed.contains(&used.as_str()) };
            assert!(fine, "{}: {room} must not use {used}", path.display());
        }
    }
}

#[test]
fn secrets_are_revealed_only_where_requests_are_made_and_sessions_kept() {
    let allowed = ["redact.rs", "http/", "session/"];
    // The driver builds a login's body, and the run teaches the redactor.
    let composed = ["scenario/logins.rs", "app/stage.rs"];
    for path in sources() {
        let name = path.strip_prefix(source_folder()).unwrap().display().to_string();
        let may = allowed.iter().chain(&composed).any(|place| name.starts_with(place));
        assert!(may || !fs::read_to_string(&path).unwrap().contains(".reveal()"), "{name} reveals a secret");
    }
}

#[test]
fn nothing_prints_but_through_a_sink() {
    for path in sources() {
        let text = fs::read_to_string(&path).unwrap();
        for word in ["println!(", "eprintln!(", "print!(", "dbg!(", "process::exit"] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

/// Every use of a room by a file: the file's room, the file, the used room.
fn uses() -> impl Iterator<Item = (String, PathBuf, String)> {
    sources().into_iter().filter(|path| room_of(path) != "lib" && room_of(path) != "main").flat_map(|path| {
        let room = room_of(&path);
        let mut used = absolute_uses(&fs::read_to_string(&path).unwrap());
        used.extend(climbing_uses(&path));
        used.into_iter().map(move |name| (room.clone(), path.clone(), name)).collect::<Vec<_>>()
    })
}

/// The words after `crate::`.
fn absolute_uses(text: &str) -> Vec<String> {
    let name =
        |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    text.split("crate::").skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

/// `super::super` that leaves the room: it would hide a use of another one.
fn climbing_uses(path: &Path) -> Vec<String> {
    let inside = path.strip_prefix(source_folder()).unwrap();
    let depth = inside.components().count() - usize::from(inside.ends_with("mod.rs"));
    let climb = "super::".repeat(depth);
    let text = fs::read_to_string(path).unwrap();
    // Inline tests are one module deeper.
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let words =
        code.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(str::split_whitespace);
    let leaving = words.filter(|word| word.contains(&climb));
    leaving
        .filter_map(|word| word.split("super::").last().map(|rest| absolute_uses(&format!("crate::{rest}"))))
        .flatten()
        .collect()
}

fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(source_folder()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<PathBuf> {
    let mut open = vec![source_folder()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}
