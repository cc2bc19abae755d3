//! The order of the stages, held against the source: who may name whom.

use std::fs;
use std::path::{Path, PathBuf};

/// What each top-level module may name of the others: the arrows of the drawing in the crate's documentation. A module
/// may always name itself, and `module::Item` allows that item alone.
const MAY_NAME: &[(&str, &[&str])] = &[
    // The ground: positions, the published types, options, errors, notes and words.
    ("text", &[]),
    ("model", &[]),
    ("limits", &[]),
    ("stack", &[]),
    ("options", &["limits", "model", "lexicon", "digest"]),
    ("error", &["limits", "read::Format", "archive::ArchiveError"]),
    ("archive", &["limits"]),
    ("note", &["text", "model"]),
    ("digest", &[]),
    ("lexicon", &["text", "model"]),
    // The stages, each knowing those before it.
    ("read", &["limits", "stack", "text", "model", "options", "error", "note", "lexicon", "sheet::Column"]),
    ("clean", &["text", "model", "options", "note", "lexicon", "read"]),
    ("outline", &["text", "model", "options", "note", "lexicon", "read", "clean"]),
    ("item", &["text", "model", "options", "note", "lexicon", "read", "clean", "outline"]),
    // Recognisers know words, not documents.
    ("recognise", &["text", "model", "note", "lexicon"]),
    ("ledger", &["text", "model", "options", "note", "lexicon", "read", "clean", "outline", "item", "recognise"]),
    // What is made of a finished ledger.
    ("check", &["model"]),
    ("sheet", &["model"]),
    ("diff", &["model", "sheet"]),
    ("split", &["model", "sheet"]),
    ("schedule", &["model", "sheet"]),
    ("output", &["model", "sheet", "diff", "merge"]),
    ("merge", &["model", "sheet", "limits", "text"]),
    ("load", &["model"]),
    // What stages made, for eyes.
    ("show", &["text", "model", "note", "lexicon", "read", "clean", "outline", "item", "recognise", "ledger"]),
    // One document through all stages, and many of them.
    (
        "pipeline",
        &[
            "text",
            "model",
            "options",
            "error",
            "digest",
            "note",
            "lexicon",
            "read",
            "clean",
            "outline",
            "item",
            "recognise",
            "ledger",
            "show",
        ],
    ),
    ("batch", &["limits", "stack", "model", "options", "error", "archive", "pipeline"]),
];

/// What only the program may do: speak, end, and read the command line.
const ONLY_THE_PROGRAM: &[&str] =
    &["print", "println", "eprint", "eprintln", "dbg", "exit", "clap", "indicatif", "ignore", "set_hook"];

/// A file of the library, without comments, strings and unit tests.
struct File {
    path: PathBuf,
    /// Its module, from the crate's root.
    module: Vec<String>,
    tokens: Vec<Token>,
}

struct Token {
    text: String,
    line: usize,
}

