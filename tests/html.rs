//! Pages: the bytes, and a real browser's word on what they do.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli;

/// A plan of four entries, the last one hostile.
const PLAN: &str = "山东省2025年重点工作方案\n一、重点任务\n\
    （一）培育产业集群。2025年底前培育产业集群10个以上，建设公共服务平台。（牵头单位：省工业和信息化厅；配合单位：省财政厅）\n\
    （二）扩大有效投资。持续推进重大项目建设，健全要素保障机制。（牵头单位：省发展改革委）\n\
    （三）促进农民增收。2025年6月底前出台农村居民增收支持政策，发展庭院经济。（牵头单位：省农业农村厅）\n\
    二、保障措施\n\
    （一）压实责任<img src=x onerror=hostile=1>。严禁</script><script>hostile=1</script>\"'&amp;\u{2028}等内容。（责任单位：）\n";

/// What the browser's script ends with where there is no browser.
const NOT_INSTALLED: i32 = 77;

/// A plan of more than a thousand entries.
fn long_plan() -> String {
    let mut text = "山东省2025年重点工作方案\n一、重点任务\n".to_owned();
    for number in 1..=1100 {
        text += &format!(
            "{number}. 推进第{number}批重点项目。2025年底前建成平台{number}个，完善服务体系。（牵头单位：省科技厅、省财政厅）\n"
        );
    }
    text
}

#[test]
fn a_page_is_whole_and_the_same_each_time() {
    let folder = cli::folder(&[("plan.txt", PLAN.as_bytes())]);
    let page = |lang: &str| {
        cli::check(&cli::run(folder.path(), &["extract", "plan.txt", "--format", "html", "--lang", lang]), 0).0
    };
    let zh = page("zh");
    assert_eq!(zh, page("zh"));
    assert!(zh.contains("<html lang=\"zh-CN\">") && page("en").contains("<html lang=\"en\">"));
    assert!(zh.contains("Content-Security-Policy") && zh.contains("default-src 'none'"));
    assert_eq!(zh.matches("<script").count(), 1, "the page's own script is the only one");
    assert!(zh.contains("&lt;/script&gt;&lt;script&gt;hostile=1") && !zh.contains("<img"));
    for foreign in ["http:", "https:", "src=\"", "@import", "url("] {
        assert!(!zh.contains(foreign), "{foreign} would leave the page");
    }
}

#[test]
fn pages_work_in_a_browser() {
    let revised = PLAN.replace("10个", "12个").replace(
        "（三）促进",
        "（三）新增<img src=x onerror=hostile=1>任务。做好保障。（牵头单位：省商务厅）\n（四）促进",
    );
    let folder = cli::folder(&[
        ("plan.txt", PLAN.as_bytes()),
        ("long.txt", long_plan().as_bytes()),
        ("revised.txt", revised.as_bytes()),
    ]);
    let write = |name: &str, code: i32, arguments: &[&str]| {
        let (page, _) = cli::check(&cli::run(folder.path(), arguments), code);
        fs::write(folder.path().join(name), page).expect("a file");
    };
    write("plan.html", 0, &["extract", "plan.txt", "--format", "html", "--lang", "zh"]);
    write("long.html", 0, &["extract", "long.txt", "--format", "html", "--lang", "zh"]);
    write("diff.html", 1, &["diff", "plan.txt", "revised.txt", "--format", "html", "--lang", "zh"]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser.py");
    let pages = ["plan.html", "long.html", "diff.html"].map(|name| folder.path().join(name));
    let Ok(output) = Command::new("python3").arg(script).args(pages).output() else {
        eprintln!("NOT TESTED: python3 is not installed, so no page was opened in a browser");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.code() == Some(NOT_INSTALLED) {
        eprintln!("NOT TESTED: {said}; no page was opened in a browser");
        return;
    }
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
