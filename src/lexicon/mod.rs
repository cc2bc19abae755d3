//! The words, as tables: each `.tsv` beside this file documents its columns in its first line.
//!
//! A table is parsed when it is first asked for; look-ups take the longest match. Rows of a user's own stand for those that
//! come with the program ([`Lexicon::with`]).

mod by_char;
mod calendar;
mod cells;
mod chars;
mod classes;
mod columns;
mod divisions;
mod frames;
mod furniture;
mod kinds;
mod multimap;
mod names;
mod nouns;
mod organs;
mod own;
mod papers;
mod patterns;
mod phrasebook;
mod phrases;
mod roles;
mod sections;
mod table;
mod units;
mod verticals;
mod wordings;

use std::fmt;
use std::sync::OnceLock;

use crate::model::Jurisdiction;
use crate::text::{Span, all_han};

use own::OwnRows;

pub use calendar::Calendar;
pub use columns::{Column, Columns};
pub use divisions::{Division, Divisions, Level};
pub use frames::{FrameLabel, Frames};
pub use furniture::{Furniture, Zone};
pub use kinds::{Kinds, strip_brackets};
pub use names::{MARKS, NameList, Names, is_name_separator, pieces, pieces_at_words, without_bracket};
pub use nouns::Nouns;
pub use organs::{Known, Organs, Setting};
pub use own::RowError;
pub use papers::Papers;
pub use phrases::{Phrase, Phrases, Roles, Words};
pub use roles::{Label, RoleWords, Verb, label_before};
pub use sections::{SectionKind, Sections};
pub use table::{RowProblem, Table};
pub use units::{UnitKind, Units};
pub use wordings::Wordings;

/// All word tables, each parsed on first use.
#[derive(Default)]
pub struct Lexicon {
    own: OwnRows,
    calendar: OnceLock<Calendar>,
    columns: OnceLock<Columns>,
    divisions: OnceLock<Divisions>,
    frames: OnceLock<Frames>,
    furniture: OnceLock<Furniture>,
    kinds: OnceLock<Kinds>,
    names: OnceLock<Names>,
    organs: OnceLock<Organs>,
    roles: OnceLock<RoleWords>,
    nouns: OnceLock<Nouns>,
    papers: OnceLock<Papers>,
    phrases: OnceLock<Phrases>,
    sections: OnceLock<Sections>,
    units: OnceLock<Units>,
    wordings: OnceLock<Wordings>,
}

/// Characters of a verb that the tables do not know, at most.
const LONGEST_VERB: usize = 10;

