//! Numbers that open a paragraph or an inline item: 一、 （一） 1. （1） ① 第一章 第一条, and bullets.

mod named;

pub use named::{is_named_number, named_before_words};
use named::{may_be_named, named};

/// The form of a number, in the order in which official documents nest them (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkerStyle {
    /// 第一部分, 第一篇.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 第一条.
    Article,
    /// 一、.
    Han,
    /// 任务一：, 举措1：.
    Named,
    /// （一）.
    HanBracket,
    /// `1.` or 1、.
    Digit,
    /// 1.1.
    Decimal,
    /// 1.1.1.
    SubDecimal,
    /// 1.1.1.1.
    LeastDecimal,
    /// （1） or 1）.
    DigitBracket,
    /// ①.
    Circled,
    /// ▲, ●, ——: no number at all.
    Bullet,
}

impl MarkerStyle {
    /// How many there are.
    pub const COUNT: usize = Self::Bullet as usize + 1;
}

/// A number as printed at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marker {
    /// Its form.
    pub style: MarkerStyle,
    /// Its value; 0 for a bullet.
    pub value: u32,
    /// The bytes that it takes, blanks after it not counted.
    pub len: usize,
}

/// Bytes that a marker can take at most: 第一百二十三条 with blanks.
const LONGEST: usize = 40;

/// The marker that `text` begins with.
#[must_use]
pub fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '第' => ordinal(text).or_else(|| named(text)),
        '（' | '(' => bracketed(text, first.len_utf8()).or_else(|| named(text)),
        '①'..='⑳' => Some(Marker { style: MarkerStyle::Circled, value: first as u32 - '①' as u32 + 1, len: 3 }),
        '㈠'..='㈩' => {
            Some(Marker { style: MarkerStyle::HanBracket, value: first as u32 - '㈠' as u32 + 1, len: 3 })
        }
        '⑴'..='⒇' => {
            Some(Marker { style: MarkerStyle::DigitBracket, value: first as u32 - '⑴' as u32 + 1, len: 3 })
        }
        '⒈'..='⒛' => Some(Marker { style: MarkerStyle::Digit, value: first as u32 - '⒈' as u32 + 1, len: 3 }),
        '▲' | '●' | '■' | '◆' | '★' | '○' | '◎' | '□' | '▪' | '•' | '·' | '➢' | '△' | '☆' => {
            Some(Marker { style: MarkerStyle::Bullet, value: 0, len: first.len_utf8() })
        }
        // A dash that a font makes of two.
        '\u{2e3a}' | '\u{2e3b}' => Some(Marker { style: MarkerStyle::Bullet, value: 0, len: first.len_utf8() }),
        '—' | '－' => {
            let len = text.len() - text.trim_start_matches(first).len();
            (len > first.len_utf8()).then_some(Marker { style: MarkerStyle::Bullet, value: 0, len })
        }
        '0'..='9' => plain_digits(text),
        '十' | '百' | '零' | '〇' => plain_han(text),
        _ if han_digit(first).is_some() => plain_han(text),
        _ if may_be_named(first) => named(text),
        _ => None,
    }
}

/// 1.1, 1.1.1 and 1.1.1.1, with a stop or a word behind, or a blank and any other number (2.1.1 6月底前): their last number
/// counts. Only the numbers around it can tell 1.1 from an amount.
#[must_use]
pub fn decimal(text: &str) -> Option<Marker> {
    /// No plan counts further.
    const MOST: u32 = 100;
    const STYLES: [MarkerStyle; 3] = [MarkerStyle::Decimal, MarkerStyle::SubDecimal, MarkerStyle::LeastDecimal];
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (mut len, mut depth, mut value) = (0, 0, 0);
    loop {
        let rest = text.get(len..)?;
        let stop = if depth == 0 {
            0
        } else {
            rest.chars().next().filter(|c| matches!(c, '.' | '．')).map_or(0, char::len_utf8)
        };
        let Some((number, used)) =
            rest.get(stop..).filter(|r| r.starts_with(|c: char| c.is_ascii_digit())).and_then(numeral)
        else {
            // A stop behind the last number is its own.
            let end = rest.trim_start_matches(['.', '、', '．', ' ', '\u{3000}']);
            let word = end.starts_with(|c: char| c.is_alphabetic() || "“《（".contains(c));
            let number = || rest.starts_with(' ') && end.starts_with(|c: char| c.is_ascii_digit());
            let style = *STYLES.get(usize::checked_sub(depth, 2)?)?;
            let stop = rest.chars().next().filter(|c| matches!(c, '.' | '、' | '．')).map_or(0, char::len_utf8);
            return (word || number()).then_some(Marker { style, value, len: len + stop });
        };
        if depth > 0 && stop == 0 || number == 0 || number >= MOST || depth > STYLES.len() {
            return None;
        }
        (len, depth, value) = (len + stop + used, depth + 1, number);
    }
}

