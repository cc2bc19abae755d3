//! Where a covering notice ends and its plans begin.

use std::ops::Range;

use super::announced::Announced;
use super::contacts::{is_contact, without_contacts};
use super::front::Source;
use super::heads::{is_beside, is_head_line, is_note, labelled_annex};
use super::number::is_number;
use super::signature::{Signature, is_printed_on, signature, undated};
use super::title::{is_title_line, plain, without_aside};
use super::{Front, Plan, attachments, own};
use crate::lexicon::strip_brackets;
use crate::text::{Span, annex, is_file_name, marker};

/// A run of paragraphs that belong to one plan, or to the covering notice.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Region {
    /// The plan; `None` for the notice.
    pub plan: Option<usize>,
    /// Its paragraphs, titles left out.
    pub paragraphs: Range<usize>,
    /// The title of a table that is attached to the plan and no plan by itself.
    pub title: Option<Span>,
}

/// Splits the body into the covering notice and its plans; signature, date and list of attachments join the front.
pub(super) fn split(source: Source<'_>, mut front: Front, rest: Range<usize>) -> (Vec<Plan>, Front, Vec<Region>) {
    let mut plans = Vec::new();
    let mut regions = Vec::new();
    let first = if front.covering { signature(source, rest.clone(), false) } else { None };
    // A notice with nothing behind its signature may have its tasks itself.
    let first = first.filter(|signed| {
        (signed.paragraphs.end..rest.end).any(|at| !is_beside(source, at))
            || passes_on(source, &front) && !own::holds_tasks(source, rest.start..signed.paragraphs.start)
    });
    let Some(Signature { paragraphs: signed, organs, day }) = first else {
        if front.covering
            && let Some(at) = announced_title(source, &front, &rest)
        {
            let signed = undated(source, rest.start..at);
            let end = signed.as_ref().map_or(at, |(first, _)| *first);
            if let Some((first, organs)) = signed {
                sign(source, &mut front, first..at, organs);
            }
            cover(source, &mut front, rest.start..end, &mut regions);
            annexes(source, &mut front, at..rest.end, &mut plans, &mut regions);
        } else {
            // Its body, and annexes behind it.
            let begins = |at: &usize| {
                let words = source.words(*at);
                !source.body.paragraphs[*at].row
                    && (annex::is_mark(words)
                        || labelled_annex(source, words).is_some() && !is_signed_list(source, *at..rest.end))
            };
            let next = rest.clone().find(begins).unwrap_or(rest.end);
            let end = tail(source, &mut front, rest.start..next);
            let end = attachments::at_end(source, &mut front, rest.start..end);
            let end = without_contacts(source, &mut front, rest.start..end);
            let asks = if next < rest.end {
                own::only_asks(source, &front, rest.start..end, next..rest.end)
            } else {
                own::asks_alone(source, &front, rest.start..end)
            };
            let below = own::plan_below_asks(source, &front, rest.start..end).filter(|_| !asks);
            if asks || below.is_some() {
                front.covering = true;
                cover(source, &mut front, rest.start..below.unwrap_or(end), &mut regions);
                if let Some(below) = below {
                    let title = own::handed_over(source, rest.clone()).into_iter().collect();
                    plans.push(Plan { title, own_title: true });
                    regions.push(Region { plan: Some(0), paragraphs: below..end, title: None });
                }
            } else {
                let named = || own::handed_over(source, rest.start..end).into_iter().collect();
                let title = if front.title.is_empty() { named() } else { own::title(source, &front) };
                plans.push(Plan { title, own_title: true });
                regions.push(Region { plan: Some(0), paragraphs: rest.start..end, title: None });
            }
            annexes(source, &mut front, next..rest.end, &mut plans, &mut regions);
        }
        return (plans, front, regions);
    };
    sign(source, &mut front, signed.clone(), organs);
    front.date = day.date.map(|date| (date, day.span));
    front.damaged_day = Some(day.span).filter(|_| day.damaged);
    let notice = attachments::at_end(source, &mut front, rest.start..signed.start);
    cover(source, &mut front, rest.start..notice, &mut regions);
    let behind = attachments::behind(source, &mut front, signed.end..rest.end);
    annexes(source, &mut front, behind..rest.end, &mut plans, &mut regions);
    (plans, front, regions)
}

