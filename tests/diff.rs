//! Two versions of a document: what a revision changed, and what was filled in before it.

use std::fs;

use serde_json::Value;
use taizhang::diff::{Change, Diff, Field, carry, compare};
use taizhang::model::{FillStatus, Ledger};
use taizhang::{Options, OutputFormat, extract};

use crate::cli;

/// The work of a plan: title, rest, clause.
const WORK: [[&str; 3]; 4] = [
    [
        "培育产业集群",
        "2025年底前培育特色产业集群10个以上，建设公共服务平台。",
        "牵头单位：省工业和信息化厅；配合单位：省财政厅",
    ],
    ["扩大有效投资", "持续推进重大项目建设，健全要素保障机制。", "牵头单位：省发展改革委"],
    ["促进农民增收", "2025年6月底前出台农村居民增收支持政策，发展庭院经济。", "牵头单位：省农业农村厅"],
    ["优化营商环境", "推进政务服务事项集成办理，压减审批时限。", "责任单位：省司法厅、省商务厅"],
];

/// A plan of this work, numbered as it stands.
fn plan(work: &[[&str; 3]]) -> Ledger {
    const NUMBERS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
    let mut text = "山东省2025年重点工作方案\n".to_owned();
    for (number, [title, rest, clause]) in NUMBERS.iter().zip(work) {
        text += &format!("{number}、{title}。{rest}（{clause}）\n");
    }
    let ledger = extract(text.as_bytes(), "plan.txt", &Options::default()).expect("text is read");
    assert_eq!(ledger.entries.len(), work.len(), "every item is an entry");
    ledger
}

/// The plan with one piece of its words replaced.
fn plan_with(from: &str, to: &str) -> Ledger {
    let changed = WORK.map(|item| item.map(|words| words.replace(from, to)));
    let work: Vec<[&str; 3]> = changed.iter().map(|item| item.each_ref().map(String::as_str)).collect();
    plan(&work)
}

fn counts(diff: &Diff) -> [usize; 5] {
    let summary = diff.summary;
    [summary.added, summary.dropped, summary.changed, summary.moved, summary.same]
}

/// A change as `field old > new`.
fn told(changes: &[Change]) -> Vec<String> {
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    let changes = changes.iter().filter(|change| change.field != Field::Text);
    changes.map(|change| format!("{:?} {} > {}", change.field, words(&change.old), words(&change.new))).collect()
}

#[track_caller]
fn check_change(from: &str, to: &str, expected: &[&str]) {
    let diff = compare(&plan(&WORK), &plan_with(from, to));
    assert_eq!(counts(&diff), [0, 0, 1, 0, 3], "{diff:#?}");
    assert_eq!(told(&diff.changed[0].changes), expected);
}

#[test]
fn a_document_in_another_form_says_the_same() {
    let docs = crate::corpus_documents();
    let mut compared = 0;
    for dump in docs.iter().filter(|path| path.to_string_lossy().ends_with(".clean.txt")) {
        let other = dump.to_string_lossy().replace(".clean.txt", ".txt");
        let read = |path: &str| extract(&fs::read(path).expect("a file"), path, &Options::default()).expect("text");
        let (clean, dump) = (read(&dump.to_string_lossy()), read(&other));
        let own = compare(&dump, &dump);
        assert!(own.is_empty() && own.summary.same == dump.entries.len(), "{own:#?}");
        let diff = compare(&dump, &clean);
        assert_eq!(counts(&diff)[..2], [0, 0], "{other}: {diff:#?}");
        compared += 1;
    }
    assert!(compared > 0, "the corpus has such documents");
}

#[test]
fn entries_are_known_again_when_their_numbers_moved() {
    let new_work = ["发展冰雪旅游", "举办冬季旅游节会，完善旅游设施。", "牵头单位：省文化和旅游厅"];
    let revised = [WORK[3], WORK[0], new_work, WORK[2]];
    let diff = compare(&plan(&WORK), &plan(&revised));
    assert_eq!(counts(&diff), [1, 1, 0, 3, 0], "{diff:#?}");
    assert_eq!(diff.added[0].title, "发展冰雪旅游");
    assert_eq!(diff.dropped[0].title, "扩大有效投资");
    let moved: Vec<[&str; 2]> = diff.moved.iter().map(|pair| [&*pair.old_id, &*pair.new_id]).collect();
    let id = |ledger: &Ledger, index: usize| ledger.entries[index].id.clone();
    let (old, new) = (plan(&WORK), plan(&revised));
    assert_eq!(moved, [[&*id(&old, 3), &*id(&new, 0)], [&*id(&old, 0), &*id(&new, 1)], [&*id(&old, 2), &*id(&new, 3)]]);
    // The other way round what was added is dropped.
    let back = compare(&new, &old);
    assert_eq!(counts(&back), [1, 1, 0, 3, 0]);
    assert_eq!((back.added, back.dropped), (diff.dropped, diff.added));
}

#[test]
fn entries_are_known_again_when_numbers_and_words_moved() {
    let rewritten =
        ["促进农民持续增收", "2025年6月底前出台农村居民增收支持政策，壮大庭院经济。", "牵头单位：省农业农村厅"];
    let diff = compare(&plan(&WORK), &plan(&[rewritten, WORK[1], WORK[0], WORK[3]]));
    assert_eq!(counts(&diff), [0, 0, 1, 1, 2], "{diff:#?}");
    assert!(told(&diff.changed[0].changes).contains(&"Title 促进农民增收 > 促进农民持续增收".to_owned()));
}