/// 第一章, 第一节, 第一条, followed by a blank, a stop or the heading.
fn ordinal(text: &str) -> Option<Marker> {
    let rest = &text['第'.len_utf8()..];
    let (value, used) = numeral(rest)?;
    let behind = rest.get(used..)?;
    if let Some((part, name)) = ["部分", "篇", "编"].iter().find_map(|part| Some((part, behind.strip_prefix(part)?)))
    {
        // 第一部分的资金, 第三篇章, 第二编码.
        let sentence = name.starts_with(['的', '是', '为', '由', '章', '码', '制', '幅']);
        let len = '第'.len_utf8() + used + part.len();
        return (!sentence).then_some(Marker { style: MarkerStyle::Part, value, len });
    }
    let unit = behind.chars().next()?;
    let style = match unit {
        '章' => MarkerStyle::Chapter,
        '节' => MarkerStyle::Section,
        '条' => MarkerStyle::Article,
        _ => return None,
    };
    Some(Marker { style, value, len: '第'.len_utf8() + used + unit.len_utf8() })
}

/// （一） and （1）.
fn bracketed(text: &str, open: usize) -> Option<Marker> {
    let rest = text.get(open..)?;
    let (value, used) = numeral(rest)?;
    let close = rest.get(used..)?.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let style = if rest.starts_with(|c: char| c.is_ascii_digit()) {
        MarkerStyle::DigitBracket
    } else {
        MarkerStyle::HanBracket
    };
    (value < 1000).then_some(Marker { style, value, len: open + used + close.len_utf8() })
}

/// `1.`, `1．`, 1、, 1﹒ and 1）; never 3.5 or 1. before a digit.
fn plain_digits(text: &str) -> Option<Marker> {
    let (value, used) = numeral(text)?;
    if value >= 1000 {
        return None;
    }
    let mut rest = text.get(used..)?.chars();
    let stop = rest.next()?;
    let next = rest.next();
    let style = match stop {
        '.' | '．' | '﹒' if !next.is_some_and(|c| c.is_ascii_digit()) => MarkerStyle::Digit,
        '、' => MarkerStyle::Digit,
        '）' | ')' => MarkerStyle::DigitBracket,
        _ => return None,
    };
    Some(Marker { style, value, len: used + stop.len_utf8() })
}

/// The number of `11.121人才梯队项目`: digits follow its stop, so that only the number before it can tell it from 3.5万. What has
/// no words is a number of another kind: 15.3.
#[must_use]
pub fn marker_before_digit(text: &str) -> Option<Marker> {
    let (value, used) = text.starts_with(|c: char| c.is_ascii_digit()).then(|| numeral(text))??;
    let mut rest = text.get(used..)?.chars();
    let stop = rest.next().filter(|c| matches!(c, '.' | '．' | '﹒'))?;
    rest.next().filter(char::is_ascii_digit)?;
    rest.find(|c| c.is_alphabetic())?;
    Some(Marker { style: MarkerStyle::Digit, value, len: used + stop.len_utf8() })
}

/// The number of `1。推进项目`: a stop ends it as it ends a sentence, so that only the numbers around it can tell it from one.
#[must_use]
pub fn marker_with_stop(text: &str) -> Option<Marker> {
    let (value, used) = text.starts_with(|c: char| c.is_ascii_digit()).then(|| numeral(text))??;
    let mut rest = text.get(used..)?.chars();
    let stop = rest.next().filter(|c| *c == '。')?;
    rest.next().filter(|c| super::is_han(*c) || *c == '“')?;
    (value < 1000).then_some(Marker { style: MarkerStyle::Digit, value, len: used + stop.len_utf8() })
}

/// 一、 and 一．.
fn plain_han(text: &str) -> Option<Marker> {
    let (value, used) = numeral(text)?;
    let stop = text.get(used..)?.chars().next()?;
    matches!(stop, '、' | '．' | '.').then_some(Marker { style: MarkerStyle::Han, value, len: used + stop.len_utf8() })
}

