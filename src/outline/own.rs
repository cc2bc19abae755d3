//! Whether a notice has its tasks in its own items, or what is annexed to it has them.

use std::ops::Range;

use super::Front;
use super::front::{Source, hands_on, item_number};
use crate::lexicon::{Column, SectionKind};
use crate::model::EntryKind;
use crate::text::{MarkerStyle, Span, annex, first_sentence, marker, strip_stop};

/// So many items that say who answers for them are tasks, and not what a notice asks besides.
const TASKS: usize = 3;

/// The longest name of a section, in characters.
const LONGEST_NAME: usize = 24;

/// The title of a document that is its own plan; of a notice or of what 甲、乙印发《…》 issues it is the name of that.
pub(super) fn title(source: Source<'_>, front: &Front) -> Vec<Span> {
    let text = &source.body.text;
    let whole = front.title.clone();
    let notice = front.covering && front.title.last().is_some_and(|line| line.of(text).ends_with("的通知"));
    let begins = |line: &Span| {
        let verb = |verb: &&str| line.of(text).find(*verb).map(|at| at + verb.len());
        let at = if notice {
            source.lexicon.papers().issues.iter().find_map(verb)
        } else {
            verb(&"印发").filter(|at| line.of(text)[*at..].starts_with('《'))
        };
        Some(line.start as usize + at?)
    };
    let ends = notice || whole.last().is_some_and(|line| line.of(text).ends_with('》'));
    let Some(from) = whole.iter().position(|line| begins(line).is_some()).filter(|_| ends) else { return whole };
    let mut lines = whole[from..].to_vec();
    if let Some(first) = lines.first_mut() {
        first.start = Span::new(begins(first).unwrap_or_default(), 0).start;
    }
    if let Some(last) = lines.last_mut().filter(|_| notice) {
        last.end -= Span::new(0, "的通知".len()).end;
    }
    lines.retain(|line| !line.is_empty());
    let lines = super::title::unquoted(source, lines);
    if lines.is_empty() { whole } else { lines }
}

/// The title that a paper without a headline has in its first sentence, which hands it over: 《某某工作要点》已经…，现印发给你们.
pub(super) fn handed_over(source: Source<'_>, range: Range<usize>) -> Option<Span> {
    let text = &source.body.text;
    let sentence = first_sentence(text, source.body.paragraphs[range].first()?.span).of(text);
    // 为贯彻…，现将《…》印发给你们.
    let handed = sentence.find("现将《").map_or(sentence, |at| &sentence[at + "现将".len()..]);
    let quoted = handed.strip_prefix('《')?;
    // The mark that closes the first one may be of a title within it.
    let closes = |&(at, _): &(usize, &str)| quoted[..at].matches('《').count() == quoted[..at].matches('》').count();
    let title = &quoted[..quoted.match_indices('》').find(closes)?.0];
    (hands_on(source, sentence) && source.kind_of(title).is_some()).then(|| Span::within(text, title))
}

/// Whether the paragraphs of a notice that names no annex are tasks: several say who answers for them.
pub(super) fn holds_tasks(source: Source<'_>, range: Range<usize>) -> bool {
    let words = |at: usize| source.words(at);
    !range.clone().any(|at| annex::mark(words(at)).is_some())
        && range.filter(|&at| says_who(source, words(at))).take(TASKS).count() == TASKS
}

/// Whether a paragraph is closed by words on who answers for it, or is such words.
fn says_who(source: Source<'_>, words: &str) -> bool {
    let plain = words.trim_end_matches(['。', '；']);
    let inner = plain.strip_suffix(['）', ')', '】', ']']);
    let bracket = inner.and_then(|inner| Some(&inner[inner.rfind(['（', '(', '【', '['])?..]));
    // 牵头单位要积极组织实施 is asked of them.
    let labels = |rest: &str| !rest.starts_with(['要', '应', '须', '需', '和', '与', '及', '、', '负', '会']);
    let roles = source.lexicon.roles();
    roles.answers.strip_start(words).is_some_and(labels)
        || bracket.is_some_and(|inner| roles.answers.are_in(inner) || roles.answering.are_in(inner))
}

