//! Front matter and plans as published.

use super::locate::Locate;
use super::{Frame, Stages, page};
use crate::lexicon::Names;
use crate::model::{Certainty, Convention, ConventionRule, Date, DocumentInfo, DocumentNumber, Plan};
use crate::note::Note;
use crate::recognise::{Found, convention, organ};
use crate::text::Span;

/// The lines of a title as one. Blanks between its organs are the page's way to part them, and go.
pub(super) fn join(text: &str, lines: &[Span]) -> String {
    let title: String = lines.iter().map(|line| line.of(text)).collect();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let parts: Vec<&str> = title.split(' ').collect();
    parts.iter().skip(1).fold(parts[0].to_owned(), |mut joined, part| {
        if latin(joined.chars().next_back()) && latin(part.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(part);
        joined
    })
}

/// The plans as published.
pub(super) fn plans(stages: Stages<'_>, frame: &Frame, locate: &Locate<'_>) -> Vec<Plan> {
    let plans = stages.outline.plans.iter().enumerate();
    plans
        .map(|(index, plan)| Plan {
            id: format!("p{}", index + 1),
            title: join(&stages.body.text, &plan.title),
            period: frame.periods.get(index).copied().flatten(),
            at: locate.at(
                plan.title.iter().copied().reduce(Span::cover).unwrap_or_default(),
                if plan.own_title { "outline/document-is-plan" } else { "outline/annex-title" },
                Certainty::Certain,
            ),
        })
        .collect()
}

/// The front matter as published.
pub(super) fn info(stages: Stages<'_>, frame: &Frame, locate: &Locate<'_>, notes: &mut Vec<Note>) -> DocumentInfo {
    let text = &stages.body.text;
    let front = &stages.outline.front;
    let title = title(stages, notes);
    let start = Span { start: 0, end: 0 };
    if let Some(place) = frame.jurisdiction.as_ref().filter(|_| frame.place_assumed) {
        let words = format!("文件未写明地区，按设置视为“{}” (the document tells no place; taken as set)", place.name);
        notes.push(Note::info("place-assumed", start, words));
    }
    notes.extend(front.damaged_day.map(|span| damaged_day(span, text, front.date.map(|(date, _)| date))));
    if front.date.is_none() {
        notes.push(page::date_note(stages));
    }
    let printed = front.number.and_then(|span| document_number(span.of(text)));
    DocumentInfo {
        kind: stages.lexicon.kinds().of_title(&title).map(str::to_owned),
        document_number: printed.or_else(|| document_number(&page::number(stages, notes)?)),
        issuers: whole_issuers(stages, &title, notes),
        addressees: front
            .addressees
            .map_or_else(Vec::new, |span| organ::split_addressees(span.of(text), stages.lexicon)),
        issued_on: frame.issued_on,
        jurisdiction: frame.jurisdiction.clone(),
        attachments: attachments(text, &front.attachments),
        conventions: frame
            .conventions
            .iter()
            .map(|found| Convention {
                rule: rule(found),
                quote: found.span.of(text).to_owned(),
                at: locate.at(found.span, found.rule, found.certainty),
            })
            .collect(),
        title: (!title.is_empty()).then_some(title),
    }
}

/// Who issued the document, by itself or by the page around it.
fn whole_issuers(stages: Stages<'_>, title: &str, notes: &mut Vec<Note>) -> Vec<String> {
    let (text, front) = (&stages.body.text, &stages.outline.front);
    let own = issuers(text, &front.signature, &front.title, stages.lexicon.names());
    if let [one] = own.as_slice() {
        // 市人民政府办公室 in the title, 某某市人民政府办公室文件 above the number.
        let letterhead = front.letterhead.map_or("", |organ| organ.of(text));
        if letterhead
            .strip_suffix(one.as_str())
            .is_some_and(|place| !place.is_empty() && is_place(place, stages.lexicon.names()))
        {
            return vec![letterhead.to_owned()];
        }
        return page::in_full(stages, one, notes).map_or(own, |full| vec![full]);
    }
    if !own.is_empty() {
        return own;
    }
    if let Some(organ) = front.letterhead {
        return vec![organ.of(text).to_owned()];
    }
    let plans = stages.outline.plans.iter().map(|plan| join(text, &plan.title));
    let titles: Vec<String> = plans.chain([title.to_owned()]).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    page::issuers(stages, &titles, notes)
}

/// The title; of a notice that is printed without its own it is that of the one plan which it hands on, or of the first
/// one, if its words name that.
fn title(stages: Stages<'_>, notes: &mut Vec<Note>) -> String {
    let (text, start) = (&stages.body.text, Span { start: 0, end: 0 });
    let printed = join(text, &stages.outline.front.title);
    if !printed.is_empty() {
        return printed;
    }
    let plans = &stages.outline.plans;
    let named = |title: &str| stages.outline.front.other.iter().any(|words| names(words.of(text), title));
    if let Some(plan) = plans.first()
        && let Some(at) = plan.title.first()
        && (plans.len() == 1 || named(&join(text, &plan.title)))
    {
        let title = join(text, &plan.title);
        let words = format!(
            "通知自身未载标题，以所附“{title}”为题 (the notice is printed without a title; that of its plan is taken)"
        );
        notes.push(Note::info("title-from-plan", *at, words));
        return title;
    }
    notes.push(Note::warning("no-title", start, "未找到标题 (no title was found)"));
    String::new()
}

/// Whether words quote a title: 《某某行动计划》已经….
fn names(words: &str, title: &str) -> bool {
    words.split('《').skip(1).any(|rest| rest.strip_prefix(title).is_some_and(|rest| rest.starts_with('》')))
}

/// What is said of a day of signing that lost characters.
fn damaged_day(span: Span, text: &str, read: Option<Date>) -> Note {
    let words = span.of(text);
    let words = match read {
        Some(date) => format!(
            "成文日期“{words}”似有残缺，只有一种读法，读作{date}，请核对 (the date of issue lost characters and can be read in one way only; please check)"
        ),
        None => format!(
            "成文日期“{words}”似有残缺，读法不止一种，未作猜测 (the date of issue lost characters and can be read in several ways; it was not guessed)"
        ),
    };
    Note::warning("date-damaged", span, words)
}

/// The attachments, each once: a name may stand in the list and above what was left out.
fn attachments(text: &str, named: &[Span]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(named.len());
    for name in named.iter().map(|span| span.of(text)) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn rule(found: &Found<convention::ConventionFound>) -> ConventionRule {
    found.value.rule
}

/// The longest name of a place before an organ, in characters: 新疆维吾尔自治区.
const LONGEST_PLACE: usize = 10;

/// Whether what stands before a name is the place of an organ, and no other organ: 水利部 is another than 某某省水利部.
fn is_place(before: &str, shapes: &Names) -> bool {
    before.chars().count() <= LONGEST_PLACE && !shapes.ends_as_issuer(before)
}

/// The organs of the signature, each in its fuller form where the title has one; without a signature, those of the title.
fn issuers(text: &str, signature: &[Span], title: &[Span], shapes: &Names) -> Vec<String> {
    let titled = issuers_of_title(text, title, shapes);
    if signature.is_empty() {
        return titled;
    }
    let names = signature.iter().flat_map(|line| line.of(text).split([' ', '、'])).filter(|name| !name.is_empty());
    // 省财政厅 is 某某省财政厅 in the title.
    let is_place = |place: &str| is_place(place, shapes);
    let full = |name: &str| {
        let place = |titled: &&String| titled.strip_suffix(name).is_some_and(is_place);
        titled.iter().find(place).cloned()
    };
    let names: Vec<&str> = names.collect();
    let glued = titled.first().filter(|_| titled.len() == 1 && names.len() > 1);
    if let Some(parted) = glued.and_then(|titled| parted(titled, &names, is_place)) {
        return parted;
    }
    names.into_iter().map(|name| full(name).unwrap_or_else(|| name.to_owned())).collect()
}

/// The organs that a title names without a mark between, as the signature parts them: each with the place that the title
/// has before it.
fn parted(titled: &str, names: &[&str], is_place: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    let mut rest = titled;
    let mut organs = Vec::with_capacity(names.len());
    for name in names {
        let at = rest.find(name)?;
        organs.push(rest[..at + name.len()].to_owned());
        if at > 0 && !is_place(&rest[..at]) {
            return None;
        }
        rest = &rest[at + name.len()..];
    }
    rest.is_empty().then_some(organs)
}

/// The organs of Party and government, or their offices, that a title names without a mark between: 中共某县委办公室某县人民
/// 政府办公室.
fn party_and_state(names: &str) -> [&str; 2] {
    const PARTY: [&str; 9] =
        ["委办公室", "委办公厅", "委员会办公室", "委员会办公厅", "委办", "县委", "市委", "区委", "省委"];
    let office = |end: &&str| Some(names.find(*end)? + end.len());
    let end = PARTY.iter().find_map(office).filter(|&end| names[end..].contains("政府"));
    end.map_or([names, ""], |end| [&names[..end], &names[end..]])
}

/// The organs of one place that a title names without a mark between: 某市商务局某市财政局. The place tells where each begins.
fn of_one_place<'n>(names: &'n str, shapes: &Names) -> Vec<&'n str> {
    const LEVELS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];
    let place = names.find(LEVELS).map_or("", |at| &names[..at + '市'.len_utf8()]);
    // 市商务局 has no place of its own.
    if place.chars().count() < 2 {
        return vec![names];
    }
    let begins = |&(at, _): &(usize, &str)| shapes.ends_as_issuer(&names[..at]);
    let starts: Vec<usize> = names.match_indices(place).filter(begins).map(|(at, _)| at).collect();
    let ends = starts.iter().copied().chain([names.len()]);
    std::iter::once(0).chain(starts.iter().copied()).zip(ends).map(|(from, to)| &names[from..to]).collect()
}

