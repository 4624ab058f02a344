//! The program: everything happens in the library.

use std::io::Write;
use std::process::ExitCode;

use penguin_auth::exit::Exit;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // Where, but not with what values: they could be secrets.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(std::io::stderr(), "penguin-auth has a bug at {place}; please report it");
    }));
    std::panic::catch_unwind(penguin_auth::app::run).unwrap_or(Exit::Bug).into()
}