/// Whether a notice about some work only asks for this and that, and the work itself is what is annexed to it: the annex
/// says who answers for what.
pub(super) fn only_asks(source: Source<'_>, front: &Front, notice: Range<usize>, annex: Range<usize>) -> bool {
    let title: String = front.title.iter().map(|line| line.of(&source.body.text)).collect();
    // A page may have left out the headline: those whom it addresses and what it attaches show what it is.
    let untitled = title.is_empty() && front.addressees.is_some() && !front.attachments.is_empty();
    // Without items of its own it says that it hands them on.
    let hands = || untitled || notice.clone().any(|at| hands_down(source, at));
    let asks = asks(source, notice.clone());
    // 同意…试点的函: a letter asks for this and that as a notice does.
    (untitled || source.is_notice(&title))
        && asks.is_some_and(|asks| !asks.is_empty() || hands())
        && has_tasks(source, annex)
}

/// Whether a notice only asks for this and that, and what it hands on is not with it: a page may have its annex as a file.
/// Few items are none of a plan that stand beside what it hands on (现将《…》印发给你们，并就有关事项通知如下：), or most of which
/// speak to those who are to carry it out.
pub(super) fn asks_alone(source: Source<'_>, front: &Front, notice: Range<usize>) -> bool {
    /// A notice asks for so many things at most.
    const MOST_ASKS: usize = 10;
    let title: String = front.title.iter().map(|line| line.of(&source.body.text)).collect();
    let Some(asks) = asks(source, notice.clone()) else { return false };
    let Some(first) = asks.first().map(|ask| ask.start) else { return false };
    let mut lead = (notice.start..first).map(|at| source.words(at));
    // 现将各项任务分解（详见附件），就有关事项通知如下: the tasks are in what is attached.
    let attached = |words: &str| !front.attachments.is_empty() && words.contains("见附件");
    let beside = lead
        .any(|words| (hands_on(source, words) || attached(words)) && source.lexicon.papers().asks_beside.are_in(words));
    let hands = front.covering || beside || (notice.start..first).any(|at| hands_down(source, at));
    let speaks = |ask: &&Range<usize>| (*ask).clone().any(|at| speaks_to_readers(source, source.words(at)));
    source.kind_of(&title).is_none_or(|kind| kind == "通知")
        && hands
        && asks.len() <= MOST_ASKS
        && (beside || asks.iter().filter(speaks).count() * 2 > asks.len())
}

/// Where the plan begins that stands right below what a notice asks, without signature or title between: items of another level
/// that say who answers, behind asks in full sentences.
pub(super) fn plan_below_asks(source: Source<'_>, front: &Front, range: Range<usize>) -> Option<usize> {
    let style = |at: usize| item_number(source.words(at));
    let first = range.clone().find_map(style)?;
    let below = range.clone().find(|&at| {
        style(at).is_some_and(|found| found.style > first.style && found.value == 1)
            && says_who(source, source.words(at))
    })?;
    let whole = |ask: Range<usize>| ask.into_iter().any(|at| source.words(at).ends_with('。'));
    let asks = asks(source, range.start..below)?;
    (asks.into_iter().all(whole) && asks_alone(source, front, range.start..below)).then_some(below)
}

/// The items of what may be a list of asks, each with the paragraphs below it: of one level, none has the name of a section
/// of a plan and none says who answers.
fn asks(source: Source<'_>, notice: Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut style: Option<MarkerStyle> = None;
    let mut asks: Vec<Range<usize>> = Vec::new();
    for at in notice {
        let words = source.words(at);
        let found = item_number(words);
        let level = found.is_none_or(|found| *style.get_or_insert(found.style) == found.style);
        let row = source.body.paragraphs[at].row;
        if !level || row || says_who(source, words) || names_section(source, at, found.map_or(0, |m| m.len)) {
            return None;
        }
        if found.is_some() {
            asks.push(at..at + 1);
        } else if let Some(ask) = asks.last_mut() {
            ask.end = at + 1;
        }
    }
    Some(asks)
}

