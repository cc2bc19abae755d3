//! What `taizhang diff` says.

use std::fmt::Write as _;

use taizhang::diff::{Carried, Change, Diff, Field, Pair, Piece, Row, Side};

use super::{counted, plain};
use crate::lang::Lang::{self, En, Zh};

/// The whole comparison, for reading.
pub fn page(lang: Lang, diff: &Diff, coloured: bool) -> String {
    let page = Page { lang, ink: Ink { coloured }, text: String::new() };
    page.of(diff)
}

/// What became of the fills.
pub fn carried(lang: Lang, carried: &Carried) -> String {
    let Carried { entries, unfit, homeless } = carried;
    let mut text = match lang {
        Zh => format!(
            "沿用已填内容 {entries} 条；其中任务有变、请复核 {} 条；无处安放 {} 条\n",
            unfit.len(),
            homeless.len()
        ),
        En => format!(
            "fills carried over to {}; changed since, look at them: {}; without a place: {}\n",
            counted(*entries, "entry"),
            unfit.len(),
            homeless.len()
        ),
    };
    for entry in unfit {
        let fields: Vec<&str> = entry.fields.iter().map(|&found| field(lang, found)).collect();
        let (title, fields) = (plain(&entry.title), fields.join(if lang == Zh { "、" } else { ", " }));
        let _ = match lang {
            Zh => writeln!(text, "  请复核 [{}] {title}（{fields}有变）", plain(&entry.id)),
            En => writeln!(text, "  look at [{}] {title} (changed: {fields})", plain(&entry.id)),
        };
    }
    for entry in homeless {
        let why = match (lang, &entry.taken_by) {
            (Zh, None) => "新版中已无此项".to_owned(),
            (En, None) => "no longer in the new ledger".to_owned(),
            (Zh, Some(id)) => format!("新版 [{}] 已另有内容", plain(id)),
            (En, Some(id)) => format!("[{}] of the new ledger holds something else", plain(id)),
        };
        let _ = match lang {
            Zh => writeln!(text, "  未沿用 [{}] {}：{why}", plain(&entry.id), plain(&entry.title)),
            En => writeln!(text, "  not carried [{}] {}: {why}", plain(&entry.id), plain(&entry.title)),
        };
        let fills = &entry.to_fill;
        let milestones = (!fills.milestones.is_empty()).then(|| fills.milestones.join("；"));
        let cells = [&fills.person_in_charge, &fills.contact, &milestones, &fills.progress, &fills.remarks];
        for words in cells.into_iter().flatten() {
            let _ = writeln!(text, "      {}", plain(words));
        }
    }
    text
}

/// The name of a field.
fn field(lang: Lang, field: Field) -> &'static str {
    let (zh, en) = match field {
        Field::Title => ("标题", "title"),
        Field::DocumentKind => ("文种", "kind of document"),
        Field::DocumentNumber => ("发文字号", "document number"),
        Field::Issuer => ("发文机关", "issuer"),
        Field::Addressee => ("主送机关", "addressee"),
        Field::IssuedOn => ("成文日期", "issued on"),
        Field::Jurisdiction => ("行政区域", "jurisdiction"),
        Field::Attachment => ("附件", "attachment"),
        Field::Convention => ("责任约定", "convention"),
        Field::Plan => ("方案", "plan"),
        Field::Kind => ("类别", "kind"),
        Field::Number => ("编号", "number"),
        Field::Section => ("章节", "section"),
        Field::Text => ("内容", "text"),
        Field::Lead => ("牵头单位", "lead"),
        Field::Support => ("配合单位", "support"),
        Field::Responsible => ("责任单位", "responsible"),
        Field::Guide => ("指导单位", "guide"),
        Field::Mode => ("分工方式", "mode"),
        Field::Person => ("人员", "person"),
        Field::Target => ("量化目标", "target"),
        Field::Figure => ("其他数据", "figure"),
        Field::Deadline => ("完成时限", "deadline"),
    };
    if lang == Zh { zh } else { en }
}

/// Colours, or marks in their place.
struct Ink {
    coloured: bool,
}

impl Ink {
    fn style(&self, code: &str, words: &str) -> String {
        if self.coloured { format!("\x1b[{code}m{words}\x1b[0m") } else { words.to_owned() }
    }

    fn bold(&self, words: &str) -> String {
        self.style("1", words)
    }

    fn added(&self, words: &str) -> String {
        self.style("32", words)
    }

    fn dropped(&self, words: &str) -> String {
        self.style("31", words)
    }

    fn changed(&self, words: &str) -> String {
        self.style("33", words)
    }

    /// What differs between two wordings; of what stayed only the ends.
    fn pieces(&self, pieces: &[Piece<'_>]) -> String {
        let mut line = String::new();
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Kept(words) => line.push_str(&ends(&plain(words), index > 0, index + 1 < pieces.len())),
                Piece::Dropped(words) if self.coloured => line.push_str(&self.style("9;31", &plain(words))),
                Piece::Added(words) if self.coloured => line.push_str(&self.added(&plain(words))),
                Piece::Dropped(words) => line.extend(["[-", &plain(words), "-]"]),
                Piece::Added(words) => line.extend(["{+", &plain(words), "+}"]),
            }
        }
        line
    }
}

