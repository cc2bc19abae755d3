//! Line breaks that a copy lost: pages come as a whole document in one line, with blanks between its paragraphs or nothing.
//!
//! Breaks are given back only where the document shows that it lost them: numbers inside a line without which those that
//! begin lines do not count on; numbers of headings that count on within a long line, where few begin lines; title,
//! addressees and the words behind them in one line. Lists within a sentence, 一是 and （1） stay where they are.

mod fields;
mod front;
mod list;
mod marks;

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::read::{Document, Line};
use crate::text::{Span, is_blank};

use marks::{Edge, Mark};

/// The front stands in one of so many lines at the head.
const HEAD: usize = 20;

/// A line with title, addressees and words behind them is longer than this, in bytes.
const LEAST_FRONT: usize = 150;

/// A document with its breaks.
#[derive(Debug)]
pub(super) struct Restored {
    /// The lines of the document, parted.
    pub lines: Vec<Line>,
    /// For each line, whether a break before it is ours.
    pub begun: Vec<bool>,
    /// The lines as read that were parted, and into how many.
    pub parted: Vec<(Span, usize)>,
}

/// A text and its lines, or its paragraphs.
#[derive(Debug, Clone, Copy)]
struct Lined<'a> {
    text: &'a str,
    lines: &'a [Line],
    /// Whether each is a paragraph of one or more lines of print.
    joined: bool,
}

/// Gives back the breaks that were lost; `None` where the document has its own.
pub(super) fn restore(document: &Document, lexicon: &Lexicon) -> Option<Restored> {
    let lost = marks::lost(Lined { text: &document.text, lines: &document.lines, joined: false }, lexicon);
    let torn = lost.marks.iter().any(|mark| mark.edge != Edge::Line);
    let mut marks = lost.marks.as_slice();
    let mut restored = Restored { lines: Vec::new(), begun: Vec::new(), parted: Vec::new() };
    let mut head = true;
    // What the notice hands over: where its title stands again, it begins.
    let mut titles = Vec::new();
    for (index, &line) in document.lines.iter().enumerate() {
        let own = marks.partition_point(|mark| mark.line <= index);
        let (here, rest) = marks.split_at(own);
        marks = rest;
        let words = line.text.of(&document.text);
        let in_front = head && index < HEAD && !words.contains('\t');
        let may_be_front = in_front && words.len() >= LEAST_FRONT;
        if in_front {
            let end = here.first().map_or(line.text.end as usize, |mark| mark.at);
            titles.extend(front::announced(&document.text[line.text.start as usize..end], lexicon));
        }
        head &= here.is_empty();
        let part = Cuts { document, lexicon, line: line.text, marks: here, torn };
        let cuts = part.find(lost.flat[index], may_be_front, &mut titles);
        restored.push(line, &cuts);
    }
    (!restored.parted.is_empty()).then_some(restored)
}

/// Breaks that no line had, for one line of print holds but a piece of a paragraph: found when the lines are joined.
#[derive(Debug, Default)]
pub(super) struct Within {
    /// Where paragraphs begin inside those that were joined, in bytes of the text as read.
    pub cuts: Vec<usize>,
    /// The paragraphs as read that were parted, and into how many.
    pub parted: Vec<(Span, usize)>,
}

/// Gives back the breaks before numbers within `paragraphs` of several lines.
pub(super) fn within(document: &Document, paragraphs: &[Line], lexicon: &Lexicon) -> Within {
    let mut found = Within::default();
    let several = |paragraph: &Line| {
        let after = document.lines.partition_point(|line| line.text.start <= paragraph.text.start);
        document.lines[..after].last().is_some_and(|first| first.text.end < paragraph.text.end)
    };
    if !paragraphs.iter().any(several) {
        return found;
    }
    let lost = marks::lost(Lined { text: &document.text, lines: paragraphs, joined: true }, lexicon);
    for marks in lost.marks.chunk_by(|a, b| a.line == b.line) {
        let paragraph = &paragraphs[marks[0].line];
        let inside = marks.iter().filter(|mark| mark.edge != Edge::Line).map(|mark| mark.at);
        let before = found.cuts.len();
        found.cuts.extend(inside.filter(|_| several(paragraph)));
        if found.cuts.len() > before {
            found.parted.push((paragraph.text, found.cuts.len() - before + 1));
        }
    }
    found
}

