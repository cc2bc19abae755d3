//! Lines that the page carries: web addresses, page numbers, running heads and feet, watermarks.

use std::borrow::Cow;
use std::collections::HashMap;

use super::address::{is_address, is_printed_head};
use super::cell::Cell;
use super::footnotes::usual_size;
use super::jammed::is_run;
use super::join::is_label;
use super::lines::Lines;
use super::mail;
use super::markup::is_tags;
use super::space::is_lost;
use crate::lexicon::{Lexicon, Zone};
use crate::model::RemovedKind;
use crate::read::{Document, Line};
use crate::text::{
    MarkerStyle, all_han, annex, ends_sentence, half_width, is_blank, is_han, is_pause, marker, page_number, trim,
    without_blanks,
};

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Its words stay.
    Keep,
    /// It holds nothing.
    Blank,
    /// It goes, and is listed.
    Remove(RemovedKind),
    /// It goes as a site's, and the line below goes on with the one above.
    Within,
}

/// The zones for running heads and feet, as a share of the page's height. GB/T 9704-2012 leaves 37 mm of 297 above the
/// text and 35 below.
const MARGIN: f32 = 0.12;

/// A running head or foot stands on so many pages at least.
const REPEATS: usize = 3;

/// Lines between a page number and a running head at most.
const NEAR: usize = 3;

/// A line that a wrap ended is longer, in bytes.
const MOST_SHORT: usize = 48;

/// Says of every line what becomes of it, before paragraphs are put together.
pub(super) fn classify_lines(document: &Document, lines: &Lines<'_>, lexicon: &Lexicon) -> Vec<Fate> {
    let mut fates = Vec::with_capacity(document.lines.len());
    let mut bare = Vec::new();
    let mut scratch = String::new();
    let mut cells = lines.cells.iter().peekable();
    // The numbers of rows stand there.
    let mut tables = lines.unread.iter().map(|unread| &unread.lines).peekable();
    for (index, line) in document.lines.iter().enumerate() {
        let words = trim(line.text.of(&document.text));
        let fate = if words.is_empty() {
            Fate::Blank
        } else if let Some((_, cell)) = cells.next_if(|(line, _)| *line == index) {
            if *cell == Cell::Again { Fate::Remove(RemovedKind::TableHead) } else { Fate::Keep }
        } else if is_rule(words) || is_tags(words) || words.chars().all(is_lost) || lines.jammed && is_run(words) {
            Fate::Remove(RemovedKind::Mark)
        } else if is_navigation(words, lexicon) || document.is_aside(line.text) {
            Fate::Remove(RemovedKind::Site)
        } else if is_printed_head(words) {
            Fate::Remove(RemovedKind::Header)
        } else if line.place.is_some_and(|p| p.watermark) {
            Fate::Remove(RemovedKind::Watermark)
        } else if is_address(words) || goes_on(words, &fates, document) {
            Fate::Remove(RemovedKind::Url)
        } else if let Some(number) = page_number::squeezed(words, &mut scratch) {
            if number.bytes().all(|b| b.is_ascii_digit()) {
                while tables.next_if(|lines| lines.end <= index).is_some() {}
                bare.extend(Some(index).filter(|index| !tables.peek().is_some_and(|lines| lines.contains(index))));
                Fate::Keep
            } else if page_number::is_dressed(number) {
                Fate::Remove(RemovedKind::PageNumber)
            } else {
                Fate::Keep
            }
        } else {
            Fate::Keep
        };
        fates.push(fate);
    }
    bare_page_numbers(document, &bare, &mut fates);
    if document.pages.is_empty() {
        repeated_beside_page_numbers(document, &mut fates, lexicon);
        second_running_lines(document, &mut fates);
        running_titles(document, &mut fates);
    }
    running_lines(document, &mut fates, lexicon);
    heads_of_chapters(document, &mut fates);
    within_sentences(document, &mut fates, lexicon);
    mail::mark(document, &mut fates);
    fates
}

/// Lines of a site within a sentence: short ones between a line that a wrap ended and its rest. A wrap leaves no short line but
/// the last of a paragraph.
fn within_sentences(document: &Document, fates: &mut [Fate], lexicon: &Lexicon) {
    let kept: Vec<usize> = (0..fates.len()).filter(|&index| fates[index] == Fate::Keep).collect();
    for lines in kept.windows(3) {
        let [above, index, below] = *lines else { continue };
        let line = |index: usize| document.lines[index].text.of(&document.text);
        let (before, words) = (trim(line(above)), trim(line(index)));
        let goes_on = || line(below).starts_with(|c| is_han(c) || is_pause(c)) && marker(line(below)).is_none();
        if words.len() * 2 < before.len()
            && is_broken_off(before)
            && !ends_sentence(words)
            && goes_on()
            && lexicon.furniture().classify_line(words) == Some((RemovedKind::Site, Zone::Any))
        {
            fates[index] = Fate::Within;
        }
    }
}