/// Whether a paragraph of a notice says that what is annexed is for its readers to do.
fn hands_down(source: Source<'_>, at: usize) -> bool {
    source.lexicon.papers().hands_to.are_in(source.words(at))
}

/// Whether an item of a notice speaks to those who are to carry out what it hands on, or of how that is looked after.
fn speaks_to_readers(source: Source<'_>, words: &str) -> bool {
    let papers = source.lexicon.papers();
    papers.reader.are_in(words) || source.lexicon.roles().answers.are_in(words) || papers.oversight.are_in(words)
}

/// Whether a heading is that of a plan's goals or tasks.
fn names_section(source: Source<'_>, at: usize, number: usize) -> bool {
    let span = source.body.paragraphs[at].span;
    let words = Span::new(span.start as usize + number, span.end as usize);
    let heading = strip_stop(first_sentence(&source.body.text, words).of(&source.body.text));
    // 高效督办，确保完成目标任务 is an ask.
    heading.chars().count() <= LONGEST_NAME
        && !heading.contains(['，', ','])
        && matches!(
            source.lexicon.sections().kind(heading, true),
            Some(SectionKind::Entries(EntryKind::Goal | EntryKind::Task) | SectionKind::Context | SectionKind::Past)
        )
}

/// Whether paragraphs hold a table of tasks, or items that say who answers for them.
fn has_tasks(source: Source<'_>, range: Range<usize>) -> bool {
    let end = range.end;
    range.into_iter().any(|at| {
        if !source.body.paragraphs[at].row {
            return says_who(source, source.words(at));
        }
        // In a table to be filled in nothing stands behind the numbers of rows.
        let filled = |row: usize| source.words(row).split('\t').skip(1).any(|cell| !cell.trim().is_empty());
        heads_tasks(source, at) && (at + 1..end).any(filled)
    })
}

/// Whether a row is the head of a table of tasks: it has a column of them, or of what is to be done or reached, and another
/// that is known.
fn heads_tasks(source: Source<'_>, at: usize) -> bool {
    let columns = source.lexicon.columns();
    let known = || source.words(at).split('\t').filter_map(|head| columns.get(head.trim()));
    known().any(|column| matches!(column, Column::Task | Column::Measures | Column::Target)) && known().nth(1).is_some()
}

/// Whether a title is that of a table which belongs to the plan before it: attached to the text (附表), a directory that asks
/// for nothing, or one of which no head is known.
pub(super) fn is_attached(source: Source<'_>, run: Range<usize>, title: Span, body: Range<usize>) -> bool {
    let title = title.of(&source.body.text);
    let label = run.clone().map(|at| source.words(at)).rfind(|words| annex::mark(words).is_some());
    let is_row = |at: usize| source.body.paragraphs[at].row;
    let rows = || body.clone().take(2).any(is_row);
    let unread = || {
        rows()
            && body.clone().all(|at| if is_row(at) { !is_head(source, at) } else { marker(source.words(at)).is_none() })
    };
    let attached = label.is_some_and(|label| label.starts_with("附表"));
    attached && rows() || source.lexicon.kinds().is_form(title) && !has_tasks(source, body.clone()) || unread()
}

/// Whether a row is the head of a table: two of its columns are known.
fn is_head(source: Source<'_>, at: usize) -> bool {
    let columns = source.lexicon.columns();
    source
        .words(at)
        .split('\t')
        .filter_map(|head| columns.get(head.trim()))
        .filter(|column| *column != Column::Period)
        .count()
        >= 2
}
