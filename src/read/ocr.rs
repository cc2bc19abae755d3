//! Text recognition by Tesseract, started as a process.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::Rect;
use crate::error::ReadError;
use crate::limits::{Limit, Limits};
use crate::text::is_han;

/// The program.
const PROGRAM: &str = "tesseract";

/// What is read: simplified Chinese, with the digits and Latin letters that stand in it.
const LANGUAGE: &str = "chi_sim";

/// Pictures are drawn with so many dots an inch; Tesseract is trained on 300.
pub(super) const DPI: u32 = 300;

/// With less mean confidence, in percent, a page may lie on its side. Upright pages have over 80, turned ones under 50.
const DOUBTFUL: f32 = 65.0;

/// A character takes at least so much of its line's height; Tesseract's boxes of neighbours often overlap.
const NARROW: f32 = 0.3;

/// A gap wider than this, in heights of the line, parts words; narrower ones are what Tesseract's boxes leave out.
const GAP: f32 = 1.2;

/// How long a process is waited for before the clock is looked at again.
const TICK: Duration = Duration::from_millis(5);

/// A grey picture, row by row from the top left; 0 is black.
pub(super) struct Picture {
    pub width: usize,
    pub height: usize,
    pub dots: Vec<u8>,
}

/// A word as recognised. Places are in dots, on the picture turned upright.
pub(super) struct Word {
    pub text: String,
    pub rect: Rect,
    /// The box of its line.
    pub line: Rect,
    /// In percent.
    pub confidence: f32,
}

/// What was recognised of a picture.
pub(super) struct Recognised {
    pub words: Vec<Word>,
    /// By how many quarters the picture is turned to the right to be upright.
    pub quarters: u8,
    /// The mean over characters, in percent.
    pub confidence: f32,
}

/// The time that text recognition may still take.
pub(super) struct Patience<'a> {
    limits: &'a Limits,
    left: Duration,
}

impl<'a> Patience<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, left: limits.ocr_time }
    }

    /// Reads a picture, upright or lying on a side.
    pub(super) fn read(&mut self, picture: &Picture) -> Result<Recognised, ReadError> {
        let upright = self.words(picture, 0)?;
        if upright.confidence >= DOUBTFUL {
            return Ok(upright);
        }
        let quarters = self.turned(picture)?;
        if quarters == 0 {
            return Ok(upright);
        }
        let turned = self.words(&picture.turned(quarters), quarters)?;
        Ok(if turned.confidence > upright.confidence { turned } else { upright })
    }

    fn words(&mut self, picture: &Picture, quarters: u8) -> Result<Recognised, ReadError> {
        let dpi = DPI.to_string();
        let (table, error) = self.run(picture, &["-l", LANGUAGE, "--psm", "3", "--dpi", &dpi, "tsv"])?;
        if let Some(detail) = error {
            return Err(ReadError::OcrFailed { detail });
        }
        let words = words(&table);
        let letters = |word: &Word| word.text.chars().count() as f32;
        let all: f32 = words.iter().map(letters).sum();
        let sum: f32 = words.iter().map(|word| word.confidence * letters(word)).sum();
        Ok(Recognised { quarters, confidence: if all > 0.0 { sum / all } else { 0.0 }, words })
    }

    /// By how many quarters a picture has to be turned to the right; none where that cannot be told.
    fn turned(&mut self, picture: &Picture) -> Result<u8, ReadError> {
        let (told, _) = self.run(picture, &["-l", "osd", "--psm", "0"])?;
        let degrees = told.lines().find_map(|line| line.strip_prefix("Rotate: ")?.trim().parse::<u16>().ok());
        Ok(degrees.map_or(0, |degrees| u8::try_from(degrees / 90 % 4).unwrap_or(0)))
    }

    /// What the program prints for a picture, and what it says when it fails.
    fn run(&mut self, picture: &Picture, arguments: &[&str]) -> Result<(String, Option<String>), ReadError> {
        let began = Instant::now();
        let mut child = Command::new(PROGRAM)
            .args(["stdin", "stdout"])
            .args(arguments)
            // More threads only wait for one another, and the documents beside this one have threads of their own.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => ReadError::OcrMissing,
                _ => ReadError::OcrFailed { detail: error.to_string() },
            })?;
        let printed = child.stdout.take().map(drain);
        let said = child.stderr.take().map(drain);
        if let Some(mut stdin) = child.stdin.take() {
            let bytes = picture.pgm();
            // A process that ends early tells why in its own words.
            thread::spawn(move || stdin.write_all(&bytes));
        }
        let ended = self.wait(&mut child, began);
        self.left = self.left.saturating_sub(began.elapsed());
        let success = ended?;
        let text = |pipe: Option<Receiver<Vec<u8>>>| {
            let bytes = pipe.and_then(|pipe| pipe.recv().ok()).unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (printed, said) = (text(printed), text(said));
        if success {
            return Ok((printed, None));
        }
        if said.contains(".traineddata") {
            return Err(ReadError::OcrMissing);
        }
        Ok((printed, Some(said.lines().last().unwrap_or("no reason given").trim().to_owned())))
    }

    /// Whether the process ended well; it is ended when it takes too long.
    fn wait(&self, child: &mut Child, began: Instant) -> Result<bool, ReadError> {
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status.success()),
                Ok(None) if began.elapsed() < self.left => thread::sleep(TICK),
                Ok(None) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(ReadError::TooLarge { of: Limit::OcrTime, limit: self.limits.get(Limit::OcrTime) });
                }
                Err(error) => return Err(ReadError::OcrFailed { detail: error.to_string() }),
            }
        }
    }
}