/// Says of lines that nothing else was said of that they are a site's.
pub(super) fn give_to_site(fates: &mut [Fate]) {
    let kept = fates.iter_mut().filter(|fate| **fate == Fate::Keep);
    kept.for_each(|fate| *fate = Fate::Remove(RemovedKind::Site));
}

/// Whether a line is drawn and says nothing: ─────, * * *, the rule below the head of a table.
fn is_rule(words: &str) -> bool {
    const SHORTEST: usize = 3;
    let drawn = |c| is_blank(c) || matches!(c, '─' | '━' | '—' | '－' | '-' | '_' | '=' | '*' | '＊' | '~' | '|' | ':');
    words.chars().all(drawn) && words.chars().filter(|&c| !is_blank(c)).count() >= SHORTEST
}

/// Whether a line is the bar of a site's pages: 网站首页　机构概况　政务公开　…, 首　页 …, 某某网首页 | 法规 | …, 联系我们 | 网站地图 | ….
fn is_navigation(words: &str, lexicon: &Lexicon) -> bool {
    /// A bar has so many pages at least.
    const PAGES: usize = 4;
    /// The longest name of a page, in characters.
    const LONGEST: usize = 8;
    let site = |name: &str| name.chars().count() <= LONGEST && all_han(name);
    // The name of a site stands before it.
    let near = &words[..words.floor_char_boundary((LONGEST + 1) * 4)];
    let mut firsts = near.match_indices('首').map(|(at, _)| words.split_at(at));
    let head = firsts.find_map(|(name, rest)| {
        Some((name, rest.strip_prefix('首')?.trim_start_matches(is_blank).strip_prefix('页')?))
    });
    let head = head.filter(|(name, _)| site(name)).map(|(_, rest)| rest);
    let begins = |rest: &&str| rest.starts_with(is_gap);
    let rest = head.filter(begins).or_else(|| lexicon.furniture().bars.strip_start(words).filter(begins));
    let mut pages = rest.unwrap_or_default().split(is_gap).filter(|page| !page.is_empty());
    let named = |page: &str| page.chars().count() <= LONGEST && !page.contains(['。', '，', '：', ':']);
    rest.is_some() && pages.clone().count() + 1 >= PAGES && pages.all(named)
}

/// What parts the pages of a bar.
fn is_gap(c: char) -> bool {
    is_blank(c) || matches!(c, '|' | '｜' | '\t')
}

/// Whether the words go on with an address that the line before broke off: the tail of a path, no word of a sentence.
fn goes_on(words: &str, fates: &[Fate], document: &Document) -> bool {
    if !matches!(fates.last(), Some(Fate::Remove(RemovedKind::Url))) || !words.bytes().all(|b| b.is_ascii_graphic()) {
        return false;
    }
    let before = trim(document.lines[fates.len() - 1].text.of(&document.text));
    let ended = before.ends_with(".com/") || before.ends_with(".cn/");
    !ended && words.contains(['/', '.', '?', '=', '_']) && words.contains(|c: char| c.is_ascii_alphabetic())
}

/// Lines that are only a number are page numbers when they stand in a page's margin, or where there are no places, when
/// they count up one by one.
fn bare_page_numbers(document: &Document, bare: &[usize], fates: &mut [Fate]) {
    let value = |index: usize| {
        let words: String =
            document.lines[index].text.of(&document.text).chars().filter(|&c| !is_blank(c)).map(half_width).collect();
        words.parse::<u32>().ok()
    };
    let mut chain: Vec<usize> = Vec::new();
    for &index in bare {
        match margin(document, &document.lines[index]) {
            Some(true) => fates[index] = Fate::Remove(RemovedKind::PageNumber),
            Some(false) => {}
            None => {
                let Some(number) = value(index) else { continue };
                let next = chain.last().and_then(|&last| value(last)).map(|last| last + 1);
                // The cover bears no number.
                if next.map_or(number == 1 || number == 2, |next| number == next) {
                    chain.push(index);
                } else if number == 1 && chain.len() == 1 {
                    chain = vec![index];
                }
            }
        }
    }
    if chain.len() >= REPEATS {
        for index in chain {
            fates[index] = Fate::Remove(RemovedKind::PageNumber);
        }
    }
}

