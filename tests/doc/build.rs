//! Word files built byte by byte, so that they say what no program at hand would write.

use std::ops::Range;

/// Parts of the stream of tables, by the number of their pair in the head.
pub const STYLES: usize = 1;
pub const FOOTNOTE_MARKS: usize = 2;
pub const FOOTNOTES: usize = 3;
pub const SECTIONS: usize = 6;
pub const DRAWINGS: usize = 40;
pub const BOXES: usize = 56;
pub const LISTS: usize = 73;
pub const LIST_USES: usize = 74;

/// Bytes of the head, and of a page of runs and a sector.
const HEAD: usize = 1024;
const PAGE: usize = 512;

/// Runs of a page.
const RUNS: usize = 5;

type Run = (Range<usize>, Vec<u8>);

/// A Word file.
#[derive(Default)]
pub struct Word {
    /// The text: words, whether a character takes a byte, and the changes of the whole piece.
    pub pieces: Vec<(String, bool, u16)>,
    /// Changes that pieces name.
    pub changes: Vec<Vec<u8>>,
    /// Characters of the stories behind the main one, by the place of their count.
    pub stories: Vec<(usize, usize)>,
    /// Stretches of the text with their styles and changes; what is between has none.
    pub paragraphs: Vec<(Range<usize>, u16, Vec<u8>)>,
    pub characters: Vec<(Range<usize>, Vec<u8>)>,
    pub parts: Vec<(usize, Vec<u8>)>,
    pub data: Vec<u8>,
    /// Bits set in the head's flags, and the version.
    pub flags: u16,
    pub version: u16,
}

impl Word {
    /// A file with this text in one piece.
    pub fn of(text: &str) -> Self {
        Self { pieces: vec![(text.to_owned(), false, 0)], version: 0xc1, ..Self::default() }
    }

    pub fn text(&self) -> String {
        self.pieces.iter().map(|(words, ..)| words.as_str()).collect()
    }

    /// The stretch of these words, each a unit of UTF-16 a character.
    pub fn at(&self, words: &str) -> Range<usize> {
        let text = self.text();
        let from = text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        let start = text[..from].encode_utf16().count();
        start..start + words.encode_utf16().count()
    }

    /// Adds a paragraph to the last piece, its mark with its words.
    pub fn add(mut self, words: &str, style: u16, changes: &[&[u8]]) -> Self {
        let start = self.text().encode_utf16().count();
        let stretch = start..start + words.encode_utf16().count();
        self.pieces.last_mut().expect("a piece").0 += words;
        self.paragraphs.push((stretch, style, changes.concat()));
        self
    }

    /// Adds a row of a table: its cells, and what its mark says of them.
    pub fn row(self, cells: &[&str], said: &[u8]) -> Self {
        let in_table = change(0x2416, &[1]);
        let word = cells.iter().fold(self, |word, cell| word.add(&format!("{cell}\u{7}"), 0, &[&in_table]));
        word.add("\u{7}", 0, &[&in_table, &change(0x2417, &[1]), said])
    }

    /// Says something of these characters.
    pub fn characters(mut self, words: &str, changes: &[&[u8]]) -> Self {
        let stretch = self.at(words);
        self.characters.push((stretch, changes.concat()));
        self
    }

    pub fn part(mut self, which: usize, bytes: Vec<u8>) -> Self {
        self.parts.push((which, bytes));
        self
    }

    /// The file's bytes.
    pub fn bytes(&self) -> Vec<u8> {
        compound(&self.streams())
    }

