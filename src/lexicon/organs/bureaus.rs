//! Bureaus named for fields of work, for one or for several: 水务局, 教育和科学技术局.

use rustc_hash::FxHashMap;

use crate::lexicon::own::OwnRows;
use crate::lexicon::table::Table;

/// Ends of bureaus that join several fields, as printed and in full.
const BODIES: [(&str, &str); 7] = [
    ("委员会", "委员会"),
    ("管理局", "管理局"),
    ("办公室", "办公室"),
    ("局", "局"),
    ("厅", "厅"),
    ("委", "委员会"),
    ("办", "办公室"),
];

/// The longest word for a field of work, in bytes: 人力资源和社会保障.
const LONGEST_DOMAIN: usize = 27;

/// Words for fields of work: in full, and the family.
#[derive(Debug, Default)]
pub(super) struct Fields(FxHashMap<&'static str, (&'static str, &'static str)>);

impl Fields {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let rows = own.rows(Table::Domains).filter_map(|row| row.first());
        Self(rows.map(|[words, full, family]| (words, (full, family))).collect())
    }

    /// Whether words are, or end in, a field of work (教育, 卫生健康) and are no body.
    pub(super) fn at_end(&self, words: &str) -> bool {
        words.char_indices().any(|(at, _)| self.0.contains_key(&words[at..]))
    }

    /// The full name of a bureau that joins several fields, as printed: 教育和科学技术局. A single field is restored: 水务局.
    pub(super) fn bureau<'f>(&self, form: &'f str) -> Option<Bureau<'f>> {
        let (body, full_body) = BODIES.iter().find(|(body, _)| form.ends_with(body))?;
        let words = &form[..form.len() - body.len()];
        let (mut rest, mut count, mut first) = (words, 0, None);
        while !rest.is_empty() {
            rest = rest.strip_prefix('和').filter(|_| count > 0).unwrap_or(rest);
            let longest = LONGEST_DOMAIN.min(rest.len());
            let (len, found) =
                (1..=longest).rev().find_map(|len| self.0.get(rest.get(..len)?).map(|found| (len, *found)))?;
            rest = &rest[len..];
            count += 1;
            first = first.or(Some(found));
        }
        let (full, family) = first?;
        Some(Bureau { field: if count == 1 { full } else { words }, body: full_body, family })
    }
}

/// A bureau for a field of work, or for several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bureau<'f> {
    field: &'f str,
    body: &'static str,
    pub family: &'static str,
}

impl Bureau<'_> {
    /// Its full name, without that of its place.
    pub(super) fn name(&self) -> String {
        [self.field, self.body].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::table;

    #[test]
    fn fields_are_sorted_and_stand_once() {
        let rows: Vec<Vec<&str>> = table::tests::cells(Table::Domains);
        assert!(rows.windows(2).all(|pair| pair[0][0] < pair[1][0]));
        assert!(rows.iter().all(|row| row.len() == 4 && row[0].len() <= LONGEST_DOMAIN));
    }
}