/// A small whole number in Han or ASCII digits: its value and its bytes.
fn numeral(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut digit, mut used) = (0_u32, 0_u32, 0);
    let mut ascii = None;
    for (at, c) in text.char_indices() {
        if at > LONGEST {
            return None;
        }
        let is_digit = c.is_ascii_digit();
        if *ascii.get_or_insert(is_digit) != is_digit {
            break;
        }
        match c {
            '0'..='9' => digit = digit.checked_mul(10)?.checked_add(c as u32 - '0' as u32)?,
            '十' => {
                value = value.checked_add(digit.max(1) * 10)?;
                digit = 0;
            }
            '百' => {
                value = value.checked_add(digit.max(1).checked_mul(100)?)?;
                digit = 0;
            }
            '零' | '〇' => {}
            _ => match han_digit(c) {
                Some(value) if digit == 0 => digit = value,
                _ => break,
            },
        }
        used = at + c.len_utf8();
    }
    (used > 0).then_some((value + digit, used))
}

/// The value of a Han digit from one on, as numbers of items have them.
fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(MarkerStyle, u32, &str)>) {
        let found = marker(text).map(|m| (m.style, m.value, &text[..m.len]));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_as_officials_print_them() {
        check("一、总体要求", Some((MarkerStyle::Han, 1, "一、")));
        check("十二、附则", Some((MarkerStyle::Han, 12, "十二、")));
        check("（二十一）强化", Some((MarkerStyle::HanBracket, 21, "（二十一）")));
        check("(三)强化", Some((MarkerStyle::HanBracket, 3, "(三)")));
        check("12. 深入", Some((MarkerStyle::Digit, 12, "12.")));
        check("3．羊城", Some((MarkerStyle::Digit, 3, "3．")));
        check("7、妨碍", Some((MarkerStyle::Digit, 7, "7、")));
        check("（1）推进", Some((MarkerStyle::DigitBracket, 1, "（1）")));
        check("2）推进", Some((MarkerStyle::DigitBracket, 2, "2）")));
        check("③规模", Some((MarkerStyle::Circled, 3, "③")));
        check("第一百零二条 本", Some((MarkerStyle::Article, 102, "第一百零二条")));
        check("任务一：建设", Some((MarkerStyle::Named, 1, "任务一：")));
        check("专项行动12:建设", Some((MarkerStyle::Named, 12, "专项行动12:")));
        check("——统筹", Some((MarkerStyle::Bullet, 0, "——")));
        check("问题2.清理", Some((MarkerStyle::Named, 2, "问题2.")));
        check("第一件：新建", Some((MarkerStyle::Named, 1, "第一件：")));
        check("（问题3）清理", Some((MarkerStyle::Named, 3, "（问题3）")));
    }

    #[test]
    fn numbers_of_chapters_and_their_parts() {
        let check = |text: &str, expected: Option<(MarkerStyle, u32, &str)>| {
            let found = decimal(text).map(|m| (m.style, m.value, &text[..m.len]));
            assert_eq!(found, expected, "{text}");
        };
        check("2.1构建", Some((MarkerStyle::Decimal, 1, "2.1")));
        check("2.1.3 推进", Some((MarkerStyle::SubDecimal, 3, "2.1.3")));
        check("1.2.“两高”", Some((MarkerStyle::Decimal, 2, "1.2.")));
        check("2．1．3推进", Some((MarkerStyle::SubDecimal, 3, "2．1．3")));
        check("2.1.3.4推进", Some((MarkerStyle::LeastDecimal, 4, "2.1.3.4")));
        check("2.1.1 6月底前", Some((MarkerStyle::SubDecimal, 1, "2.1.1")));
        for text in ["2.1", "2.1%", "2.", "2.1.3.4.5推进", "2022.1.3印发", "构建2.1"] {
            check(text, None);
        }
    }

    #[test]
    fn other_numbers_are_no_markers() {
        for text in [
            "3.5万株",
            "2022年",
            "5G基站",
            "一是要",
            "第四届",
            "10个工作日",
            "一批",
            "（一",
            "十",
            "1",
            "任务一",
            "任务：",
            "项目1.5亿元",
            "第一件大事",
            "",
        ] {
            check(text, None);
        }
    }
}
