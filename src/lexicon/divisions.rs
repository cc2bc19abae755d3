//! Provinces, cities and counties with their codes (GB/T 2260).

use std::borrow::Cow;
use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::cells;
use super::own::OwnRows;
use super::table::{Row, Rows, Table};

/// The level of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 州, 盟, 地区.
    City,
    /// 县, 区, 县级市, 旗.
    County,
}

/// A division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division {
    /// Six digits.
    pub code: &'static str,
    /// Its level.
    pub level: Level,
    /// The full name, without those above it.
    pub name: &'static str,
}

/// All divisions, by name and by code.
#[derive(Debug)]
pub struct Divisions {
    /// The table.
    table: &'static str,
    /// Where its rows stand, as [`cells::layout`] tells.
    layout: Cow<'static, [u8]>,
    /// Its rows in the order of their codes; none where they stand so.
    by_code: Vec<usize>,
    /// Which names begin with a character, as [`cells::names`] tells; autonomous places by the form without their peoples too:
    /// 北川县, 湘西州.
    names: Cow<'static, [u8]>,
    /// Places of the codes of document numbers: 鲁政办字.
    numbers: FxHashMap<&'static str, &'static str>,
}

/// A name, and the row of a division that bears it.
#[derive(Debug, Clone, Copy)]
struct Named {
    name: &'static str,
    row: usize,
}

/// Bytes of a name in the index.
const NAME: usize = 12;

/// The shortest name, in bytes: 沛县.
const SHORTEST: usize = 2 * 3;

