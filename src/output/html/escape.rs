//! Text as HTML: the only way of a document's words into a page.

/// Appends text so that HTML reads it as these characters, in an element or in a quoted attribute.
///
/// What no page may hold becomes U+FFFD: control characters, and the marks that reorder the words around them.
pub(super) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
                out.push('\u{fffd}');
            }
            c => out.push(c),
        }
    }
}

/// As [`push`], on its own.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(escape("<script>alert('1')</script>"), "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
        assert_eq!(escape("\" onload=\"x&"), "&quot; onload=&quot;x&amp;");
        assert_eq!(escape("a\0\u{1b}b\u{202e}c\n"), "a\u{fffd}\u{fffd}b\u{fffd}c\n");
        assert_eq!(escape("省财政厅"), "省财政厅");
    }
}
