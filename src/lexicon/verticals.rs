//! Organs that ministries lead in the places: tax, central bank, customs, financial supervision, statistics, power.

use super::own::OwnRows;
use super::table::Table;
use crate::model::Date;
use crate::text::Words;

/// A form with a hole for the place.
#[derive(Debug, Clone, Copy)]
struct Form {
    head: &'static str,
    tail: &'static str,
    full: &'static str,
    family: &'static str,
    until: Option<Date>,
}

/// Forms of such organs.
#[derive(Debug)]
pub(super) struct Verticals {
    forms: Vec<Form>,
    /// What names of such organs end in.
    tails: Words,
    /// Whether some end in their place.
    open: bool,
}

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vertical<'t> {
    /// The full name.
    pub name: String,
    /// The words for the place: 山东, 济南.
    pub place: &'t str,
    /// The family.
    pub family: &'static str,
}

/// Bytes of the words for a place: two characters to eight.
const PLACE: std::ops::RangeInclusive<usize> = 6..=24;

impl Verticals {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let forms = own.rows(Table::Verticals).filter_map(|row| {
            let [form, full, family, until] = row.first()?;
            let (head, tail) = form.split_once("{}")?;
            Some(Form { head, tail, full, family, until: until.parse().ok().map(Date) })
        });
        let mut forms: Vec<Form> = forms.collect();
        // The form that fixes most words comes first; of one form the name that held first.
        forms.sort_by_key(|form| {
            (std::cmp::Reverse(form.head.len() + form.tail.len()), form.until.is_none(), form.until)
        });
        let mut tails: Words = Words::default();
        for form in forms.iter().filter(|form| !form.tail.is_empty()) {
            if !tails.contains(&form.tail) {
                tails.push(form.tail);
            }
        }
        let open = forms.iter().any(|form| form.tail.is_empty());
        Self { forms, tails, open }
    }

    /// The forms that a name has, those that fix most words first.
    pub(super) fn find<'t>(&'t self, name: &'t str, on: Option<Date>) -> impl Iterator<Item = Vertical<'t>> {
        let forms = if self.open || self.tails.end(name) { &self.forms[..] } else { &[] };
        forms.iter().filter_map(move |form| {
            let place = name.strip_prefix(form.head)?.strip_suffix(form.tail)?;
            let holds = form.until.is_none_or(|until| on.is_none_or(|on| on < until));
            (holds && PLACE.contains(&place.len())).then(|| Vertical {
                name: form.full.replace("{}", place),
                place,
                family: form.family,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn rows_are_whole_and_stand_once() {
        let mut seen = std::collections::HashSet::new();
        for row in table::tests::cells(Table::Verticals) {
            assert_eq!(row.len(), 5, "{row:?}");
            assert!(row[0].contains("{}") && row[1].contains("{}"), "{row:?}");
            assert!(row[3] == "-" || row[3].parse::<jiff::civil::Date>().is_ok(), "{row:?}");
            assert!(seen.insert((row[0], row[3])), "{row:?} stands twice");
        }
    }
}