/// Whether the title says that another document is issued or passed on, be it here or not. What it hands down itself
/// (关于下达…任务的通知) may be its own items; what it issues is not, whatever that is called (关于印发…任务分解的通知).
fn passes_on(source: Source<'_>, front: &Front) -> bool {
    let title: String = front.title.iter().map(|line| line.of(&source.body.text)).collect();
    let papers = source.lexicon.papers();
    let hands_down = papers.hands_down.iter().filter_map(|verb| title.find(verb)).min();
    let passes_on = |words: &str| papers.issues.are_in(words) || papers.passes_on.are_in(words);
    title.contains('《') || hands_down.is_none_or(|at| passes_on(&title[..at]))
}

/// The title that the document's own quotes, for a body that has none: 关于印发《…》的通知.
fn quoted_title(source: Source<'_>, front: &Front) -> Vec<Span> {
    quoted(source, front).filter(|_| front.covering).unwrap_or_else(|| own::title(source, front))
}

/// What a title quotes, the whole of it, if that is a document of a known kind: from the first mark to the last, over its lines.
fn quoted(source: Source<'_>, front: &Front) -> Option<Vec<Span>> {
    let text = &source.body.text;
    let lines = &front.title;
    let holds = |mark: char| lines.iter().any(|line| line.of(text).contains(mark));
    let (open, close) = if holds('《') { ('《', '》') } else { ('〈', '〉') };
    let first = lines.iter().position(|line| line.of(text).contains(open))?;
    let last = lines.iter().rposition(|line| line.of(text).contains(close)).filter(|&last| last >= first)?;
    let mut quoted = lines[first..=last].to_vec();
    let from = lines[first].of(text).find(open)? + open.len_utf8();
    let to = lines[last].of(text).rfind(close)?;
    quoted.first_mut()?.start += from as u32;
    quoted.last_mut()?.end = lines[last].start + to as u32;
    quoted.retain(|line| line.start < line.end);
    let whole: String = quoted.iter().map(|line| line.of(text)).collect();
    source.kind_of(&whole).is_some().then_some(quoted)
}

/// The covering words: prose before the first number is front matter, numbered items are requirements.
fn cover(source: Source<'_>, front: &mut Front, range: Range<usize>, regions: &mut Vec<Region>) {
    let numbered = range.clone().find(|&at| {
        let paragraph = &source.body.paragraphs[at];
        !paragraph.row && marker(paragraph.span.of(&source.body.text)).is_some()
    });
    let end = without_contacts(source, front, range.clone());
    let range = range.start..end;
    let first = numbered.unwrap_or(range.end).min(range.end);
    front.other.extend(source.body.paragraphs[range.start..first].iter().map(|p| p.span));
    if first < range.end {
        regions.push(Region { plan: None, paragraphs: first..range.end, title: None });
    }
}

/// The plans after a signature: a title (after a list of attachments, if there is one), then a body; and again.
fn annexes(
    source: Source<'_>,
    front: &mut Front,
    range: Range<usize>,
    plans: &mut Vec<Plan>,
    regions: &mut Vec<Region>,
) {
    let announced = Announced::of(source, front);
    let mut listed = announced.clone();
    let mut at = range.start;
    while at < range.end {
        // The mark of the next annex ends what has no body, or one whose lines look like heads.
        let marked = |i: usize| i > at + 1 && annex::is_mark(source.words(i)) && !annex::is_mark(source.words(i - 1));
        let run = at..(at..range.end).find(|&i| !is_head_line(source, i) || marked(i)).unwrap_or(range.end);
        let run = at..end_of_title(source, front, &announced, run);
        let title = title_of_run(source, &announced, run.clone());
        let lines = title_lines(source, front, title.clone());
        list(source, front, run.start..title.start, &mut listed);
        let next = (run.end.max(at + 1)..range.end).find(|&i| begins_annex(source, &announced, i)).unwrap_or(range.end);
        let mut attached = None;
        if lines.is_empty() {
            if plans.is_empty() && run.end < range.end {
                plans.push(Plan { title: quoted_title(source, front), own_title: true });
            }
        } else if run.end == next {
            // 附件2：名单（略）: the name alone.
            front.attachments.extend(lines);
        } else if let &[line] = lines.as_slice()
            && !plans.is_empty()
            && own::is_attached(source, run.clone(), line, run.end..next)
        {
            attached = Some(line);
        } else {
            plans.push(Plan { title: lines, own_title: false });
        }
        if run.end < next {
            let end = if next == range.end { tail(source, front, run.end..next) } else { next };
            let end = attachments::at_end(source, front, run.end..end);
            let end = without_contacts(source, front, run.end..end);
            regions.push(Region { plan: plans.len().checked_sub(1), paragraphs: run.end..end, title: attached });
        }
        at = next;
    }
}

