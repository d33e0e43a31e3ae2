//! The table: what was measured, the yardstick of the same run, the budget, the verdict.

/// What a figure has to keep to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Budget {
    /// There is none; the figure is for information.
    None,
    AtMost(f64),
    AtLeast(f64),
    /// At most so many times the yardstick.
    Times(f64),
}

/// One line of the table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// What else was measured in the same rounds, and its value in the same unit.
    pub(crate) yardstick: Option<(&'static str, f64)>,
    pub(crate) budget: Budget,
}

impl Row {
    fn times(&self) -> Option<f64> {
        self.yardstick.map(|(_, yardstick)| self.value / yardstick).filter(|times| times.is_finite())
    }

    /// Whether the budget is kept; none without one.
    fn kept(&self) -> Option<bool> {
        match self.budget {
            Budget::None => None,
            Budget::AtMost(most) => Some(self.value <= most),
            Budget::AtLeast(least) => Some(self.value >= least),
            Budget::Times(most) => Some(self.times().is_some_and(|times| times <= most)),
        }
    }

    fn cells(&self) -> [String; 6] {
        let with_unit = |value: f64| format!("{} {}", number(value), self.unit).trim_end().to_owned();
        [
            self.what.clone(),
            with_unit(self.value),
            self.yardstick.map(|(what, value)| format!("{what}: {}", with_unit(value))).unwrap_or_default(),
            self.times().map(|times| format!("{times:.2}")).unwrap_or_default(),
            match self.budget {
                Budget::None => String::new(),
                Budget::AtMost(most) => format!("≤ {}", with_unit(most)),
                Budget::AtLeast(least) => format!("≥ {}", with_unit(least)),
                Budget::Times(most) => format!("≤ {most} times"),
            },
            match self.kept() {
                None => String::new(),
                Some(true) => "kept".to_owned(),
                Some(false) => "**missed**".to_owned(),
            },
        ]
    }
}

fn number(value: f64) -> String {
    let digits = if value.fract() == 0.0 || value.abs() >= 100.0 { 0 } else { 2 - usize::from(value.abs() >= 10.0) };
    format!("{value:.digits$}")
}

/// All lines of one run.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<Row>);

const HEAD: [&str; 6] = ["What", "Measured", "Yardstick, same run", "Times", "Budget", "Verdict"];

impl Report {
    pub(crate) fn add(&mut self, row: Row) {
        crate::tell(&format!("    {}", row.cells().join(" | ")));
        self.0.push(row);
    }

    pub(crate) fn budgets(&self) -> usize {
        self.0.iter().filter_map(Row::kept).count()
    }

    pub(crate) fn missed(&self) -> usize {
        self.0.iter().filter_map(Row::kept).filter(|kept| !kept).count()
    }

    /// The table as Markdown that is also good to read as it stands.
    pub(crate) fn table(&self) -> String {
        let mut lines = vec![HEAD.map(str::to_owned)];
        lines.extend(self.0.iter().map(Row::cells));
        let mut widths = [0; 6];
        for line in &lines {
            for (width, cell) in widths.iter_mut().zip(line) {
                *width = cell.chars().count().max(*width);
            }
        }
        lines.insert(1, widths.map(|width| "-".repeat(width)));
        let padded = |line: &[String; 6]| {
            let cells: Vec<String> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            format!("| {} |", cells.join(" | "))
        };
        lines.iter().map(padded).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: f64, budget: Budget) -> Row {
        Row { what: "a".into(), value, unit: "ms", yardstick: Some(("b", 2.0)), budget }
    }

    #[test]
    fn a_budget_is_kept_or_missed_and_none_is_neither() {
        assert_eq!(row(3.0, Budget::None).kept(), None);
        assert_eq!(row(3.0, Budget::AtMost(3.0)).kept(), Some(true));
        assert_eq!(row(3.1, Budget::AtMost(3.0)).kept(), Some(false));
        assert_eq!(row(3.0, Budget::AtLeast(3.1)).kept(), Some(false));
        assert_eq!(row(3.0, Budget::Times(1.5)).kept(), Some(true));
        assert_eq!(row(3.1, Budget::Times(1.5)).kept(), Some(false));
        let without = Row { yardstick: None, ..row(1.0, Budget::Times(1.5)) };
        assert_eq!(without.kept(), Some(false), "a ratio nobody measured is not kept");
    }

    #[test]
    fn the_table_says_value_yardstick_ratio_budget_and_verdict() {
        let mut report = Report::default();
        report.add(row(5.0, Budget::Times(1.5)));
        let table = report.table();
        assert!(table.contains("| a    | 5 ms     | b: 2 ms"), "{table}");
        assert!(table.contains("| 2.50  | ≤ 1.5 times | **missed** |"), "{table}");
        assert_eq!((report.missed(), report.budgets()), (1, 1));
    }
}
