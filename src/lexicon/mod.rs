//! The words, as tables: each `.tsv` beside this file documents its columns in its first line.
//!
//! A table is parsed when it is first asked for; look-ups take the longest match.

mod table;

/// All word tables, each parsed on first use.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The tables that come with the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(Lexicon::default);
        &BUILTIN
    }
}
