//! Ways of wording of papers, and of the pages that have them: how one is issued and whom it addresses, what stands beside its
//! title, in its tables and below it.

use super::classes::classes;

classes! {
    /// The classes, each a list of words in the order of the table.
    Papers;
    []
    /// Verbs with which a notice issues what it holds or has annexed: 关于印发甲方案的通知.
    issues "issues";
    /// Verbs with which one passes on the paper of another: 转发甲部关于乙的通知.
    passes_on "passes-on";
    /// Verbs with which one hands down work, which may be its own items: 关于下达甲任务的通知.
    hands_down "hands-down";
    /// Verbs with which one asks what others think of a paper.
    consults "consults";
    /// How a page tells, besides, that a paper came out: 甲局出台《乙办法》; what a title says is to be made is not yet there.
    comes_out "comes-out";
    /// Kinds of papers that issue others, hand them on or tell of them.
    notice "notice";
    /// What hands a paper on to those whom it addresses: 现印发给你们.
    to_you "to-you";
    /// What hands to them what is theirs to do.
    hands_to "hands-to";
    /// What is asked of them as to what is handed on, at the end of a notice.
    carry_out "carry-out";
    /// What leads to what a notice asks for beside what it hands on.
    asks_beside "asks-beside";
    /// Those to whom such an ask speaks.
    reader "reader";
    /// What such asks say of how the work is looked after.
    oversight "oversight";
    /// What lines of those whom a paper addresses hold, be the last of them the name of an organ or not.
    addressed "addressed";
    /// How the names of persons end whom a paper addresses.
    addressed_person "addressed-person";
    /// What lines before a colon hold that address nobody: 现将有关事项通知如下：.
    not_addressed "not-addressed";
    /// How the bracket behind a title ends that tells which edition it is: （试行）, （征求意见稿）.
    edition "edition";
    /// How what a news site says before a paper ends: 全文如下：.
    page_lead "page-lead";
    /// Labels of a page right behind a title, beside those of its frame: …的通知 浏览：.
    page_label "page-label";
    /// Labels of the list of what a paper attaches.
    attachment "attachment";
    /// What the note begins with that tells how far a paper goes.
    how_far "how-far";
    /// What a day behind it tells up to when what is told holds: 截至2024年6月底.
    as_of "as-of";
    /// What stands behind the day on which a paper was printed and sent (GB/T 9704-2012, 7.4.3).
    printed "printed";
    /// Labels of notes below a table or a list: 注：, 备注：1..
    note "note";
    /// What mostly begins a paragraph, beside the note that tells how far a paper goes.
    opens "opens";
    /// How a paper speaks of its own brackets: 括号内首位为牵头单位.
    in_brackets "in-brackets";
    /// What the last words of a paper say of its force: 本方案自印发之日起施行.
    closing "closing";
    /// What a cell holds that is as the one above it.
    as_above "as-above";
    /// How the name of a row ends that sums up others.
    total "total";
    /// What the head of a column of estimates holds that are to be reached, not what was.
    whole_year "whole-year";
    /// What titles and headings hold of tables whose numbers are to be reached, beside verbs of handing down.
    to_reach "to-reach";
    /// How titles end of what shares out a plan before it, beside those of tables and lists.
    shares_out "shares-out";
    /// What titles hold whose year is the one that was looked at: 2024年度审计整改方案.
    looked_at "looked-at";
    /// Words before a count, in its clause, by which a paper says what it sets out: 分解为146项.
    sets_out "sets-out";
    /// Words by which it says what is or was counted elsewhere.
    elsewhere "elsewhere";
    /// In what a paper counts its own items.
    counted_in "counted-in";
    /// Words that no paper has: those of a page which others of like meaning replaced, for 负责, 监管, 发展改革, 加大力度, 金融机构.
    replaced "replaced";
    /// What a line above a list calls the day that it is of: （2019年7月10日更新）, 填报日期：2019年7月10日.
    list_day "list-day";
}

impl Papers {
    /// Whether a title says that its paper issues another, passes it on, hands down what is to be done or asks what others think.
    #[must_use]
    pub fn hands_over(&self, title: &str) -> bool {
        [&self.issues, &self.passes_on, &self.hands_down, &self.consults].iter().any(|verbs| verbs.are_in(title))
    }

    /// Whether a kind of document is that of papers that issue others or hand them on.
    #[must_use]
    pub fn is_notice(&self, kind: &str) -> bool {
        self.notice.contains(&kind)
    }

    /// Words without the verb at their end with which a page tells of a paper.
    #[must_use]
    pub fn without_telling<'t>(&self, words: &'t str) -> Option<&'t str> {
        self.issues.strip_end(words).or_else(|| self.comes_out.strip_end(words))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Lexicon, Table};

    #[test]
    fn rows_of_a_users_own_stand_beside_the_built_in_ones_or_take_them_away() {
        let own = Lexicon::with([(Table::Papers, "issues\t刊印\n!consults\t征求")]).expect("well-formed");
        let told = |lexicon: &Lexicon| ["刊印", "印发", "征求"].map(|verb| lexicon.papers().hands_over(verb));
        assert_eq!(told(Lexicon::builtin()), [false, true, true]);
        assert_eq!(told(&own), [true, true, false]);
        assert_eq!(own.papers().without_telling("甲局出台"), Some("甲局"));
    }
}
