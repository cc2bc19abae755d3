//! Names of sheets that every office program accepts.

use std::collections::HashSet;

/// The most UTF-16 units of a sheet's name.
const LIMIT: usize = 31;

/// The names given so far, in lower case: names that differ only in case are alike.
pub(super) struct Names(HashSet<String>);

impl Names {
    /// No name yet, but these are not given.
    pub(super) fn reserving(names: &[&str]) -> Self {
        Self(names.iter().map(|name| name.to_lowercase()).collect())
    }

    /// A name like the one wanted: without what is forbidden, short enough, and unlike all before.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let allowed: String = wanted
            .chars()
            .filter(|&c| !c.is_control() && !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\'))
            .collect();
        let allowed = allowed.trim().trim_matches('\'');
        // A spreadsheet keeps this name for itself.
        let base = if allowed.is_empty() || allowed.eq_ignore_ascii_case("history") { "台账" } else { allowed };
        let mut name = shortened(base, "");
        let mut copy = 1;
        while !self.0.insert(name.to_lowercase()) {
            copy += 1;
            name = shortened(base, &format!("~{copy}"));
        }
        name
    }
}

/// A name with an ending, its middle left out where it is too long.
fn shortened(base: &str, ending: &str) -> String {
    if base.encode_utf16().count() + ending.len() <= LIMIT {
        return format!("{base}{ending}");
    }
    let room = LIMIT - ending.len() - 1;
    let mut taken = 0;
    let kept: String = base
        .chars()
        .take_while(|c| {
            taken += c.len_utf16();
            taken <= room
        })
        .collect();
    format!("{kept}…{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wanted: &[&str], expected: &[&str]) {
        let mut names = Names::reserving(&["汇总"]);
        let found: Vec<String> = wanted.iter().map(|name| names.take(name)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn forbidden_characters_go() {
        check(&["'[A]:*?/\\b'", "", "::", "History", "汇总"], &["Ab", "台账", "台账~2", "台账~3", "汇总~2"]);
    }

    #[test]
    fn long_and_like_names_are_told_apart() {
        let long = "一二三四五六七八九十".repeat(4);
        let start: String = long.chars().take(30).collect();
        let shorter: String = long.chars().take(28).collect();
        check(&[&long, &long, "a", "A"], &[&format!("{start}…"), &format!("{shorter}…~2"), "a", "A~2"]);
    }
}