    /// The streams by name.
    pub fn streams(&self) -> Vec<(&'static str, Vec<u8>)> {
        let mut stream = vec![0; HEAD];
        // The last piece comes first in the stream, so that places in it and in the text are not the same.
        let mut places = vec![0; self.pieces.len()];
        for (at, (words, narrow, _)) in self.pieces.iter().enumerate().rev() {
            places[at] = stream.len();
            if *narrow {
                stream.extend(encoding_rs::WINDOWS_1252.encode(words).0.iter());
            } else {
                stream.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
            }
        }
        let mut ends = vec![0_u32];
        let mut said = Vec::new();
        for ((words, narrow, changed), place) in self.pieces.iter().zip(&places) {
            ends.push(ends[ends.len() - 1] + u32::try_from(words.encode_utf16().count()).expect("short"));
            let place = u32::try_from(*place).expect("short");
            said.extend([0, 0]);
            said.extend(if *narrow { (place * 2) | 0x4000_0000 } else { place }.to_le_bytes());
            said.extend(changed.to_le_bytes());
        }
        let mut clx = Vec::new();
        for changes in &self.changes {
            clx.push(1);
            clx.extend(u16::try_from(changes.len()).expect("short").to_le_bytes());
            clx.extend(changes);
        }
        clx.push(2);
        let pieces: Vec<u8> = ends.iter().flat_map(|end| end.to_le_bytes()).chain(said).collect();
        clx.extend(u32::try_from(pieces.len()).expect("short").to_le_bytes());
        clx.extend(pieces);

        let place = |at: usize| {
            let piece = ends.iter().rposition(|end| *end as usize <= at).expect("the first").min(places.len() - 1);
            places[piece] + (at - ends[piece] as usize) * if self.pieces[piece].1 { 1 } else { 2 }
        };
        let bounds = HEAD..stream.len();
        stream.resize(stream.len().next_multiple_of(PAGE), 0);
        let mut parts = self.parts.clone();
        let paragraphs = self.paragraphs.iter().map(|(stretch, style, changes)| {
            (place(stretch.start)..place(stretch.end - 1) + 1, [&style.to_le_bytes()[..], changes].concat())
        });
        let characters = self
            .characters
            .iter()
            .map(|(stretch, changes)| (place(stretch.start)..place(stretch.end - 1) + 1, changes.clone()));
        for (which, size, runs) in [(12, 1, characters.collect()), (13, 13, paragraphs.collect::<Vec<_>>())] {
            let runs = filled(runs, bounds.clone());
            let (mut places, mut numbers) = (Vec::new(), Vec::new());
            for runs in runs.chunks(RUNS) {
                places.push(runs[0].0.start);
                numbers.push(stream.len() / PAGE);
                stream.extend(page(runs, size));
            }
            places.push(bounds.end);
            let table = places.into_iter().chain(numbers).map(|number| u32::try_from(number).expect("short"));
            parts.push((which, table.flat_map(u32::to_le_bytes).collect()));
        }
        parts.push((33, clx));
        if !parts.iter().any(|(which, _)| *which == STYLES) {
            parts.push((STYLES, [&[18, 0, 0, 0, 10, 0][..], &[0; 14]].concat()));
        }

        let mut put = |at: usize, bytes: &[u8]| stream[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &0xa5ec_u16.to_le_bytes());
        put(2, &self.version.to_le_bytes());
        put(10, &(self.flags | 0x0200).to_le_bytes());
        let all = ends[ends.len() - 1];
        let others: usize = self.stories.iter().map(|(_, count)| count).sum();
        put(76, &(all - u32::try_from(others).expect("short")).to_le_bytes());
        for (at, count) in &self.stories {
            put(*at, &u32::try_from(*count).expect("short").to_le_bytes());
        }
        let mut table = Vec::new();
        for (which, bytes) in &parts {
            let pair = [table.len(), bytes.len()].map(|number| u32::try_from(number).expect("short"));
            put(154 + which * 8, &pair[0].to_le_bytes());
            put(158 + which * 8, &pair[1].to_le_bytes());
            table.extend(bytes);
        }
        stream.resize(stream.len().max(4096), 0);
        vec![("WordDocument", stream), ("1Table", table), ("Data", self.data.clone())]
    }
}

/// Runs in their order, and between them such as say nothing.
fn filled(mut runs: Vec<Run>, bounds: Range<usize>) -> Vec<(Range<usize>, Option<Vec<u8>>)> {
    runs.sort_by_key(|(stretch, _)| stretch.start);
    let mut all = Vec::new();
    let mut end = bounds.start;
    for (stretch, said) in runs {
        assert!(stretch.start >= end, "runs do not overlap");
        if stretch.start > end {
            all.push((end..stretch.start, None));
        }
        end = stretch.end;
        all.push((stretch, Some(said)));
    }
    if end < bounds.end {
        all.push((end..bounds.end, None));
    }
    all
}

/// A page of runs.
fn page(all: &[(Range<usize>, Option<Vec<u8>>)], size: usize) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    page[PAGE - 1] = u8::try_from(all.len()).expect("few");
    let mut free = PAGE - 1;
    let starts = all.iter().map(|(stretch, _)| stretch.start).chain(all.last().map(|(stretch, _)| stretch.end));
    for (at, start) in starts.enumerate() {
        page[at * 4..at * 4 + 4].copy_from_slice(&u32::try_from(start).expect("short").to_le_bytes());
    }
    for (at, (_, said)) in all.iter().enumerate() {
        let Some(said) = said else { continue };
        // What is said of a paragraph counts pairs of bytes.
        let said = match (size, said.len() % 2) {
            (1, _) => [&[u8::try_from(said.len()).expect("short")], &said[..]].concat(),
            (_, 1) => [&[u8::try_from(said.len().div_ceil(2)).expect("short")], &said[..]].concat(),
            _ => [&[0, u8::try_from(said.len() / 2).expect("short")], &said[..]].concat(),
        };
        free = (free - said.len()) / 2 * 2;
        page[free..free + said.len()].copy_from_slice(&said);
        page[(all.len() + 1) * 4 + at * size] = u8::try_from(free / 2).expect("in the page");
    }
    assert!(free > (all.len() + 1) * 4 + all.len() * size, "the page is full");
    page
}

