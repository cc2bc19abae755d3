//! Workbooks in Office Open XML (.xlsx, and what WPS saves as such).

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use super::shown::Format;
use super::{Book, Merged, Room, Sheet};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::read::package::{Elements, Package, attribute, damaged, reader, referred};
use crate::read::{self, foreign};

/// Formats from here on are the workbook's own.
const FIRST_OWN: u32 = 164;

pub(super) fn read(bytes: &[u8], limits: &Limits, room: &mut Room) -> Result<Book, ReadError> {
    let mut package = Package::open(bytes, read::Format::Xlsx, limits)?;
    let main = package.main()?.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if main.ends_with(".bin") {
        return Err(ReadError::Unsupported { found: foreign::BINARY_WORKBOOK });
    }
    let part = package.part(&main)?;
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = package.part(&format!("{folder}/_rels/{name}.rels"))?;
    let parts = Relations::of(&relations, folder);
    let styles = parts.of_kind("/styles").map(|name| package.optional(name)).transpose()?.flatten();
    let formats = styles.map(|part| formats(&part)).unwrap_or_default();
    let strings = parts.of_kind("/sharedStrings").map(|name| package.optional(name)).transpose()?.flatten();
    let strings = strings.map(|part| strings_of(&part, room)).transpose()?.unwrap_or_default();

    let mut book = Book::default();
    let mut from_1904 = false;
    let mut sheets = Vec::new();
    for element in Elements::of(&part) {
        let element = element.map_err(|error| broken(&error))?;
        match element.local_name().as_ref() {
            "workbookPr" => from_1904 = attribute(&element, "date1904").is_some_and(|is| is == "1" || is == "true"),
            "sheet" => {
                let name = attribute(&element, "name").unwrap_or_default();
                match attribute(&element, "state").as_deref() {
                    None | Some("visible") => sheets.extend(attribute(&element, "id")),
                    Some(_) => book.hidden.push(name),
                }
            }
            _ => {}
        }
    }
    // Sheets of charts hold no cells.
    for name in sheets.iter().filter_map(|id| parts.sheet(id)) {
        let part = package.part(name)?;
        book.sheets.push(Cells { formats: &formats, strings: &strings, from_1904, room }.read(&part)?);
    }
    Ok(book)
}

/// What stands where in a package, by the ids of its relations.
struct Relations(HashMap<String, (String, String)>);

impl Relations {
    fn of(part: &str, folder: &str) -> Self {
        let relation = |element: BytesStart<'_>| {
            let target = attribute(&element, "Target")?;
            let name = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
            Some((attribute(&element, "Id")?, (attribute(&element, "Type")?, name)))
        };
        Self(Elements::of(part).map_while(Result::ok).filter_map(relation).collect())
    }

    fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.values().find(|(of, _)| of.ends_with(kind)).map(|(_, name)| name.as_str())
    }

    fn sheet(&self, id: &str) -> Option<&str> {
        self.0.get(id).filter(|(kind, _)| kind.ends_with("/worksheet")).map(|(_, name)| name.as_str())
    }
}

/// The formats of numbers, by the number of a cell's style.
fn formats(part: &str) -> Vec<Format> {
    let mut own: HashMap<u32, Format> = HashMap::new();
    let mut found = Vec::new();
    let mut of_cells = false;
    // What is behind damage is not read: its numbers are shown as they are.
    for element in Elements::of(part).map_while(Result::ok) {
        let number = || attribute(&element, "numFmtId").and_then(|number| number.parse().ok()).unwrap_or(0);
        match element.local_name().as_ref() {
            "numFmt" => {
                own.insert(number(), Format::new(&attribute(&element, "formatCode").unwrap_or_default()));
            }
            "cellXfs" => of_cells = true,
            "cellStyles" | "cellStyleXfs" | "dxfs" => of_cells = false,
            "xf" if of_cells => {
                let number = number();
                let format = own.get(&number).cloned();
                found.push(format.unwrap_or_else(|| Format::built_in(if number < FIRST_OWN { number } else { 0 })));
            }
            _ => {}
        }
    }
    found
}

/// The strings that cells share.
fn strings_of(part: &str, room: &mut Room) -> Result<Vec<Rc<str>>, ReadError> {
    let mut found: Vec<Rc<str>> = Vec::new();
    let mut words = Words::default();
    let mut reader = reader(part);
    loop {
        let event = reader.read_event().map_err(|error| broken(&error))?;
        match &event {
            Event::Eof => return Ok(found),
            Event::Empty(element) if element.local_name().as_ref() == "si" => found.push("".into()),
            Event::End(element) if element.local_name().as_ref() == "si" => {
                room.take(1, 0)?;
                found.push(lines(&std::mem::take(&mut words.words)).into());
            }
            _ => words.take(&event),
        }
    }
}

