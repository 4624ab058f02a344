//! One table of a file while it is read. Every mistake is written down and
//! reading goes on, so that a person hears of all of them at once.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Mistake, Mistakes};

/// Below this likeness a name is not what somebody meant.
const ALIKE: f64 = 0.75;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands, in octets.
    pub span: Range<usize>,
}

/// Reads a file. The origin is how it is called in what is said about it.
///
/// # Errors
/// Everything that is wrong in it.
pub fn parse<T>(
    origin: &str,
    text: &str,
    read: impl FnOnce(Section<'_>, &DeTable<'_>) -> T,
) -> Result<T, Mistakes> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let syntax = |error: &toml::de::Error| {
            Mistake::at(error.span().unwrap_or(0..0), format!("this is no TOML: {}", error.message()))
        };
        return Err(Mistakes::new(origin, text, errors.iter().map(syntax).collect()));
    }
    let mistakes = RefCell::default();
    let read = read(Section::root(table.get_ref(), &mistakes), table.get_ref());
    let mistakes = mistakes.into_inner();
    if mistakes.is_empty() { Ok(read) } else { Err(Mistakes::new(origin, text, mistakes)) }
}

/// A table that is being read.
#[derive(Debug)]
pub struct Section<'a> {
    /// Its name with a dot at the end; nothing for the whole file.
    prefix: String,
    /// Where it stands, for what is missing in it.
    span: Range<usize>,
    table: Option<&'a DeTable<'a>>,
    asked: Vec<&'static str>,
    /// Whether it is something else than a table: then it goes without saying
    /// what is missing in it.
    is_no_table: bool,
    mistakes: &'a RefCell<Vec<Mistake>>,
}

impl<'a> Section<'a> {
    /// The whole file.
    fn root(table: &'a DeTable<'a>, mistakes: &'a RefCell<Vec<Mistake>>) -> Self {
        let span = 0..0;
        Self {
            prefix: String::new(),
            span,
            table: Some(table),
            asked: Vec::new(),
            is_no_table: false,
            mistakes,
        }
    }

