//! Streams that unpack to far more than they are: told before anything is unpacked into memory.
//!
//! A kilobyte of nested deflate holds gigabytes. Only streams that pack oddly well are unpacked here to be counted, so
//! that the check costs ordinary files next to nothing.

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

/// The most that deflate can pack, about: a byte for 1,032.
const BEST: u64 = 1_032;

/// Streams that unpack to more than so many times their size in their first part are counted to the end. Page contents and
/// tables of fonts reach 15, pictures of one colour 500.
const SUSPICIOUS: u64 = 60;

/// The first part of a stream, in bytes.
const PART: usize = 32 << 10;

/// How far before its data a stream's dictionary may begin, in bytes.
const DICTIONARY: usize = 4 << 10;

/// Whether a stream of the file unpacks to more than `limit` bytes.
pub(super) fn unpacks_beyond(file: &[u8], limit: u64) -> bool {
    let mut end = 0;
    for at in memmem::find_iter(file, b"stream") {
        if at < end || file[..at].ends_with(b"end") {
            continue;
        }
        let start = at + b"stream".len();
        let start = start + file[start..].iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let before = &file[at.saturating_sub(DICTIONARY).max(end)..at];
        let dictionary = &before[memmem::rfind(before, b" obj").unwrap_or(0)..];
        let packings =
            [&b"/FlateDecode"[..], b"/Fl ", b"/Fl]"].iter().map(|f| memmem::find_iter(dictionary, f).count()).sum();
        // Pictures are never unpacked.
        if packings == 0 || memmem::find(dictionary, b"/Image").is_some() {
            continue;
        }
        let length = memmem::find(&file[start..], b"endstream").unwrap_or(file.len() - start);
        end = start + length;
        let data = &file[start..end];
        let possible = (0..packings).try_fold(length as u64, |size, _| size.checked_mul(BEST)).unwrap_or(u64::MAX);
        if possible > limit && unpacks(data, packings, limit) {
            return true;
        }
    }
    false
}

/// Whether data packed so many times unpacks to more than `limit` bytes.
fn unpacks(data: &[u8], packings: usize, limit: u64) -> bool {
    if packings == 1 {
        let part = data.get(..PART).unwrap_or(data);
        return count(part, limit, |_| ()) > part.len() as u64 * SUSPICIOUS && count(data, limit, |_| ()) > limit;
    }
    let mut inner = Vec::new();
    let size = count(data, limit.min(MOST_INNER), |part| inner.extend_from_slice(part));
    size > limit.min(MOST_INNER) || unpacks(&inner, packings - 1, limit)
}

/// The most that is kept of data packed twice, in bytes; nobody packs that much twice.
const MOST_INNER: u64 = 16 << 20;

/// The unpacked size, counted until it is over `limit`; the parts are handed on.
fn count(data: &[u8], limit: u64, mut part: impl FnMut(&[u8])) -> u64 {
    let mut unpacker = Decompress::new(true);
    let mut buffer = vec![0; PART];
    loop {
        let (read, written) = (unpacker.total_in(), unpacker.total_out());
        let rest = data.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or(&[]);
        let status = unpacker.decompress(rest, &mut buffer, FlushDecompress::None);
        let now = unpacker.total_out();
        part(buffer.get(..usize::try_from(now - written).unwrap_or(0)).unwrap_or(&[]));
        let stuck = now == written && unpacker.total_in() == read;
        if now > limit || stuck || !matches!(status, Ok(Status::Ok)) {
            return now;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::unpacks_beyond;

    fn pack(data: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(data).expect("a vector takes everything");
        packer.finish().expect("a vector takes everything")
    }

    fn file(filters: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.4\n4 0 obj\n<< /Filter {filters} >>\nstream\n");
        [head.as_bytes(), data, b"\nendstream endobj"].concat()
    }

    #[test]
    fn streams_that_unpack_beyond_the_limit_are_told() {
        let blank = vec![b' '; 3 << 20];
        let words: Vec<u8> = (0..3_u32 << 20).map(|i| (i.wrapping_mul(i) >> 9) as u8).collect();
        for (name, file, expected) in [
            ("blanks", file("/FlateDecode", &pack(&blank)), true),
            ("blanks packed twice", file("[/FlateDecode /FlateDecode]", &pack(&pack(&blank))), true),
            ("a picture", file("/FlateDecode /Subtype /Image", &pack(&blank)), false),
            ("words", file("/FlateDecode", &pack(&words)), false),
            ("little", file("/FlateDecode", &pack(b"BT ET")), false),
            ("broken", file("/FlateDecode", &[7; 5000]), false),
        ] {
            assert_eq!(unpacks_beyond(&file, 2 << 20), expected, "{name}");
        }
    }
}
