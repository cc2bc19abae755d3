//! What a crawler saved of a page as JSON: the one member that holds the paper.

use serde_json::Value;

use crate::error::ReadError;
use crate::text::{is_blank, is_han};

/// A paper has so many characters of Han at least; titles, summaries and names have fewer.
const LEAST: usize = 150;

/// The words of a paper, and where they stand: data.content.
pub(super) struct Member {
    pub words: String,
    pub path: String,
}

/// The paper in a text that is JSON. What does not parse is read as it stands.
pub(super) fn paper(text: &str) -> Result<Option<Member>, ReadError> {
    if !text.trim_start_matches(is_blank).starts_with(['{', '[']) {
        return Ok(None);
    }
    let Ok(value) = serde_json::from_str::<Value>(text.trim_matches(is_blank)) else { return Ok(None) };
    if value.get("schema_version").is_some() && value.get("entries").is_some() {
        return Err(ReadError::Unsupported {
            found: "a ledger in JSON, which this program wrote; load the document itself",
        });
    }
    let mut found = Vec::new();
    find(&value, String::new(), &mut found);
    // The first of the longest. The same paper may stand twice: as a page, and as its bare text.
    let Some(paper) = found.iter().rev().max_by_key(|member| member.han) else {
        return Err(ReadError::Unsupported { found: "JSON without the text of a document" });
    };
    if found.iter().any(|other| 2 * other.han <= paper.han || !is_alike(other.words, paper.words)) {
        return Err(ReadError::Unsupported { found: "JSON that holds several texts; save each in a file of its own" });
    }
    Ok(Some(Member { words: paper.words.to_owned(), path: paper.path.clone() }))
}

/// Words that are long enough for a paper, and how many characters of Han they have.
struct Candidate<'v> {
    path: String,
    words: &'v str,
    han: usize,
}

/// The papers that a value may hold.
fn find<'v>(value: &'v Value, path: String, found: &mut Vec<Candidate<'v>>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::String(words) => {
            let han = words.chars().filter(|&c| is_han(c)).count();
            found.extend((han >= LEAST).then_some(Candidate { path, words, han }));
        }
        Value::Array(all) => all.iter().enumerate().for_each(|(at, value)| find(value, below(&at.to_string()), found)),
        Value::Object(all) => all.iter().for_each(|(name, value)| find(value, below(name), found)),
        _ => {}
    }
}

/// Whether two texts begin with the same words, whatever marks them up.
fn is_alike(a: &str, b: &str) -> bool {
    let head = |words: &str| words.chars().filter(|&c| is_han(c)).take(LEAST / 3).collect::<String>();
    head(a) == head(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize) -> String {
        "推进各镇公路建设。".repeat(count / 8)
    }

    #[test]
    fn the_member_that_holds_the_paper_is_read() {
        let page = format!(r#"{{"code":200,"data":{{"title":"关于公路的通知","content":"{}\r\n二、"}}}}"#, words(200));
        let member = paper(&page).expect("one paper").expect("one paper");
        assert_eq!(member.path, "data.content");
        assert!(member.words.ends_with("。\r\n二、"));
    }

    #[test]
    fn what_holds_several_or_none_is_refused_and_what_is_no_json_stays() {
        let two = format!(r#"[{{"content":"{}"}},{{"content":"第二篇{}"}}]"#, words(200), words(200));
        for refused in [two.as_str(), r#"{"code":404}"#, r#"{"schema_version":"1","entries":[]}"#] {
            assert!(matches!(paper(refused), Err(ReadError::Unsupported { .. })), "{refused}");
        }
        for plain in ["[图片]\n某县方案", "某县方案", "{\"code\":200,"] {
            assert!(paper(plain).is_ok_and(|found| found.is_none()), "{plain}");
        }
    }
}
