//! Lists of words by their class: of tables that hold nothing else, and of others that hold some.

/// A struct of lists, one for each class of the rows of a table. In brackets stand other kinds of row that the table has, and
/// what some of the words begin with, where that is looked for by itself.
macro_rules! lists {
    (
        $(#[$doc:meta])* $name:ident;
        [$($other:literal),*]
        [$($(#[$of_heads:meta])* $heads:ident)?]
        $($(#[$of_class:meta])* $field:ident $class:literal;)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub struct $name {
            $($(#[$of_class])* pub $field: crate::text::Words,)*
            $($(#[$of_heads])* pub $heads: crate::text::FewHan,)?
        }

        /// The names of the classes, and of the other kinds of row.
        pub(super) const CLASSES: &[&str] = &[$($other,)* $($class,)*];

        impl $name {
            /// The list of a class; `None` of other rows.
            pub(super) fn list(&mut self, class: &str) -> Option<&mut crate::text::Words> {
                Some(match class {
                    $($class => &mut self.$field,)*
                    _ => return None,
                })
            }
        }
    };
}

/// The lists of a table that holds nothing else: each row names a class and a word of it, and the rows of a class stand together.
macro_rules! classes {
    (
        $(#[$doc:meta])* $name:ident;
        [$($(#[$of_heads:meta])* $heads:ident of $headed:ident)?]
        $($classes:tt)*
    ) => {
        $crate::lexicon::classes::lists! {
            $(#[$doc])* $name;
            []
            [$($(#[$of_heads])* $heads)?]
            $($classes)*
        }

        impl $name {
            pub(super) fn parse(own: &super::own::OwnRows) -> Self {
                let mut classes = Self::default();
                let mut rows = own.rows(super::table::Table::$name).filter_map(|row| row.first()).peekable();
                while let Some([class, words]) = rows.next() {
                    let Some(list) = classes.list(class) else { continue };
                    list.push(words);
                    while let Some([_, words]) = rows.next_if(|[next, _]| *next == class) {
                        list.push(words);
                    }
                }
                $(
                    for head in classes.$headed.iter().filter_map(|words| words.chars().next()) {
                        classes.$heads.insert(head);
                    }
                )?
                classes
            }
        }
    };
}

pub(in crate::lexicon) use {classes, lists};

#[cfg(test)]
mod tests {
    use super::super::table::{self, Table};
    use super::super::{papers, wordings};

    #[test]
    fn every_row_has_a_source_and_stands_once_and_classes_stand_together() {
        for (table, known) in [(Table::Papers, papers::CLASSES), (Table::Wordings, wordings::CLASSES)] {
            let mut seen = std::collections::HashSet::new();
            let mut classes: Vec<&str> = Vec::new();
            for row in table::tests::cells(table) {
                assert_eq!(row.len(), 3, "{row:?}");
                assert!(seen.insert((row[0], row[1])), "{row:?} stands twice");
                assert!(!row[2].is_empty(), "{row:?} has no source");
                if classes.last() != Some(&row[0]) {
                    classes.push(row[0]);
                }
            }
            assert_eq!(classes, known, "each class stands once, in the order of its fields");
        }
    }
}
