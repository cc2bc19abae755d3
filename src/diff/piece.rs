//! Two wordings as one run of pieces: kept, dropped, added.

use similar::{Algorithm, ChangeTag, TextDiff};

/// A piece of two wordings put side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// In both.
    Kept(&'a str),
    /// In the old wording only.
    Dropped(&'a str),
    /// In the new wording only.
    Added(&'a str),
}

/// Longer wordings are not compared character by character. Bytes of both together; the work grows with the square
/// where nothing is alike, and a person would not read it.
const LONGEST: usize = 24_000;

/// Between two changes, characters that happen to be the same are no help to the eye when there are no more than this.
const CHANCE: usize = 1;

/// Puts two wordings side by side.
pub(super) fn pieces<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    if old.len() + new.len() > LONGEST {
        return whole(old, new);
    }
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_slices(&old_tokens, &new_tokens);
    // Byte spans into both wordings: what was dropped, what was added, and what was kept after them.
    let (mut at_old, mut at_new) = (0, 0);
    let mut runs: Vec<(ChangeTag, usize, usize)> = Vec::new();
    for change in diff.iter_all_changes() {
        let length = change.value().len();
        match runs.last_mut() {
            Some((tag, _, end)) if *tag == change.tag() => *end += length,
            _ => {
                let start = if change.tag() == ChangeTag::Delete { at_old } else { at_new };
                runs.push((change.tag(), start, start + length));
            }
        }
        if change.tag() != ChangeTag::Insert {
            at_old += length;
        }
        if change.tag() != ChangeTag::Delete {
            at_new += length;
        }
    }
    joined(old, new, &runs)
}

/// The characters of a wording; a number is one.
fn tokens(words: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (token, after) = rest.split_at(if first.is_ascii_digit() { digits } else { first.len_utf8() });
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// Runs as pieces; changes with only a chance likeness between them become one.
fn joined<'a>(old: &'a str, new: &'a str, runs: &[(ChangeTag, usize, usize)]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    // The stretch of changes that is open: its bytes in both wordings.
    let (mut old_from, mut new_from, mut old_to, mut new_to) = (0, 0, 0, 0);
    for (index, &(tag, start, end)) in runs.iter().enumerate() {
        match tag {
            ChangeTag::Delete => old_to += end - start,
            ChangeTag::Insert => new_to += end - start,
            ChangeTag::Equal => {
                let kept = new.get(start..end).unwrap_or("");
                let between = index > 0 && index + 1 < runs.len();
                let open = old_to > old_from || new_to > new_from;
                if between && open && kept.chars().count() <= CHANCE {
                    (old_to, new_to) = (old_to + kept.len(), new_to + kept.len());
                    continue;
                }
                close(&mut pieces, old.get(old_from..old_to), new.get(new_from..new_to));
                pieces.push(Piece::Kept(kept));
                (old_to, new_to) = (old_to + kept.len(), new_to + kept.len());
                (old_from, new_from) = (old_to, new_to);
            }
        }
    }
    close(&mut pieces, old.get(old_from..old_to), new.get(new_from..new_to));
    pieces
}

fn whole<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    close(&mut pieces, Some(old), Some(new));
    pieces
}

fn close<'a>(pieces: &mut Vec<Piece<'a>>, old: Option<&'a str>, new: Option<&'a str>) {
    pieces.extend(old.filter(|words| !words.is_empty()).map(Piece::Dropped));
    pieces.extend(new.filter(|words| !words.is_empty()).map(Piece::Added));
}

#[cfg(test)]
mod tests {
    use super::Piece::{Added, Dropped, Kept};
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &[Piece<'_>]) {
        let found = pieces(old, new);
        assert_eq!(found, expected);
        let side = |keep: fn(&Piece<'_>) -> Option<String>| found.iter().filter_map(keep).collect::<String>();
        let of_old = side(|piece| match piece {
            Kept(words) | Dropped(words) => Some((*words).to_owned()),
            Added(_) => None,
        });
        assert_eq!(of_old, old, "the old wording is whole");
    }

    #[test]
    fn what_stayed_is_told_from_what_changed() {
        check("培育集群10家以上", "培育集群12家以上", &[Kept("培育集群"), Dropped("10"), Added("12"), Kept("家以上")]);
        check("", "新", &[Added("新")]);
        check("同", "同", &[Kept("同")]);
        check("", "", &[]);
    }

    #[test]
    fn a_chance_likeness_is_no_kept_piece() {
        check("甲的乙丙丁", "戊的己丙丁", &[Dropped("甲的乙"), Added("戊的己"), Kept("丙丁")]);
    }
}