#[test]
fn changes_are_told_by_field() {
    check_change("省财政厅", "省商务厅", &["Support 山东省财政厅 > ", "Support  > 山东省商务厅"]);
    check_change(
        "牵头单位：省发展改革委",
        "责任单位：省发展改革委",
        &["Lead 山东省发展和改革委员会 > ", "Responsible  > 山东省发展和改革委员会"],
    );
    check_change(
        "10个以上",
        "12个以上",
        &["Target 特色产业集群：培育10个以上（至2025-12-31） > 特色产业集群：培育12个以上（至2025-12-31）"],
    );
    check_change(
        "2025年6月底前",
        "2025年9月底前",
        &["Deadline 2025年6月底前（2025-06-30） > 2025年9月底前（2025-09-30）"],
    );
    check_change("压减审批时限", "压缩审批时限", &[]);
}

#[test]
fn what_the_document_says_of_itself_is_compared() {
    let notice = |day: &str, to: &str| {
        let text =
            format!("关于做好有关工作的通知\n{to}：\n一、建立台账。（牵头单位：省商务厅）\n山东省人民政府\n{day}\n");
        extract(text.as_bytes(), "notice.txt", &Options::default()).expect("text is read")
    };
    let diff = compare(&notice("2025年3月1日", "各市人民政府"), &notice("2025年4月1日", "各市人民政府，省政府各部门"));
    assert_eq!(told(&diff.document), ["Addressee  > 省政府各部门", "IssuedOn 2025-03-01 > 2025-04-01"]);
    assert_eq!(counts(&diff), [0, 0, 0, 0, 1]);
}

#[test]
fn fills_go_with_their_entries() {
    let mut old = plan(&WORK);
    for (index, entry) in old.entries.iter_mut().enumerate() {
        entry.to_fill.progress = Some(format!("进展{index}"));
        entry.to_fill.status = FillStatus::InProgress;
    }
    let changed = ["培育产业集群", "2025年底前培育特色产业集群12个以上，建设公共服务平台。", WORK[0][2]];
    let mut new = plan(&[WORK[3], changed, WORK[2]]);
    new.entries[2].to_fill.progress = Some("另有进展".to_owned());
    let carried = carry(&old, &mut new);
    let progress: Vec<&str> = new.entries.iter().filter_map(|entry| entry.to_fill.progress.as_deref()).collect();
    assert_eq!(progress, ["进展3", "进展0", "另有进展"]);
    assert!(new.entries.iter().all(|entry| entry.to_fill.status == FillStatus::InProgress));
    assert_eq!(carried.entries, 3);
    assert_eq!(carried.unfit.len(), 1, "the fill of a task that changed is to be looked at");
    assert_eq!(carried.unfit[0].fields, [Field::Text, Field::Target]);
    let homeless: Vec<(&str, Option<&str>, Option<&str>)> = carried
        .homeless
        .iter()
        .map(|left| (&*left.title, left.taken_by.as_deref(), left.to_fill.progress.as_deref()))
        .collect();
    let third = new.entries[2].id.as_str();
    assert_eq!(homeless, [("扩大有效投资", None, Some("进展1")), ("促进农民增收", Some(third), Some("进展2"))]);
    // Once more changes nothing.
    let before = new.clone();
    carry(&old, &mut new);
    assert_eq!(new, before);
}

#[test]
fn the_program_ends_as_diff_does() {
    let mut old = plan(&WORK);
    old.entries[0].to_fill.contact = Some("0531-0000".to_owned());
    let new = plan_with("10个以上", "12个以上");
    let (old, new) = (OutputFormat::Json.bytes(&old), OutputFormat::Json.bytes(&new));
    let both = [new.as_slice(), &new].concat();
    let folder = cli::folder(&[("old.json", &old), ("new.json", &new), ("two.json", &both), ("a.txt", b"{}")]);
    let run = |arguments: &[&str], code| cli::check(&cli::run(folder.path(), arguments), code);

    let (out, err) = run(&["diff", "old.json", "old.json"], 0);
    assert!(out.contains("0 changed, 0 moved, 4 the same") && err.is_empty(), "{out}{err}");
    let (out, _) = run(&["diff", "old.json", "new.json", "--lang", "zh"], 1);
    assert!(out.contains("量化目标：特色产业集群：培育[-10-]{+12+}个以上"), "{out}");
    assert!(!out.contains('\u{1b}'), "no colours but on a terminal");
    let (out, _) = run(&["diff", "old.json", "new.json", "--format", "json"], 1);
    let diff: Value = cli::json(&out);
    assert_eq!(diff["summary"]["changed"], 1);
    let (_, err) = run(&["diff", "old.json", "new.json", "--carry", "carried.json"], 1);
    assert!(err.contains("fills carried over to 1 entry") && err.contains("(changed: text, target)"), "{err}");
    let carried = cli::json(&fs::read_to_string(folder.path().join("carried.json")).expect("it was written"));
    assert_eq!(carried["entries"][0]["to_fill"]["contact"], "0531-0000");
    let (_, err) = run(&["diff", "old.json", "two.json"], 2);
    assert!(err.contains("here are 2"), "{err}");
    run(&["diff", "old.json", "missing.json"], 2);
    run(&["diff", "-", "-"], 2);
}
