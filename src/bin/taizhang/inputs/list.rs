//! `--files-from`: a list of paths, one a line.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The paths of a list; `-` is standard input. Lines end in a line feed; where the list holds a zero byte, paths end in
/// those (`find -print0`). Blank lines are left out.
pub(super) fn read(list: &Path) -> io::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    if super::is_stdin(list) {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        File::open(list)?.read_to_end(&mut bytes)?;
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let end = if text.contains(&0) { 0 } else { b'\n' };
    let lines = text.split(|byte| *byte == end).map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(lines.filter(|line| !line.trim_ascii().is_empty()).map(path).collect())
}

/// A path by its bytes; not all of them are text on every system.
#[cfg(unix)]
fn path(line: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(line).into()
}

#[cfg(not(unix))]
fn path(line: &[u8]) -> PathBuf {
    String::from_utf8_lossy(line).into_owned().into()
}

/// The name that a listed file is published under: the path as listed, so that `2022/a.pdf` and `2023/a.pdf` stay apart;
/// of an absolute path, or one that leads upwards, the file's name alone.
pub(super) fn name(path: &Path) -> Option<String> {
    let parts: Option<Vec<String>> = path
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        })
        .collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.join("/"))
}
