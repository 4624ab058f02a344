//! Recorded conversations, as they stand in their file: one on each line.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// One conversation. It depends on no other.
#[derive(Deserialize)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) mode: String,
    pub(crate) exchanges: Vec<Exchange>,
}

/// One request, and what the real server answered.
#[derive(Deserialize)]
pub(crate) struct Exchange {
    /// How long to wait before it.
    #[serde(default)]
    pub(crate) wait_s: u64,
    pub(crate) request: Request,
    pub(crate) response: Response,
}

#[derive(Deserialize)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Option<Value>,
}

#[derive(Deserialize)]
pub(crate) struct Response {
    pub(crate) status: u16,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) set_cookie: Vec<String>,
    #[serde(default)]
    pub(crate) body: Value,
}

/// All conversations that are in the repository.
pub(crate) fn all() -> Vec<Conversation> {
    let text = include_str!("../fixtures/nile-conversations-a.jsonl");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
