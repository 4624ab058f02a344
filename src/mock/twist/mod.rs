//! What planted defects change, grouped by what they bend. Every function here
//! is called at one place of the sound code and does nothing there unless its
//! defect is planted.

mod answer;
mod clearing;
mod elsewhere;
mod gate;
mod gzip;
mod headers;
mod identity;
mod leak;
mod login;
mod outage;
pub(super) mod plain_http;
mod protected;
mod revocation;
mod token;