impl Lexicon {
    /// The tables that come with the program.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILTIN: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(Lexicon::default);
        &BUILTIN
    }

    /// The tables that come with the program, with rows of a user's own before them.
    ///
    /// Each text holds rows as the table's file does; a row of one's own stands for all built-in ones with its key (the
    /// words, mostly), and a line that begins with `!` takes those away whose key it gives. The source may be left out.
    /// The rows are kept for as long as the program runs, each once.
    ///
    /// ```
    /// use taizhang::lexicon::{Lexicon, Table};
    ///
    /// let lexicon = Lexicon::with([(Table::Organs, "own\t数据办\t某集团数据管理办公室\t-\t-")])?;
    /// assert!(lexicon.organs().knows("数据办"));
    /// # Ok::<(), taizhang::lexicon::RowError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a row is not as its table wants it; with its place in the text.
    pub fn with<T: AsRef<str>>(rows: impl IntoIterator<Item = (Table, T)>) -> Result<Self, RowError> {
        let mut lexicon = Self::default();
        rows.into_iter().try_for_each(|(table, text)| lexicon.own.add(table, text.as_ref()))?;
        Ok(lexicon)
    }

    /// Labels of what stands around a document.
    pub fn frames(&self) -> &Frames {
        self.frames.get_or_init(|| Frames::parse(&self.own))
    }

    /// Page and site furniture.
    pub fn furniture(&self) -> &Furniture {
        self.furniture.get_or_init(|| Furniture::parse(&self.own))
    }

    /// Kinds of document.
    pub fn kinds(&self) -> &Kinds {
        self.kinds.get_or_init(|| Kinds::parse(&self.own))
    }

    /// Kinds of section.
    pub fn sections(&self) -> &Sections {
        self.sections.get_or_init(|| Sections::parse(&self.own))
    }

    /// Columns of task tables.
    pub fn columns(&self) -> &Columns {
        self.columns.get_or_init(|| Columns::parse(&self.own))
    }

    /// Labels and verbs of roles.
    pub fn roles(&self) -> &RoleWords {
        self.roles.get_or_init(|| RoleWords::parse(&self.own))
    }

    /// Provinces, cities and counties.
    pub fn divisions(&self) -> &Divisions {
        self.divisions.get_or_init(|| Divisions::parse(&self.own))
    }

    /// Shapes of the names of organs.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::parse(&self.own))
    }

    /// Forms and full names of organs.
    pub fn organs(&self) -> &Organs {
        self.organs.get_or_init(|| Organs::parse(&self.own))
    }

    /// The place of a six-digit code, or of its full name: 370000, 山东省, 株洲市渌口区; `000000` and 国家 are the state.
    #[must_use]
    pub fn jurisdiction(&self, words: &str) -> Option<Jurisdiction> {
        let of = |code: &str, name: &str| Jurisdiction { code: code.to_owned(), name: name.to_owned() };
        if matches!(words, "000000" | "国家") {
            return Some(of("000000", "国家"));
        }
        let named = || self.divisions().prefix(words, None).filter(|(_, used)| *used == words.len()).map(|(d, _)| d);
        self.divisions().get(words).or_else(named).map(|division| of(division.code, division.name))
    }

    /// Splits a list at 、 ， ； / and blanks, and at 及 和 与 以及 where whole names stand on both sides; never in brackets.
    ///
    /// Names are in text order, trimmed and never empty. 各省、自治区、直辖市人民政府 stays one, since its tail is shared.
    #[must_use]
    pub fn split_names(&self, text: &str, span: Span) -> NameList {
        self.names().split(text, span, self.organs())
    }

    /// Whether the tables know a name, by itself or as that of an organ of a place: 渌口区政府, 人民银行济南分行.
    #[must_use]
    pub fn knows_organ(&self, name: &str) -> bool {
        let organ = |name: &str| self.organs().knows(name);
        let of_place = || self.divisions().prefix(name, None).filter(|(_, used)| *used < name.len());
        organ(name) || self.organs().is_vertical(name, self) || of_place().is_some_and(|(_, used)| organ(&name[used..]))
    }

    /// The field of a table's column by its head, which may be the label of a clause, too: 牵头落实单位, 包联领导.
    #[must_use]
    pub fn column(&self, head: &str) -> Option<Column> {
        let label = || match self.roles().label(head)? {
            Label::Organs(role) => Some(Column::Organs(role)),
            Label::Persons(role) => Some(Column::Persons(role)),
            Label::Deadline => Some(Column::Deadline),
            Label::Other => None,
        };
        self.columns().get(head).or_else(label)
    }

    /// The verb at the end of a list of organs: that of 县教育局协办, but none of 县政协办, which is a name; of 县政协办牵头 it
    /// is 牵头.
    #[must_use]
    pub fn verb_of_list<'t>(&self, words: &'t str) -> Option<Verb<'t>> {
        let verb = self.roles().verb_at_end(words)?;
        let is_name = |name: &str| {
            let name = name.rsplit(is_name_separator).next().unwrap_or(name).trim_end_matches('等');
            self.names().looks_like(name) || self.organs().knows(name)
        };
        let list = &words[..words.len() - verb.words.len()];
        if list.is_empty() || list.ends_with(is_name_separator) || is_name(list) {
            return Some(verb);
        }
        let later = verb.words.char_indices().skip(1).find_map(|(at, _)| {
            let tail = &verb.words[at..];
            let whole = self.roles().verb_at_end(tail).filter(|verb| verb.words.len() == tail.len())?;
            is_name(&words[..words.len() - tail.len()]).then_some(whole)
        });
        // 市教育局负责项目实施: the verb is 负责, the rest its object.
        let last = list.rsplit(is_name_separator).next().unwrap_or(list);
        let has_object = || self.roles().verb_inside(last).is_some_and(|(at, _)| at > 0 && is_name(&last[..at]));
        later.or_else(|| (!is_name(words) && !has_object()).then_some(verb))
    }

    /// Where words begin that say what those do of whom one works with the others, where no verb gives them a role:
    /// 甲局会同乙局等部门|提出意见.
    #[must_use]
    pub fn action_behind_list(&self, words: &str) -> Option<usize> {
        /// The longest such action, in bytes.
        const LONGEST: usize = 90;
        self.roles().with(words)?;
        let summed = self.names().sums_up.iter().find_map(|end| words.rfind(end).map(|at| at + end.len()));
        let told = || self.words_behind_name(words).or_else(|| self.action_behind_name(words));
        let at = summed.or_else(told)?;
        let action = &words[at..];
        let verb = self.roles().verb_at_end(action).is_some();
        (!action.is_empty() && action.len() <= LONGEST && !verb && !action.contains(is_name_separator)).then_some(at)
    }

    /// Where an action begins behind those with whom one acts, whom the tables need not know: 县水利局会同县财政局|提出办法.
    fn action_behind_name(&self, words: &str) -> Option<usize> {
        let (with, len) = self.roles().with(words)?;
        let list = &words[with + len..];
        let named = |at: &usize| list[..*at].split(is_name_separator).all(|name| self.names().is_whole(name));
        let at = self.roles().actions().flat_map(|action| list.match_indices(action)).map(|(at, _)| at).filter(named);
        at.min().map(|at| with + len + at)
    }

    /// Where words begin that stand behind the last name of a list and are no verb of the tables: 省数据局|统揽.
    #[must_use]
    pub fn words_behind_name(&self, list: &str) -> Option<usize> {
        let last =
            list.rfind(is_name_separator).map_or(0, |at| at + list[at..].chars().next().map_or(0, char::len_utf8));
        let name = &list[last..];
        if self.names().is_whole(name) || self.organs().knows(name) {
            return None;
        }
        let (least, _) = name.char_indices().nth(2)?;
        let mut ends = name.char_indices().rev().map(|(at, _)| at).take_while(|&at| at >= least);
        let sure = |head: &str| self.organs().knows(head) || head.starts_with('各') && self.names().is_whole(head);
        let at = ends.find(|&at| sure(&name[..at]))?;
        let rest = &name[at..];
        ((2..=LONGEST_VERB).contains(&rest.chars().count()) && all_han(rest)).then_some(last + at)
    }

    /// Where the name of a thing begins and ends.
    pub fn nouns(&self) -> &Nouns {
        self.nouns.get_or_init(|| Nouns::parse(&self.own))
    }

    /// Ways of wording of papers and of the pages that have them.
    pub fn papers(&self) -> &Papers {
        self.papers.get_or_init(|| Papers::parse(&self.own))
    }

    /// The words around numbers.
    pub fn phrases(&self) -> &Phrases {
        self.phrases.get_or_init(|| Phrases::parse(&self.own))
    }

    /// Units and measure words.
    pub fn units(&self) -> &Units {
        self.units.get_or_init(|| Units::parse(&self.own))
    }

    /// Ways of wording around amounts and times.
    pub fn wordings(&self) -> &Wordings {
        self.wordings.get_or_init(|| Wordings::parse(&self.own))
    }

    /// Working days and days with names.
    pub fn calendar(&self) -> &Calendar {
        self.calendar.get_or_init(|| Calendar::parse(&self.own))
    }
}

/// Two lexicons are equal, and shown alike, when they hold the same rows of a user's own.
impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        self.own == other.own
    }
}

impl Eq for Lexicon {}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon").field("own", &self.own).finish_non_exhaustive()
    }
}
