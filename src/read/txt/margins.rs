//! What stands before the lines of a text and is none of it: the marks of a mail that is passed on (> ), the numbers that a
//! program writes before lines, the bullets of slides before the numbers of items.

use std::borrow::Cow;

use crate::text::{is_blank, is_han, marker};

/// Fewer lines tell nothing.
const LEAST: usize = 5;

/// The text without what stands before its lines, and before how many.
pub(super) fn read(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    if memchr::memchr(b'>', text.as_bytes()).is_some() && is_quoted(&text) {
        let (bare, lines) = unquoted(&text);
        return (Cow::Owned(bare), lines);
    }
    // Most texts begin with their title.
    let first = text.lines().find(|line| !line.chars().all(is_blank));
    let counted = first.and_then(numbered).is_some_and(|(number, _)| number == 1) && is_counted(&text);
    let bullets = || text.lines().filter_map(without_bullet).filter(|rest| marker(rest).is_some());
    let bare = if counted {
        each(&text, |line| Some(("", numbered(line)?.1)))
    } else if bullets().take(LEAST).count() == LEAST {
        each(&text, plain)
    } else {
        return (text, 0);
    };
    (Cow::Owned(bare.0), bare.1)
}

/// The text with those of its lines that begin with a mark as `of` gives them (the margin, and the words), and how many.
fn each<'t>(text: &'t str, of: impl Fn(&'t str) -> Option<(&'static str, &'t str)>) -> (String, usize) {
    text.split_inclusive('\n').fold((String::with_capacity(text.len()), 0), |(mut all, lines), line| {
        let bare = of(line);
        let (margin, words) = bare.unwrap_or(("", line));
        all.push_str(margin);
        all.push_str(words);
        (all, lines + usize::from(bare.is_some()))
    })
}

/// The text without the marks of those who passed it on, and how many lines had one. A line without one between others is
/// what a wrap broke off.
fn unquoted(text: &str) -> (String, usize) {
    let mut all = String::with_capacity(text.len());
    let lines = text.split_inclusive('\n').filter(|line| without_quote(line).is_some()).count();
    let mut quoted = 0;
    for line in text.split_inclusive('\n') {
        let rest = without_quote(line);
        let broken = rest.is_none() && quoted > 0 && quoted < lines && !line.chars().all(is_blank);
        if broken {
            all.truncate(all.trim_end_matches(['\n', '\r']).len());
        }
        all.push_str(rest.unwrap_or(line));
        quoted += usize::from(rest.is_some());
    }
    (all, lines)
}

/// Whether a mail is passed on in the text: from the first mark on, most lines have one.
fn is_quoted(text: &str) -> bool {
    let marked = |line: &&str| without_quote(line).is_some();
    let words = |line: &&str| !line.chars().all(is_blank);
    let from = || text.lines().skip_while(|line| !marked(line)).filter(words);
    let count = from().filter(marked).count();
    count >= LEAST && count * 2 > from().count()
}

/// A line without the marks of those who passed it on: > > 附件.
fn without_quote(line: &str) -> Option<&str> {
    let mut rest = line.trim_start_matches(' ').strip_prefix('>')?;
    while let Some(more) = rest.trim_start_matches(' ').strip_prefix('>') {
        rest = more;
    }
    Some(rest.strip_prefix(' ').unwrap_or(rest))
}

/// What stands behind the bullet of a line.
fn without_bullet(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(is_blank).strip_prefix(['▪', '■', '◆', '◇', '●', '•', '·', '➢', '▶', '★'])?;
    Some(rest.trim_start_matches(is_blank))
}

/// A line of a slide as a text has it: ◆ 一、总体目标, • 牵头单位：…, and a paragraph with its margin.
fn plain(line: &str) -> Option<(&'static str, &str)> {
    let rest = without_bullet(line)?;
    let label = rest.split_once('：').is_some_and(|(label, _)| label.chars().all(is_han));
    Some((if label || marker(rest).is_some() { "" } else { "\u{3000}\u{3000}" }, rest))
}

/// Whether the lines of a text are numbered one by one, page numbers and the like aside: no rows of a table, of which few go
/// on at the next line.
fn is_counted(text: &str) -> bool {
    let (mut lines, mut counted, mut last) = (0, 0, 0);
    let mut within = 0;
    for line in text.lines().filter(|line| !line.chars().all(is_blank)) {
        lines += 1;
        // Each page may begin anew.
        let Some((number, rest)) = numbered(line).filter(|(number, _)| *number == last + 1 || *number == 1) else {
            continue;
        };
        (counted, last) = (counted + 1, number);
        within += usize::from(rest.trim_end().ends_with(['。', '，', '、', '；']) || rest.contains('，'));
    }
    counted >= LEAST && counted * 5 >= lines * 4 && within * 4 >= counted
}

/// The number before a line, and what stands behind it and its blanks or colon: 12  推进…, 12:推进….
fn numbered(line: &str) -> Option<(u32, &str)> {
    let words = line.trim_start_matches(' ');
    let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words[..words.len() - behind.len()].parse().ok()?;
    let rest = match behind.chars().next() {
        None | Some('\n' | '\r') => behind,
        Some('\t' | ':') => &behind[1..],
        _ => behind.strip_prefix("  ")?,
    };
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (bare, lines) = read(text.into());
        assert_eq!((&*bare, lines > 0), (expected, text != expected));
    }

    #[test]
    fn marks_of_a_mail_passed_on_go() {
        let mail = "请看：\n> 一、目标\n>\n> > 新建公路\n5公里。\n>　　改造桥梁3座。\n> 二、保障\n";
        check(mail, "请看：\n一、目标\n\n新建公路5公里。\n　　改造桥梁3座。\n二、保障\n");
        let few = "> 5%的企业\n一、目标\n二、任务\n";
        check(few, few);
    }

    #[test]
    fn bullets_before_numbers_go() {
        let slides =
            "◆ 一、目标\n▪ 新建5处。\n▪ （一）任务\n▪ 1.新建。\n   • 责任单位：市商务局\n▪ 2.改造。\n▪ 3.提升。\n";
        check(slides, "一、目标\n　　新建5处。\n（一）任务\n1.新建。\n责任单位：市商务局\n2.改造。\n3.提升。\n");
        let list = "● 新建5处。\n● 改造3处。\n● 提升2处。\n● 开通1条。\n● 培训10人。\n";
        check(list, list);
    }

    #[test]
    fn numbers_of_lines_go_and_those_of_rows_stay() {
        let lines =
            "  1  方案\n  2\n  3  　　为加快建设，制定本\n  4  方案。\n\n- 1 -\n\n  5  一、目标，新建\n  6  公路。\n";
        check(lines, "方案\n\n　　为加快建设，制定本\n方案。\n\n- 1 -\n\n一、目标，新建\n公路。\n");
        let rows =
            "1  新建公路  县交通局\n2  改造桥梁  县交通局\n3  绿化  县林业局\n4  养护  县公路局\n5  检测  县交通局\n";
        check(rows, rows);
        let items = "1.新建公路，改造桥梁。\n2.绿化，养护。\n3.检测，治理。\n4.巡查，管护。\n5.宣传，培训。\n";
        check(items, items);
    }
}
