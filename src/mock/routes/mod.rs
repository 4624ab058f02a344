//! The application's routes. Each is the reference reading of its ticket; what
//! a planted defect changes stands under `twist/` and is called at the place
//! that it bends.

mod app;
mod cookies;
mod headers;
mod login;
mod logout;
mod me;
mod session;

pub(super) use app::App;
pub(super) use login::Form;
pub(super) use logout::GOODBYE;
pub(super) use me::profile;