/// Where the lines of a title end in a run of head lines: behind what is announced as one, where none of the others may be
/// of a title; they are the first headings of its body. Below the mark of an annex so is what the list of attachments names.
fn end_of_title(source: Source<'_>, front: &Front, announced: &Announced, run: Range<usize>) -> usize {
    /// Lines of a title, at most.
    const LINES: usize = 4;
    let listed = |title: &str| front.attachments.iter().any(|listed| plain(listed.of(&source.body.text)) == title);
    let whole = |start: usize| {
        let mut joined = String::new();
        let below_mark = start == run.start + 1 && annex::is_mark(source.words(run.start));
        (start..run.end.min(start + LINES)).find(|&at| {
            joined.push_str(&plain(source.words(at)));
            announced.is_title(&joined) || below_mark && listed(&joined)
        })
    };
    let Some(last) = run.clone().rev().find_map(whole) else { return run.end };
    let of_title = |at: usize| {
        let words = source.words(at);
        words.starts_with(['（', '(', '—'])
            || source.kind_of(words).is_some()
            || annex::mark(words).is_some()
            || is_contact(source, words)
            || is_file_name(words)
            || is_byline(source, at)
    };
    (last + 1..run.end).take_while(|&at| of_title(at)).last().unwrap_or(last) + 1
}

/// The title at the end of a run of head lines; empty when there is none. What is announced as one is one, whatever its lines
/// end in: 某某规划|任务分工方案.
fn title_of_run(source: Source<'_>, announced: &Announced, run: Range<usize>) -> Range<usize> {
    let words = |at: usize| source.words(at);
    let beside = |at: usize| is_note(source, at) || is_file_name(words(at)) || at > run.start && is_byline(source, at);
    let Some(last) = run.clone().rev().find(|&at| !beside(at)) else { return run.end..run.end };
    let mut first = last;
    while first > run.start {
        let above = first - 1;
        let one = || {
            let joined: String = (above..=last).map(|at| plain(words(at))).collect();
            announced.is_in_title(&joined)
        };
        let complete = source.kind_of(words(above)).is_some() && !words(first).starts_with(['（', '(', '—']) && !one();
        // …《甲乙若干政策|措施》实施方案: what closes here was opened above.
        let complete = complete && quotes(words, first..last + 1) >= 0;
        let labelled = labelled_annex(source, words(first)).is_some();
        if complete || labelled || beside(above) || source.body.paragraphs[first].page_start && first < last {
            break;
        }
        first = above;
    }
    first..run.end
}

/// Quotes that lines open less those that they close.
fn quotes<'t>(words: impl Fn(usize) -> &'t str, lines: Range<usize>) -> i32 {
    let turn = |c: char| i32::from("《〈<".contains(c)) - i32::from("》〉>".contains(c));
    lines.flat_map(|at| words(at).chars()).map(turn).sum()
}

/// Whether a line below a whole title names the organs that wrote what it is the title of.
fn is_byline(source: Source<'_>, at: usize) -> bool {
    let names = source.lexicon.names();
    let words = source.words(at);
    !source.body.paragraphs[at].row
        && source.kind_of(words).is_none()
        && source.kind_of(source.words(at - 1)).is_some()
        && words.split([' ', '、']).all(|part| names.is_whole(part))
}

/// The lines of a title, without the mark of an annex before it; notes beside it are front matter.
fn title_lines(source: Source<'_>, front: &mut Front, title: Range<usize>) -> Vec<Span> {
    let mut lines = Vec::new();
    for at in title.clone() {
        let (span, words) = (source.body.paragraphs[at].span, source.words(at));
        let byline = at > title.start && is_byline(source, at);
        if byline || is_note(source, at) || is_file_name(words) {
            front.other.push(span);
            continue;
        }
        // The number of the notice stands below its signature: 某府办发〔2024〕16号|某某行动方案.
        if is_number(source.lexicon.kinds(), words) {
            match front.number {
                None => front.number = Some(span),
                Some(_) => front.other.push(span),
            }
            continue;
        }
        let name = labelled_annex(source, words).unwrap_or(words);
        let line = Span::new(span.end as usize - name.len(), span.end as usize);
        if line != span {
            front.other.push(Span { end: line.start, ..span });
        }
        let title = without_aside(&source.body.text, line);
        front.other.extend(Some(Span { start: title.end, ..line }).filter(|rest| !rest.is_empty()));
        lines.push(title);
    }
    lines
}

