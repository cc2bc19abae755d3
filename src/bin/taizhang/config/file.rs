//! Reading the file: each value with its place, unknown keys as mistakes.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum;
use taizhang::Limit;
use taizhang::lexicon::{Lexicon, Table};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, Mistake, Rows, Set, What, choices, labels};

/// Keys of the file.
const KEYS: [&str; 11] =
    ["lang", "format", "jobs", "pdf_engine", "ocr", "jurisdiction", "limits", "organs", "labels", "verbs", "lexicon"];

/// Keys of an organ.
const ORGAN_KEYS: [&str; 3] = ["name", "aliases", "id"];

/// A value of the file.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// The file on its way.
pub(super) struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
}

/// Reads a file.
pub(super) fn read(file: &Path) -> Result<Config, Mistake> {
    let bytes = fs::read(file).map_err(|error| Mistake { file: file.to_owned(), at: None, what: What::Io(error) })?;
    let text = String::from_utf8_lossy(&bytes);
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let reader = Reader { file, text };
    let table = DeTable::parse(text).map_err(|error| {
        let what = What::Syntax(error.message().trim().replace('\n', " "));
        reader.mistake(error.span().unwrap_or_default(), what)
    })?;
    reader.config(table.get_ref())
}

impl Reader<'_> {
    fn config(&self, table: &DeTable<'_>) -> Result<Config, Mistake> {
        let mut config = Config { file: Some(self.file.to_owned()), ..Config::default() };
        let mut place = None;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "lang" => config.lang = Some(self.choice("lang", value)?),
                "format" => config.format = Some(self.choice("format", value)?),
                "pdf_engine" => config.pdf_engine = Some(self.choice("pdf_engine", value)?),
                "ocr" => config.ocr = Some(self.choice("ocr", value)?),
                "jobs" => {
                    let wanted = || self.wrong_type("jobs", "count", value.span());
                    let jobs = usize::try_from(self.count("jobs", value)?).ok().and_then(|jobs| jobs.try_into().ok());
                    config.jobs = Some(self.set(jobs.ok_or_else(wanted)?, value.span()));
                }
                "jurisdiction" => place = Some(self.set(self.string("jurisdiction", value)?, value.span())),
                "limits" => self.limits(value, &mut config)?,
                "organs" => self.organs(value, &mut config.rows)?,
                "labels" => labels::labels(self, value, &mut config.rows)?,
                "verbs" => labels::verbs(self, value, &mut config.rows)?,
                "lexicon" => self.tables(value, &mut config.rows)?,
                _ => return Err(self.unknown(key, "", &KEYS)),
            }
        }
        self.words(&mut config)?;
        if let Some(Set { value: found, line }) = place {
            let lexicon = config.lexicon.as_deref().unwrap_or_else(|| Lexicon::builtin());
            let Some(value) = lexicon.jurisdiction(&found) else {
                let span = table.get("jurisdiction").map(Spanned::span).unwrap_or_default();
                return Err(self.mistake(span, What::Place { found }));
            };
            config.jurisdiction = Some(Set { value, line });
        }
        Ok(config)
    }

    /// Builds the words; a mistake in a table's own file is told by its place there.
    fn words(&self, config: &mut Config) -> Result<(), Mistake> {
        let mut whole = Vec::new();
        for rows in &config.rows {
            whole.push((rows.table, rows.text.as_str()));
            Lexicon::with([(rows.table, rows.text.as_str())]).map_err(|error| Mistake {
                file: rows.file.clone().unwrap_or_else(|| self.file.to_owned()),
                at: Some(if rows.file.is_some() { (error.line, error.column) } else { (rows.line, 1) }),
                what: What::Row(error.problem),
            })?;
        }
        if !whole.is_empty() {
            config.lexicon = Lexicon::with(whole).ok().map(Arc::new);
        }
        Ok(())
    }

    fn limits(&self, value: &Value<'_>, config: &mut Config) -> Result<(), Mistake> {
        for (key, value) in self.table("limits", value)? {
            let Some(limit) = Limit::named(key.get_ref()) else {
                return Err(self.unknown(key, "limits.", &Limit::ALL.map(Limit::name)));
            };
            config.limits.set(limit, self.count(limit.name(), value)?);
            config.limits_set.push(self.set(limit, value.span()));
        }
        Ok(())
    }

    /// `[[organs]]`: a name, other forms of it, an id.
    fn organs(&self, value: &Value<'_>, rows: &mut Vec<Rows>) -> Result<(), Mistake> {
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong_type("organs", "tables", value.span()))?;
        for organ in list {
            let (mut name, mut forms, mut id) = (None, Vec::new(), "-".to_owned());
            for (key, value) in self.table("organs", organ)? {
                match key.get_ref().as_ref() {
                    "name" => name = Some(self.string("name", value)?),
                    "aliases" => forms = self.strings("aliases", value)?,
                    "id" => id = self.string("id", value)?,
                    _ => return Err(self.unknown(key, "organs.", &ORGAN_KEYS)),
                }
            }
            let name = name.ok_or_else(|| self.mistake(organ.span(), What::Missing { key: "name" }))?;
            forms.insert(0, name.clone());
            let text: String = forms.iter().map(|form| format!("own\t{form}\t{name}\t{id}\t-\n")).collect();
            rows.push(self.rows(Table::Organs, text, "organs", organ.span()));
        }
        Ok(())
    }

    /// `[lexicon]`: files with rows for the word tables, beside the file that names them.
    fn tables(&self, value: &Value<'_>, rows: &mut Vec<Rows>) -> Result<(), Mistake> {
        for (key, value) in self.table("lexicon", value)? {
            let Some(table) = Table::of_name(key.get_ref()) else {
                let names: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
                return Err(self.unknown(key, "lexicon.", &names));
            };
            let name = self.string(table.name(), value)?;
            let file = self.file.parent().unwrap_or(Path::new("")).join(name);
            let text = fs::read_to_string(&file).map_err(|error| Mistake {
                file: file.clone(),
                at: None,
                what: What::Io(error),
            })?;
            let key = format!("lexicon.{}", table.name());
            rows.push(Rows { file: Some(file), ..self.rows(table, text, &key, value.span()) });
        }
        Ok(())
    }

    pub(super) fn rows(&self, table: Table, text: String, key: &str, span: Range<usize>) -> Rows {
        Rows { table, text, key: key.to_owned(), file: None, line: self.place(span).0 }
    }

    fn choice<T: ValueEnum>(&self, key: &str, value: &Value<'_>) -> Result<Set<T>, Mistake> {
        let found = self.string(key, value)?;
        let chosen = T::from_str(&found, false).map_err(|_| {
            self.mistake(value.span(), What::Choice { key: key.to_owned(), found, known: choices::<T>() })
        })?;
        Ok(self.set(chosen, value.span()))
    }

    /// Words on one line, never empty.
    fn string(&self, key: &str, value: &Value<'_>) -> Result<String, Mistake> {
        let words = value.get_ref().as_str().map(str::trim).filter(|words| !words.is_empty());
        let plain = words.filter(|words| !words.contains(['\n', '\r', '\t']));
        plain.map(str::to_owned).ok_or_else(|| self.wrong_type(key, "words", value.span()))
    }

    pub(super) fn strings(&self, key: &str, value: &Value<'_>) -> Result<Vec<String>, Mistake> {
        let list = value.get_ref().as_array().ok_or_else(|| self.wrong_type(key, "list", value.span()))?;
        list.iter().map(|value| self.string(key, value)).collect()
    }

    fn count(&self, key: &str, value: &Value<'_>) -> Result<u64, Mistake> {
        let number = value.get_ref().as_integer();
        let number = number.and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        number.ok_or_else(|| self.wrong_type(key, "count", value.span()))
    }

    pub(super) fn table<'t, 'i>(&self, key: &str, value: &'t Value<'i>) -> Result<&'t DeTable<'i>, Mistake> {
        value.get_ref().as_table().ok_or_else(|| self.wrong_type(key, "table", value.span()))
    }

    pub(super) fn unknown(
        &self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        above: &str,
        known: &[&'static str],
    ) -> Mistake {
        let name = format!("{above}{}", key.get_ref());
        self.mistake(key.span(), What::UnknownKey { key: name, known: known.to_vec() })
    }

    fn wrong_type(&self, key: &str, wanted: &'static str, span: Range<usize>) -> Mistake {
        self.mistake(span, What::Type { key: key.to_owned(), wanted })
    }

    fn set<T>(&self, value: T, span: Range<usize>) -> Set<T> {
        Set { value, line: self.place(span).0 }
    }

    fn mistake(&self, span: Range<usize>, what: What) -> Mistake {
        Mistake { file: self.file.to_owned(), at: Some(self.place(span)), what }
    }

    /// Line and column of a place, from 1; columns count characters.
    fn place(&self, span: Range<usize>) -> (usize, usize) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}
