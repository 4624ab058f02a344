//! The defects that are planted now. They can change while the deployment
//! runs.

use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::defect::Defect;

/// A set of defects that everybody may look at.
pub(super) struct Planted(RwLock<BTreeSet<Defect>>);

impl Planted {
    pub(super) const fn new(defects: BTreeSet<Defect>) -> Self {
        Self(RwLock::new(defects))
    }

    pub(super) fn has(&self, defect: Defect) -> bool {
        self.read().contains(&defect)
    }

    /// All of them, in the order in which they are listed.
    pub(super) fn all(&self) -> Vec<Defect> {
        self.read().iter().copied().collect()
    }

    pub(super) fn plant(&self, defect: Defect) {
        self.write().insert(defect);
    }

    /// Takes one away, or all of them.
    pub(super) fn pull(&self, defect: Option<Defect>) {
        self.write().retain(|planted| defect.is_some_and(|defect| *planted != defect));
    }

    fn read(&self) -> RwLockReadGuard<'_, BTreeSet<Defect>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeSet<Defect>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}
