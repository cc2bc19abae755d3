//! Who leads where a list names none: 未注明牵头处室的，责任处室即为牵头处室.

use crate::lexicon::{Label, RoleWords};
use crate::model::Role;
use crate::text::is_pause;

/// Whether words say that the responsible lead where nobody is named to. 未注明牵头单位的，各责任单位按职责分工负责 makes
/// nobody lead.
pub(super) fn then_the_responsible_do(roles: &RoleWords, words: &str) -> bool {
    let leads = |from: usize| {
        let rest = words.get(from..).unwrap_or("");
        rest.contains("牵头") || roles.names_a_chief(rest)
    };
    if is_the_leader(roles, words) {
        return true;
    }
    let Some(condition) = none_named(roles, words) else { return false };
    names_responsible(roles, words) && leads(condition) || all_listed_lead(roles, &words[condition..])
}

/// 没有注明牵头的，所列单位均为牵头单位: who is listed, whatever their role is called.
fn all_listed_lead(roles: &RoleWords, rest: &str) -> bool {
    rest.match_indices("牵头").any(|(at, _)| {
        let Some(head) = roles.is.strip_end(&rest[..at]) else { return false };
        let all = roles.without_as_well(head);
        all.len() < head.len() && roles.units.end(all) && label_end(roles, rest, at, Role::Lead).is_some()
    })
}

/// Where the condition ends that a list names nobody to lead: 没有注明牵头处室, 牵头单位未列明, 只列责任单位.
fn none_named(roles: &RoleWords, words: &str) -> Option<usize> {
    let unnamed = |at: usize| {
        let mut head = words[..at].trim_end_matches('的');
        while let Some(rest) = roles.who_leads.strip_end(head) {
            head = rest;
        }
        // 不牵头, 未牵头: what somebody does not do.
        let named =
            |(rest, named): (&str, bool)| named || head[rest.len()..].starts_with(['无', '没']) || head.ends_with('有');
        roles.without_unnamed(head).is_some_and(named).then_some(at + "牵头".len())
    };
    let behind = |at: usize| {
        let mut rest = &words[label_end(roles, words, at, Role::Lead)?..];
        while let Some(shorter) = roles.column_said.strip_start(rest) {
            rest = shorter;
        }
        let end = rest.find(|c| is_pause(c) || c == '的').unwrap_or(rest.len());
        let (left, named) = roles.without_unnamed(&rest[..end])?;
        (left.is_empty() && named).then_some(words.len() - rest.len() + end)
    };
    let leading = || words.match_indices("牵头").map(|(at, _)| at);
    let only = || {
        let mut responsible = words.match_indices("责任").map(|(at, _)| at);
        responsible.find(|&at| roles.without_only_named(&words[..at]).is_some())
    };
    leading()
        .find_map(unnamed)
        .or_else(|| leading().find_map(behind))
        .or_else(only)
        .or_else(|| roles.of_convention("no-lead", words).map(|(at, len)| at + len))
}

/// Whether words say of who is responsible that they lead, whatever else: 各责任单位均为牵头单位. But
/// 加粗的责任单位为牵头单位 tells one of them.
fn is_the_leader(roles: &RoleWords, words: &str) -> bool {
    words.match_indices("牵头").any(|(at, _)| {
        let ends = |end: usize| words[end..].chars().next().is_none_or(|c| is_pause(c) || matches!(c, '）' | ')'));
        if !label_end(roles, words, at, Role::Lead).is_some_and(ends) {
            return false;
        }
        let is = roles.is.strip_end(&words[..at]);
        let head = roles.without_as_well(is.unwrap_or(&words[..at]));
        let Some((len, Label::Organs(Role::Responsible))) = roles.label_at_end(head) else { return false };
        let stretch = words[..head.len() - len].rsplit(is_pause).next().unwrap_or("");
        let all = head.len() < is.map_or(at, str::len);
        (is.is_some() || all) && !roles.tells_of_marks(stretch) && (all || !stretch.ends_with('的'))
    })
}

/// Whether words name who is responsible: 责任处室, 承办单位.
fn names_responsible(roles: &RoleWords, words: &str) -> bool {
    let named = |at: usize| label_end(roles, words, at, Role::Responsible).is_some();
    roles.charged.iter().any(|stem| words.match_indices(stem).any(|(at, _)| named(at)))
}

/// Where the label ends whose stem of two characters is at `at`, if it gives this role.
fn label_end(roles: &RoleWords, words: &str, at: usize, role: Role) -> Option<usize> {
    /// Characters of what stands behind the stem: 单位, 责任单位.
    const LONGEST: usize = 4;
    let stem = at + "牵头".len();
    let mut ends = words.get(stem..)?.char_indices().take(LONGEST).map(|(i, c)| stem + i + c.len_utf8());
    ends.find(|&end| matches!(roles.label_at_end(&words[..end]), Some((_, Label::Organs(of))) if of == role))
}