/// Reads a pipe to its end on a thread of its own.
fn drain(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, bytes) = mpsc::channel();
    thread::spawn(move || {
        let mut all = Vec::new();
        let _ = pipe.read_to_end(&mut all);
        let _ = sender.send(all);
    });
    bytes
}

/// The words of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn words(table: &str) -> Vec<Word> {
    const LINE: &str = "4";
    const WORD: &str = "5";
    let mut words: Vec<Word> = Vec::new();
    let mut line = Rect::default();
    for row in table.lines() {
        let cells: Vec<&str> = row.splitn(12, '\t').collect();
        let [level, _, _, _, _, _, left, top, width, height, confidence, text] = cells[..] else { continue };
        let number = |cell: &str| cell.parse::<f32>().unwrap_or(0.0);
        let (x0, y0) = (number(left), number(top));
        let rect = Rect { x0, y0, x1: x0 + number(width), y1: y0 + number(height) };
        match level {
            LINE => line = rect,
            WORD if !text.trim().is_empty() => {
                let text = text.trim().to_owned();
                words.push(Word { text, rect, line, confidence: number(confidence) });
            }
            _ => {}
        }
    }
    words.chunk_by_mut(|a, b| a.line == b.line).for_each(put_right);
    words
}

/// Puts right what Tesseract is known to get wrong in the words of one line, whoever is printed: marks next to Han characters
/// are full-width, a stroke between digits is a dash, and a word ends where the next one begins.
fn put_right(line: &mut [Word]) {
    let all: Vec<char> = line.iter().flat_map(|word| word.text.chars()).collect();
    let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_full_mark(c));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut at = 0;
    // As it has been put right, so that of two marks the second one follows the first.
    let mut before = None;
    for word in line.iter_mut() {
        let mut text = String::with_capacity(word.text.len());
        for c in word.text.chars() {
            at += 1;
            let after = all.get(at).copied();
            let c = match c {
                '一' if digit(before) && digit(after) => '—',
                _ if wide(before) || wide(after) => full(c),
                _ => c,
            };
            text.push(c);
            before = Some(c);
        }
        word.text = text;
    }
    let size = line.first().map_or(0.0, |word| word.line.y1 - word.line.y0);
    for at in 1..line.len() {
        let (before, word) = (line[at - 1].rect, line[at].rect);
        let least = line[at - 1].text.chars().count() as f32 * size * NARROW;
        let start = word.x0.max(before.x0 + least);
        line[at].rect.x0 = start;
        line[at].rect.x1 = word.x1.max(start + 1.0);
        let latin = [line[at - 1].text.chars().last(), line[at].text.chars().next()];
        let apart = start - before.x1 > size * GAP || latin.iter().flatten().all(char::is_ascii_alphabetic);
        if !apart || before.x1 > start {
            line[at - 1].rect.x1 = start;
        }
    }
}

