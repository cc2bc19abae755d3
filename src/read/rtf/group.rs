//! What holds in a group of an RTF file: what its words are, and how they look.

/// What the words of a group are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Holds {
    /// Words of the document.
    #[default]
    Words,
    /// Words that stand elsewhere than they come.
    Apart(Apart),
    /// Fonts.
    Fonts,
    /// The instruction of a field.
    Instruction,
    /// A shape: only texts in it are words.
    Shape,
    /// The same words twice, of which the second are in Unicode.
    Twice,
    /// What the last row of a table in a cell says of its cells.
    RowInCell,
    /// Nothing that is read.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apart {
    /// The printed number of a paragraph.
    Number,
    /// A footnote: it stands behind the text.
    Footnote,
    /// The text in a box: it stands before the paragraph that the box is fastened to.
    Box,
}

/// Groups whose first word says what they hold, when no star marks those that are to be left out where they are not known.
const NOTHING: [&str; 31] = [
    "annotation",
    "aftncn",
    "aftnsep",
    "aftnsepc",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "comment",
    "datafield",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listoverridetable",
    "listtable",
    "nonesttables",
    "pict",
    "rxe",
    "shprslt",
    "stylesheet",
    "tc",
    "tcn",
    "xe",
];

/// What a group holds whose first word this is; `None` where the word says nothing of it.
pub(super) fn named(name: &str) -> Option<Holds> {
    Some(match name {
        "footnote" => Holds::Apart(Apart::Footnote),
        "shptxt" | "dptxbxtext" => Holds::Apart(Apart::Box),
        "listtext" | "pntext" => Holds::Apart(Apart::Number),
        "fonttbl" => Holds::Fonts,
        "fldinst" => Holds::Instruction,
        "shp" | "shpgrp" | "shpinst" | "do" => Holds::Shape,
        "upr" => Holds::Twice,
        "ud" => Holds::Words,
        "nesttableprops" => Holds::RowInCell,
        _ if NOTHING.contains(&name) => Holds::Nothing,
        _ => return None,
    })
}

/// What holds in a group; a group in it begins with the same.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    pub holds: Holds,
    pub font: i32,
    pub hidden: bool,
    pub deleted: bool,
    /// How many bytes stand behind a character in Unicode for programs that know none.
    pub fallback: usize,
    pub in_table: bool,
    /// In how many tables a paragraph says that it is.
    pub depth: i32,
    /// The tables around the box that this is in.
    pub around: usize,
    /// Whether a page begins with the paragraph.
    pub break_before: bool,
    /// Whether the paragraph is in a list.
    pub in_list: bool,
}

/// Tables within tables: what is deeper counts as so deep.
const DEEPEST: usize = 32;

impl Group {
    /// The group that begins in this one. What stands elsewhere begins once.
    pub(super) fn inner(self) -> Self {
        let holds = if matches!(self.holds, Holds::Apart(_)) { Holds::Words } else { self.holds };
        Self { holds, ..self }
    }

    /// Takes what its first word says that it holds, as far as the group around it may hold that.
    pub(super) fn hold(&mut self, holds: Holds) {
        self.holds = match (self.holds, holds) {
            (held, holds) if held == holds => held,
            (Holds::Words | Holds::Apart(_), _) => holds,
            (Holds::Twice, Holds::Words) | (Holds::Shape, Holds::Apart(Apart::Box)) => holds,
            (Holds::Shape | Holds::Twice | Holds::RowInCell, _) => Holds::Nothing,
            (held, _) => held,
        };
    }

    /// Whether its words are words of the document, seen or not.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.holds, Holds::Words | Holds::Apart(_))
    }

    pub(super) fn is_seen(&self) -> bool {
        !self.hidden && !self.deleted
    }

    /// In how many tables the paragraph is.
    pub(super) fn tables(&self) -> usize {
        let own = usize::try_from(self.depth).unwrap_or(0).max(self.in_table.into());
        self.in_tables(own)
    }

    /// The same, where it is in so many within the box.
    pub(super) fn in_tables(&self, own: usize) -> usize {
        self.around.saturating_add(own).min(DEEPEST)
    }

    /// Back to what a paragraph is when it says nothing.
    pub(super) fn reset_paragraph(&mut self) {
        (self.in_table, self.depth) = (false, 0);
        (self.break_before, self.in_list) = (false, false);
    }
}
