//! Who issued a document: by its signature, its title, its letterhead, the page around it.

use super::document::join;
use super::{Stages, page};
use crate::lexicon::Names;
use crate::note::Note;
use crate::text::Span;

/// The longest name of a place before an organ, in characters: 新疆维吾尔自治区.
const LONGEST_PLACE: usize = 10;

/// The organs that issued the document, whose title is `title`: those that it names itself, each as fully as any part of it
/// names it; else those that the page around it names.
pub(super) fn of(stages: Stages<'_>, title: &str, notes: &mut Vec<Note>) -> Vec<String> {
    let (text, front, shapes) = (&stages.body.text, &stages.outline.front, stages.lexicon.names());
    let lines: Vec<&str> = front.title.iter().map(|line| line.of(text)).collect();
    let letterhead = front.letterhead.map(|organ| organ.of(text));
    let own = signed(text, &front.signature, titled(&lines, shapes), shapes);
    match own.as_slice() {
        [] => letterhead
            .map_or_else(|| page::issuers(stages, &titles(stages, title), notes), |organ| vec![organ.to_owned()]),
        // 市人民政府办公室 in the title, 某某市人民政府办公室文件 above the number.
        [one] => letterhead
            .filter(|organ| is_in_full(organ, one, shapes))
            .map(str::to_owned)
            .or_else(|| page::in_full(stages, one, notes))
            .map_or(own, |organ| vec![organ]),
        _ => own,
    }
}

/// The titles of the document and of its plans.
fn titles(stages: Stages<'_>, title: &str) -> Vec<String> {
    let plans = stages.outline.plans.iter().map(|plan| join(&stages.body.text, &plan.title));
    plans.chain([title.to_owned()]).collect()
}

/// The organs of the signature, each as the title has it where that names it with its place; without a signature, those of
/// the title.
fn signed(text: &str, signature: &[Span], titled: Vec<String>, shapes: &Names) -> Vec<String> {
    let names = signature.iter().flat_map(|line| line.of(text).split([' ', '、'])).filter(|name| !name.is_empty());
    let names: Vec<&str> = names.collect();
    match (names.as_slice(), titled.as_slice()) {
        ([], _) => return titled,
        ([_, _, ..], [glued]) => {
            if let Some(parted) = parted(glued, &names, shapes) {
                return parted;
            }
        }
        _ => {}
    }
    // 省财政厅 is 某某省财政厅 in the title.
    let in_full = |name: &str| titled.iter().find(|full| is_in_full(full, name, shapes)).cloned();
    names.into_iter().map(|name| in_full(name).unwrap_or_else(|| name.to_owned())).collect()
}

/// Whether a name is another with the place of its organ before it.
fn is_in_full(full: &str, name: &str, shapes: &Names) -> bool {
    full.strip_suffix(name).is_some_and(|place| !place.is_empty() && is_place(place, shapes))
}

/// Whether what stands before a name is the place of an organ, and no other organ: 水利部 is another than 某某省水利部.
fn is_place(before: &str, shapes: &Names) -> bool {
    before.chars().count() <= LONGEST_PLACE && !shapes.ends_as_issuer(before)
}

/// The organs that a title names without a mark between, as the signature parts them: each with the place that the title
/// has before it.
fn parted(titled: &str, names: &[&str], shapes: &Names) -> Option<Vec<String>> {
    let mut rest = titled;
    let mut organs = Vec::with_capacity(names.len());
    for name in names {
        let at = rest.find(name)?;
        organs.push(rest[..at + name.len()].to_owned());
        if at > 0 && !is_place(&rest[..at], shapes) {
            return None;
        }
        rest = &rest[at + name.len()..];
    }
    rest.is_empty().then_some(organs)
}

/// The organs that a title begins with: before 关于, before 印发《…》 or 转发, before the year of a plan.
fn titled(lines: &[&str], shapes: &Names) -> Vec<String> {
    let whole = lines.join("\n");
    let year = || whole.find(|c: char| c.is_ascii_digit()).filter(|&at| whole[at..].starts_with("20"));
    let deed = ["关于", "印发《", "转发", "批转"].iter().filter_map(|deed| whole.find(deed)).min();
    let Some(end) = deed.or_else(year) else { return Vec::new() };
    let parts = whole[..end].split([' ', '、', '\n']).filter(|part| !part.is_empty());
    let parts = parts.flat_map(|part| party_and_state(part, shapes)).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.flat_map(|part| of_one_place(part, shapes)).collect();
    if parts.iter().all(|part| shapes.ends_as_issuer(part)) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    // A line of the title may break a name.
    let head: String = parts.concat();
    if shapes.ends_as_issuer(&head) { vec![head] } else { Vec::new() }
}

/// The organs of Party and government, or their offices, that a title names without a mark between: 中共某县委办公室某县人民
/// 政府办公室.
fn party_and_state<'n>(names: &'n str, shapes: &Names) -> [&'n str; 2] {
    match shapes.end_of_party(names).filter(|&end| names[end..].contains("政府")) {
        Some(end) => [&names[..end], &names[end..]],
        None => [names, ""],
    }
}

/// The organs of one place that a title names without a mark between: 某市商务局某市财政局. The place tells where each begins.
fn of_one_place<'n>(names: &'n str, shapes: &Names) -> Vec<&'n str> {
    let place = names.find(|c| shapes.is_level(c)).map_or("", |at| &names[..at + '市'.len_utf8()]);
    // 市商务局 has no place of its own.
    if place.chars().count() < 2 {
        return vec![names];
    }
    let begins = |&(at, _): &(usize, &str)| shapes.ends_as_issuer(&names[..at]);
    let starts: Vec<usize> = names.match_indices(place).filter(begins).map(|(at, _)| at).collect();
    let ends = starts.iter().copied().chain([names.len()]);
    std::iter::once(0).chain(starts.iter().copied()).zip(ends).map(|(from, to)| &names[from..to]).collect()
}