impl Restored {
    /// Adds a line, parted where `cuts` say.
    fn push(&mut self, line: Line, cuts: &[usize]) {
        let mut from = line.text.start as usize;
        for &cut in cuts.iter().chain([&(line.text.end as usize)]) {
            self.lines.push(line.part(Span::new(from, cut)));
            self.begun.push(from != line.text.start as usize);
            from = cut;
        }
        if !cuts.is_empty() {
            self.parted.push((line.text, cuts.len() + 1));
        }
    }
}

/// A line, and the numbers in it that begin items.
struct Cuts<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    line: Span,
    marks: &'a [Mark],
    /// Whether the document lost breaks before its numbers, here or elsewhere.
    torn: bool,
}

impl<'a> Cuts<'a> {
    /// Where the line is to be parted, in order.
    fn find(&self, flat: bool, may_be_front: bool, titles: &mut Vec<&'a str>) -> Vec<usize> {
        let (text, lexicon) = (&self.document.text, self.lexicon);
        let mut cuts: Vec<usize> = self.marks.iter().filter(|mark| mark.edge != Edge::Line).map(|m| m.at).collect();
        let headings = |mark| marks::heading_meets_sentence(text, self.line, mark, lexicon);
        cuts.extend(self.marks.iter().filter_map(headings));
        let fields = if may_be_front { fields::cuts(self.line.of(text), lexicon) } else { Vec::new() };
        cuts.extend(fields.iter().map(|at| self.line.start as usize + at));
        let front = if may_be_front { self.front(flat, &mut cuts, titles) } else { None };
        if flat || front.is_some() {
            let from = front.unwrap_or(self.line.start as usize);
            self.paragraphs(from..self.line.end as usize, titles, &mut cuts);
        } else if front::signs_before(text, self.line, titles, lexicon, &mut cuts) {
            let whole = self.line.start as usize..self.line.end as usize;
            front::repeated(text, whole.clone(), titles, &mut cuts);
            // 各单位： 现印发给你们。 某局 2023年5月9日 某方案: those addressed lost their break, too.
            let front = Some(front::front(text, whole, lexicon)).filter(|front| may_be_front && front.addressed);
            cuts.extend(front.into_iter().flat_map(|front| front.cuts));
        }
        if cuts.is_empty() {
            return cuts;
        }
        // The blanks before a break end the line above.
        let blanks = |rest: &str| rest.len() - rest.trim_start_matches(is_blank).len();
        let end = self.line.end as usize;
        cuts.iter_mut().for_each(|cut| *cut += blanks(text.get(*cut..end).unwrap_or_default()));
        cuts.sort_unstable();
        cuts.dedup();
        let words = self.line.of(text);
        let first = self.line.start as usize + words.len() - words.trim_start_matches(is_blank).len();
        let last = self.line.start as usize + words.trim_end_matches(is_blank).len();
        cuts.retain(|&cut| first < cut && cut < last);
        cuts
    }

    /// The parts of the front, up to the first number; where they end, if the line lost the breaks between them.
    fn front(&self, flat: bool, cuts: &mut Vec<usize>, titles: &mut Vec<&'a str>) -> Option<usize> {
        let text = &self.document.text;
        let end = self.marks.first().map_or(self.line.end as usize, |mark| mark.at);
        let front = front::front(text, self.line.start as usize..end, self.lexicon);
        if !(front.lost || flat || self.torn && front.addressed) {
            return None;
        }
        cuts.extend(&front.cuts);
        titles.extend(front::handed_over(&text[front.title.clone()], self.lexicon));
        Some(front.end)
    }

    /// Paragraphs without a number: those that sign, what is handed over, words behind stops and blanks.
    fn paragraphs(&self, range: Range<usize>, titles: &[&str], cuts: &mut Vec<usize>) {
        let text = &self.document.text;
        let next = self.marks.iter().skip(1).map(|mark| Some(mark.at)).chain([None]);
        let headings = self.marks.iter().zip(next);
        cuts.extend(headings.filter_map(|(mark, next)| marks::heading_end(text, self.line, mark, next)));
        front::repeated(text, range.clone(), titles, cuts);
        front::signatures(text, range.clone(), titles, self.lexicon, cuts);
        self.blanks(range, cuts);
    }

