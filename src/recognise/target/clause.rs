//! Runs and clauses: brackets are read apart from the words around them.

use crate::recognise::token::{Kind, Token};
use crate::text::Span;

/// Tokens that are read together: those outside of brackets, or those within one.
#[derive(Debug)]
pub(super) struct Run {
    /// The clauses, in order.
    pub clauses: Vec<Clause>,
    /// Whether it stands in brackets.
    pub aside: bool,
}

/// What parts a clause from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// A comma or colon.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A stop, or nothing before.
    Stop,
}

/// The words between two marks.
#[derive(Debug)]
pub(super) struct Clause {
    /// Its tokens, by their index.
    pub tokens: Vec<usize>,
    /// Its words, without the marks around.
    pub span: Span,
    /// What stands before it.
    pub after: Break,
}

/// Brackets within brackets deeper than this are read as one.
const MAX_DEPTH: usize = 8;

/// A clause with more tokens is read in parts: no sentence is as long, and the cost of a clause grows with its square.
const MAX_TOKENS: usize = 200;

/// The runs of `span`: first the words outside of brackets, then each bracket.
pub(super) fn runs(span: Span, tokens: &[Token<'_>]) -> Vec<Run> {
    let mut main = Builder::new(span.start, false);
    let mut open: Vec<Builder> = Vec::new();
    let mut closed = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open if open.len() < MAX_DEPTH => open.push(Builder::new(token.span.end, true)),
            Kind::Close => {
                if let Some(inner) = open.pop() {
                    closed.push(inner.finish(token.span.start));
                }
            }
            kind => open.last_mut().unwrap_or(&mut main).take(index, token.span, kind),
        }
    }
    // A bracket that is never closed: its words belong to the sentence, but where it began is lost; read it apart.
    for inner in open.into_iter().rev() {
        closed.push(inner.finish(span.end));
    }
    let mut runs = vec![main.finish(span.end)];
    runs.extend(closed);
    runs
}

struct Builder {
    clauses: Vec<Clause>,
    tokens: Vec<usize>,
    start: u32,
    after: Break,
    aside: bool,
}

impl Builder {
    fn new(start: u32, aside: bool) -> Self {
        Self { clauses: Vec::new(), tokens: Vec::new(), start, after: Break::Stop, aside }
    }

    fn take(&mut self, index: usize, span: Span, kind: Kind<'_>) {
        let after = match kind {
            Kind::Comma => Break::Comma,
            Kind::Semicolon => Break::Semicolon,
            Kind::Stop => Break::Stop,
            _ if self.tokens.len() < MAX_TOKENS => {
                self.tokens.push(index);
                return;
            }
            _ => {
                self.end(span.start);
                self.start = span.start;
                self.after = Break::Comma;
                self.tokens.push(index);
                return;
            }
        };
        self.end(span.start);
        self.start = span.end;
        self.after = after;
    }

    fn end(&mut self, at: u32) {
        let span = Span { start: self.start, end: at };
        self.clauses.push(Clause { tokens: self.tokens.drain(..).collect(), span, after: self.after });
    }

    fn finish(mut self, at: u32) -> Run {
        self.end(at);
        Run { clauses: self.clauses, aside: self.aside }
    }
}