#[test]
fn stages_name_only_what_stands_before_them() {
    let files = library();
    assert!(files.len() > 10, "the source is found");
    let mut wrong = String::new();
    for file in files.iter().filter(|file| !file.module.is_empty()) {
        let Some((_, may)) = MAY_NAME.iter().find(|(module, _)| *module == file.module[0]) else {
            wrong += &format!("{}: {} has no place in the order of stages\n", file.path.display(), file.module[0]);
            continue;
        };
        for (named, line) in names(file) {
            let module = named.first().map_or("", String::as_str);
            let item = named.iter().take(2).map(String::as_str).collect::<Vec<_>>().join("::");
            if module != file.module[0] && !may.contains(&module) && !may.contains(&item.as_str()) {
                wrong += &format!(
                    "{}:{line}: {} may not name crate::{}\n",
                    file.path.display(),
                    file.module[0],
                    named.join("::")
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_library_neither_speaks_nor_ends_the_program() {
    let mut wrong = String::new();
    for file in library() {
        for (i, token) in file.tokens.iter().enumerate() {
            let after = file.tokens.get(i + 1).map_or("", |token| token.text.as_str());
            let used =
                matches!(after, "!" | "::") || (matches!(token.text.as_str(), "exit" | "set_hook") && after == "(");
            if used && ONLY_THE_PROGRAM.contains(&token.text.as_str()) {
                wrong += &format!("{}:{}: {}\n", file.path.display(), token.line, token.text);
            }
        }
    }
    assert!(wrong.is_empty(), "only the program may use these:\n{wrong}");
}

#[test]
fn the_program_uses_only_the_public_interface() {
    let mut wrong = String::new();
    for path in sources(&root().join("bin")) {
        let text = fs::read_to_string(&path).expect("a source file");
        for (i, line) in text.lines().enumerate() {
            if line.contains("#[path") || line.contains("include!") {
                wrong += &format!("{}:{}: {line}\n", path.display(), i + 1);
            }
        }
    }
    assert!(wrong.is_empty(), "the program reaches into the library's source:\n{wrong}");
}

#[test]
fn paths_are_found_in_every_form() {
    let check = |module: &[&str], text: &str, expected: &[&str]| {
        let file = File {
            path: PathBuf::new(),
            module: module.iter().map(|&part| part.to_owned()).collect(),
            tokens: tokens(text),
        };
        let found: Vec<String> = names(&file).into_iter().map(|(path, _)| path.join("::")).collect();
        assert_eq!(found, expected, "{text}");
    };
    check(&["read"], "use crate::text::Span;", &["text::Span"]);
    check(
        &["read"],
        "use crate::{text::{Span, CharIndex as C}, model::*};",
        &["text::Span", "text::CharIndex", "model"],
    );
    check(
        &["read"],
        "pub(crate) fn f() -> crate::item::Item { crate::item::make::<u8>(1) }",
        &["item::Item", "item::make"],
    );
    check(
        &["read", "page", "glyph"],
        "use super::super::Line; use super::line::Run;",
        &["read::Line", "read::page::line::Run"],
    );
    check(&["clean", "join"], "use super::super::item::Item;", &["item::Item"]);
    check(&["read"], "// use crate::item::Item;\n/* crate::item */ let s = \"crate::item\";", &[]);
    check(&["read"], "let c = '\"'; use crate::item::Item; let l: &'a str = r#\"crate::ledger\"#;", &["item::Item"]);
    check(&["read"], "use crate::text::Span;\n#[cfg(test)]\nmod tests { use crate::pipeline; }", &["text::Span"]);
}

/// Every path from the crate's root that a file names, with its line.
fn names(file: &File) -> Vec<(Vec<String>, usize)> {
    let mut names = Vec::new();
    let mut i = 0;
    while i < file.tokens.len() {
        let text = file.tokens[i].text.as_str();
        let starts =
            file.tokens.get(i + 1).is_some_and(|next| next.text == "::") && (i == 0 || file.tokens[i - 1].text != "::");
        let mut base = match text {
            "crate" if starts => Vec::new(),
            "super" if starts => file.module.clone(),
            _ => {
                i += 1;
                continue;
            }
        };
        while file.tokens.get(i).is_some_and(|token| token.text == "super") {
            base.pop();
            i += 2;
        }
        if text == "crate" {
            i += 2;
        }
        i = path(&file.tokens, i, base, &mut names);
    }
    names
}

/// Reads the rest of a path from token `i` on, groups included; gives the token after it.
fn path(tokens: &[Token], mut i: usize, mut base: Vec<String>, names: &mut Vec<(Vec<String>, usize)>) -> usize {
    let at = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let line = tokens.get(i).map_or(0, |token| token.line);
    if at(i) == "{" {
        i += 1;
        while !matches!(at(i), "}" | "") {
            i = path(tokens, i, base.clone(), names);
            while !matches!(at(i), "," | "}" | "") {
                i += 1;
            }
            if at(i) == "," {
                i += 1;
            }
        }
        return i + 1;
    }
    if at(i).starts_with(|c: char| c.is_alphabetic() || c == '_') {
        base.push(at(i).to_owned());
        i += 1;
        if at(i) == "::" && at(i + 1) != "<" {
            return path(tokens, i + 1, base, names);
        }
    }
    names.push((base, line));
    i.max(1)
}

/// The library's files.
fn library() -> Vec<File> {
    let bin = root().join("bin");
    sources(&root())
        .into_iter()
        .filter(|path| !path.starts_with(&bin))
        .map(|path| {
            let below = path.strip_prefix(root()).expect("found below it").with_extension("");
            let mut module: Vec<String> =
                below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            if module.last().is_some_and(|last| last == "mod" || last == "lib") {
                module.pop();
            }
            let tokens = tokens(&fs::read_to_string(&path).expect("a source file"));
            File { path, module, tokens }
        })
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The Rust files below a folder, in order.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The tokens of a source up to its unit tests: words, `::`, and single marks; comments and literals are left out.
fn tokens(source: &str) -> Vec<Token> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or(source);
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(c) = rest.chars().next() {
        let length = literal(rest).unwrap_or_else(|| {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = if word > 0 {
                word
            } else if rest.starts_with("::") {
                2
            } else {
                c.len_utf8()
            };
            if !c.is_whitespace() {
                tokens.push(Token { text: rest[..length].to_owned(), line });
            }
            length
        });
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

/// The length of the comment or literal that `rest` begins with.
fn literal(rest: &str) -> Option<usize> {
    let upto = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        Some(rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        Some(upto("*/", 2))
    } else if rest.starts_with("r\"") {
        Some(upto("\"", 2))
    } else if rest.starts_with("r#\"") {
        Some(upto("\"#", 3))
    } else if rest.starts_with('"') || rest.starts_with('\'') {
        let quote = rest.chars().next()?;
        let mut escaped = false;
        let close = rest.char_indices().skip(1).find(|&(_, c)| {
            let closes = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let length = close.map_or(rest.len(), |(at, c)| at + c.len_utf8());
        // A quote that closes only far away is a lifetime's mark.
        let lifetime = quote == '\'' && !rest.starts_with("'\\") && rest[..length].chars().count() != 3;
        if lifetime { None } else { Some(length) }
    } else {
        None
    }
}
