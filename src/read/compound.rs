//! Compound files ([MS-CFB]), in which office programs of before 2007 keep the streams of a document.
//!
//! Only what lies at the root is read: an embedded document has streams of the same names below.

use super::little::{part, place_at, u16_at, u32_at};

/// How a compound file begins.
const MARK: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Bytes of a header, whatever the size of sectors.
const HEADER: usize = 512;

/// Sectors of the table of sectors that the header itself names.
const NAMED_IN_HEADER: usize = 109;

/// Bytes of an entry of the directory.
const ENTRY: usize = 128;

/// No entry, and the first number that is no sector's.
const NONE: u32 = u32::MAX;
const FIRST_MARK: u32 = 0xffff_fffa;

/// Streams below this size lie in small sectors.
const SMALL: u64 = 4096;

/// Bytes of a small sector.
const SMALL_SECTOR: usize = 64;

/// The kind of entry that is a stream.
const STREAM: u8 = 2;

/// A compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    /// Bytes of a sector.
    sector: usize,
    /// The sector after each.
    next: Vec<u32>,
    /// The same of small ones, and these themselves.
    next_small: Vec<u32>,
    small: Vec<u8>,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    first: u32,
    size: u64,
}

/// Whether the bytes are those of a compound file.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

impl<'b> Compound<'b> {
    /// The file's streams; `None` where its directory cannot be read.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file =
            Self { bytes, sector, next: Vec::new(), next_small: Vec::new(), small: Vec::new(), streams: Vec::new() };
        file.read_next()?;
        let directory = file.chain(u32_at(bytes, 48)?, None)?;
        let root = directory.get(..ENTRY)?;
        file.next_small = numbers(&file.chain(u32_at(bytes, 60)?, None).unwrap_or_default());
        file.small = file.chain(u32_at(root, 116)?, Some(size(root)?)).unwrap_or_default();
        file.read_streams(&directory, u32_at(root, 76)?);
        Some(file)
    }

    /// Whether there is a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A stream; `None` where there is none of that name, or it is cut off.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let stream = self.find(name)?;
        if stream.size >= SMALL {
            return self.chain(stream.first, Some(stream.size));
        }
        let size = usize::try_from(stream.size).ok()?;
        let mut found = Vec::new();
        let (mut at, mut steps) = (stream.first, 0);
        while found.len() < size {
            let from = usize::try_from(at).ok()?.checked_mul(SMALL_SECTOR)?;
            let whole = SMALL_SECTOR.min(size - found.len());
            found.extend(part(&self.small, from, whole)?);
            at = *self.next_small.get(usize::try_from(at).ok()?)?;
            steps += 1;
            if steps > self.next_small.len() {
                return None;
            }
        }
        Some(found)
    }

    fn find(&self, name: &str) -> Option<&Stream> {
        self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// A sector; the last of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let from = HEADER.max(self.sector).checked_add(usize::try_from(number).ok()?.checked_mul(self.sector)?)?;
        let rest = self.bytes.get(from..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.sector).unwrap_or(rest))
    }

    /// Reads which sector follows which.
    fn read_next(&mut self) -> Option<()> {
        // More cannot be there than tell of all sectors.
        let most = self.bytes.len() / self.sector / (self.sector / 4) + 1;
        let mut tables: Vec<u32> = numbers(part(self.bytes, 76, NAMED_IN_HEADER * 4)?);
        let mut more = u32_at(self.bytes, 68)?;
        while more < FIRST_MARK && tables.len() < most + NAMED_IN_HEADER {
            let mut named = numbers(self.sector(more)?);
            more = named.pop()?;
            tables.extend(named);
        }
        for table in tables.into_iter().filter(|table| *table < FIRST_MARK).take(most) {
            let mut table = numbers(self.sector(table)?);
            table.resize(self.sector / 4, NONE);
            self.next.append(&mut table);
        }
        Some(())
    }

    /// The bytes of sectors that follow one another, as many as they are said to be; `None` where there are fewer.
    fn chain(&self, first: u32, size: Option<u64>) -> Option<Vec<u8>> {
        let size = size.map(usize::try_from).transpose().ok()?;
        let mut found = Vec::with_capacity(size.unwrap_or(0).min(self.bytes.len()));
        let (mut at, mut steps) = (first, 0);
        while at < FIRST_MARK && size.is_none_or(|size| found.len() < size) {
            found.extend(self.sector(at)?);
            at = *self.next.get(usize::try_from(at).ok()?)?;
            steps += 1;
            if steps > self.next.len() {
                return None;
            }
        }
        if let Some(size) = size {
            if found.len() < size {
                return None;
            }
            found.truncate(size);
        }
        Some(found)
    }

    /// Reads the entries at the root: a tree, each with those before and after it.
    fn read_streams(&mut self, directory: &[u8], first: u32) {
        let mut seen = vec![false; directory.len() / ENTRY];
        let mut open = vec![first];
        while let Some(number) = open.pop() {
            let Ok(number) = usize::try_from(number) else { continue };
            let Some(seen) = seen.get_mut(number).filter(|seen| !**seen) else { continue };
            *seen = true;
            let Some(entry) = part(directory, number * ENTRY, ENTRY) else { continue };
            open.extend([68, 72].iter().filter_map(|&at| u32_at(entry, at)));
            let length = u16_at(entry, 64).map_or(0, usize::from).saturating_sub(2).min(62);
            let name: Vec<u16> = (0..length / 2).filter_map(|at| u16_at(entry, at * 2)).collect();
            if let (Some(&STREAM), Some(first), Some(size)) = (entry.get(66), u32_at(entry, 116), size(entry)) {
                self.streams.push(Stream { name: String::from_utf16_lossy(&name), first, size });
            }
        }
    }
}

/// The size of an entry's stream. Its upper half means nothing where sectors are of 512 bytes, and no file here is so large.
fn size(entry: &[u8]) -> Option<u64> {
    place_at(entry, 120).map(|size| size as u64)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect()
}