/// A change: its code and what it says.
pub fn change(code: u16, said: &[u8]) -> Vec<u8> {
    [&code.to_le_bytes(), said].concat()
}

/// Places with something said of each.
pub fn plc(places: &[u32], said: &[&[u8]]) -> Vec<u8> {
    places.iter().flat_map(|place| place.to_le_bytes()).chain(said.concat()).collect()
}

/// What the mark of a row says: the edges of its cells in twentieths of a point, and their flags.
pub fn cells(edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut said = vec![u8::try_from(flags.len()).expect("few")];
    said.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flags in flags {
        said.extend(flags.to_le_bytes());
        said.extend([0; 18]);
    }
    let length = u16::try_from(said.len() + 1).expect("short");
    change(0xd608, &[&length.to_le_bytes(), &said[..]].concat())
}

/// A compound file of these streams; those below 4096 bytes lie in small sectors.
pub fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    let number = |number: usize| u32::try_from(number).expect("small");
    let mut next: Vec<u32> = vec![0xffff_fffd];
    let mut sectors = vec![0; PAGE];
    let mut put = |bytes: &[u8]| {
        if bytes.is_empty() {
            return END;
        }
        let first = next.len();
        sectors.extend(bytes);
        sectors.resize(sectors.len().next_multiple_of(PAGE), 0);
        next.extend((first + 1..sectors.len() / PAGE).map(number));
        next.push(END);
        number(first)
    };
    let (mut small, mut next_small, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    let mut entry = |name: &str, kind: u8, right: u32, child: u32, first: u32, size: usize| {
        let mut entry = [0; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64..66].copy_from_slice(&u16::try_from(name.len() * 2 + 2).expect("short").to_le_bytes());
        entry[66] = kind;
        for (at, said) in [(68, u32::MAX), (72, right), (76, child), (116, first), (120, number(size))] {
            entry[at..at + 4].copy_from_slice(&said.to_le_bytes());
        }
        entries.push(entry);
    };
    let mut others = Vec::new();
    for (at, (name, bytes)) in streams.iter().enumerate() {
        let right = if at + 1 < streams.len() { number(at + 2) } else { u32::MAX };
        let first = if bytes.len() < 4096 {
            let first = small.len() / 64;
            small.extend(bytes);
            small.resize(small.len().next_multiple_of(64), 0);
            next_small.extend((first + 1..small.len() / 64).map(number));
            next_small.push(END);
            number(first)
        } else {
            put(bytes)
        };
        others.push((*name, right, first, bytes.len()));
    }
    entry("Root Entry", 5, u32::MAX, 1, put(&small), small.len());
    others.into_iter().for_each(|(name, right, first, size)| entry(name, 2, right, u32::MAX, first, size));
    let next_small = put(&next_small.iter().flat_map(|next| next.to_le_bytes()).collect::<Vec<_>>());
    let directory = put(&entries.concat());
    next.resize(PAGE / 4, u32::MAX);
    let next: Vec<u8> = next.iter().flat_map(|next| next.to_le_bytes()).collect();
    sectors[..PAGE].copy_from_slice(&next[..PAGE]);

    let mut head = vec![0xff; PAGE];
    head[..76].fill(0);
    head[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    for (at, said) in [(24, 3), (26, 3), (28, 0xfffe_u16), (30, 9), (32, 6)] {
        head[at..at + 2].copy_from_slice(&said.to_le_bytes());
    }
    for (at, said) in [(44, 1), (48, directory), (56, 4096), (60, next_small), (64, 1), (68, END), (76, 0)] {
        head[at..at + 4].copy_from_slice(&said.to_le_bytes());
    }
    [head, sectors].concat()
}

/// The streams that a Word file of LibreOffice has, taken out of it: all lie in sectors that follow one another.
pub fn streams_of(file: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().expect("four bytes")) as usize;
    let sector = |number: usize| PAGE + number * PAGE;
    let directory = sector(number(48));
    let entries = file[directory..].chunks_exact(128).enumerate();
    let found = entries.filter_map(|(at, entry)| {
        let length = usize::from(entry[64]).checked_sub(2).filter(|length| entry[66] == 2 && *length <= 62)?;
        let name: Vec<u16> = entry[..length].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        let name = String::from_utf16_lossy(&name);
        let name = ["WordDocument", "1Table", "Data"].into_iter().find(|known| *known == name)?;
        let (first, size) = (number(directory + at * 128 + 116), number(directory + at * 128 + 120));
        let small = sector(number(directory + 116)) + first * 64;
        let from = if size < 4096 { small } else { sector(first) };
        Some((name, file[from..from + size].to_vec()))
    });
    let found: Vec<_> = found.collect();
    assert!(found.len() >= 2, "the text and its tables");
    found
}
