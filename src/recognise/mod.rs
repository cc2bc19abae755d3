//! Stage 5: facts in the words of an item. Knows only text and lexicon.
//!
//! After this: every finding keeps its place and its rule's name; findings of one kind are in text order and do not
//! overlap.

pub mod addressee;
mod amount;
pub mod convention;
pub mod deadline;
pub mod organ;
pub mod period;
pub mod responsibility;
mod segment;
pub mod target;
mod time;
mod token;
pub mod workday;

use crate::lexicon::{Lexicon, Setting};
use crate::model::{Certainty, Date, Jurisdiction, Period};
use crate::text::Span;

/// A fact, where it was found and by which rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// The fact.
    pub value: T,
    /// The words it was read from, in the cleaned text.
    pub span: Span,
    /// The rule's name, `area/rule`.
    pub rule: &'static str,
    /// How sure the rule is.
    pub certainty: Certainty,
}

/// What the recognisers know of the document around the words.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The cleaned text that all spans refer to.
    pub text: &'a str,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// The date of issue.
    pub issued_on: Option<Date>,
    /// The period of the plan that the words belong to.
    pub period: Option<Period>,
    /// The day that a paper without a date of issue tells of itself (（2019年7月10日更新）): good for a year, no base to count from.
    pub dated: Option<Date>,
    /// The time that a heading gives to the stage of the work that the words belong to: 集中攻坚（2021年）.
    pub stage: Option<Period>,
    /// The place whose organs issued the document.
    pub jurisdiction: Option<&'a Jurisdiction>,
    /// Whether a zone within that place issued it which is no division: 成都高新区管委会.
    pub of_zone: bool,
}

impl<'a> Context<'a> {
    /// The day whose names of organs hold: that of issue, or one near it.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        self.issued_on.or(self.dated).or_else(|| Some(self.period?.start))
    }

    /// What the name of an organ is resolved against, where the name before in its list is of the place `before`.
    fn setting<'s>(&self, before: Option<&'s str>) -> Setting<'s>
    where
        'a: 's,
    {
        Setting { here: self.jurisdiction, of_zone: self.of_zone, before, on: self.day() }
    }
}
