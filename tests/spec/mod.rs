//! The grammar's documentation as tests: `tests/spec/*.md` hold wordings and the values that they mean.
//!
//! A case is a heading (`## …`), the words (`> …` lines, joined by line feeds), and a list of what is expected (`- …`;
//! `- nothing` for none).

mod quantity;
mod responsibility;

/// One wording and what it means.
struct Case {
    name: String,
    words: String,
    expected: Vec<String>,
}

/// The cases of one page, in order.
fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), words: String::new(), expected: Vec::new() });
        } else if let Some(case) = cases.last_mut() {
            if let Some(words) = line.strip_prefix("> ") {
                if !case.words.is_empty() {
                    case.words.push('\n');
                }
                case.words.push_str(words);
            } else if let Some(value) = line.strip_prefix("- ") {
                case.expected.push(value.to_owned());
            }
        }
    }
    cases
}

/// Runs every case of a page through `read`, which renders what it found one line a finding, and reports all
/// differences at once.
fn check(page: &str, read: impl Fn(&str) -> Vec<String>) {
    check_named(page, |_, words| read(words));
}

/// The same where `read` is told the case's name, too.
fn check_named(page: &str, read: impl Fn(&str, &str) -> Vec<String>) {
    let cases = cases(page);
    assert!(!cases.is_empty(), "the page holds no case");
    let mut wrong = String::new();
    for case in &cases {
        assert!(!case.expected.is_empty(), "{}: nothing is expected; write `- nothing`", case.name);
        let found = read(&case.name, &case.words);
        let expected: &[String] = if case.expected == ["nothing"] { &[] } else { &case.expected };
        if found != expected {
            wrong += &format!("## {}\n> {}\nexpected {expected:#?}\nfound {found:#?}\n\n", case.name, case.words);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
