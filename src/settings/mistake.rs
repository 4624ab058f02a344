//! What is wrong in a file, and where.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is, in octets.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// What to write instead, where that is known.
    pub hint: Option<String>,
    /// The table of the file that it is in; nothing outside of all tables.
    pub(super) table: String,
}

impl Mistake {
    /// Something is wrong there.
    #[must_use]
    pub fn at(span: Range<usize>, what: impl Into<String>) -> Self {
        Self { span, what: what.into(), hint: None, table: String::new() }
    }

    /// With a hint what to write instead.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// Everything that is wrong in a file, from its first line to its last.
#[derive(Clone, Debug)]
pub struct Mistakes {
    /// The file.
    origin: String,
    /// Its text.
    text: String,
    list: Vec<Mistake>,
}

impl Mistakes {
    pub(super) fn new(origin: &str, text: &str, mut list: Vec<Mistake>) -> Self {
        list.sort_by_key(|mistake| (mistake.span.start, mistake.span.end));
        Self { origin: origin.to_owned(), text: text.to_owned(), list }
    }

    /// Each of them, in the order of the file.
    #[must_use]
    pub fn list(&self) -> &[Mistake] {
        &self.list
    }

    /// Each of them with its line, and below that where it is and what to write
    /// instead.
    #[must_use]
    pub fn explained(&self) -> String {
        self.explained_with(&Renderer::plain())
    }

    fn explained_with(&self, renderer: &Renderer) -> String {
        let text: Vec<String> = self.list.iter().map(|mistake| self.explain(mistake, renderer)).collect();
        text.join("\n\n")
    }

    fn explain(&self, mistake: &Mistake, renderer: &Renderer) -> String {
        let end = self.text.len();
        let span = mistake.span.start.min(end)..mistake.span.end.min(end);
        let annotation = AnnotationKind::Primary.span(span);
        let excerpt = Snippet::source(self.text.as_str()).path(self.origin.as_str()).annotation(annotation);
        let mut group = Level::ERROR.primary_title(mistake.what.as_str()).element(excerpt);
        if let Some(hint) = &mistake.hint {
            group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
        }
        renderer.render(&[group]).to_string()
    }
}

impl std::error::Error for Mistakes {}

/// `my.toml has 2 mistakes`, and then each of them; in colour where the
/// alternate form `{:#}` is asked for.
impl fmt::Display for Mistakes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.list.len() == 1 { "" } else { "s" };
        let renderer = if formatter.alternate() { Renderer::styled() } else { Renderer::plain() };
        let explained = self.explained_with(&renderer);
        write!(formatter, "{} has {} mistake{plural}\n\n{explained}\n", self.origin, self.list.len())
    }
}
