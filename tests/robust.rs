//! Whatever the bytes: a ledger that keeps its promises, or an error that says the next step. Never a panic.

use taizhang::model::Ledger;
use taizhang::{Options, Stage};

use crate::fuzz::sound::sound;
use crate::{fuzz, schema};

/// Reads bytes that may be anything. If they give a ledger it must be sound.
#[track_caller]
pub fn check(bytes: &[u8]) -> Option<Ledger> {
    let options = Options::default();
    match taizhang::extract(bytes, "case", &options) {
        Ok(ledger) => {
            let clean = taizhang::inspect(bytes, Stage::Clean, &options).expect("what gave a ledger can be looked at");
            sound(&ledger, &clean);
            schema::check(&ledger);
            Some(ledger)
        }
        Err(error) => {
            let message = error.to_string();
            assert!(message.contains([';', ',']) && !message.ends_with('.'), "no next step: {message}");
            assert!(taizhang::inspect(bytes, Stage::Read, &options).is_err(), "read and extract agree");
            None
        }
    }
}

/// Numbers that look random and are the same on every run (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).expect("below sides")
    }
}

/// How often a file is damaged: as `TAIZHANG_ROUNDS` says, or so often.
pub fn times(usual: usize) -> usize {
    std::env::var("TAIZHANG_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(usual)
}

/// Puts pieces in the place of a few bytes, up to so many times.
pub fn damage(bytes: &mut Vec<u8>, pieces: &[&str], most: usize, dice: &mut Dice) {
    for _ in 0..=dice.roll(most) {
        let at = dice.roll(bytes.len());
        let piece = pieces[dice.roll(pieces.len())].bytes();
        bytes.splice(at..(at + dice.roll(8)).min(bytes.len()), piece);
    }
}

#[test]
fn every_ledger_of_the_corpus_is_sound() {
    let mut ledgers = 0;
    for (_, bytes, _) in schema::corpus() {
        assert!(check(&bytes).is_some());
        ledgers += 1;
    }
    assert!(ledgers > 0, "the corpus holds documents");
}

/// What fuzzing found is kept there too.
#[test]
fn every_case_gives_a_sound_ledger_or_an_error() {
    let cases = std::fs::read_dir(crate::manifest::corpus().join("cases")).expect("cases");
    let cases = cases.map(|entry| entry.expect("a case").path());
    for case in cases.filter(|path| path.extension().is_some_and(|ending| ending != "expect")) {
        let bytes = std::fs::read(case).expect("a case");
        check(&bytes);
        fuzz::check(&bytes, &fuzz::options());
        fuzz::check_returned(&bytes);
        fuzz::check_part(&bytes, fuzz::WORD, &fuzz::options());
        fuzz::check_part(&bytes, fuzz::PAGE, &fuzz::options());
    }
}

#[test]
fn a_document_that_is_cut_off_anywhere_is_read_as_far_as_it_goes() {
    let mut dice = Dice(0x2022_0327);
    for (_, bytes, _) in schema::corpus() {
        for _ in 0..rounds(bytes.len()) {
            check(&bytes[..dice.roll(bytes.len())]);
        }
    }
}

#[test]
fn a_document_with_damaged_bytes_gives_a_sound_ledger_or_an_error() {
    let mut dice = Dice(0x1234_5678_9abc);
    for (_, bytes, _) in schema::corpus() {
        for _ in 0..rounds(bytes.len()) {
            let mut bytes = bytes.clone();
            for _ in 0..=dice.roll(20) {
                let at = dice.roll(bytes.len());
                bytes[at] = u8::try_from(dice.roll(256)).expect("a byte");
            }
            check(&bytes);
        }
    }
}

/// Packed parts are checked by their sums, so that damage within them has to be packed.
#[test]
fn a_document_with_a_damaged_part_gives_a_sound_ledger_or_an_error() {
    /// What a part may be damaged with, beside single bytes.
    const PIECES: [&str; 12] = [
        "</w:p>",
        "<w:p>",
        "<w:tbl><w:tr><w:tc>",
        "<w:vMerge/>",
        "<w:gridSpan w:val=\"4000000000\"/>",
        "<ofd:TextObject Boundary=\"0 0 1 1\" Size=\"1e300\">",
        " DeltaX=\"g 4000000000 -1e308\"",
        "NaN ",
        "M 1 1 L ",
        "&#0;",
        "<![CDATA[",
        "<!--",
    ];
    let mut dice = Dice(0x0fd_0d0c);
    let mut damaged = 0;
    for (_, bytes, _) in schema::corpus().filter(|(_, bytes, _)| bytes.starts_with(b"PK")) {
        let parts = fuzz::parts(&bytes);
        let drawn: Vec<_> = parts.iter().filter(|(name, _)| name.ends_with(".xml")).collect();
        for _ in 0..rounds(bytes.len()) {
            let (name, part) = drawn[dice.roll(drawn.len())];
            let mut part = part.clone();
            for _ in 0..=dice.roll(6) {
                let at = dice.roll(part.len());
                let piece = PIECES[dice.roll(PIECES.len())].bytes();
                part.splice(at..at + dice.roll(2 * (part.len() - at).min(20) + 1) / 2, piece);
            }
            check(&fuzz::with_part(&parts, name, &part));
            damaged += 1;
        }
    }
    assert!(damaged > 0, "the corpus holds packages");
}

#[test]
fn a_text_of_shuffled_characters_gives_a_sound_ledger() {
    let mut dice = Dice(0xfeed_beef);
    for (_, bytes, _) in schema::corpus() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let mut chars: Vec<char> = text.chars().collect();
        for _ in 0..6 {
            // Short pieces change places, so that marks meet words that they never meet.
            for _ in 0..chars.len() / 4 {
                let (a, b) = (dice.roll(chars.len()), dice.roll(chars.len()));
                chars.swap(a, b);
            }
            check(chars.iter().collect::<String>().as_bytes());
        }
    }
}

