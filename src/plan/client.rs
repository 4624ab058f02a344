//! How requests are sent, and by what they are known.

use super::{PlanError, read};
use crate::cli::ConnectionArgs;
use crate::http::{ClientOptions, Limits, Proxy, Trust};

/// How requests are sent.
///
/// # Errors
/// An unreadable file of authorities.
pub(super) fn client_options(args: &ConnectionArgs, run: &str) -> Result<ClientOptions, PlanError> {
    let trust = match (&args.cacert, args.insecure) {
        (Some(path), _) => Trust::Authorities(read(path)?.into_bytes()),
        (None, true) => Trust::Anything,
        (None, false) => Trust::System,
    };
    let version = env!("CARGO_PKG_VERSION");
    let user_agent = args.user_agent.clone().unwrap_or_else(|| format!("penguin-auth/{version} (run {run})"));
    Ok(ClientOptions {
        headers: args.header.clone(),
        user_agent,
        trust,
        proxy: args.proxy.clone().map_or(Proxy::Environment, Proxy::Url),
        connect_to: args.connect_to.clone(),
        socket: None,
        limits: Limits { timeout: args.timeout, deadline: args.deadline },
    })
}

/// Eight hex digits by which the run's requests can be found in a log.
pub(super) fn run_id() -> String {
    use std::hash::{BuildHasher, RandomState};
    let number = RandomState::new().hash_one(std::process::id());
    format!("{:08x}", number & 0xffff_ffff)
}
