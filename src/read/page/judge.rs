//! Whether what was read is text: fonts with private encodings give characters that mean nothing.

use std::cmp::Reverse;

use encoding_rs::GBK;
use rustc_hash::FxHashMap;

use crate::text::{count_chars, is_blank, is_han};

/// Characters looked at, in blocks spread over the text.
const SAMPLE: usize = 20_000;
const BLOCK: usize = 500;

/// With more characters in a hundred that stand for nothing, the text is garbled.
const MOST_UNKNOWN: usize = 30;

/// With more characters in a hundred that words are not made of, the text is garbled. Glyph numbers taken for characters
/// give 30 and more, program listings 10.
const MOST_ODD: usize = 18;

/// With more in a thousand that are accented letters next to Han characters, the text is garbled: 省ÿ府.
const MOST_MIXED: usize = 10;

/// With fewer Han characters in a hundred that GB 2312 has, the text is garbled. Official texts have over 99, traditional
/// ones about 60, and the private encoding of Founder, which puts letters and digits at rare characters, under 20.
const FEWEST_COMMON: usize = 35;

/// With one character making up more than so many in a hundred, the text is garbled.
const MOST_OF_ONE: usize = 60;

/// Too few characters to judge.
const FEW: usize = 30;

/// Whether the text is unreadable.
pub(in crate::read) fn is_garbled(text: &str) -> bool {
    let step = count_chars(text.as_bytes()) / SAMPLE + 1;
    let (mut all, mut unknown, mut odd, mut mixed) = (0, 0, 0, 0);
    let mut counts = FxHashMap::default();
    let (mut han_before, mut accented_before) = (false, false);
    let mut rest = text;
    while !rest.is_empty() {
        let (block, after) = split(rest, BLOCK);
        rest = split(after, BLOCK * (step - 1)).1;
        for c in block.chars().filter(|&c| !is_blank(c)) {
            all += 1;
            if is_han(c) {
                mixed += usize::from(accented_before);
                (han_before, accented_before) = (true, false);
            } else {
                let accented = is_accented(c);
                mixed += usize::from(accented && han_before);
                (han_before, accented_before) = (false, accented);
                unknown += usize::from(is_unknown(c));
                odd += usize::from(is_odd(c));
            }
            *counts.entry(c).or_insert(0_usize) += 1;
        }
    }
    // Leaders and rules are rows of one mark; only letters count.
    counts.retain(|c, _| c.is_alphabetic());
    let one = counts.values().copied().max().unwrap_or(0);
    unknown * 100 > all * MOST_UNKNOWN
        || (odd + unknown) * 100 > all * MOST_ODD && all >= FEW
        || mixed * 1000 > all * MOST_MIXED && mixed >= FEW
        || all >= FEW && one * 100 > all * MOST_OF_ONE
        || has_few_common(counts)
}

/// The first so many characters of a text, and the rest.
fn split(text: &str, count: usize) -> (&str, &str) {
    let mut rest = text.chars();
    if let Some(last) = count.checked_sub(1) {
        rest.nth(last);
    }
    text.split_at(text.len() - rest.as_str().len())
}

/// Whether too few of the counted Han characters are of GB 2312. The most frequent are asked for first, so that an ordinary text
/// is known by some forty of them.
fn has_few_common(counts: FxHashMap<char, usize>) -> bool {
    let mut counts: Vec<(char, usize)> = counts.into_iter().filter(|&(c, _)| is_han(c)).collect();
    let han: usize = counts.iter().map(|(_, count)| count).sum();
    if han < FEW {
        return false;
    }
    counts.sort_unstable_by_key(|&(_, count)| Reverse(count));
    let mut common = 0;
    for (_, count) in counts.into_iter().filter(|&(c, _)| is_gb2312(c)) {
        common += count;
        if common * 100 >= han * FEWEST_COMMON {
            return false;
        }
    }
    true
}

/// Accented Latin letters, which pinyin and names have within words.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}') && !matches!(c, '×' | '÷')
}

/// Control characters, and marks that stand in no sentence.
fn is_odd(c: char) -> bool {
    c.is_control()
        || is_accented(c)
        || matches!(c, '#' | '$' | '&' | '*' | '<'..='>' | '@' | '['..='`' | '{'..='~' | '\u{a1}'..='\u{b6}' | '\u{b8}'..='\u{bf}')
}

/// Whether a character stands for nothing: the replacement character, or a private one.
pub(super) fn is_unknown(c: char) -> bool {
    matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// Whether GB 2312 has the Han character: its code in GBK has both bytes in the upper range.
fn is_gb2312(c: char) -> bool {
    let mut buffer = [0; 4];
    let (code, _, unknown) = GBK.encode(c.encode_utf8(&mut buffer));
    !unknown && matches!(*code, [0xb0..=0xf7, 0xa1..=0xfe])
}

#[cfg(test)]
mod tests {
    use super::is_garbled;

    #[test]
    fn private_encodings_and_unknown_characters_are_garbled() {
        for (text, expected) in [
            ("各市人民政府，各县（市、区）人民政府：2022年新培育制造业单项冠军企业15家以上。", false),
            ("各縣市政府應於三個月內將執行情形報請備查，並依規定辦理後續事宜，以維護民眾權益與公共安全。", false),
            ("犐犆犛犌犅犜犪犫犮犱犲犳犵犺犻犼犽犾犿狀狅狆狇狉狊狋狌狏狑狓狔狕犃犅犆犇", true),
            ("\u{fffd}\u{fffd}\u{fffd}年\u{e012}\u{e013}月", true),
            (
                "山东省人民府Þ公厅s于印发<十大创ð=<十强产业=行ú计划的通知Þ字÷省府ps部门ÿ印发给你们，并提出以Q要求，请ÿ抓好落实2一1建立ý作Ā账，要包括目ß标1任á1°任人1时间ß度，由牵头ð部门汇总，内ý作日内，统一û报省发展改革Ā委备案2各部门ÿ要x化细î化及本è部门的目标任á，压紧压实î任，抓紧è实",
                true,
            ),
            ("$%&'()*+,-./:;<=>?@[^_`{|}~#$%&*<=>{}~|ÅÆÇŠÐÑÒÓÔÕÖ", true),
            (
                "Fête nationale à Genève : les élèves ont déjà préparé leurs drapeaux, leurs chants et leurs discours.",
                false,
            ),
            ("第一章总则........................................................3", false),
        ] {
            assert_eq!(is_garbled(text), expected, "{text}");
        }
    }
}