impl Divisions {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let numbers =
            own.rows(Table::DocumentNumbers).filter_map(Row::first).map(|[code, place]| (code, place)).collect();
        let Some(table) = own.text(Table::Divisions) else {
            return Self {
                table: Table::Divisions.builtin(),
                layout: Cow::Borrowed(Table::Divisions.layout()),
                by_code: Vec::new(),
                names: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/divisions.names"))),
                numbers,
            };
        };
        let (layout, names) = (cells::layout(table), cells::names(table));
        let mut by_code: Vec<_> = Rows::new(table, &layout).iter().map(|row| row.cell(0)).enumerate().collect();
        by_code.sort_by_key(|&(_, code)| code);
        let by_code = by_code.into_iter().map(|(row, _)| row).collect();
        Self { table, layout: Cow::Owned(layout), by_code, names: Cow::Owned(names), numbers }
    }

    fn rows(&self) -> Rows<'_> {
        Rows::new(self.table, &self.layout)
    }

    /// The division with this code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<Division> {
        let (mut low, mut high) = (0, self.rows().len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let row = self.by_code.get(middle).copied().unwrap_or(middle);
            match self.rows().get(row)?.cell(0)?.cmp(code) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return self.division(row),
            }
        }
        None
    }

    /// What a row says.
    fn division(&self, row: usize) -> Option<Division> {
        let [code, level, name] = self.rows().get(row)?.first()?;
        let level = match level {
            "province" => Level::Province,
            "city" => Level::City,
            _ => Level::County,
        };
        Some(Division { code, level, name })
    }

    /// The names that begin with a character, in the order of their rows.
    fn named(&self, first: char) -> impl Iterator<Item = Named> + Clone {
        let (names, _) = self.names.as_chunks::<NAME>();
        let first_of = |name: &[u8; NAME]| u32::from_le_bytes([name[0], name[1], name[2], name[3]]);
        let from = names.partition_point(|name| first_of(name) < u32::from(first));
        let of_first = names[from..].iter().take_while(move |name| first_of(name) == u32::from(first));
        of_first.map(|&[_, _, _, _, a, b, c, d, len, len_high, row, row_high]| {
            let start = u32::from_le_bytes([a, b, c, d]) as usize;
            let [len, row] = [[len, len_high], [row, row_high]].map(|half| usize::from(u16::from_le_bytes(half)));
            Named { name: &self.table[start..start + len], row }
        })
    }

    /// The place whose organs use a code in their document numbers; `000000` is the state.
    #[must_use]
    pub fn of_number(&self, code: &str) -> Option<&'static str> {
        self.numbers.get(code).copied()
    }

    /// The divisions that a name begins with, from the highest to the lowest: 株洲市渌口区… gives the district. A name that
    /// several divisions bear counts only below the one named before it.
    #[must_use]
    pub fn longest_prefix(&self, name: &str) -> Option<Division> {
        self.prefix(name, None).map(|(division, _)| division)
    }

    /// As [`Divisions::longest_prefix`], with the bytes that the names take; `near` settles names that several bear.
    #[must_use]
    pub fn prefix(&self, name: &str, near: Option<&str>) -> Option<(Division, usize)> {
        let mut found: Option<(Division, usize)> = None;
        loop {
            let used = found.map_or(0, |(_, used)| used);
            let above = found.map(|(division, _)| division.code).or(near);
            let Some((division, len)) = self.one(&name[used..], above, found.is_some()) else { return found };
            found = Some((division, used + len));
        }
    }

    /// The longest single name at the head of `name`; below `above` when `strictly`.
    fn one(&self, name: &str, above: Option<&str>, strictly: bool) -> Option<(Division, usize)> {
        let named = self.named(name.chars().next()?).filter(|named| name.starts_with(named.name));
        let lens = named.clone().map(|named| named.name.len());
        let below = |d: &Division| above.is_some_and(|a| d.code != a && d.code.starts_with(a.trim_end_matches("00")));
        let mut shorter_than = usize::MAX;
        loop {
            let len = lens.clone().filter(|len| (SHORTEST..shorter_than).contains(len)).max()?;
            let mut bearers =
                named.clone().filter(|named| named.name.len() == len).filter_map(|named| self.division(named.row));
            let first = bearers.next()?;
            if below(&first) {
                return Some((first, len));
            }
            let mut alone = !strictly;
            let other = bearers.inspect(|_| alone = false).find(|other| below(other));
            if let Some(chosen) = other.or_else(|| alone.then_some(first)) {
                return Some((chosen, len));
            }
            shorter_than = len;
        }
    }

    /// The division of this level that a code lies in; of itself for its own level.
    #[must_use]
    pub fn ancestor(&self, code: &str, level: Level) -> Option<Division> {
        let digits = match level {
            Level::Province => 2,
            Level::City => 4,
            Level::County => 6,
        };
        let mut above = *b"000000";
        above[..digits].copy_from_slice(code.as_bytes().get(..digits)?);
        self.get(std::str::from_utf8(&above).ok()?).filter(|division| division.level == level)
    }

    /// The division that a short name means: 山东, 济南, 渌口; below `near` when several bear it.
    #[must_use]
    pub fn short(&self, words: &str, near: Option<&str>) -> Option<Division> {
        if let Some((place, _)) = self.prefix(words, near).filter(|(_, used)| *used == words.len()) {
            return Some(place);
        }
        // Most words are no beginning of any.
        let mut named = self.named(words.chars().next()?);
        if !named.any(|named| words.starts_with(named.name) || named.name.starts_with(words)) {
            return None;
        }
        SHORT_ENDS.iter().find_map(|end| {
            let name = [words, end].concat();
            self.prefix(&name, near).filter(|(_, used)| *used == name.len()).map(|(place, _)| place)
        })
    }

    /// The name without 省, 市, 县: 长沙. Names of two characters stay whole: 沛县.
    #[must_use]
    pub fn short_of(&self, division: Division) -> &'static str {
        let name = division.name;
        let cut = SHORT_ENDS.iter().filter_map(|end| name.strip_suffix(end)).min_by_key(|rest| rest.len());
        cut.filter(|rest| rest.chars().count() > 1).unwrap_or(name)
    }

    /// The full name with those above it: 株洲市渌口区, 上海市徐汇区. The province is left out, as organs leave it out.
    #[must_use]
    pub fn full_name(&self, division: Division) -> Cow<'static, str> {
        if division.level != Level::County || !division.name.ends_with('区') {
            return Cow::Borrowed(division.name);
        }
        let city = self
            .ancestor(division.code, Level::City)
            .filter(|city| city.name.chars().count() > 1 && city.name != "市辖区");
        let above = city.or_else(|| self.ancestor(division.code, Level::Province).filter(|p| p.name.ends_with('市')));
        above.map_or(Cow::Borrowed(division.name), |above| Cow::Owned([above.name, division.name].concat()))
    }
}

/// What short names leave out.
const SHORT_ENDS: [&str; 12] =
    ["省", "市", "县", "区", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治州", "地区", "盟", "自治县"];

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn rows_are_in_order_of_codes_and_stand_once() {
        let codes: Vec<&str> = table::tests::cells(Table::Divisions).iter().map(|row| row[0]).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(codes.iter().all(|code| code.len() == 6));
    }

    #[test]
    fn codes_of_numbers_are_sorted_and_name_known_places() {
        let divisions = Divisions::parse(&OwnRows::default());
        let rows: Vec<Vec<&str>> = table::tests::cells(Table::DocumentNumbers);
        assert!(rows.windows(2).all(|pair| pair[0][0] < pair[1][0]));
        assert!(rows.iter().all(|row| row.len() == 4 && (row[1] == "000000" || divisions.get(row[1]).is_some())));
    }

    #[test]
    fn names_lead_to_the_lowest_division_named() {
        let divisions = Divisions::parse(&OwnRows::default());
        let code = |name| divisions.longest_prefix(name).map(|d| d.code);
        assert_eq!(code("山东省人民政府办公厅"), Some("370000"));
        assert_eq!(code("株洲市渌口区人民政府"), Some("430212"));
        assert_eq!(code("国务院办公厅"), None);
        assert_eq!(code("北川县"), Some("510726"));
        assert_eq!(code("湘西州"), Some("433100"));
        assert_eq!(code("巴音郭楞州"), Some("652800"));
    }
}
