//! `taizhang.toml`: what a person sets once, and what is said of mistakes in it.

use std::fs;

use serde_json::Value;

use crate::cli::{check, folder, json, run};

/// A notice of a company: no place, an organ and labels that no table knows.
const NOTICE: &str = "关于做好有关工作的通知\n各部门：\n\
                      一、建立工作台账。每月报送进展。\n揭榜方：数据办、综合管理室\n\
                      二、深入宣传解读。（省财政厅负责）\n";

/// The entries of the notice with this file beside it.
fn entries(config: &str) -> Value {
    let folder = folder(&[("a.txt", NOTICE.as_bytes()), ("taizhang.toml", config.as_bytes())]);
    let (out, _) = check(&run(folder.path(), &["extract", "a.txt", "--quiet"]), 0);
    json(&out)["entries"].clone()
}

fn organs(entry: &Value) -> Vec<(&str, &str, Option<&str>, Option<&str>)> {
    let lists = entry["responsibilities"].as_array().expect("a list");
    lists
        .iter()
        .flat_map(|list| {
            let role = list["role"].as_str().expect("a role");
            list["organs"].as_array().expect("a list").iter().map(move |organ| {
                (role, organ["name"].as_str().expect("a name"), organ["canonical"].as_str(), organ["id"].as_str())
            })
        })
        .collect()
}

#[test]
fn own_organs_labels_and_place_hold() {
    let before = entries("");
    assert_eq!(organs(&before[0]), [], "the label is not known");
    let config = "jurisdiction = \"山东省\"\n[labels]\nlead = [\"揭榜方\"]\n\
                  [[organs]]\nname = \"某集团数据管理办公室\"\naliases = [\"数据办\"]\nid = \"group/data\"\n\
                  [[organs]]\nname = \"综合管理室\"\n";
    let after = entries(config);
    let expected = [
        ("lead", "数据办", Some("某集团数据管理办公室"), Some("group/data")),
        ("lead", "综合管理室", Some("综合管理室"), None),
    ];
    assert_eq!(organs(&after[0]), expected);
    assert_eq!(organs(&after[1])[0].2, Some("山东省财政厅"), "the place is as set");
}

#[test]
fn rows_of_a_table_of_ones_own_go_before_the_built_in_ones() {
    let files: [(&str, &[u8]); 3] = [
        ("in/a.txt", "某市工作方案\n一、新建桥梁。新建钢架5榀、大棚3座。".as_bytes()),
        ("in/taizhang.toml", b"[lexicon]\nunits = \"words/units.tsv\"\n"),
        ("in/words/units.tsv", "# own\n榀\tcount\t\n!座\n".as_bytes()),
    ];
    let folder = folder(&files);
    let targets = |config: &[&str]| -> Vec<String> {
        let (out, _) = check(&run(folder.path(), &[&["extract", "in/a.txt", "--quiet"], config].concat()), 0);
        let ledger = json(&out);
        let targets = ledger["entries"][0]["targets"].as_array().expect("a list");
        targets.iter().map(|target| target["quantity"]["unit"].as_str().expect("a unit").to_owned()).collect()
    };
    assert_eq!(targets(&[]), ["座"], "the file is below the working directory, not above");
    assert_eq!(targets(&["--config", "in/taizhang.toml"]), ["榀"]);
}

#[test]
fn the_file_is_found_upwards_and_the_command_line_goes_before_it() {
    let folder = folder(&[("taizhang.toml", b"lang = \"zh\"\nformat = \"jsonl\"\n"), ("sub/a.txt", NOTICE.as_bytes())]);
    let sub = folder.path().join("sub");
    let (out, err) = check(&run(&sub, &["extract", "a.txt"]), 0);
    assert_eq!(out.lines().count(), 1);
    assert!(err.contains("处理文件 1 份"), "{err}");
    let (out, err) = check(&run(&sub, &["extract", "a.txt", "--format", "json", "--lang", "en"]), 0);
    assert!(out.lines().count() > 1 && err.contains("1 document"), "{err}");
    let (page, _) = check(&run(&sub, &["config", "--lang", "en"]), 0);
    assert!(page.contains("format = \"jsonl\"  # line 2") && page.contains("bytes = 536870912  # built in"), "{page}");
    // What it prints can be used itself.
    fs::write(sub.join("taizhang.toml"), &page).expect("a file");
    check(&run(&sub, &["config"]), 0);
}

#[test]
fn mistakes_are_told_by_line_and_column_with_the_next_step() {
    let said = |config: &str| {
        let folder = folder(&[("taizhang.toml", config.as_bytes()), ("units.tsv", "榀\tcounted\t\n".as_bytes())]);
        check(&run(folder.path(), &["config"]), 2).1
    };
    let check = |config: &str, place: &str, words: &str| {
        let said = said(config);
        assert!(said.contains(&format!("taizhang.toml:{place}: ")) && said.contains(words), "{config}: {said}");
    };
    check("lang = \"zh\"\nformt = \"json\"\n", "2:1", "there is no key formt; known here: lang, format");
    check("format = \"pdf\"", "1:10", "known: json");
    check("jobs = 0", "1:8", "a whole number above 0");
    check("jobs = \"two\"", "1:8", "a whole number above 0");
    check("[limits]\nbytes = 5\npagse = 1\n", "3:1", "limits.pagse");
    check("jurisdiction = \"齐鲁\"", "1:16", "six-digit code");
    check("[[organs]]\nid = \"x\"\n", "1:1", "name is missing");
    check("labels = { lead = [\"甲\", 2] }", "1:25", "lead wants words");
    check("lang = \n", "1:8", "no TOML");
    let said = said("[lexicon]\nunits = \"units.tsv\"\n");
    assert!(said.contains("units.tsv:1:3: ") && said.contains("count, person"), "{said}");
}
