//! Labels of what stands around a document: the frame of a page, the head that is printed on it, a form's blanks.

use rustc_hash::{FxHashMap, FxHashSet};

use super::own::OwnRows;
use super::table::{Row, Table};
use crate::text::{is_blank, without_blanks};

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameLabel {
    /// The document number (发文字号).
    Number,
    /// The date of the document itself (成文日期); never that of its publication.
    Date,
    /// The organ that issued it (发文机关).
    Issuer,
    /// Its title (标题).
    Title,
    /// A day that is most often that of the document, but may be that of its publication (颁布时间).
    Promulgated,
    /// Who put it out, most often who issued it (发布单位).
    Publisher,
    /// Whence the page has it (信息来源).
    Source,
    /// What only the page says (索引号, 浏览次数).
    Page,
    /// What is printed above the title (签发人, 密级).
    Head,
    /// A blank of a table that is to be filled in (填报单位).
    Form,
}

/// A label takes at most so many bytes, blanks between its characters included.
const LONGEST: usize = 60;

/// The labels.
#[derive(Debug)]
pub struct Frames {
    labels: FxHashMap<&'static str, FrameLabel>,
    /// Labels of whom to call (联系人), which no frame has.
    contacts: FxHashSet<&'static str>,
    /// Labels of who met (出席), behind the minutes of a meeting.
    attendance: FxHashSet<&'static str>,
    /// Characters of the longest of a frame.
    longest: usize,
}

impl Frames {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let row = |row: Row<'static>| {
            let [field, words] = row.first()?;
            Some((words, label(field)?))
        };
        let labels: FxHashMap<&'static str, FrameLabel> = own.rows(Table::Frames).filter_map(row).collect();
        let longest = labels.keys().map(|label| label.chars().count()).max().unwrap_or(0);
        let of_field = |wanted: &str| {
            let words = |row: Row<'static>| row.first().filter(|[field, _]| *field == wanted).map(|[_, words]| words);
            own.rows(Table::Frames).filter_map(words).collect()
        };
        Self { labels, contacts: of_field("contact"), attendance: of_field("attendance"), longest }
    }

    /// The label that `words` are, brackets, blanks and the colon behind it aside: 索 引 号：, 【发文字号】.
    #[must_use]
    pub fn get(&self, words: &str) -> Option<FrameLabel> {
        if words.len() > LONGEST {
            return None;
        }
        let words =
            words.trim_matches(|c| is_blank(c) || is_bracket(c) || matches!(c, '：' | ':' | '•' | '·' | '●' | '|'));
        if !words.contains(is_blank) {
            return self.labels.get(words).copied();
        }
        self.labels.get(words).or_else(|| self.labels.get(&*without_blanks(words))).copied()
    }

    /// Whether a label is of whom to call: 联系电话.
    #[must_use]
    pub fn is_contact(&self, label: &str) -> bool {
        self.contacts.contains(label)
    }

    /// Whether a label is of those who met: 出席.
    #[must_use]
    pub fn is_attendance(&self, label: &str) -> bool {
        self.attendance.contains(label)
    }

    /// The longest label that `words` end in, and the byte where it begins: 640000-001 文 号.
    #[must_use]
    pub fn at_end(&self, words: &str) -> Option<(usize, FrameLabel)> {
        let (mut found, mut seen) = (None, 0);
        for (at, c) in words.char_indices().rev() {
            if is_blank(c) || is_bracket(c) {
                continue;
            }
            seen += 1;
            if seen > self.longest || words.len() - at > LONGEST {
                break;
            }
            found = self.get(&words[at..]).map(|label| (at, label)).or(found);
        }
        found
    }
}

/// Whether a character is of the brackets around labels.
fn is_bracket(c: char) -> bool {
    matches!(c, '【' | '】' | '[' | ']' | '［' | '］')
}

fn label(field: &str) -> Option<FrameLabel> {
    Some(match field {
        "number" => FrameLabel::Number,
        "date" => FrameLabel::Date,
        "issuer" => FrameLabel::Issuer,
        "title" => FrameLabel::Title,
        "promulgated" => FrameLabel::Promulgated,
        "publisher" => FrameLabel::Publisher,
        "source" => FrameLabel::Source,
        "page" => FrameLabel::Page,
        "head" => FrameLabel::Head,
        "form" => FrameLabel::Form,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_with_blanks_and_brackets() {
        let frames = Frames::parse(&OwnRows::default());
        assert_eq!(frames.get("索 引 号："), Some(FrameLabel::Page));
        assert_eq!(frames.get("【发文字号】"), Some(FrameLabel::Number));
        assert_eq!(frames.get("责任单位："), None);
        let words = "640000-001/2021　文　　号";
        assert_eq!(
            frames.at_end(words).map(|(at, label)| (&words[at..], label)),
            Some(("文　　号", FrameLabel::Number))
        );
        assert_eq!(frames.at_end("2021-09-17 10"), None);
    }
}