/// The ends of words that lie beside a change; words between the ends are left out when they are many.
fn ends(words: &str, begins: bool, goes_on: bool) -> String {
    /// Characters; enough to know the place again.
    const SHOWN: usize = 16;
    let characters: Vec<char> = words.chars().collect();
    let (head, tail) = (if begins { SHOWN } else { 0 }, if goes_on { SHOWN } else { 0 });
    if characters.len() <= head + tail + 1 {
        return words.to_owned();
    }
    let mut shown: String = characters[..head].iter().collect();
    shown.push('…');
    shown.extend(&characters[characters.len() - tail..]);
    shown
}

struct Page {
    lang: Lang,
    ink: Ink,
    text: String,
}

impl Page {
    fn of(mut self, diff: &Diff) -> String {
        let (old, new) = if self.lang == Zh { ("旧：", "新：") } else { ("old: ", "new: ") };
        self.side(old, &diff.old);
        self.side(new, &diff.new);
        let taizhang::diff::Summary { added, dropped, changed, moved, same } = diff.summary;
        let summary = match self.lang {
            Zh => format!("新增 {added} 条，删去 {dropped} 条，修改 {changed} 条，移位 {moved} 条，未变 {same} 条"),
            En => format!("{added} added, {dropped} dropped, {changed} changed, {moved} moved, {same} the same"),
        };
        self.line(0, &self.ink.bold(&summary));
        if !diff.document.is_empty() {
            self.head("文件", "document");
            for change in &diff.document {
                self.change(2, change);
            }
        }
        self.rows("新增", "added", "+", &diff.added, Ink::added);
        self.rows("删去", "dropped", "-", &diff.dropped, Ink::dropped);
        if !diff.changed.is_empty() {
            self.head("修改", "changed");
            for pair in &diff.changed {
                let head = format!("~ {}", label(&ids(pair), pair.number.as_deref(), &pair.title));
                self.line(2, &self.ink.changed(&head));
                for change in &pair.changes {
                    self.change(6, change);
                }
            }
        }
        if !diff.moved.is_empty() {
            self.head("移位", "moved");
            for pair in &diff.moved {
                let head = format!("> {}", label(&ids(pair), pair.number.as_deref(), &pair.title));
                self.line(2, &head);
            }
        }
        self.text
    }

    fn side(&mut self, name: &str, side: &Side) {
        let number = side.document_number.as_deref().map(|number| format!(" {number}")).unwrap_or_default();
        let title = side.title.as_deref().map(|title| format!(" {title}")).unwrap_or_default();
        let entries = match self.lang {
            Zh => format!("（{} 条）", side.entries),
            En => format!(" ({})", counted(side.entries, "entry")),
        };
        self.line(0, &format!("{name}{}{}{entries}", plain(&side.file), plain(&format!("{title}{number}"))));
    }

    fn rows(&mut self, zh: &str, en: &str, mark: &str, rows: &[Row], ink: fn(&Ink, &str) -> String) {
        if rows.is_empty() {
            return;
        }
        self.head(zh, en);
        for row in rows {
            let head = format!("{mark} {}", label(&row.id, row.number.as_deref(), &row.title));
            self.line(2, &ink(&self.ink, &head));
            for facts in row.facts.chunk_by(|a, b| a.field == b.field) {
                let words: Vec<String> = facts.iter().map(|fact| plain(&fact.words)).collect();
                let separator = if self.lang == Zh { "；" } else { "; " };
                self.named(6, facts[0].field, &words.join(separator));
            }
        }
    }

    fn change(&mut self, indent: usize, change: &Change) {
        let words = match (&change.old, &change.new) {
            (Some(old), None) => self.ink.dropped(&format!("- {}", plain(old))),
            (None, Some(new)) => self.ink.added(&format!("+ {}", plain(new))),
            _ => self.ink.pieces(&change.pieces()),
        };
        self.named(indent, change.field, &words);
    }

    fn named(&mut self, indent: usize, of: Field, words: &str) {
        let name = field(self.lang, of);
        let line = if self.lang == Zh { format!("{name}：{words}") } else { format!("{name}: {words}") };
        self.line(indent, &line);
    }

    fn head(&mut self, zh: &str, en: &str) {
        let head = self.ink.bold(if self.lang == Zh { zh } else { en });
        self.line(0, "");
        self.line(0, &head);
    }

    fn line(&mut self, indent: usize, words: &str) {
        let _ = writeln!(self.text, "{:indent$}{words}", "");
    }
}

/// Both ids, or the one that stayed.
fn ids(pair: &Pair) -> String {
    if pair.old_id == pair.new_id { pair.new_id.clone() } else { format!("{} → {}", pair.old_id, pair.new_id) }
}

fn label(ids: &str, number: Option<&str>, title: &str) -> String {
    let number = number.map(|number| format!("{number} ")).unwrap_or_default();
    plain(&format!("[{ids}] {number}{title}"))
}
