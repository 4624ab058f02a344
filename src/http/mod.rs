//! One request out, one recorded exchange back. This room knows nothing of
//! logins, sessions or checks; it knows deadlines, limits and secrets.

mod builder;
mod client;
mod curl;
mod exchange;
mod failure;
mod options;
mod plain;
mod raw_answer;
mod record;
mod request;
mod second_look;
mod stranger;
mod tls;

pub use client::{Client, Received};
pub use curl::curl_command;
pub use exchange::{Answer, Body, Ending, Exchange, Headers, Outcome};
pub use failure::{Failure, FailureKind};
pub use options::{ClientError, ClientOptions, ConnectTo, Limits, Proxy};
pub use plain::{in_the_clear, is_on_this_machine};
pub use raw_answer::{Kept, RawAnswer};
pub use record::{headers_as_sent, value_without_secret, without_secrets};
pub use request::{Credential, Payload, Request};
pub use stranger::Stranger;
pub use tls::Trust;