/// The organs that a title begins with: before 关于, before 印发《…》 or 转发, before the year of a plan.
fn issuers_of_title(text: &str, title: &[Span], shapes: &Names) -> Vec<String> {
    let lines: Vec<&str> = title.iter().map(|line| line.of(text)).collect();
    let whole = lines.join("\n");
    let year = || whole.find(|c: char| c.is_ascii_digit()).filter(|&at| whole[at..].starts_with("20"));
    let deed = ["关于", "印发《", "转发", "批转"].iter().filter_map(|deed| whole.find(deed)).min();
    let Some(end) = deed.or_else(year) else { return Vec::new() };
    let parts = whole[..end].split([' ', '、', '\n']).filter(|part| !part.is_empty());
    let parts = parts.flat_map(party_and_state).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.flat_map(|part| of_one_place(part, shapes)).collect();
    if parts.iter().all(|part| shapes.ends_as_issuer(part)) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    // A line of the title may break a name.
    let head: String = parts.concat();
    if shapes.ends_as_issuer(&head) { vec![head] } else { Vec::new() }
}

/// 鲁政办字〔2022〕28号 taken apart.
pub(super) fn document_number(text: &str) -> Option<DocumentNumber> {
    let open = text.find(['〔', '[', '［', '（', '(', '【'])?;
    let digits = |part: &str| {
        part.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect::<String>()
    };
    let rest = &text[open..];
    let close = rest.find(['〕', ']', '］', '）', ')', '】'])?;
    Some(DocumentNumber {
        text: text.to_owned(),
        code: text[..open].to_owned(),
        year: digits(&rest[..close]).parse().ok()?,
        sequence: digits(&rest[close..]).parse().ok()?,
    })
}