/// Words on their way: those within `t`, but not how they are spoken.
#[derive(Default)]
struct Words {
    words: String,
    open: bool,
    spoken: bool,
}

impl Words {
    fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" | "v" => self.open = !self.spoken,
                "rPh" => self.spoken = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" | "v" => self.open = false,
                "rPh" => self.spoken = false,
                _ => {}
            },
            Event::Text(words) if self.open => self.words.push_str(&words.xml10_content()),
            Event::CData(words) if self.open => self.words.push_str(&words.xml10_content()),
            Event::GeneralRef(reference) if self.open => self.words.extend(referred(reference)),
            _ => {}
        }
    }
}

/// What the cells of a sheet are read with.
struct Cells<'b> {
    formats: &'b [Format],
    strings: &'b [Rc<str>],
    from_1904: bool,
    room: &'b mut Room,
}

/// A cell on its way.
struct Cell {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
}

impl Cells<'_> {
    fn read(self, part: &str) -> Result<Sheet, ReadError> {
        let mut sheet = Sheet::default();
        // The place of the next cell that does not tell its own.
        let (mut row, mut column) = (0, 0);
        let mut cell: Option<Cell> = None;
        let mut words = Words::default();
        let mut reader = reader(part);
        loop {
            let event = reader.read_event().map_err(|error| broken(&error))?;
            match &event {
                Event::Eof => return Ok(sheet),
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "row" => {
                        let told = attribute(element, "r").and_then(|row| row.parse::<u32>().ok()?.checked_sub(1));
                        row = told.unwrap_or(row);
                        column = 0;
                    }
                    "c" => {
                        if let Some(told) = attribute(element, "r").and_then(|place| place_of(&place)) {
                            (row, column) = told;
                        }
                        let style = attribute(element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                        let kind = attribute(element, "t").unwrap_or_default();
                        // One without anything in it has no end of its own.
                        cell = matches!(event, Event::Start(_)).then_some(Cell { row, column, kind, style });
                        column = column.saturating_add(1);
                        words = Words::default();
                    }
                    "mergeCell" => {
                        let stretch = attribute(element, "ref");
                        let ends = stretch.as_deref().and_then(|stretch| stretch.split_once(':'));
                        if let Some((from, to)) = ends.and_then(|(from, to)| Some((place_of(from)?, place_of(to)?))) {
                            self.room.take(1, 0)?;
                            sheet.merged.push(Merged { first: from, last: to });
                        }
                    }
                    _ => words.take(&event),
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "row" => row = row.saturating_add(1),
                    "c" => {
                        if let Some(cell) = cell.take() {
                            let shown = self.shown(&cell, &words.words);
                            sheet.put(cell.row, cell.column, shown, self.room)?;
                        }
                    }
                    _ => words.take(&event),
                },
                _ if cell.is_some() => words.take(&event),
                _ => {}
            }
        }
    }

    /// What a cell shows.
    fn shown(&self, cell: &Cell, words: &str) -> Rc<str> {
        match cell.kind.as_str() {
            "s" => {
                let string = words.trim().parse::<usize>().ok().and_then(|number| self.strings.get(number));
                string.cloned().unwrap_or_default()
            }
            "b" => if words.trim() == "1" { "TRUE" } else { "FALSE" }.into(),
            "d" => words.strip_suffix("T00:00:00").unwrap_or(words).into(),
            "" | "n" => match (words.trim().parse::<f64>(), self.formats.get(cell.style)) {
                (Ok(number), Some(format)) => format.show(number, self.from_1904).into(),
                (Ok(number), None) => Format::default().show(number, self.from_1904).into(),
                (Err(_), _) => words.into(),
            },
            _ => lines(words).into(),
        }
    }
}

/// Words with the ends of lines that XML cannot hold.
fn lines(words: &str) -> Cow<'_, str> {
    if words.contains("_x000") {
        return words.replace("_x000D_", "").replace("_x000A_", "\n").into();
    }
    words.into()
}

/// The row and the column of a cell, from 0: B3 is (2, 1).
fn place_of(name: &str) -> Option<(u32, u32)> {
    let name = name.trim_matches('$');
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at_checked(digits)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let number = letter.to_ascii_uppercase().checked_sub(b'A').filter(|number| *number < 26)?;
        column = column.checked_mul(26)?.checked_add(u32::from(number) + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

fn broken(error: &impl ToString) -> ReadError {
    damaged(read::Format::Xlsx, error)
}