/// Whether a line stands in the top or bottom margin of its page; `None` where lines have no places.
fn margin(document: &Document, line: &Line) -> Option<bool> {
    let place = line.place?;
    let page = document.pages.get(place.page as usize)?;
    Some(place.rect.y1 < page.height * MARGIN || place.rect.y0 > page.height * (1.0 - MARGIN))
}

/// Without places, a running head or foot is a line that comes back next to the page numbers, or where pages begin and end.
fn repeated_beside_page_numbers(document: &Document, fates: &mut [Fate], lexicon: &Lexicon) {
    let is_number = |fate: &Fate| *fate == Fate::Remove(RemovedKind::PageNumber);
    let kept = |fate: &Fate| *fate == Fate::Keep;
    let words = |index: usize| trim(document.lines[index].text.of(&document.text));
    // The width of its blanks may differ from page to page.
    let bare = |index: usize| without_blanks(words(index));
    let mut seen: HashMap<Cow<'_, str>, (RemovedKind, Vec<usize>)> = HashMap::new();
    let begins = |index: usize| document.lines[index].page_break;
    for at in (0..fates.len()).filter(|&i| is_number(&fates[i]) || begins(i)) {
        let below = at + usize::from(is_number(&fates[at]));
        let after = (below..fates.len()).take(NEAR).find(|&i| kept(&fates[i])).map(|i| (i, RemovedKind::Header));
        let before = (0..at).rev().take(NEAR).find(|&i| kept(&fates[i])).map(|i| (i, RemovedKind::Footer));
        for (index, kind) in after.into_iter().chain(before).filter(|&(i, _)| !is_label(words(i), lexicon)) {
            let lines = &mut seen.entry(bare(index)).or_insert((kind, Vec::new())).1;
            if lines.last() != Some(&index) {
                lines.push(index);
            }
        }
    }
    let first = (0..fates.len()).find(|&i| kept(&fates[i]));
    for (text, (kind, lines)) in in_order(seen, |(_, lines)| lines[0]) {
        let printed = words(lines[0]);
        if lines.len() < REPEATS && kind == RemovedKind::Header && is_running_name(printed) {
            // Of a short document: right behind two numbers of pages; or behind one within a sentence, where it is a title above.
            let behind = |&index: &usize| {
                begins(index)
                    || (0..index).rev().find(|&i| fates[i] != Fate::Blank).is_some_and(|i| is_number(&fates[i]))
            };
            let parts = |index: usize| {
                let mut above = (0..index).rev().filter(|&i| kept(&fates[i]));
                above.next().is_some_and(|i| is_broken_off(words(i))) && above.any(|i| bare(i) == text)
            };
            // A name and a year at both ends of a line are no title where they open the document.
            let opens = first.filter(|&i| bare(i) == text && tells_its_year(printed));
            let again = lines.len() > 1 || opens.is_some() || lines.iter().all(|&index| parts(index));
            if lines.iter().all(behind) && again {
                for index in lines.into_iter().chain(opens) {
                    fates[index] = Fate::Remove(kind);
                }
            }
        } else if lines.len() >= REPEATS {
            // The head of the first page stands before any page number.
            for index in lines.into_iter().chain(first.filter(|&i| bare(i) == text)) {
                fates[index] = Fate::Remove(kind);
            }
        }
    }
}

/// The second of two running lines: it stands next to the first on most pages, or on those of one side, and nowhere else.
fn second_running_lines(document: &Document, fates: &mut [Fate]) {
    /// The longest, in bytes.
    const LONGEST: usize = 120;
    let words = |index: usize| trim(document.lines[index].text.of(&document.text));
    let kind = |index: usize| match fates.get(index) {
        Some(Fate::Remove(kind @ (RemovedKind::Header | RemovedKind::Footer))) => Some(*kind),
        _ => None,
    };
    let mut seen: HashMap<&str, (RemovedKind, Vec<usize>)> = HashMap::new();
    for index in (0..fates.len()).filter(|&index| fates[index] == Fate::Keep) {
        let beside = index.checked_sub(1).and_then(kind).or_else(|| kind(index + 1));
        if let Some(kind) = beside.filter(|_| words(index).len() <= LONGEST && !ends_sentence(words(index))) {
            seen.entry(words(index)).or_insert((kind, Vec::new())).1.push(index);
        }
    }
    let firsts = |of: RemovedKind| (0..fates.len()).filter(|&index| kind(index) == Some(of)).count();
    let (heads, feet) = (firsts(RemovedKind::Header), firsts(RemovedKind::Footer));
    seen.retain(|_, (kind, lines)| {
        let firsts = if *kind == RemovedKind::Header { heads } else { feet };
        lines.len() >= REPEATS && lines.len() * 3 > firsts
    });
    if seen.is_empty() {
        return;
    }
    let mut all: HashMap<&str, usize> = HashMap::new();
    for index in 0..fates.len() {
        *all.entry(words(index)).or_default() += 1;
    }
    seen.retain(|words, (_, lines)| all.get(words) == Some(&lines.len()));
    for (_, (kind, lines)) in in_order(seen, |(_, lines)| lines[0]) {
        lines.into_iter().for_each(|index| fates[index] = Fate::Remove(kind));
    }
}

