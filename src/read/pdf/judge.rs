//! Whether what was read is text: fonts with private encodings give characters that mean nothing.

use std::sync::LazyLock;

use encoding_rs::GBK;
use rustc_hash::FxHashMap;

use crate::text::{is_blank, is_han};

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
pub(super) fn is_garbled(text: &str) -> bool {
    let length = text.chars().count();
    let step = length / SAMPLE + 1;
    let (mut all, mut unknown, mut odd, mut mixed) = (0, 0, 0, 0);
    let mut counts = FxHashMap::default();
    let mut before = ' ';
    let sample = text.chars().enumerate().filter(|&(at, c)| (at / BLOCK).is_multiple_of(step) && !is_blank(c));
    for (_, c) in sample {
        all += 1;
        unknown += usize::from(is_unknown(c));
        odd += usize::from(is_odd(c));
        mixed += usize::from(is_accented(c) && is_han(before) || is_han(c) && is_accented(before));
        // Leaders and rules are rows of one mark; only letters count.
        if c.is_alphabetic() {
            *counts.entry(c).or_insert(0_usize) += 1;
        }
        before = c;
    }
    let (mut han, mut common) = (0, 0);
    for (&c, &count) in counts.iter().filter(|&(&c, _)| is_han(c)) {
        han += count;
        common += if is_gb2312(c) { count } else { 0 };
    }
    let one = counts.values().copied().max().unwrap_or(0);
    unknown * 100 > all * MOST_UNKNOWN
        || (odd + unknown) * 100 > all * MOST_ODD && all >= FEW
        || mixed * 1000 > all * MOST_MIXED && mixed >= FEW
        || han >= FEW && common * 100 < han * FEWEST_COMMON
        || all >= FEW && one * 100 > all * MOST_OF_ONE
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

/// Whether GB 2312 has the Han character.
fn is_gb2312(c: char) -> bool {
    (c as usize).checked_sub(FIRST_HAN).and_then(|at| Some(GB2312.get(at / 64)? >> (at % 64) & 1)) == Some(1)
}

/// The first Han character of Unicode.
const FIRST_HAN: usize = 0x4e00;

/// The Han characters of GB 2312, a bit each: those whose codes in GBK have both bytes in the upper range. To decode all these
/// codes once is quicker than to encode the characters of one text, for which there is no table.
static GB2312: LazyLock<[u64; 328]> = LazyLock::new(|| {
    let codes: Vec<u8> = (0xb0..=0xf7).flat_map(|high| (0xa1..=0xfe).flat_map(move |low| [high, low])).collect();
    let mut bits = [0; 328];
    for at in GBK.decode_without_bom_handling(&codes).0.chars().filter_map(|c| (c as usize).checked_sub(FIRST_HAN)) {
        if let Some(word) = bits.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
    bits
});

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
