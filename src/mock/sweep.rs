//! When to look for what is past its time.

/// Below this many rows nobody looks.
const FEW: usize = 1024;

/// A table is looked through whenever it has doubled since the last time: a new
/// row then costs the same however many there are.
pub(super) struct Sweep {
    due: usize,
}

impl Default for Sweep {
    fn default() -> Self {
        Self { due: FEW }
    }
}

impl Sweep {
    /// Whether a table with that many rows should be looked through.
    pub(super) const fn is_due(&self, rows: usize) -> bool {
        rows >= self.due
    }

    /// It was looked through, and so many rows are left.
    pub(super) fn done(&mut self, left: usize) {
        self.due = FEW.max(left.saturating_mul(2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_looked_through_when_it_has_doubled() {
        let mut sweep = Sweep::default();
        assert!(!sweep.is_due(FEW - 1) && sweep.is_due(FEW));
        sweep.done(FEW);
        assert!(!sweep.is_due(2 * FEW - 1) && sweep.is_due(2 * FEW));
        sweep.done(0);
        assert!(sweep.is_due(FEW));
    }
}
