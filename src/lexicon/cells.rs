//! Where the cells of a row end, and which names begin with a character. For the tables that come with the program the build
//! script tells it, so that no tab is looked for and no name put into a map before the first document.

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

/// Where the rows of a table stand, and their cells: for each the byte where it begins (`u32`), and where its first cells end
/// (`u16`), little-endian.
pub(super) fn layout(table: &str) -> Vec<u8> {
    let rows = rows(table).flat_map(|(start, row)| {
        let ends = ends(row).into_iter().flat_map(u16::to_le_bytes);
        start.to_le_bytes().into_iter().chain(ends)
    });
    rows.collect()
}

/// Which names of divisions begin with a character, sorted by it and those of a character by their rows: the character (`u32`),
/// the byte where the name begins (`u32`), its bytes and its row (`u16`), little-endian. A row has two names, the full one and the
/// one without peoples; where there is no second one `-` stands.
pub(super) fn names(table: &str) -> Vec<u8> {
    let mut names = Vec::new();
    for ((start, row), number) in rows(table).zip(0_u16..) {
        let [_, level, full, short, _] = ends(row);
        for (before, end) in [(level, full), (full, short)] {
            let name = row.get(usize::from(before) + 1..end.into()).unwrap_or_default();
            if let Some(first) = name.chars().next().filter(|&first| first != '-') {
                names.push((u32::from(first), number, start + u32::from(before) + 1, end - before - 1));
            }
        }
    }
    names.sort_by_key(|&(first, number, ..)| (first, number));
    let laid_out = names.into_iter().flat_map(|(first, number, start, len)| {
        let places = [first, start].into_iter().flat_map(u32::to_le_bytes);
        places.chain([len, number].into_iter().flat_map(u16::to_le_bytes))
    });
    laid_out.collect()
}

/// The rows of a table, each with the byte where it begins.
pub(super) fn rows(table: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut start = 0;
    let lines = table.split_inclusive('\n').map(move |line| {
        let at = start;
        start += u32::try_from(line.len()).unwrap_or(0);
        (at, line.trim_end_matches('\n'))
    });
    lines.filter(|(_, line)| is_row(line))
}
