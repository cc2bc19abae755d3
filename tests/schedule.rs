//! Deadlines in order, and as a calendar.

use taizhang::model::{Date, Ledger};
use taizhang::schedule::{calendar, schedule};

fn ledgers() -> Vec<Ledger> {
    const PLAN: &str = "株洲市人民政府办公室关于印发株洲市2024年重点工作方案的通知\n株政办发〔2024〕3号\n\
        株洲市人民政府办公室\n2024年1月5日\n株洲市2024年重点工作方案\n一、重点任务\n\
        1.建设园区；评估,验收。6月底前完成首批，10月底前完成全部。（牵头单位：市发改委）\n\
        2.培育企业。3月底前印发方案，长期坚持。（责任单位：市工信局）\n\
        3.加强宣传。持续推进。\n";
    vec![taizhang::extract(PLAN.as_bytes(), "a.txt", &taizhang::Options::default()).expect("readable")]
}

#[test]
fn deadlines_stand_by_day_within_the_bounds() {
    let ledgers = ledgers();
    let days = |from: Option<&str>, to: Option<&str>| -> Vec<(String, String)> {
        let day = |text: &str| Date(text.parse().expect("a day"));
        let dated = schedule(&ledgers, from.map(day), to.map(day));
        dated.iter().map(|d| (d.by.to_string(), d.row.entry.number.clone().unwrap_or_default())).collect()
    };
    let pairs = |expected: &[(&str, &str)]| -> Vec<(String, String)> {
        expected.iter().map(|(day, number)| ((*day).into(), (*number).into())).collect()
    };
    assert_eq!(days(None, None), pairs(&[("2024-03-31", "2."), ("2024-06-30", "1."), ("2024-10-31", "1.")]));
    assert_eq!(days(Some("2024-06-30"), Some("2024-06-30")), pairs(&[("2024-06-30", "1.")]));
}

#[test]
fn a_calendar_has_an_event_for_each_with_lines_as_the_format_wants_them() {
    let ledgers = ledgers();
    let dated = schedule(&ledgers, None, None);
    let text = calendar(&dated);
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let whole = text.replace("\r\n ", "");
    let values = |name: &str| -> Vec<&str> { whole.split("\r\n").filter_map(|line| line.strip_prefix(name)).collect() };
    assert_eq!(values("DTSTART;VALUE=DATE:"), ["20240331", "20240630", "20241031"]);
    assert_eq!(values("SUMMARY:"), ["培育企业", "建设园区；评估\\,验收", "建设园区；评估\\,验收"]);
    let mut ids = values("UID:");
    assert_eq!(ids.len(), 3);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "each event has an id of its own");
    assert!(values("DTSTAMP:").iter().all(|stamp| *stamp == "20240105T000000Z"));
    assert_eq!(text, calendar(&schedule(&ledgers, None, None)));
}
