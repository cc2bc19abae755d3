//! Signs that a file lost something, though its pages can be read.

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;

use crate::read::page::numbers;

/// The end mark stands in the last part of a file, in bytes; some servers append a few lines.
const END: usize = 4 << 10;

/// What is missing, in Chinese and English; `None` when the file looks whole.
pub(super) fn signs(bytes: &[u8], pdf: &Pdf) -> Option<(String, String)> {
    let tail = bytes.get(bytes.len().saturating_sub(END)..).unwrap_or(bytes);
    if !has_end(tail) {
        return Some(("文件结尾缺失".to_owned(), "its end is missing".to_owned()));
    }
    let found = pdf.pages().len();
    if let Some(count) = page_count(pdf).filter(|&count| count > found) {
        return Some((format!("应有 {count} 页，只找到 {found} 页"), format!("of {count} pages {found} were found")));
    }
    let broken: Vec<usize> = (1..)
        .zip(pdf.pages().iter())
        .filter(|(_, page)| page.raw().contains_key(b"Contents") && page.page_stream().is_none())
        .map(|(number, _)| number)
        .collect();
    if broken.is_empty() {
        return None;
    }
    let list = numbers(&broken);
    Some((format!("第 {list} 页的内容无法解开"), format!("the contents of pages {list} cannot be unpacked")))
}

/// Whether a file ends with its mark, or at least with the place of its table and nothing more.
fn has_end(tail: &[u8]) -> bool {
    const PLACE: &[u8] = b"startxref";
    if memchr::memmem::find(tail, b"%%EOF").is_some() {
        return true;
    }
    let Some(at) = memchr::memmem::rfind(tail, PLACE) else { return false };
    let rest = tail.get(at + PLACE.len()..).unwrap_or_default();
    let number = rest.trim_ascii_end().trim_ascii_start();
    number.len() < rest.trim_ascii_start().len() && !number.is_empty() && number.iter().all(u8::is_ascii_digit)
}

/// The number of pages that the file says it has.
fn page_count(pdf: &Pdf) -> Option<usize> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let count = catalog.get::<Dict<'_>>(b"Pages")?.get::<i32>(b"Count")?;
    usize::try_from(count).ok()
}