/// What was seen in the order of the lines: what is told of one may hang on what was told of those before it.
fn in_order<K, V>(seen: HashMap<K, V>, first: impl Fn(&V) -> usize) -> Vec<(K, V)> {
    let mut seen: Vec<(K, V)> = seen.into_iter().collect();
    seen.sort_unstable_by_key(|(_, lines)| first(lines));
    seen
}

/// Whether a wrap or the end of a page ended a line: it is full, and goes on.
fn is_broken_off(words: &str) -> bool {
    words.len() > MOST_SHORT && !ends_sentence(words) && !words.ends_with(['：', ':'])
}

/// Whether a line may be a running head that tells the document or its kind: a name, no sentence, number or row.
fn is_running_name(words: &str) -> bool {
    const SHORTEST: usize = 5;
    const LONGEST: usize = 40;
    let count = words.chars().filter(|c| !is_blank(*c)).count();
    (SHORTEST..=LONGEST).contains(&count)
        && words.chars().all(|c| is_han(c) || c.is_ascii_digit() || is_blank(c) || "《》“”（）—-·".contains(c))
        // 序号　重点任务　牵头单位 names columns.
        && (!words.contains(is_blank) || tells_its_year(words))
        && marker(words).is_none()
        && !words.starts_with("附件")
}

/// Whether a blank that sets two words apart stands before a year at the end of a line, or an issue of it: 某某学院文件　　　2024年,
/// 某省人民政府公报　　2024年第3期, 2024年第3号.
fn tells_its_year(words: &str) -> bool {
    let Some((at, blank)) = words.char_indices().rev().find(|(_, c)| is_blank(*c)) else { return false };
    let Some((year, issue)) = words[at + blank.len_utf8()..].split_once('年') else { return false };
    let digits = |words: &str| !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit());
    let number = issue.strip_prefix('第').and_then(|issue| issue.strip_suffix(['期', '号']));
    // Of a printed page one blank is as wide as the gap.
    let apart = words[..at].ends_with(is_blank) || blank == '\u{3000}';
    apart && year.len() == 4 && digits(year) && (issue.is_empty() || number.is_some_and(digits))
}

/// Without places and page numbers, a running head is the name of a gazette that comes back (某省人民政府公报　2024年第3期),
/// the title that a browser prints over each page (某某意见_通知公告_某省林业局), or the first line of the document where it
/// comes back within sentences.
fn running_titles(document: &Document, fates: &mut [Fate]) {
    /// The longest running head, in bytes.
    const LONGEST: usize = 150;
    let words = |index: usize| trim(document.lines[index].text.of(&document.text));
    let kept: Vec<usize> = (0..fates.len()).filter(|&i| fates[i] == Fate::Keep).collect();
    let is_gazette = |line: &str| line.ends_with(['期', '号']) && line.contains("公报");
    let is_head = |line: &str| line.len() <= LONGEST && !line.contains(['\t', '。', '：', ':', '；']);
    let mut heads: Vec<&str> = kept.first().map(|&first| words(first)).into_iter().collect();
    heads.extend(kept.iter().map(|&index| words(index)).find(|line| line.len() <= LONGEST && is_gazette(line)));
    heads.dedup();
    for head in heads.into_iter().filter(|head| is_head(head)) {
        let places: Vec<usize> = (0..kept.len()).filter(|&at| words(kept[at]) == head).collect();
        // Between a line that is full and one that begins no item: a title that stands again is another matter.
        let within = |&at: &usize| {
            let (before, after) = (at.checked_sub(1).map_or("", |at| words(kept[at])), kept.get(at + 1));
            is_broken_off(before) && after.is_some_and(|&index| marker(words(index)).is_none())
        };
        let printed = head.matches('_').count() >= 2 && places.len() > 1;
        if places.len() < REPEATS && !printed {
            continue;
        }
        let first = usize::from(!is_gazette(head));
        if first == 0 || printed || places[1..].iter().filter(|at| within(at)).count() + 1 >= REPEATS {
            places[first..].iter().for_each(|&at| fates[kept[at]] = Fate::Remove(RemovedKind::Header));
        }
    }
}

