//! `/__control/defect`: bugs come and go while the deployment runs.

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::refusal::Refusal;
use super::{Answer, Wish};
use crate::mock::defect::Defect;
use crate::mock::routes::App;

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    defect: String,
}

impl Wish for Wanted {
    const FIELDS: &str = "defect, a text";
}

impl App {
    /// Plants a defect, unless it would show only in cookies or tokens that
    /// this deployment does not have.
    pub(super) fn plant(&self, wanted: &Wanted) -> Answer {
        let defect = named(&wanted.defect)?;
        if defect.dress(self.dress.clone()) != self.dress {
            let error = format!("{} shows only in other cookies or tokens than these", defect.name());
            let hint = format!("start the mock with --defect {}", defect.name());
            return Err(Refusal::new(StatusCode::CONFLICT, error, hint));
        }
        if let Some(why) = defect.hidden_by(&self.dress) {
            let error = format!("{} cannot be seen here: {why}", defect.name());
            let hint = "start a mock without the option that hides it";
            return Err(Refusal::new(StatusCode::CONFLICT, error, hint));
        }
        self.nile.plant(defect);
        Ok(self.planted())
    }

    pub(super) fn pull(&self, name: &str) -> Answer {
        let defect = named(name)?;
        Ok(self.without(Some(defect)))
    }

    pub(super) fn pull_all(&self) -> Value {
        self.without(None)
    }

    /// What a defect remembered goes with it: it could speak on through that.
    fn without(&self, defect: Option<Defect>) -> Value {
        self.nile.pull(defect);
        self.memory.forget();
        self.planted()
    }

    /// What is planted.
    pub(super) fn planted(&self) -> Value {
        json!({ "planted": names(self.nile.planted.all()) })
    }

    /// What is planted and what could be.
    pub(super) fn defects(&self) -> Value {
        let all = Defect::ALL.iter().map(|it| json!({ "name": it.name(), "about": it.about() }));
        json!({ "planted": names(self.nile.planted.all()), "defects": all.collect::<Vec<_>>() })
    }
}

fn names(defects: Vec<Defect>) -> Vec<&'static str> {
    defects.into_iter().map(Defect::name).collect()
}

fn named(name: &str) -> Result<Defect, Refusal> {
    let unknown = || {
        let hint = "GET /__control lists them, and so does penguin-auth mock --list-defects";
        Refusal::unknown(format!("no defect is called {name:?}"), hint)
    };
    Defect::named(name).ok_or_else(unknown)
}
