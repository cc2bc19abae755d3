//! Steps by quarter (时间进度): from the lines of a ledger to four cells.

/// How a step of each quarter begins in the ledger.
const LABELS: [&str; 4] = ["一季度：", "二季度：", "三季度：", "四季度："];

/// The lines of a quarter, 1 to 4. Steps of no quarter stand with those of the first.
pub(crate) fn of_quarter(steps: &[String], quarter: u8) -> String {
    let lines: Vec<&str> = steps
        .iter()
        .filter_map(|step| {
            let label = LABELS.iter().zip(1..).find(|(label, _)| step.starts_with(**label));
            match label {
                Some((label, number)) => (number == quarter).then(|| &step[label.len()..]),
                None => (quarter == 1).then_some(step.as_str()),
            }
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_to_their_quarters() {
        let steps = ["二季度：启动".to_owned(), "二季度：摸底".to_owned(), "四季度：验收".to_owned()];
        assert_eq!([1, 2, 3, 4].map(|quarter| of_quarter(&steps, quarter)), ["", "启动\n摸底", "", "验收"]);
    }

    #[test]
    fn a_step_of_no_quarter_is_not_lost() {
        assert_eq!(of_quarter(&["六月底前启动".to_owned()], 1), "六月底前启动");
    }
}
