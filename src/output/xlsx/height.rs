//! Heights of rows: not every program fits them to wrapped words by itself.

/// What a line of body text takes, in points.
const LINE: f64 = 13.5;
/// Room above and below the words, in points.
const MARGIN: f64 = 6.0;
/// The highest row that spreadsheets show, in points.
const HIGHEST: f64 = 409.0;
/// Lines that a row has room for at least: so many a department needs to fill in.
const FEWEST: usize = 2;
/// What the cell's sides take of its width, in characters.
const SIDES: f64 = 3.0;

/// The height in points of a row whose cells take so many lines.
pub(super) fn of_lines(lines: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a cell holds at most 32,767 lines")]
    let lines = lines.max(FEWEST) as f64;
    (lines * LINE + MARGIN).min(HIGHEST)
}

/// The most lines that a row shows.
pub(super) fn most_lines() -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "about thirty")]
    let lines = ((HIGHEST - MARGIN) / LINE) as usize;
    lines
}

/// How many lines words take in a column so many characters wide. A character outside ASCII takes two.
pub(super) fn lines(words: &str, width: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are below 256")]
    let room = (width - SIDES).max(2.0) as usize;
    let of = |line: &str| {
        let units: usize = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        units.div_ceil(room).max(1)
    };
    words.split('\n').map(of).sum()
}
