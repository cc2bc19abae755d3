//! Files in RTF as programs write them.

/// How words beyond ASCII are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// By their numbers in Unicode.
    Numbers,
    /// As bytes of GB 18030, by their numbers where they have two of them.
    Bytes,
}

/// Words, with all that is not ASCII written so. What is ASCII stays as it is, control words too.
pub fn words(text: &str, letters: Letters) -> String {
    let mut written = String::new();
    for c in text.chars() {
        let mut buffer = [0; 4];
        let (bytes, ..) = encoding_rs::GBK.encode(c.encode_utf8(&mut buffer));
        if c.is_ascii() {
            written.push(c);
        } else if letters == Letters::Bytes && bytes.len() == 2 {
            written.extend(bytes.iter().map(|byte| format!("\\'{byte:02x}")));
        } else {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            written.extend(units.iter().map(|unit| format!("\\u{}?", unit.cast_signed())));
        }
    }
    written
}

/// A text with a paragraph on each line; lines with tabs are rows of tables.
pub fn of_text(text: &str, letters: Letters) -> Vec<u8> {
    let mut body = String::new();
    let escaped = text.replace('\\', "\\\\").replace('{', "\\{").replace('}', "\\}");
    for line in escaped.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [paragraph] = cells[..] {
            body += &format!("\\pard {}\\par\n", words(paragraph, letters));
            continue;
        }
        body += "\\trowd";
        (1..=cells.len()).for_each(|at| body += &format!("\\cellx{}", at * 1000));
        cells.iter().for_each(|cell| body += &format!("\\pard\\intbl {}\\cell\n", words(cell, letters)));
        body += "\\row\n";
    }
    format!("{{\\rtf1\\ansi\\ansicpg936{{\\fonttbl{{\\f0\\fnil\\fcharset134 SimSun;}}}}\\f0\n{body}}}").into_bytes()
}
