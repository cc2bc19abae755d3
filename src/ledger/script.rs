//! Words as they were written, where the rules read traditional script as simplified and stops in half width as full ones.
//!
//! What the tables give stays as they have it: full names of organs, ids, the kind of the document.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::{Entry, Ledger, Locator};

/// The cleaned text as it is read and as it was written, character for character.
struct Script<'a> {
    simplified: &'a str,
    written: &'a str,
    /// The byte at which each character begins, and the length of the text.
    starts: Vec<usize>,
    /// The same of the text as written, where it differs.
    printed: Option<Vec<usize>>,
    /// The text before it was cleaned, as it is read and as it was written, byte for byte.
    raw: [&'a str; 2],
    forms: Forms,
}

/// How each character of the document was written, wherever it stands; `None` where that depends on the place.
struct Forms(FxHashMap<char, Option<char>>);

impl Forms {
    /// The forms in the cleaned text, and in the text before it was cleaned: each as it is read and as it was written.
    fn of(cleaned: [&str; 2], raw: [&str; 2]) -> Self {
        let mut forms = FxHashMap::default();
        for (read, written) in cleaned[0].chars().zip(cleaned[1].chars()) {
            let form = forms.entry(read).or_insert(Some(written));
            *form = form.filter(|&known| known == written);
        }
        // What the raw text alone has was written as it is there in words of it only.
        for (read, written) in raw[0].chars().zip(raw[1].chars()) {
            let form = forms.entry(read).or_insert(Some(read));
            *form = form.filter(|&known| known == written);
        }
        Self(forms)
    }

    /// The one form of a character; what the document does not have stays as it is.
    fn get(&self, c: char) -> Option<char> {
        self.0.get(&c).copied().unwrap_or(Some(c))
    }
}

/// Puts every word that was taken from the text back into the script that it was written in.
///
/// What only the frame of the page says (its number, its organ) is in the raw text alone.
pub(super) fn restore(ledger: &mut Ledger, simplified: &str, written: &str, raw: [&str; 2]) {
    let starts = |text: &str| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let printed = (simplified.len() != written.len()).then(|| starts(written));
    let forms = Forms::of([simplified, written], raw);
    let script = Script { simplified, written, starts: starts(simplified), printed, raw, forms };
    let all = 0..simplified.len();

    let document = &mut ledger.document;
    let number = document.document_number.iter_mut().flat_map(|number| [&mut number.text, &mut number.code]);
    let lists = [&mut document.issuers, &mut document.addressees, &mut document.attachments];
    let front = document.title.iter_mut().chain(number).chain(lists.into_iter().flatten());
    front.for_each(|words| script.words(words, &all));
    for convention in &mut document.conventions {
        script.fact(&mut convention.at, [&mut convention.quote]);
    }
    for plan in &mut ledger.plans {
        script.fact(&mut plan.at, [&mut plan.title]);
    }
    for node in &mut ledger.outline {
        script.fact(&mut node.at, [&mut node.heading, &mut node.text].into_iter().chain(&mut node.number));
    }
    ledger.entries.iter_mut().for_each(|entry| script.entry(entry));
    for stated in &mut ledger.audit.stated_counts {
        script.fact(&mut stated.at, [&mut stated.quote, &mut stated.of]);
    }
    for at in ledger.diagnostics.iter_mut().filter_map(|found| found.at.as_mut()) {
        script.fact(at, []);
    }
}

impl Script<'_> {
    fn entry(&self, entry: &mut Entry) {
        let place = self.place(&entry.at);
        let words = [&mut entry.title, &mut entry.text].into_iter().chain(&mut entry.number);
        self.fact(&mut entry.at, words);
        for section in &mut entry.section {
            self.words(section, &(0..place.start));
        }
        for fact in &mut entry.responsibilities {
            let organs = fact.organs.iter_mut().map(|organ| &mut organ.name);
            self.fact(&mut fact.at, organs.chain(&mut fact.mode).chain([&mut fact.quote]));
        }
        for fact in &mut entry.persons {
            self.fact(&mut fact.at, [&mut fact.name]);
        }
        for fact in &mut entry.targets {
            let unit = fact.quantity.as_mut().map(|quantity| &mut quantity.unit);
            let words = [&mut fact.object, &mut fact.quote].into_iter().chain(&mut fact.action).chain(unit);
            self.fact(&mut fact.at, words);
        }
        for fact in &mut entry.figures {
            let words = fact.object.iter_mut().chain([&mut fact.quote, &mut fact.quantity.unit]);
            self.fact(&mut fact.at, words);
        }
        for fact in &mut entry.deadlines {
            self.fact(&mut fact.at, [&mut fact.text]);
        }
    }

    /// Restores the quote of a locator, and words that were read at its place.
    fn fact<'w>(&self, at: &mut Locator, words: impl IntoIterator<Item = &'w mut String>) {
        let place = self.place(at);
        let quote = self.as_written(place.clone());
        if at.quote != quote {
            quote.clone_into(&mut at.quote);
        }
        words.into_iter().for_each(|words| self.words(words, &place));
    }

    /// The bytes at a locator.
    fn place(&self, at: &Locator) -> Range<usize> {
        let [start, end] =
            at.chars.map(|char| self.starts.get(char as usize).copied().unwrap_or(self.simplified.len()));
        start..end
    }

    /// What was written where `place` is in the text that is read.
    fn as_written(&self, place: Range<usize>) -> &str {
        let byte = |at: usize| match &self.printed {
            Some(printed) => printed[self.starts.partition_point(|&start| start < at).min(printed.len() - 1)],
            None => at,
        };
        self.written.get(byte(place.start)..byte(place.end)).unwrap_or_default()
    }

    /// Restores words line by line: those whose characters have one form each by these; others from their place, else from
    /// the last place before it that has them, else character by character, for words that were joined from several places.
    fn words(&self, words: &mut String, place: &Range<usize>) {
        if words.chars().all(|c| self.forms.get(c) == Some(c)) {
            return;
        }
        let near = self.simplified.get(place.clone()).unwrap_or_default();
        let line = |line: &str| {
            if let Some(words) = line.chars().map(|c| self.forms.get(c)).collect() {
                return words;
            }
            let found = near.rfind(line).map(|at| place.start + at);
            match found.or_else(|| self.simplified.get(..place.end)?.rfind(line)) {
                Some(at) => self.as_written(at..at + line.len()).to_owned(),
                None => match self.raw[0].find(line).and_then(|at| self.raw[1].get(at..at + line.len())) {
                    Some(words) => words.to_owned(),
                    None => line.chars().map(|c| self.char(c, near, place.start)).collect(),
                },
            }
        };
        *words = words.split('\n').map(line).collect::<Vec<_>>().join("\n");
    }

    fn char(&self, c: char, near: &str, start: usize) -> char {
        let at = near.find(c).map(|at| start + at).or_else(|| self.simplified.find(c));
        at.and_then(|at| self.as_written(at..at + c.len_utf8()).chars().next()).unwrap_or(c)
    }
}
