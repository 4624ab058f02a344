//! The embedded deployment: an offline PenguinMails that keeps every promise of
//! AUTH-4.1, and can be told to break any of them.
//!
//! It is a second reading of the ticket, written for being judged. It must not
//! know how anything is judged, and it shares no constant with the rest of the
//! crate: a wrong cookie name here and there would otherwise agree with itself.

mod account;
mod attempts;
mod body;
mod change;
mod clock;
mod compact;
mod console;
mod content;
mod control;
mod cookie;
mod csrf;
mod defect;
mod deployment;
mod dress;
mod error;
mod fault;
mod gate;
mod hidden;
mod journal;
mod jwe;
mod jws;
mod key;
mod listener;
mod log;
mod memory;
mod nile;
mod nile_auth;
mod options;
mod outage;
mod planted;
mod reply;
mod routes;
mod serve;
mod store;
mod sweep;
mod table;
mod tls;
mod token;
mod twist;
mod users;
mod wire;

pub use account::Account;
pub use console::{Console, ConsoleEnd, Output};
pub use control::{ControlToken, ControlTokenError};
pub use defect::Defect;
pub use deployment::{Control, MockDeployment};
pub use dress::{Clear, Dress, Token};
pub use error::{MockCommandError, MockError};
pub use fault::Fault;
pub use listener::{Listener, Reach};
pub use log::{LogLine, LogSink};
pub use nile_auth::{NileOptions, NileSession, NileSessions, PostgresError, PostgresUrl, PostgresUrlError};
pub use options::MockOptions;
pub use outage::{Endpoint, Outage};
pub use table::{defect_table, fault_table, greeting};
pub use users::{UsersError, parse_user, parse_users, read_users};
