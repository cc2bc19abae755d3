//! What a run over many documents came to, where its time went, and how it ended.

use std::fmt::Write as _;
use std::time::Duration;

use super::counted;
use crate::lang::Lang::{self, En, Zh};
use crate::run_report::End;
use crate::tally::Tally;
use crate::timings::Timings;

/// What a batch came to.
pub fn summary(lang: Lang, tally: &Tally, time: Duration) -> String {
    let Tally { documents, entries, targets, diagnostics, warnings, failures, kept, left, .. } = tally;
    let rest = match (lang, *kept, *left) {
        (_, 0, 0) => String::new(),
        (Zh, kept, 0) => format!("；另有 {kept} 份先前已完成"),
        (Zh, 0, left) => format!("；未处理 {left} 份"),
        (Zh, kept, left) => format!("；另有 {kept} 份先前已完成，未处理 {left} 份"),
        (En, kept, 0) => format!("; {kept} done before"),
        (En, 0, left) => format!("; {left} not begun"),
        (En, kept, left) => format!("; {kept} done before, {left} not begun"),
    };
    let (organs, time) = (tally.organs(), duration(lang, time));
    match lang {
        Zh => format!(
            "处理文件 {documents} 份：台账条目 {entries} 条，责任部门 {organs} 个，量化目标 {targets} 项，\
             提示 {diagnostics} 条（警告 {warnings} 条），失败 {failures} 份；用时 {time}{rest}"
        ),
        En => format!(
            "{}: {}, {}, {}, {} ({}), {failures} failed; {time}{rest}",
            counted(*documents, "document"),
            counted(*entries, "entry"),
            counted(organs, "organ"),
            counted(*targets, "target"),
            counted(*diagnostics, "diagnostic"),
            counted(*warnings, "warning"),
        ),
    }
}

/// Where the time went: a line a stage, the sums over all documents and threads.
pub fn timings(lang: Lang, timings: &Timings) -> String {
    let stages: Vec<(&str, Duration)> = timings.stages().collect();
    let whole: Duration = stages.iter().map(|(_, time)| *time).sum();
    let mut page = match lang {
        Zh => format!("各步骤用时（各线程合计 {}）：", duration(lang, whole)),
        En => format!("time by stage ({} over all threads):", duration(lang, whole)),
    };
    for (stage, time) in stages {
        let share = if whole.is_zero() { 0.0 } else { time.as_secs_f64() / whole.as_secs_f64() * 100.0 };
        let name = match (lang, stage) {
            (En, _) => stage,
            (Zh, "read") => "读取",
            (Zh, "clean") => "清理",
            (Zh, "outline") => "分层",
            (Zh, "item") => "分项",
            (Zh, "recognise") => "识别",
            (Zh, "ledger") => "成账",
            (Zh, _) => "输出",
        };
        let _ = write!(page, "\n  {name:<9} {:>11.3} ms {share:>5.1} %", time.as_secs_f64() * 1e3);
    }
    page
}

/// Ctrl-C was pressed.
pub fn interrupted(lang: Lang) -> &'static str {
    match lang {
        Zh => "正在收尾：完成手头的文件后停止；再按一次 Ctrl-C 立即退出",
        En => "finishing what is in hand; press Ctrl-C once more to stop at once",
    }
}

/// A batch ended before its end; `folder` says whether it can be taken up.
pub fn broken_off(lang: Lang, end: End, folder: bool) -> String {
    let why = match (lang, end) {
        (_, End::Whole) => return String::new(),
        (Zh, End::Interrupted) => "已中断",
        (En, End::Interrupted) => "interrupted",
        (Zh, End::FailedFast) => "因有失败而停止",
        (En, End::FailedFast) => "ended at a failure",
    };
    match (lang, folder) {
        (_, false) => why.to_owned(),
        (Zh, true) => format!("{why}；用同样的命令加“--resume”可接着做"),
        (En, true) => format!("{why}; the same command with --resume goes on from here"),
    }
}

fn duration(lang: Lang, time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match lang {
        Zh if seconds < 1.0 => format!("{} 毫秒", time.as_millis()),
        En if seconds < 1.0 => format!("{} ms", time.as_millis()),
        Zh => format!("{seconds:.1} 秒"),
        En => format!("{seconds:.1} s"),
    }
}
