//! Pages in HTML: paragraphs and tables as a browser shows them.
//!
//! What a browser does not show (scripts, styles, comments) is no text. What the page itself sets apart (menus, its foot,
//! hidden words) is told, and goes with the furniture.

use std::mem;

use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};

use super::Document;
use super::Format;
use super::counted::Digits;
use super::flow::{Flow, Part, Rows};
use crate::error::ReadError;
use crate::limits::Limits;
use crate::text::{is_blank, marker, parts_paragraphs};

/// Characters of a text looked at for the head of a page.
const WINDOW: usize = 512;

/// How a page begins.
const HEADS: [&str; 7] = ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<script"];

/// How the body of a page begins that was stored without its head, as systems for editors keep it.
const BODIES: [&str; 14] =
    ["article", "center", "div", "font", "h1", "h2", "h3", "main", "p", "section", "span", "strong", "table", "ul"];

/// How it goes on.
const ENDS: [&str; 4] = ["</p>", "</div>", "</td>", "</section>"];

/// What a browser shows nothing of, a field to fill in, or what programs tell Word of a page that they make for it (`xml`).
const UNSEEN: [&str; 11] =
    ["datalist", "iframe", "noframes", "noscript", "script", "select", "style", "svg", "textarea", "title", "xml"];

/// What is no part of a page's text.
const ASIDES: [&str; 3] = ["aside", "footer", "nav"];

/// Whether a text is the source of a page.
pub(super) fn is_page(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !text.starts_with('<') {
        return false;
    }
    let head: String = text.chars().take(WINDOW).map(|c| c.to_ascii_lowercase()).collect();
    HEADS.iter().any(|tag| head.starts_with(tag))
        || ["<!--", "<?xml"].iter().any(|mark| head.starts_with(mark)) && head.contains("<html")
        || is_body(&head, text)
}

/// Whether a text is the body of a page: it begins with the tag of a block, and blocks end in it.
fn is_body(head: &str, text: &str) -> bool {
    let name = head[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    BODIES.contains(&name) && ENDS.iter().any(|end| text.contains(end) || text.contains(&end.to_ascii_uppercase()))
}

pub(super) fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::new(limits.unpacked);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => page.words(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.end_paragraph();
    page.go_on();
    page.end_paragraph();
    page.flow.finish()
}

/// A page on its way to lines.
struct Page {
    flow: Flow,
    /// The element that is not shown.
    unseen: Option<Element>,
    /// The element that is set apart.
    aside: Option<Element>,
    /// The words of the open paragraph before an element within it that is set apart, and whether they were plain.
    before_aside: Option<(String, bool)>,
    /// How many links are open.
    links: usize,
    /// Whether the open paragraph has words that are no link.
    plain: bool,
    /// How many elements are open whose lines stand as they are.
    preformatted: usize,
    /// The open lists.
    lists: Vec<List>,
    /// The number before the next words.
    number: Option<String>,
}

/// An element whose end is looked for.
struct Element {
    name: String,
    /// How many of its name are open.
    open: usize,
}

impl Element {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), open: 1 }
    }

    /// Takes the beginning of an element in it.
    fn begin(&mut self, name: &str) {
        self.open += usize::from(self.name == name);
    }

    /// Whether it ends with the end of an element of this name.
    fn ends(&mut self, name: &str) -> bool {
        self.open -= usize::from(self.name == name);
        self.open == 0
    }
}

/// A list, and the number of its next item where they are counted.
struct List {
    next: Option<u32>,
    digits: Digits,
}