    /// Blanks behind the end of a sentence, or behind the clause that follows one.
    fn blanks(&self, range: Range<usize>, cuts: &mut Vec<usize>) {
        let words = &self.document.text[range.clone()];
        // The last two characters, and that before the bracket that was closed last.
        let (mut last, mut opened) = (None, None);
        let mut ended = false;
        for (at, c) in words.char_indices() {
            if is_blank(c) {
                ended |= matches!(last, Some('。' | '！' | '？'))
                    || matches!(last, Some('）' | ')')) && opened == Some('。');
                continue;
            }
            let attachments =
                c == '附' && matches!(last, Some('。' | '）' | ')')) && marks::begins_attachments(&words[at..]);
            if attachments || ended && !self.is_clause(&words[at..]) {
                cuts.push(range.start + at);
            }
            ended = false;
            if matches!(c, '（' | '(') {
                opened = last;
            }
            last = Some(c);
        }
    }

    /// Whether words begin with a clause, which belongs to what stands before it.
    fn is_clause(&self, words: &str) -> bool {
        words.starts_with(['（', '(', '[', '【']) && front::aside(words, self.lexicon).is_none()
            || super::join::is_label(&words[..words.floor_char_boundary(60)], self.lexicon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence that makes a line long.
    const LONG: &str = "各单位要对照目标，逐项分解任务，压实工作责任，定期调度进展，确保按期完成。";

    /// Restores `text`, in which 长 stands for many words; a stroke stands for each break that is ours.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let filled = text.replace('长', &LONG.repeat(9));
        let document = crate::read::read(filled.as_bytes(), &crate::Options::default()).expect("a text");
        let restored = restore(&document, Lexicon::builtin());
        let (lines, begun) = match &restored {
            Some(restored) => (&restored.lines, restored.begun.as_slice()),
            None => (&document.lines, &[][..]),
        };
        let mut found = String::new();
        for (at, line) in lines.iter().enumerate() {
            let own = if at == 0 { "" } else { "\n" };
            found += if begun.get(at) == Some(&true) { "|" } else { own };
            found += line.text.of(&document.text).trim_matches(is_blank);
        }
        assert_eq!(found.replace(&LONG.repeat(9), "长"), expected);
    }

    #[test]
    fn numbers_of_headings_count_on_in_a_long_line() {
        check("长 一、推进甲。长 二、推进乙。 三、推进丙。", "长|一、推进甲。长|二、推进乙。|三、推进丙。");
        check("长一、推进甲。长二、推进乙。三、推进丙。", "长|一、推进甲。长|二、推进乙。|三、推进丙。");
        check(
            "长一、任务（一）甲。（乙局负责）（二）丙。二、保障。",
            "长|一、任务|（一）甲。（乙局负责）|（二）丙。|二、保障。",
        );
        check("长 一、任务 1.甲。 2.乙。 二、保障 3.丙。", "长|一、任务|1.甲。|2.乙。|二、保障|3.丙。");
        check("长 一、甲 坚持乙。 附件：1.丙 2.丁 二、戊。", "长|一、甲|坚持乙。|附件：1.丙 2.丁|二、戊。");
    }

    #[test]
    fn numbers_fill_the_gaps_between_lines() {
        check("一、任务1、甲。\n2、乙。\n二、保障3、丙。", "一、任务|1、甲。\n2、乙。\n二、保障|3、丙。");
        check("（一）甲。（二）乙。\n（三）丙。", "（一）甲。|（二）乙。\n（三）丙。");
    }

    #[test]
    fn lists_that_begin_right_behind_their_heading() {
        check(
            "一、任务1.甲。（乙局负责）2.丙。\n二、保障3.丁。4.戊。三、其他",
            "一、任务|1.甲。（乙局负责）|2.丙。\n二、保障|3.丁。|4.戊。|三、其他",
        );
        check(
            "一、任务（一）甲。\n（乙局负责）（二）丙。\n（丁局负责）（三）戊。",
            "一、任务|（一）甲。\n（乙局负责）|（二）丙。\n（丁局负责）|（三）戊。",
        );
        check(
            "（一）任务 1.甲。 2.乙。\n（二）保障 1.丙。\n（三）丁",
            "（一）任务|1.甲。|2.乙。\n（二）保障|1.丙。\n（三）丁",
        );
        for text in [
            "（一）比选方案1、方案2、方案3。\n（二）丁",
            "一、完成时间1.甲；2.乙。\n二、丙",
            "一、任务：1.甲。2.乙。\n二、丙",
            "（一）任务 1.甲。\n（二）丁",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn items_of_one_paragraph_with_clauses_of_their_own() {
        check(
            "办理情况如下。 1.甲。 责任单位：乙局 2.丙。 责任单位：丁局 完成情况：己。 3.9月底前戊。 责任单位：庚局",
            "办理情况如下。|1.甲。 责任单位：乙局|2.丙。 责任单位：丁局 完成情况：己。|3.9月底前戊。 责任单位：庚局",
        );
        for text in [
            "如下。 1.甲。 责任单位：乙局 2.丙。 3.戊。 责任单位：庚局",
            "如下：1.甲。 责任单位：乙局；2.丙。 责任单位：丁局；3.戊。 责任单位：庚局",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn names_of_sections_meet_sentences() {
        let sentence = "坚持稳中求进工作总基调，统筹推进各项重点工作，着力补短板、强弱项，实现全年目标。";
        check(&format!("一、总体要求{sentence}\n二、任务"), &format!("一、总体要求|{sentence}\n二、任务"));
        check(&format!("一、总体要求 {sentence}\n二、任务"), &format!("一、总体要求|{sentence}\n二、任务"));
        check("一、总体要求和目标。坚持稳中求进。\n二、任务", "一、总体要求和目标。坚持稳中求进。\n二、任务");
    }

    #[test]
    fn lists_within_paragraphs_stay() {
        for text in [
            "一、甲\n长（1）乙；（2）丙；（3）丁。\n二、戊",
            "一、甲\n长要求：一、乙；二、丙；三、丁。\n二、戊\n三、己",
            "一、甲\n长做好三件事：1.乙；2.丙；3.丁。\n二、戊",
            "一、甲\n1.长。1.乙。2.丙。\n2.丁",
            "长评出一、二、三等奖。推动第一、二、三产业融合。一、二类企业优先。",
            "长2022年5月1日。5、6月份组织验收。增长1.5倍。2.5万吨。见附件1、2。",
            "长一是甲。二是乙。三是丙。第一、丁。第二、戊。",
            "长方案一、方案二、方案三、方案四、任选。统一、规范。",
            "附件：1.甲方案\n2.乙方案\n3.丙方案",
            "长第三条规定。第四条规定。",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn the_front_in_one_line() {
        check(
            &format!(
                "某市教育局关于印发《某市校舍安全实施方案》的通知 某教发〔2023〕5号 各县教育局，市直各学校： 现印发给你们。 某市教育局 2023年5月9日 某市校舍安全实施方案 {LONG}"
            ),
            &format!(
                "某市教育局关于印发《某市校舍安全实施方案》的通知|某教发〔2023〕5号|各县教育局，市直各学校：|现印发给你们。|某市教育局|2023年5月9日|某市校舍安全实施方案|{LONG}"
            ),
        );
        check(
            "各单位：\n现将《某市校舍安全实施方案》印发给你们。\n某市教育局 2023年5月9日 某市校舍安全实施方案 长\n一、丙",
            "各单位：\n现将《某市校舍安全实施方案》印发给你们。\n某市教育局|2023年5月9日|某市校舍安全实施方案|长\n一、丙",
        );
        check(
            "各单位： 现将《某市校舍安全实施方案》印发给你们。 某市教育局 2023年5月9日 某市校舍安全实施方案 长\n一、丙",
            "各单位：|现将《某市校舍安全实施方案》印发给你们。|某市教育局|2023年5月9日|某市校舍安全实施方案|长\n一、丙",
        );
        check(
            "某市教育局2023年5月9日某市校舍安全实施方案长\n《某市校舍安全实施方案》",
            "某市教育局2023年5月9日某市校舍安全实施方案长\n《某市校舍安全实施方案》",
        );
        let greeting =
            "各县教育局，市直各学校： 现将工作安排如下，请认真组织实施，确保各项任务按时保质完成，重要情况及时报告。";
        let parted = greeting.replace(' ', "|");
        check(&format!("{greeting}\n一、任务1.甲。2.乙。"), &format!("{parted}\n一、任务|1.甲。|2.乙。"));
        check(&format!("{greeting}\n一、任务"), &format!("{greeting}\n一、任务"));
        for text in ["某市教育局关于某事的通知 某教发〔2023〕5号\n各学校：\n长", "各学校：长", "长各学校：长"]
        {
            check(text, text);
        }
    }
}
