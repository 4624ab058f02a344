//! Files that people write, in TOML. They are read so that every mistake in one
//! is said at once, each with its line and a hint; what the keys mean is the
//! matter of the rooms that read them.

mod mistake;
mod section;

pub use mistake::{Mistake, Mistakes};
pub use section::{Placed, Section, nearest, parse};
