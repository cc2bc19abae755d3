//! Steps by quarter (时间进度): from the lines of a ledger to four cells, and from a cell back.

/// How a step of each quarter begins in the ledger.
const LABELS: [&str; 4] = ["一季度：", "二季度：", "三季度：", "四季度："];

/// The quarter of a step, 1 to 4, and its words. Steps of no quarter stand with those of the first.
fn placed(step: &str) -> (u8, &str) {
    let found = (1..).zip(LABELS).find_map(|(quarter, label)| Some((quarter, step.strip_prefix(label)?)));
    found.unwrap_or((1, step))
}

/// The lines of a quarter, 1 to 4.
pub(crate) fn of_quarter(steps: &[String], quarter: u8) -> String {
    let lines: Vec<&str> = steps.iter().map(|step| placed(step)).filter(|p| p.0 == quarter).map(|p| p.1).collect();
    lines.join("\n")
}

/// Puts what a quarter's cell holds in the place of its steps; a line that was a step stays as it was.
pub(crate) fn put_quarter(steps: &mut Vec<String>, quarter: u8, cell: &str) {
    let own = usize::from(quarter) - 1;
    let mut of: [Vec<String>; 4] = Default::default();
    for step in steps.drain(..) {
        of[usize::from(placed(&step).0) - 1].push(step);
    }
    let before = std::mem::take(&mut of[own]);
    let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
    let kept = |line: &str| before.iter().find(|step| placed(step).1 == line).cloned();
    of[own] = lines.map(|line| kept(line).unwrap_or_else(|| format!("{}{line}", LABELS[own]))).collect();
    *steps = of.concat();
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

    #[test]
    fn a_cell_goes_back_to_its_quarter() {
        let mut steps = vec!["六月底前启动".to_owned(), "四季度：验收".to_owned()];
        put_quarter(&mut steps, 2, " 摸底\n\n一季度：调研 ");
        assert_eq!(steps, ["六月底前启动", "二季度：摸底", "二季度：一季度：调研", "四季度：验收"]);
        assert_eq!(of_quarter(&steps, 2), "摸底\n一季度：调研");
        put_quarter(&mut steps, 1, "六月底前启动\n立项");
        assert_eq!(steps[..2], ["六月底前启动", "一季度：立项"]);
    }
}