fn is_full_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '，' | '：' | '；' | '（' | '）' | '？' | '！' | '“' | '”')
}

/// A mark in its full width.
fn full(c: char) -> char {
    match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '?' => '？',
        '!' => '！',
        _ => c,
    }
}

impl Picture {
    /// The picture as a portable greymap.
    fn pgm(&self) -> Vec<u8> {
        let mut bytes = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        bytes.extend_from_slice(&self.dots);
        bytes
    }

    /// The picture turned to the right by quarters.
    fn turned(&self, quarters: u8) -> Self {
        let (width, height) = if quarters % 2 == 1 { (self.height, self.width) } else { (self.width, self.height) };
        let mut dots = vec![255; self.dots.len()];
        for (y, row) in self.dots.chunks_exact(self.width.max(1)).enumerate() {
            for (x, &dot) in row.iter().enumerate() {
                let (u, v) = match quarters % 4 {
                    0 => (x, y),
                    1 => (self.height - 1 - y, x),
                    2 => (self.width - 1 - x, self.height - 1 - y),
                    _ => (y, self.width - 1 - x),
                };
                dots[v * width + u] = dot;
            }
        }
        Self { width, height, dots }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_gives_words_with_their_lines() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t10\t20\t100\t40\t96.5\t任务\n\
                     5\t1\t1\t1\t1\t2\t120\t20\t10\t40\t31.2\t,\n\
                     5\t1\t1\t1\t1\t3\t150\t20\t10\t40\t31.2\t \n";
        let words = words(table);
        let found: Vec<(&str, f32, f32)> = words.iter().map(|w| (&*w.text, w.rect.x1, w.line.x1)).collect();
        assert_eq!(found, [("任务", 120.0, 310.0), ("，", 130.0, 310.0)]);
    }

    #[test]
    fn what_tesseract_gets_wrong_in_a_line_is_put_right() {
        for (text, expected) in [
            ("(一)省财政厅:做好(试点),2,500家", "（一）省财政厅：做好（试点），2,500家"),
            ("9:30(a)", "9:30(a)"),
            ("培育3一5家，一是", "培育3—5家，一是"),
        ] {
            let mut line: Vec<Word> = text
                .chars()
                .map(|c| Word { text: c.into(), rect: Rect::default(), line: Rect::default(), confidence: 0.0 })
                .collect();
            put_right(&mut line);
            let found: String = line.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_word_ends_where_the_next_begins() {
        let line = Rect { x0: 0.0, y0: 0.0, x1: 1000.0, y1: 60.0 };
        let word = |text: &str, x0: f32, x1: f32| Word {
            text: text.into(),
            rect: Rect { x0, x1, ..line },
            line,
            confidence: 0.0,
        };
        let mut words = vec![
            word("市", 100.0, 300.0),
            word("场主", 160.0, 220.0),
            word("体", 280.0, 340.0),
            word("月", 600.0, 660.0),
        ];
        put_right(&mut words);
        let found: Vec<(f32, f32)> = words.iter().map(|word| (word.rect.x0, word.rect.x1)).collect();
        assert_eq!(found, [(100.0, 160.0), (160.0, 280.0), (280.0, 340.0), (600.0, 660.0)]);
    }

    #[test]
    fn a_picture_turns_by_quarters() {
        let picture = Picture { width: 3, height: 2, dots: vec![1, 2, 3, 4, 5, 6] };
        for (quarters, width, dots) in [
            (0, 3, [1, 2, 3, 4, 5, 6]),
            (1, 2, [4, 1, 5, 2, 6, 3]),
            (2, 3, [6, 5, 4, 3, 2, 1]),
            (3, 2, [3, 6, 2, 5, 1, 4]),
        ] {
            let turned = picture.turned(quarters);
            assert_eq!((turned.width, &turned.dots[..]), (width, &dots[..]), "{quarters}");
        }
    }
}
