//! Word files that are damaged, locked, too old, or of another program.

use taizhang::read::{Format, read};
use taizhang::{Limit, Options, ReadError};

use super::build::{Word, change, compound, streams_of};
use super::numbers::{kind, level, listed};
use super::{kept, noted};
use crate::read::{check, reads};
use crate::robust::{self, Dice};

fn refusal(bytes: &[u8]) -> ReadError {
    read(bytes, &Options::default()).expect_err("no document")
}

#[test]
fn files_that_are_not_read_are_named() {
    let word = || Word::of("做好工作。\r");
    let of = |name: &str| compound(&[(name, vec![0; 5000])]);
    let (mut locked, mut old) = (word(), word());
    (locked.flags, old.version) = (0x0100, 104);
    let mut older = word().streams();
    older[0].1[..2].copy_from_slice(&[0xdb, 0xa5]);
    for (bytes, expected) in [
        (locked.bytes(), "password"),
        (old.bytes(), "before Word 97"),
        (compound(&older), "before Word 97"),
        (of("EncryptedPackage"), "password"),
        (of("PowerPoint Document"), "PowerPoint"),
        (of("Contents"), "old Office program"),
    ] {
        let error = refusal(&bytes);
        assert!(matches!(error, ReadError::Unsupported { .. }) && error.to_string().contains(expected), "{error}");
    }
    for bytes in [of("WordDocument"), compound(&word().streams()[..1])] {
        let error = refusal(&bytes);
        assert!(matches!(error, ReadError::Damaged { format: Format::Doc, .. }), "{error}");
    }
    assert!(matches!(refusal(&Word::of("\r\r").bytes()), ReadError::Blank));
}

#[test]
fn a_file_that_is_cut_off_is_an_error_or_says_what_it_lacks() {
    for whole in ["lists", "tables", "marks"].map(kept) {
        let words = reads(&whole).text;
        for length in (0..whole.len()).step_by(97) {
            match read(&whole[..length], &Options::default()) {
                Ok(document) => assert!(document.text == words || !document.notes.is_empty(), "{length}"),
                Err(error) => assert!(
                    matches!(
                        error,
                        ReadError::Damaged { .. } | ReadError::Unsupported { .. } | ReadError::Empty | ReadError::Blank
                    ),
                    "{length}: {error}"
                ),
            }
        }
    }
}

/// Numbers, places and lengths within the streams are anything; the file around them is whole.
#[test]
fn damaged_streams_give_a_sound_ledger_or_an_error() {
    let mut dice = Dice(0x00d0_c0de);
    let rounds = robust::times(30);
    let mut whole: Vec<_> = ["lists", "tables", "marks"].map(|name| streams_of(&kept(name))).into();
    whole.push(noted().streams());
    whole.push(listed(&[kind(7, &[level(1, 0, 0, "\0.")])], &[(7, &[])]).add("甲\r", 0, &[]).streams());
    for streams in whole {
        for _ in 0..rounds {
            let mut streams = streams.clone();
            let which = dice.roll(streams.len());
            let stream = &mut streams[which].1;
            for _ in 0..=dice.roll(12) {
                let at = dice.roll(stream.len());
                let value = [0, 1, 7, 0x0d, 0x7f, 0x80, 0xff, u8::try_from(dice.roll(256)).expect("a byte")];
                let value = value[dice.roll(value.len())];
                stream.iter_mut().skip(at).take(1 + 3 * dice.roll(2)).for_each(|byte| *byte = value);
            }
            robust::check(&compound(&streams));
        }
    }
}

#[test]
fn words_of_which_a_file_says_nothing_are_told() {
    let mut streams = Word::of("甲\r乙\r").streams();
    // The last run of the page of paragraphs ends before the text does.
    let place = streams[0].1.len() - 512;
    let page = streams[0].1.chunks(512).rposition(|page| page[511] == 1).expect("a page of one run") * 512;
    assert!(page <= place);
    streams[0].1[page + 4..page + 8].copy_from_slice(&1028_u32.to_le_bytes());
    let document = check(&compound(&streams), &["甲", "乙"]);
    assert!(document.notes[0].message.contains("段落"), "{}", document.notes[0].message);
}

#[test]
fn halves_of_characters_are_told() {
    let mut streams = Word::of("甲\u{20bb7}乙\r").streams();
    let text = &mut streams[0].1;
    let place = text.windows(2).position(|unit| unit == 0xdfb7_u16.to_le_bytes()).expect("the second half");
    text[place..place + 2].copy_from_slice(&[0x2d, 0x4e]);
    let document = check(&compound(&streams), &["甲\u{fffd}中乙"]);
    assert!(document.notes[0].message.contains("字符"), "{}", document.notes[0].message);
}

#[test]
fn limits_hold_for_words_and_for_what_is_counted() {
    let over = |word: &Word, unpacked: u64| {
        let mut options = Options::default();
        options.limits.unpacked = unpacked;
        let error = read(&word.bytes(), &options).expect_err("too large");
        assert!(matches!(error, ReadError::TooLarge { of: Limit::Unpacked, limit } if limit == unpacked), "{error}");
    };
    over(&Word::of(&"做好工作。\r".repeat(100)), 1000);
    over(&Word::of(&"\r".repeat(700)), 1500);
    // Numbers of lists take more than the words they stand before.
    let long = listed(&[kind(7, &[level(1, 0, 0, &"长".repeat(250))])], &[(7, &[])]);
    over(&long.add(&"短\r".repeat(300), 0, &[&change(0x460b, &[1, 0])]), 100_000);
}