/// Lines in the margins that come back on page after page, numbers aside, are running heads and feet.
fn running_lines(document: &Document, fates: &mut [Fate], lexicon: &Lexicon) {
    if document.pages.len() < 2 {
        return;
    }
    let mut seen: HashMap<(bool, String), Vec<usize>> = HashMap::new();
    for (index, line) in document.lines.iter().enumerate() {
        let (Fate::Keep, Some(place), Some(true)) = (fates[index], line.place, margin(document, line)) else {
            continue;
        };
        let Some(page) = document.pages.get(place.page as usize) else { continue };
        // The head of a table that goes on is the table's; 完成时限：2024年8月底 is of the entry above, however often it ends a page.
        let words = line.text.of(&document.text);
        if words.contains('\t') || is_label(trim(words), lexicon) {
            continue;
        }
        let top = place.rect.y1 < page.height / 2.0;
        // 附件2 above 附件3 on the next page are the marks of two annexes.
        let numbered = annex::is_mark(trim(words));
        let words = words.chars().filter(|c| !is_blank(*c) && (numbered || !c.is_ascii_digit())).collect();
        seen.entry((top, words)).or_default().push(index);
    }
    let usual = usual_size(document);
    for ((top, _), lines) in in_order(seen, |lines| lines[0]) {
        if lines.len() < REPEATS && !runs_on_two(document, &lines, fates, top, usual) {
            continue;
        }
        let kind = if top { RemovedKind::Header } else { RemovedKind::Footer };
        for index in lines {
            fates[index] = Fate::Remove(kind);
        }
    }
}

/// Running heads that name the chapter: in small print above all else on a page, words of a heading that stands elsewhere in
/// larger print.
fn heads_of_chapters(document: &Document, fates: &mut [Fate]) {
    /// The size of such a head against that of the heading, at most.
    const SMALLER: f32 = 0.8;
    let words = |line: &Line| without_blanks(trim(line.text.of(&document.text)));
    let mut headings: HashMap<Cow<'_, str>, f32> = HashMap::new();
    let numbered =
        |line: &&Line| marker(trim(line.text.of(&document.text))).is_some_and(|m| m.style == MarkerStyle::Chapter);
    for line in document.lines.iter().filter(|line| line.place.is_some()).filter(numbered) {
        let size = line.place.map_or(0.0, |place| place.size);
        let largest = headings.entry(words(line)).or_default();
        *largest = largest.max(size);
    }
    if headings.is_empty() {
        return;
    }
    let mut page = None;
    for (index, line) in document.lines.iter().enumerate() {
        let Some(place) = line.place.filter(|_| fates[index] == Fate::Keep) else { continue };
        let first = page.replace(place.page) != Some(place.page);
        let larger = || headings.get(&words(line)).is_some_and(|&size| place.size <= size * SMALLER);
        if first && margin(document, line) == Some(true) && larger() {
            fates[index] = Fate::Remove(RemovedKind::Header);
        }
    }
}

/// Whether two lines are one running line of odd or of even pages, two pages apart, or of a document of two pages that names a
/// gazette's issue: at the same place, and outermost on their pages. `usual` is the size of most lines.
fn runs_on_two(document: &Document, lines: &[usize], fates: &[Fate], top: bool, usual: f32) -> bool {
    /// Running lines stand at the same height, in points.
    const SAME: f32 = 1.0;
    /// The size of such a line against that of most, at most.
    const SMALLER: f32 = 0.9;
    let &[a, b] = lines else { return false };
    let (Some(first), Some(second)) = (document.lines[a].place, document.lines[b].place) else { return false };
    let page_of = |index: usize| document.lines[index].place.map(|place| place.page);
    // Lines stand in the order of their pages.
    let outermost = |index: usize| {
        let kept = |&other: &usize| fates[other] == Fate::Keep && page_of(other).is_some();
        let next = if top { (0..index).rev().find(kept) } else { (index + 1..fates.len()).find(kept) };
        next.is_none_or(|next| page_of(next) != page_of(index))
    };
    let issue = || document.pages.len() == 2 && tells_its_year(trim(document.lines[a].text.of(&document.text)));
    // 某某省人民政府公报　省政府文件, in smaller print than the words below it.
    let small = || first.size.max(second.size) <= usual * SMALLER;
    let pages = first.page + 2 == second.page || first.page + 1 == second.page && (issue() || small());
    pages && (first.rect.y0 - second.rect.y0).abs() < SAME && outermost(a) && outermost(b)
}