/// Titles that the notice announces before the plan itself, one a line: attachments. A line that the notice names in its
/// own words and that others follow is the name of their bundle.
fn list(source: Source<'_>, front: &mut Front, range: Range<usize>, announced: &mut Announced) {
    announced.learn(source, front);
    for at in range {
        let (span, words) = (source.body.paragraphs[at].span, source.words(at));
        if is_file_name(words) {
            front.attachments.push(span);
        } else if is_note(source, at) || announced.is_title(&plain(words)) {
            front.other.push(span);
        } else {
            front.attachments.push(span);
        }
    }
}

/// Whether another annex begins at a paragraph inside a plan's body.
fn begins_annex(source: Source<'_>, announced: &Announced, at: usize) -> bool {
    let paragraph = &source.body.paragraphs[at];
    let words = paragraph.span.of(&source.body.text);
    if paragraph.row {
        return false;
    }
    if annex::is_mark(words) || labelled_annex(source, words).is_some() {
        return true;
    }
    is_title_line(source, words)
        && source.kind_of(words).is_some()
        && !source.is_notice(words)
        && announced.is_title(&plain(words))
}

/// The paragraph where an announced annex begins, in a notice without signature.
fn announced_title(source: Source<'_>, front: &Front, rest: &Range<usize>) -> Option<usize> {
    let title: String = front.title.iter().map(|s| s.of(&source.body.text)).collect();
    let last = rest.clone().find(|&at| {
        let words = source.body.paragraphs[at].span.of(&source.body.text);
        !source.body.paragraphs[at].row
            && (annex::is_mark(words)
                || words.chars().count() > 6
                    && is_title_line(source, words)
                    && source.kind_of(words).is_some()
                    && title.contains(strip_brackets(words)))
    })?;
    // Its first lines stand above the one that tells the kind.
    let title = plain(&title);
    let mut whole = plain(strip_brackets(source.words(last)));
    let of_title = |&at: &usize| {
        whole.insert_str(0, &plain(source.words(at)));
        is_title_line(source, source.words(at)) && title.contains(&whole)
    };
    Some((rest.start..last).rev().take_while(of_title).last().unwrap_or(last))
}

/// Whether the list of attachments that begins a range is that of a notice which is signed right below it.
fn is_signed_list(source: Source<'_>, range: Range<usize>) -> bool {
    let behind = range.start + 1..range.end;
    let is_body = |at: usize| source.body.paragraphs[at].row || source.words(at).contains('。');
    let end = behind.clone().find(|&at| is_body(at)).unwrap_or(range.end);
    signature(source, behind.start..end, false).is_some()
}

/// Takes signature and date off the end of a document; returns the end of what remains. Of one that is signed already it is
/// who printed it, and when (某某办公室, 2021年4月19日印发).
fn tail(source: Source<'_>, front: &mut Front, range: Range<usize>) -> usize {
    let Some(Signature { paragraphs: signed, organs, day }) = signature(source, range.clone(), true) else {
        return range.end;
    };
    // A cover that bears a month alone is signed with the day at the end.
    let again = || {
        let text = &source.body.text;
        let on_cover = |organ: &Span| front.signature.iter().any(|above| above.of(text) == organ.of(text));
        front.date.is_none() && organs.iter().all(on_cover)
    };
    let organs = if front.signature.is_empty() {
        organs
    } else if is_printed_on(source, day.span.of(&source.body.text)) || again() {
        Vec::new()
    } else {
        return range.end;
    };
    if front.date.is_none() {
        front.date = day.date.map(|date| (date, day.span));
        front.damaged_day = Some(day.span).filter(|_| day.damaged);
    }
    sign(source, front, signed.start..range.end, organs);
    signed.start
}

/// Takes the paragraphs of a signature.
fn sign(source: Source<'_>, front: &mut Front, paragraphs: Range<usize>, organs: Vec<Span>) {
    for paragraph in source.body.paragraphs[paragraphs].iter().map(|p| p.span) {
        let mut from = paragraph.start;
        for organ in organs.iter().filter(|organ| organ.overlaps(paragraph)) {
            front.other.push(Span { start: from, end: organ.start });
            from = organ.end;
        }
        front.other.push(Span { start: from, end: paragraph.end });
    }
    front.other.retain(|span| !span.is_empty());
    front.signature.extend(organs);
}
