//! Clauses that only say by when all that was asked for before them is done.

use super::reader::Reader;
use super::state::Now;
use crate::model::Due;
use crate::recognise::deadline::Meaning;
use crate::text::Span;

/// No clause that only says so is longer, its time aside. Characters.
const LONGEST_CLOSING: usize = 8;

impl Reader<'_, '_> {
    /// Dates what the words since the last stop or semicolon ask for, where their last clause only says by when all of it
    /// is done (取缔23所，发证14所，11月底前全面完成).
    pub(super) fn close(&mut self, now: &Now<'_>) {
        let (clause, text) = (now.clause, self.view.text);
        if self.close_in_turn(now) {
            return;
        }
        let Some(&first) = clause.tokens.first() else { return };
        let Some(Meaning::Deadline(found)) = self.meanings.get(first) else { return };
        let (Some(due), time) = (found.value.due(), self.view.tokens[first].span) else { return };
        let rest = Span { start: time.end, end: clause.span.end };
        let words = rest.of(text);
        let all = ["全面", "全部", "基本", "如期"].iter().any(|w| words.starts_with(w));
        let ends = self.view.wordings.done.end(words) && words.chars().count() <= LONGEST_CLOSING;
        let closes =
            found.span.start == clause.span.start && ends && (all || self.comes_about(now, rest.start, true).is_some());
        if !closes || now.aside || self.targets.len() > now.first {
            return;
        }
        self.date_undated(std::iter::repeat(due));
    }

    /// Gives what the words since the last stop or semicolon ask for its days, in turn.
    fn date_undated(&mut self, dues: impl IntoIterator<Item = Due>) {
        for (index, due) in std::mem::take(&mut self.undated).into_iter().zip(dues) {
            if let Some(target) = self.targets.get_mut(index) {
                target.value.due = Some(due);
            }
        }
    }

    /// Dates them where the clause gives each of them a time of its own: 新建甲中心1个、乙中心2个，分别于6月底、9月底前完成.
    fn close_in_turn(&mut self, now: &Now<'_>) -> bool {
        let words = now.clause.span.of(self.view.text);
        let dues: Vec<Due> =
            now.clause.tokens.iter().filter_map(|&i| self.due_at(self.view.tokens[i].span.start)).collect();
        let told = dues.len() > 1 && dues.len() == self.undated.len() && self.targets.len() == now.first;
        let closes = told && words.starts_with("分别") && self.view.wordings.done.end(words);
        if closes {
            self.date_undated(dues);
        }
        closes
    }
}
