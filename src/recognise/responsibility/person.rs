//! Names of persons behind a label or in a cell.

use super::PersonName;
use crate::lexicon::{is_name_separator, pieces, without_bracket};
use crate::model::{Certainty, PersonRole};
use crate::recognise::{Context, Found};
use crate::text::{Span, is_blank, is_han};

/// Reads the names in a cell of a column of persons, or behind a label.
#[must_use]
pub fn read(context: &Context<'_>, cell: Span, role: PersonRole) -> Vec<Found<PersonName>> {
    let text = context.text;
    let names = context.lexicon.names();
    let mut found: Vec<Found<PersonName>> = Vec::new();
    let mut items = pieces(text, cell, is_name_separator).into_iter().peekable();
    while let Some(mut span) = items.next() {
        // 李 明: a short name is spread to the width of three.
        let single = |span: Span| span.of(text).chars().count() == 1 && span.of(text).chars().all(is_han);
        if let Some(next) = items.next_if(|next| names.is_surname_alone(span.of(text)) && single(*next)) {
            span = span.cover(next);
        }
        // 张三（副市长） is a name with an office.
        let words: String = without_bracket(span.of(text)).chars().filter(|c| !is_blank(*c)).collect();
        if context.lexicon.organs().knows(&words) {
            continue;
        }
        // 李强13800000000.
        let words = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—' | '：' | ':'));
        if let Some(name) = names.person(words) {
            found.push(Found {
                value: PersonName { role, name: name.to_owned() },
                span,
                rule: "person/label",
                certainty: Certainty::Certain,
            });
        }
    }
    found
}
