//! What a revision changed, as a page.

use std::fmt::Write as _;

use super::escape::escape;
use super::labels::Labels;
use crate::diff::{Change, Diff, Pair, Piece, Row, Side};

pub(super) fn body(diff: &Diff, labels: &Labels) -> String {
    let title = diff.new.title.as_deref().unwrap_or(&diff.new.file);
    let mut out = format!(
        "<header class=\"front\">\n<p class=\"over\">{}</p>\n<h1>{}</h1>\n<dl class=\"info\">\n{}{}</dl>\n<nav><ul class=\"sums\">\n",
        labels.revision,
        escape(title),
        side(labels.old, &diff.old),
        side(labels.new, &diff.new),
    );
    let sum = diff.summary;
    let parts = [
        ("added", labels.added, sum.added),
        ("dropped", labels.dropped, sum.dropped),
        ("changed", labels.changed, sum.changed),
        ("moved", labels.moved, sum.moved),
    ];
    for (class, name, count) in parts {
        let _ = match count {
            0 => writeln!(out, "<li><b>0</b> {name}</li>"),
            _ => writeln!(out, "<li class=\"{class}\"><a href=\"#{class}\"><b>{count}</b> {name}</a></li>"),
        };
    }
    let _ =
        writeln!(out, "<li><b>{}</b> {}</li>\n</ul></nav>\n</header>\n<main class=\"diff\">", sum.same, labels.same);
    if diff.is_empty() {
        let _ = writeln!(out, "<p class=\"none\">{}</p>", labels.no_change);
    }
    if !diff.document.is_empty() {
        let _ = writeln!(out, "<section id=\"document\"><h2>{}</h2>\n<article class=\"entry\">", labels.document);
        changes(&mut out, &diff.document, labels);
        out.push_str("</article></section>\n");
    }
    rows(&mut out, "added", labels.added, &diff.added, labels);
    rows(&mut out, "dropped", labels.dropped, &diff.dropped, labels);
    pairs(&mut out, "changed", labels.changed, &diff.changed, labels);
    pairs(&mut out, "moved", labels.moved, &diff.moved, labels);
    out.push_str("</main>\n");
    out
}

fn side(name: &str, side: &Side) -> String {
    let parts = [Some(side.file.as_str()), side.document_number.as_deref(), side.title.as_deref()];
    let words: Vec<String> = parts.into_iter().flatten().map(escape).collect();
    format!("<div><dt>{name}</dt><dd>{} ({})</dd></div>\n", words.join(" · "), side.entries)
}

fn rows(out: &mut String, class: &str, name: &str, rows: &[Row], labels: &Labels) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section id=\"{class}\"><h2>{name}</h2>");
    for row in rows {
        head(out, class, row.number.as_deref(), &row.title, &escape(&row.id));
        if !row.section.is_empty() {
            let _ = writeln!(out, "<p class=\"section\">{}</p>", escape(&row.section.join(" › ")));
        }
        if !row.text.is_empty() {
            let _ = writeln!(out, "<p class=\"text\">{}</p>", escape(&row.text));
        }
        out.push_str("<dl>\n");
        for fact in &row.facts {
            let _ = writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", labels.field(fact.field), escape(&fact.words));
        }
        out.push_str("</dl></article>\n");
    }
    out.push_str("</section>\n");
}

fn pairs(out: &mut String, class: &str, name: &str, pairs: &[Pair], labels: &Labels) {
    if pairs.is_empty() {
        return;
    }
    let _ = writeln!(out, "<section id=\"{class}\"><h2>{name}</h2>");
    for pair in pairs {
        let ids = if pair.old_id == pair.new_id {
            escape(&pair.new_id)
        } else {
            format!("{} → {}", escape(&pair.old_id), escape(&pair.new_id))
        };
        head(out, class, pair.number.as_deref(), &pair.title, &ids);
        changes(out, &pair.changes, labels);
        out.push_str("</article>\n");
    }
    out.push_str("</section>\n");
}

fn head(out: &mut String, class: &str, number: Option<&str>, title: &str, ids: &str) {
    let number = number.map(|number| format!("<span class=\"no\">{}</span> ", escape(number))).unwrap_or_default();
    let _ = writeln!(
        out,
        "<article class=\"entry {class}\"><header><h3>{number}{}</h3>\n<p class=\"sub\"><span class=\"id\">{ids}</span></p></header>",
        escape(title)
    );
}

fn changes(out: &mut String, changes: &[Change], labels: &Labels) {
    out.push_str("<dl>\n");
    for change in changes {
        let _ = write!(out, "<div><dt>{}</dt><dd>", labels.field(change.field));
        for piece in change.pieces() {
            let _ = match piece {
                Piece::Kept(words) => write!(out, "{}", escape(words)),
                Piece::Dropped(words) => write!(out, "<del>{}</del>", escape(words)),
                Piece::Added(words) => write!(out, "<ins>{}</ins>", escape(words)),
            };
        }
        out.push_str("</dd></div>\n");
    }
    out.push_str("</dl>\n");
}
