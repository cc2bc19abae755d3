//! Traditional script: what the rules read is simplified, what is published is as written.
//!
//! Every character of the table takes three bytes, as does what it stands for, so that a span means the same in both.

use std::sync::LazyLock;

/// Characters one for one, and whether simplified text uses them too.
const TABLE: &str = include_str!("script.tsv");

/// The first character that the table may hold, and how many it covers: the block of unified ideographs.
const FIRST: char = '\u{4E00}';
const COVERED: usize = 0x9FFF - 0x4E00 + 1;

/// In simplified text one character in a thousand is traditional (a name, a slip); in traditional text every third is.
/// From one in so many Han characters on, the document is in traditional script.
const TRADITIONAL_ONE_IN: usize = 20;

/// What a character stands for.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    /// The code unit of the simplified character; 0 for none.
    simplified: u16,
    /// Whether simplified text has the character too (著名, 乾隆).
    both: bool,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut rows = vec![Row::default(); COVERED];
    for line in TABLE.lines().skip(1) {
        let mut columns = line.split('\t');
        let both = columns.next() == Some("both");
        let (from, to) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        for (from, to) in from.chars().zip(to.chars()) {
            if let (Some(row), Ok(simplified)) =
                (rows.get_mut(from as usize - FIRST as usize), u16::try_from(to as u32))
            {
                *row = Row { simplified, both };
            }
        }
    }
    rows
});

/// Puts a text into simplified script, byte for byte in place, and gives the text as it was written; `None` when there
/// was nothing to do.
#[must_use]
pub fn simplify(text: &mut String) -> Option<String> {
    let rows = ROWS.as_slice();
    let at = |c: char| (c as usize).wrapping_sub(FIRST as usize);
    let row = |c: char| rows.get(at(c)).copied().unwrap_or_default();
    let is_traditional = |c: char| rows.get(at(c)).is_some_and(|row| row.simplified != 0 && !row.both);
    if !holds_traditional(text.as_bytes(), rows) {
        return None;
    }
    let traditional = text.chars().filter(|&c| is_traditional(c)).count();
    let all = text.chars().filter(|&c| c >= FIRST).count();
    let whole = traditional * TRADITIONAL_ONE_IN >= all;
    let simplified = text.chars().map(|c| match row(c) {
        Row { simplified: 0, .. } => c,
        Row { both: true, .. } if !whole => c,
        Row { simplified, .. } => char::from_u32(simplified.into()).unwrap_or(c),
    });
    let simplified = simplified.collect();
    Some(std::mem::replace(text, simplified))
}

/// Whether a text has a character that only traditional text has: most texts have none, and are read no further.
fn holds_traditional(text: &[u8], rows: &[Row]) -> bool {
    let mut rest = text;
    loop {
        rest = match rest {
            // All characters of the table begin so.
            &[first @ 0xe4..=0xe9, second, third, ref behind @ ..] => {
                let code = u32::from(first & 0xf) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
                let row = rows.get((code as usize).wrapping_sub(FIRST as usize));
                if row.is_some_and(|row| row.simplified != 0 && !row.both) {
                    return true;
                }
                behind
            }
            [_, behind @ ..] => behind,
            [] => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        let mut text = written.to_owned();
        let kept = simplify(&mut text);
        assert_eq!(kept.as_deref(), expected.map(|_| written));
        assert_eq!(text, expected.unwrap_or(written));
        assert_eq!(text.len(), written.len());
    }

    #[test]
    fn the_table_is_in_order_and_keeps_the_length() {
        let mut last = [('\0', "only"), ('\0', "both")];
        for line in TABLE.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [script, from, to] = columns[..] else { panic!("three columns: {line}") };
            assert_eq!(from.chars().count(), to.chars().count(), "{line}");
            let last = last.iter_mut().find(|(_, name)| *name == script).expect("only or both");
            for (from, to) in from.chars().zip(to.chars()) {
                assert!(last.0 < from, "{from} is out of order or there twice");
                assert!(('\u{4E00}'..='\u{9FFF}').contains(&from) && to.len_utf8() == 3, "{from} {to}");
                last.0 = from;
            }
        }
    }

    #[test]
    fn a_document_in_traditional_script() {
        check("關於印發《國務院工作方案》的通知", Some("关于印发《国务院工作方案》的通知"));
    }

    #[test]
    fn a_slip_in_simplified_text_and_characters_of_both() {
        let long = "关于印发著名商标培育工作方案的通知，各市人民政府要加强领导，确保各项任务落到实处，";
        check(&format!("{long}由於瞭"), Some(&format!("{long}由於了")));
        check(long, None);
    }
}