    /// Reads a table in this one. One that is not there is read as an empty
    /// one, so that what is missing in it is missed.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        let found = self.find(key);
        let table = found.as_ref().and_then(|(_, value)| value.get_ref().as_table());
        let is_no_table = found.is_some() && table.is_none();
        if let Some((_, value)) = found.as_ref().filter(|_| is_no_table) {
            self.wrong_type(key, "a table", value);
        }
        let mut inner = Section {
            prefix: format!("{}{key}.", self.prefix),
            span: found.map_or_else(|| self.span.clone(), |(span, _)| span),
            table,
            asked: Vec::new(),
            is_no_table,
            mistakes: self.mistakes,
        };
        let read = read(&mut inner);
        inner.finish();
        read
    }

    /// Reads each table of a list of tables.
    pub fn tables<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let Some((_, value)) = self.find(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of tables", value);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list {
            let Some(table) = item.get_ref().as_table() else {
                self.wrong_type(key, "a list of tables", item);
                continue;
            };
            let mut inner = Section {
                prefix: format!("{}{key}.", self.prefix),
                span: item.span(),
                table: Some(table),
                asked: Vec::new(),
                is_no_table: false,
                mistakes: self.mistakes,
            };
            tables.push(read(&mut inner));
            inner.finish();
        }
        tables
    }

    /// Whether a key is there.
    pub fn has(&mut self, key: &'static str) -> bool {
        self.find(key).is_some()
    }

    /// Where the table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let (_, value) = self.find(key)?;
        let text = value.get_ref().as_str().map(ToOwned::to_owned);
        if text.is_none() {
            self.wrong_type(key, "a text in quotes", value);
        }
        Some(Placed { value: text?, span: value.span() })
    }

    /// A text that has to be there and to say something. If it does not, that
    /// is written down, and an empty text comes back that stands nowhere.
    pub fn needed_text(&mut self, key: &'static str) -> Placed<String> {
        if !self.has(key) {
            self.missing(key);
        }
        match self.text(key) {
            Some(text) if !text.value.trim().is_empty() => return text,
            Some(empty) => self.mistake(Mistake::at(empty.span, format!("{}{key} is empty", self.prefix))),
            None => {}
        }
        Placed { value: String::new(), span: self.span() }
    }

    /// Yes or no.
    pub fn flag(&mut self, key: &'static str, otherwise: bool) -> bool {
        let Some((_, value)) = self.find(key) else { return otherwise };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, "true or false", value);
        }
        flag.unwrap_or(otherwise)
    }

    /// One of a few words; the first one if nothing is said.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let first = words.first().map(|(_, meaning)| *meaning);
        let Some(Placed { value, span }) = self.text(key) else { return first };
        let known = words.iter().find(|(word, _)| *word == value);
        if known.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let what = format!("{}{key} is {value:?}", self.prefix);
            self.mistake(Mistake::at(span, what).hint(format!("it can be {}", names.join(", "))));
        }
        known.map(|(_, meaning)| *meaning).or(first)
    }

    /// A list of texts; none if the key is not there.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let (_, value) = self.find(key)?;
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of texts", value);
            return None;
        };
        let mut texts = Vec::new();
        for item in list {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Placed { value: text.to_owned(), span: item.span() }),
                None => self.wrong_type(key, "a list of texts", item),
            }
        }
        Some(texts)
    }

    /// Where a list stands that has nothing in it.
    pub fn empty_list(&mut self, key: &'static str) -> Option<Range<usize>> {
        let (_, value) = self.find(key)?;
        value.get_ref().as_array()?.is_empty().then(|| value.span())
    }

    /// A text with something in it.
    pub fn filled_text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let text = self.text(key)?;
        if text.value.is_empty() {
            let what = format!("{}{key} is empty", self.prefix);
            self.mistake(Mistake::at(text.span.clone(), what).hint("leave it out, or give a name"));
        }
        Some(text)
    }

    /// A list of whole numbers.
    pub fn numbers(&mut self, key: &'static str) -> Option<Vec<Placed<i64>>> {
        let (_, value) = self.find(key)?;
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, "a list of numbers such as [200]", value);
            return None;
        };
        let mut numbers = Vec::new();
        for item in list {
            let whole = item.get_ref().as_integer();
            match whole.and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok()) {
                Some(number) => numbers.push(Placed { value: number, span: item.span() }),
                None => self.wrong_type(key, "a list of numbers such as [200]", item),
            }
        }
        Some(numbers)
    }

    /// A table of texts, whatever its keys are.
    pub fn pairs(&mut self, key: &'static str) -> Vec<(Placed<String>, Placed<String>)> {
        let Some((_, value)) = self.find(key) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, "a table of texts", value);
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            let name = Placed { value: name.get_ref().to_string(), span: name.span() };
            match value.get_ref().as_str() {
                Some(text) => pairs.push((name, Placed { value: text.to_owned(), span: value.span() })),
                None => self.wrong_type(key, "a table of texts", value),
            }
        }
        pairs
    }

    /// Writes a mistake down.
    pub fn mistake(&self, mistake: Mistake) {
        let table = self.prefix.split('.').next().unwrap_or_default().to_owned();
        self.mistakes.borrow_mut().push(Mistake { table, ..mistake });
    }

    /// Whether nothing was found wrong in a table of the file so far.
    #[must_use]
    pub fn is_sound(&self, table: &str) -> bool {
        self.mistakes.borrow().iter().all(|mistake| mistake.table != table)
    }

    /// A key that has to be there is not.
    pub fn missing(&mut self, key: &'static str) {
        self.asked.push(key);
        if !self.is_no_table {
            self.mistake(Mistake::at(self.span(), format!("{}{key} is missing", self.prefix)));
        }
    }

    /// Nothing more is asked for: what is there beside it is unknown.
    pub fn finish(self) {
        let unknown = |name: &str| !self.asked.contains(&name);
        for (name, _) in self.table.into_iter().flatten().filter(|(name, _)| unknown(name.get_ref())) {
            let what = format!("there is no key {}{}", self.prefix, name.get_ref());
            let hint = match nearest(name.get_ref(), self.asked.iter().copied()) {
                Some(meant) => format!("did you mean {meant}?"),
                None => format!("the keys here are {}", self.known()),
            };
            self.mistake(Mistake::at(name.span(), what).hint(hint));
        }
    }

    /// Every key that was asked for, once.
    fn known(&self) -> String {
        let mut known = self.asked.clone();
        known.sort_unstable();
        known.dedup();
        known.join(", ")
    }

    /// The value of a key and where the key stands.
    fn find(&mut self, key: &'static str) -> Option<(Range<usize>, &'a Spanned<DeValue<'a>>)> {
        self.asked.push(key);
        let (name, value) = self.table?.iter().find(|(name, _)| name.get_ref() == key)?;
        Some((name.span(), value))
    }

    fn wrong_type(&self, key: &str, wanted: &str, value: &Spanned<DeValue<'_>>) {
        let what =
            format!("{}{key} has to be {wanted}, and this is {}", self.prefix, type_of(value.get_ref()));
        self.mistake(Mistake::at(value.span(), what));
    }
}

/// The type of a value in words.
fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The name that is most like what was typed, if one is.
#[must_use]
pub fn nearest(typed: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let likeness = |name: &str| strsim::jaro_winkler(name, typed);
    let best = names.max_by(|one, other| likeness(one).total_cmp(&likeness(other)))?;
    (likeness(best) > ALIKE).then_some(best)
}