/// How often a document of this size is tried: small ones often, large ones a few times.
fn rounds(bytes: usize) -> usize {
    (300_000 / bytes.max(1)).clamp(2, 20)
}

#[test]
fn strange_bytes_are_met_with_an_error() {
    for bytes in [
        &b""[..],
        b"\0",
        b" \n\t \r\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\x14\0\0\0\x08\0",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
        b"%PDF-",
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>startxref 0 %%EOF",
        &[0xff; 4096],
        &[0; 4096],
    ] {
        assert!(check(bytes).is_none(), "{bytes:?} is no document");
    }
}

#[test]
fn strange_texts_give_a_sound_ledger() {
    let deep = "（一）".repeat(2_000);
    let brackets = "（".repeat(20_000);
    let closing = "一、甲".to_owned() + &"）".repeat(20_000);
    let line = "一、".to_owned() + &"推进工作，".repeat(40_000);
    let organs = "1. 做好工作。（牵头单位：".to_owned() + &"省财政厅、".repeat(10_000) + "）";
    let numbers = "一、完成9".to_owned() + &"9".repeat(10_000) + "万亿亿亿个项目，增长" + &"1.".repeat(5_000) + "%。";
    for text in [
        "一",
        "一、",
        "。",
        "（）",
        "1.",
        "一、\n二、\n三、",
        "《《《》》》",
        "\u{feff}\u{feff}一、甲",
        "一、甲\u{0}乙",
        "一、\u{202e}\u{200b}\u{fffd}\u{10ffff}\u{1f600}",
        "一、e\u{301}\u{308}\u{327}新增10个\u{fe0f}项目",
        "一、到2022年13月32日前，到0000年，到9999年底前完成10个。",
        "一、印发后99999999999个工作日内完成，增长0.0000000000000000000000000000001%。",
        "一、新增一二三四五六七八九十百千万亿亿亿亿亿亿亿亿个项目。",
        "（牵头单位：）\n（责任单位：/）\n牵头单位：、、、",
        "1. 甲。（牵头单位：省财政厅\n2. 乙。（配合单位：省财政厅）",
        "\t\t\t\n序号\t任务\t牵头单位\n1\t甲\n2\t\t\t\t\t\n",
        "\r\r\r一、甲\r二、乙\u{2028}三、丙\u{85}四、丁\u{c}五、戊",
        &deep,
        &brackets,
        &closing,
        &line,
        &organs,
        &numbers,
    ] {
        check(text.as_bytes());
    }
}

/// A paragraph of thousands of marks and no stop, or a list of thousands of items, takes time in proportion to its length: a
/// stage that reads it anew at each mark takes minutes.
#[test]
fn a_long_paragraph_of_marks_is_read_in_one_pass() {
    /// Bytes of the paragraph.
    const LENGTH: usize = 200_000;
    /// Ten times what a slow machine takes.
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);
    for unit in [
        "（二）推进甲项工作，",
        "1.任务（一）",
        "推进甲项工作（市教育局负责），",
        "到2025年完成甲5家（含乙2个）；",
        "牵头单位：市教育局，",
        "1月、2月、",
        "127、推进",
        "①推进甲项工作。\n",
    ] {
        let text = format!("某市工作方案\n一、任务\n{}", unit.repeat(LENGTH / unit.len()));
        let began = std::time::Instant::now();
        check(text.as_bytes());
        assert!(began.elapsed() < PATIENCE, "{unit}: {:?}", began.elapsed());
    }
}
