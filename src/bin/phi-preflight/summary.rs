//! The counts of a run, for a person to read.

use std::fmt;

use phi_preflight::bulk::Tally;

/// Drafts by verdict, findings by category and by rule, the commonest first.
pub struct Summary<'t>(pub &'t Tally);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tally = self.0;
        let verdicts = [
            ("block", tally.block),
            ("review", tally.review),
            ("allow", tally.allow),
            ("with nothing new", tally.known()),
            ("not read", tally.errors),
        ];
        writeln!(f, "drafts {:>34}", tally.drafts())?;
        for (name, count) in verdicts.into_iter().filter(|(name, count)| *count > 0 || name.len() < 7) {
            writeln!(f, "  {name:<28} {count:>10}")?;
        }
        table(f, "findings by category", &tally.commonest_categories())?;
        table(f, "findings by rule", &tally.commonest_rules())
    }
}

fn table(f: &mut fmt::Formatter<'_>, title: &str, counts: &[(&str, u64)]) -> fmt::Result {
    if !counts.is_empty() {
        writeln!(f, "{title}")?;
    }
    counts.iter().try_for_each(|(name, count)| writeln!(f, "  {name:<28} {count:>10}"))
}
