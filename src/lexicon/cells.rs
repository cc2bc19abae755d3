//! Where the cells of a row end. For the tables that come with the program the build script tells it, so that no tab is
//! looked for before the first document.

/// Cells of a row that are asked for, at most: those of organs.
pub(super) const CELLS: usize = 5;

/// Where the first cells of a row end, in bytes from its start; [`NONE`] for those that it does not have.
pub(super) type Ends = [u16; CELLS];

/// The end of a cell that is not there.
pub(super) const NONE: u16 = u16::MAX;

/// Where the first cells of a line end.
pub(super) fn ends(line: &str) -> Ends {
    let mut ends = [NONE; CELLS];
    let tabs = line.match_indices('\t').map(|(at, _)| at).chain([line.len()]);
    for (end, at) in ends.iter_mut().zip(tabs) {
        *end = u16::try_from(at).unwrap_or(NONE);
    }
    ends
}

/// Whether a line is a row; those that begin with `#` document the table.
pub(super) fn is_row(line: &str) -> bool {
    line.bytes().any(|byte| !byte.is_ascii_whitespace()) && !line.starts_with('#')
}
