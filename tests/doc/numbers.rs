//! Lists of Word files, as Word may write them.

use super::build::{LIST_USES, LISTS, Word, change};
use super::check_whole;

/// A level: its first number, how it is shown, its bits, and its text, in which 0 to 8 stand for numbers.
pub fn level(start: u32, shown: u8, bits: u8, text: &str) -> Vec<u8> {
    let mut level = start.to_le_bytes().to_vec();
    level.extend([shown, bits]);
    level.resize(28, 0);
    // What is changed of paragraphs and of the number's characters stands before its text.
    (level[24], level[25]) = (3, 2);
    level.extend([1, 2, 3, 4, 5]);
    level.extend(u16::try_from(text.encode_utf16().count()).expect("short").to_le_bytes());
    level.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    level
}

/// A kind of lists with these levels, one or nine.
pub fn kind(id: u32, levels: &[Vec<u8>]) -> (Vec<u8>, Vec<u8>) {
    let mut said = [&id.to_le_bytes()[..], &[0; 4]].concat();
    said.extend([0x0fff_u16; 9].iter().flat_map(|style| style.to_le_bytes()));
    said.extend([u8::from(levels.len() == 1), 0]);
    let empty = level(1, 0, 0, "");
    let count = if levels.len() == 1 { 1 } else { 9 };
    (said, (0..count).flat_map(|at| levels.get(at).unwrap_or(&empty).clone()).collect())
}

/// A file with these kinds of lists, and lists of such kinds with what they change.
pub fn listed(kinds: &[(Vec<u8>, Vec<u8>)], lists: &[(u32, &[Vec<u8>])]) -> Word {
    let count = u16::try_from(kinds.len()).expect("few").to_le_bytes().to_vec();
    let said = kinds.iter().map(|(said, _)| said.clone());
    let levels = kinds.iter().map(|(_, levels)| levels.clone());
    let mut uses = u32::try_from(lists.len()).expect("few").to_le_bytes().to_vec();
    for (kind, changes) in lists {
        uses.extend(kind.to_le_bytes());
        uses.extend([0; 8]);
        uses.extend([u8::try_from(changes.len()).expect("few"), 0, 0, 0]);
    }
    for (_, changes) in lists {
        uses.extend([0xff; 4]);
        uses.extend(changes.concat());
    }
    let kinds: Vec<Vec<u8>> = [count].into_iter().chain(said).chain(levels).collect();
    Word::of("").part(LISTS, kinds.concat()).part(LIST_USES, uses)
}

/// A file with a list that counts 1.
pub fn numbered() -> Word {
    listed(&[kind(7, &[level(1, 0, 0, "\0.")])], &[(7, &[])])
}

#[test]
fn a_list_may_begin_anew_and_have_levels_of_its_own() {
    let kinds = [
        kind(5, &[level(1, 39, 0, "\0、"), level(1, 39, 0, "（\u{1}）"), level(3, 0, 4, "\0.\u{1}.\u{2}")]),
        kind(6, &[level(1, 23, 0, "\u{f0b7}")]),
    ];
    let start = |level: u32, start: u32| [start.to_le_bytes(), (level | 0x10).to_le_bytes()].concat();
    let own = |number: u32, own: Vec<u8>| [&[0; 4], &(number | 0x20).to_le_bytes()[..], &own].concat();
    let changed = [start(0, 7), own(1, level(1, 18, 0, "\u{1}"))];
    let word = listed(&kinds, &[(5, &[]), (6, &[]), (5, &changed)]);
    let place = |list: i16, level: u8| [change(0x460b, &list.to_le_bytes()), change(0x260a, &[level])].concat();
    let word = [
        ("总体\r", 1, 0),
        ("目标\r", 1, 1),
        ("甲\r", 1, 2),
        ("乙\r", 1, 2),
        ("点\r", 2, 0),
        ("无\r", 0, 0),
        ("也无\r", 0xf801_u16.cast_signed(), 0),
        ("任务\r", -1, 0),
        ("其下\r", 3, 1),
        ("重来\r", 3, 0),
        ("其下\r", 3, 1),
    ]
    .iter()
    .fold(word, |word, (words, list, level)| word.add(words, 0, &[&place(*list, *level)]));
    let old = numbered().add("旧\r", 0, &[&place(0x07ff, 0)]);
    assert!(super::check_word(&old, &["旧"]).notes[0].message.contains("编号"), "what is not counted is told");
    check_whole(
        &word,
        &[
            "一、总体",
            "（一）目标",
            "1.1.3 甲",
            "1.1.4 乙",
            "●点",
            "无",
            "也无",
            "二、任务",
            "① 其下",
            "七、重来",
            "① 其下",
        ],
    );
}
