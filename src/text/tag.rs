//! Which tags of HTML part paragraphs.

/// In order.
const BLOCKS: [&str; 43] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

/// Whether a paragraph ends at a tag, whose name is in small letters.
#[must_use]
pub fn parts_paragraphs(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tags_are_in_order() {
        assert!(BLOCKS.is_sorted());
        assert!(parts_paragraphs("h6") && !parts_paragraphs("span"));
    }
}
