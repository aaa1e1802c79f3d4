//! The counts of a run, for a person to read.

use std::fmt;

use phi_preflight::bulk::Tally;

/// Drafts by verdict, findings by category and by rule, the commonest first.
pub struct Summary<'t>(pub &'t Tally);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tally = self.0;
        let known = tally.known_review + tally.known_block;
        let verdicts = [
            ("block", tally.block),
            ("review", tally.review),
            ("allow", tally.allow),
            ("with nothing new", known),
            ("not read", tally.errors),
        ];
        writeln!(f, "drafts {:>34}", tally.drafts())?;
        for (name, count) in verdicts.into_iter().filter(|(name, count)| *count > 0 || name.len() < 7) {
            writeln!(f, "  {name:<28} {count:>10}")?;
        }
        let categories = tally.categories.iter().map(|(category, count)| (category.as_str(), *count));
        table(f, "findings by category", categories)?;
        table(f, "findings by rule", tally.rules.iter().map(|(rule, seen)| (rule.as_str(), seen.findings)))
    }
}

fn table<'n>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    counts: impl Iterator<Item = (&'n str, u64)>,
) -> fmt::Result {
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    if !counts.is_empty() {
        writeln!(f, "{title}")?;
    }
    counts.iter().try_for_each(|(name, count)| writeln!(f, "  {name:<28} {count:>10}"))
}
