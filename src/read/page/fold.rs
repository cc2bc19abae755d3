//! Characters that look like ordinary ones and are none: radicals, compatibility ideographs, the horizontal bar, angle brackets.
//!
//! Fonts draw 人 and the radical ⼈ with one glyph, and some producers name the radical when they say what it stands for.

use std::sync::LazyLock;

/// Unified ideographs by the characters they stand for: runs of the first code point and those that follow.
static UNIFIED: LazyLock<Vec<(u32, Vec<char>)>> = LazyLock::new(|| {
    include_str!("unified.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (first, unified) = line.split_once('\t')?;
            Some((u32::from_str_radix(first, 16).ok()?, unified.chars().collect()))
        })
        .collect()
});

/// The ordinary character for a radical, a compatibility ideograph or a bar; any other character as it is.
pub(in crate::read) fn unified(c: char) -> char {
    // Fonts draw them as the dash and the brackets of titles, and no Chinese text means them.
    match c {
        '\u{2015}' => return '—',
        '\u{2329}' => return '〈',
        '\u{232a}' => return '〉',
        _ => {}
    }
    if !matches!(c, '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{fad9}') {
        return c;
    }
    let code = u32::from(c);
    let row = UNIFIED.partition_point(|&(first, _)| first <= code).checked_sub(1).and_then(|row| UNIFIED.get(row));
    let found = row.and_then(|(first, unified)| unified.get((code - first) as usize));
    found.copied().filter(|&found| found != '\u{3000}').unwrap_or(c)
}

/// The characters of a ligature: ﬁ, and the dashes that fonts make of two.
pub(in crate::read) fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2e3a}' => "——",
        '\u{2e3b}' => "———",
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn radicals_and_compatibility_ideographs_become_ordinary_characters() {
        let folded: String = "⼈⺠⻄⻓⾼⼾\u{f9dd}\u{f96b}人A、2022\u{2015}2024\u{2329}".chars().map(unified).collect();
        assert_eq!(folded, "人民西长高户利參人A、2022—2024〈");
    }
}