impl Page {
    fn new(room: u64) -> Self {
        Self {
            flow: Flow::new(Format::Html, room),
            unseen: None,
            aside: None,
            before_aside: None,
            links: 0,
            plain: false,
            preformatted: 0,
            lists: Vec::new(),
            number: None,
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = &*name;
        let parts = parts_paragraphs(name);
        match &mut self.unseen {
            // No list to choose from holds a paragraph: its end is missing.
            Some(_) if parts => self.unseen = None,
            Some(unseen) => return unseen.begin(name),
            None => {}
        }
        let style = style(tag);
        if UNSEEN.contains(&name) || is_hidden_by_word(tag, &style) {
            self.unseen = (!tag.self_closing).then(|| Element::new(name));
            return;
        }
        if parts {
            self.end_paragraph();
        }
        let is_void = matches!(name, "br" | "hr" | "img" | "input" | "link" | "meta" | "wbr" | "col");
        match &mut self.aside {
            Some(aside) => aside.begin(name),
            None if !is_void && (ASIDES.contains(&name) || is_hidden(tag, &style) || is_trail(tag)) => {
                // （甲局牵头<span hidden>…</span>）: the sentence goes on behind it.
                self.before_aside = Some((self.flow.take(), mem::take(&mut self.plain)));
                self.aside = Some(Element::new(name));
            }
            None => {}
        }
        match name {
            "a" => self.links += 1,
            "pre" => self.preformatted += 1,
            "hr" => self.flow.part(),
            "ol" => self.lists.push(List { next: Some(number(tag, b"start").unwrap_or(1)), digits: digits(tag) }),
            "ul" | "menu" | "dir" => self.lists.push(List { next: None, digits: Digits::default() }),
            "li" => self.number = self.count(number(tag, b"value")),
            "table" => self.flow.open_table(),
            "tr" if self.flow.in_table() => self.flow.open_row(),
            "td" | "th" if self.flow.in_table() => {
                let columns = number(tag, b"colspan").unwrap_or(1);
                let rows = number(tag, b"rowspan").unwrap_or(1);
                self.flow.open_cell(columns as usize, Rows::Span(rows as usize));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(unseen) = &mut self.unseen {
            if unseen.ends(name) {
                self.unseen = None;
            }
            return;
        }
        if parts_paragraphs(name) {
            self.end_paragraph();
        }
        if self.aside.as_mut().is_some_and(|aside| aside.ends(name)) {
            self.end_paragraph();
            self.aside = None;
            self.go_on();
        }
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "ol" | "ul" | "menu" | "dir" => {
                self.end_item();
                self.lists.pop();
            }
            "li" | "td" | "th" => self.end_item(),
            "table" if self.flow.in_table() => self.flow.close_table(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.unseen.is_some() {
            return;
        }
        let mut rest = words;
        while let Some(at) = rest.find(|c: char| c.is_ascii_whitespace()) {
            self.add(&rest[..at]);
            let blanks = rest[at..].find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len() - at);
            if self.preformatted > 0 {
                self.add_lines(&rest[at..at + blanks]);
            } else if !self.flow.open().is_empty() && !self.flow.open().ends_with(is_blank) {
                self.flow.add(" ");
            }
            rest = &rest[at + blanks..];
        }
        self.add(rest);
    }

    /// Adds blanks that stand as they are, the ends of lines among them.
    fn add_lines(&mut self, blanks: &str) {
        for c in blanks.chars() {
            if c == '\n' { self.end_paragraph() } else { self.flow.add(c.encode_utf8(&mut [0; 4])) }
        }
    }

    fn add(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if let Some(number) = self.number.take_if(|_| !words.chars().all(is_blank)) {
            // 1.1.做好某事: the writer numbered the items, too.
            if marker(words.trim_start_matches(is_blank)).is_none() {
                self.flow.add(&number);
            }
        }
        self.plain |= self.links == 0 && !words.chars().all(is_blank);
        self.flow.add(words);
    }

    /// Ends an item; in a cell the number of one without words is that of the row.
    fn end_item(&mut self) {
        if let Some(number) = self.number.take()
            && self.flow.in_table()
        {
            self.flow.add(number.trim_end_matches(['.', '、']));
            self.end_paragraph();
        }
    }

    /// Goes on with the paragraph within which an element was set apart.
    fn go_on(&mut self) {
        if let Some((words, plain)) = self.before_aside.take() {
            self.flow.add(&words);
            self.plain = plain;
        }
    }

    fn end_paragraph(&mut self) {
        let plain = mem::take(&mut self.plain);
        let part = match self.aside {
            Some(_) => Part::Aside,
            None if plain => Part::Text,
            None => Part::Link,
        };
        self.flow.end_as(part);
    }

    /// The number of the next item of the innermost list.
    fn count(&mut self, given: Option<u32>) -> Option<String> {
        let list = self.lists.last_mut()?;
        let number = given.or(list.next)?;
        list.next = Some(number.saturating_add(1));
        let mark = if list.digits == Digits::Han { '、' } else { '.' };
        Some(format!("{}{mark}", list.digits.show(number)))
    }
}

/// Whether a browser shows nothing of an element.
fn is_hidden(tag: &StartTag<()>, style: &str) -> bool {
    style.contains("display:none") || tag.attributes.contains_key(&b"hidden"[..])
}

/// Whether an element says where in its site a page is: <ol class="breadcrumb">.
fn is_trail(tag: &StartTag<()>) -> bool {
    const TRAIL: &[u8] = b"breadcrumb";
    let class = tag.attributes.get(&b"class"[..]);
    class.is_some_and(|class| class.windows(TRAIL.len()).any(|word| word.eq_ignore_ascii_case(TRAIL)))
}

/// Whether Word shows nothing of an element: words that are hidden, and those that tracked changes took away.
fn is_hidden_by_word(tag: &StartTag<()>, style: &str) -> bool {
    style.contains("mso-hide:all") || &**tag.name == b"del" && tag.attributes.contains_key(&b"datetime"[..])
}

/// The style of an element, without blanks, in lower case; empty where it has none.
fn style(tag: &StartTag<()>) -> String {
    let style = tag.attributes.get(&b"style"[..]).map(|style| {
        String::from_utf8_lossy(style).chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
    });
    style.unwrap_or_default()
}

/// The number that an attribute gives.
fn number(tag: &StartTag<()>, name: &[u8]) -> Option<u32> {
    std::str::from_utf8(tag.attributes.get(name)?).ok()?.trim().parse().ok()
}

/// How the items of a list are counted.
fn digits(tag: &StartTag<()>) -> Digits {
    let style =
        tag.attributes.get(&b"style"[..]).map(|style| String::from_utf8_lossy(style).into_owned()).unwrap_or_default();
    let style = style.split(':').next_back().unwrap_or("");
    let kind = tag.attributes.get(&b"type"[..]).map_or(&b""[..], |kind| kind.as_slice());
    match (kind, style.trim_matches(|c: char| c.is_whitespace() || c == ';')) {
        (b"a", _) | (_, "lower-alpha" | "lower-latin") => Digits::Small,
        (b"A", _) | (_, "upper-alpha" | "upper-latin") => Digits::Large,
        (b"i", _) | (_, "lower-roman") => Digits::SmallRoman,
        (b"I", _) | (_, "upper-roman") => Digits::LargeRoman,
        (_, "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal") => Digits::Han,
        _ => Digits::Decimal,
    }
}
