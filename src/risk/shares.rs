//! What a detail is worth where nobody publishes a figure: wide ranges, stated as such.

use std::sync::LazyLock;

use super::table::{Figure, Terms, rows};

const SHARES: &str = include_str!("../../patterns/data/shares.tsv");
const FACILITIES: &str = include_str!("../../patterns/data/facility.tsv");

/// How a row of `shares.tsv` narrows a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A share of the people of a place.
    Share,
    /// How many people there are to begin with.
    Population,
    /// How many fit, whatever else is said.
    Count,
}

/// A row of `shares.tsv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Share {
    pub part: &'static str,
    pub unit: Unit,
    pub figure: Figure,
    /// What the report says; the part's, not the row's: a report repeats no words of a draft.
    pub says: &'static str,
}

struct Table {
    rows: Vec<Share>,
    /// Terms over all parts: a row's part says whether it is the one asked for.
    terms: Vec<(&'static str, Terms)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { rows: Vec::new(), terms: Vec::new() };
    for columns in rows(SHARES) {
        let [part, words, unit, low, high, ref rest @ ..] = columns[..] else { continue };
        let Some(figure) = Figure::read(low, high) else { continue };
        let unit = match unit {
            "population" => Unit::Population,
            "count" => Unit::Count,
            _ => Unit::Share,
        };
        if words == "*" {
            table.terms.push((part, Terms::default()));
        }
        let Some((_, terms)) = table.terms.iter_mut().rfind(|(own, _)| *own == part) else { continue };
        let says = rest
            .first()
            .copied()
            .or_else(|| table.rows.iter().find(|row| row.part == part).map(|row| row.says));
        terms.add(words, table.rows.len());
        table.rows.push(Share { part, unit, figure, says: says.unwrap_or(part) });
    }
    table
});

/// The row of a part for the words of a draft: the row that names them, else the part's own.
pub(crate) fn share(part: &str, text: &str) -> Option<Share> {
    let (_, terms) = TABLE.terms.iter().find(|(own, _)| *own == part)?;
    let named = terms.first_in(text).map(|row| TABLE.rows[row]);
    named.or_else(|| TABLE.rows.iter().find(|row| row.part == part).copied())
}

/// The figure of a part as such.
pub(super) fn figure(part: &str) -> Figure {
    share(part, "").map_or(Figure::exactly(1.0), |share| share.figure)
}

/// A kind of facility.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Facility {
    pub kind: &'static str,
    /// People who would be treated there.
    pub catchment: Figure,
    /// Patients, births or residents in a week.
    pub week: Figure,
}

struct Facilities {
    list: Vec<Facility>,
    terms: Terms,
}

static KINDS: LazyLock<Facilities> = LazyLock::new(|| {
    let mut kinds = Facilities { list: Vec::new(), terms: Terms::default() };
    for columns in rows(FACILITIES) {
        let [kind, words, low, high, from, to] = columns[..] else { continue };
        let (Some(catchment), Some(week)) = (Figure::read(low, high), Figure::read(from, to)) else {
            continue;
        };
        kinds.terms.add(words, kinds.list.len());
        kinds.list.push(Facility { kind, catchment, week });
    }
    kinds
});

/// The kinds of facility a list of words speaks of.
pub(crate) fn facilities_in(words: &[&str]) -> Vec<Facility> {
    KINDS.terms.find(words).into_iter().map(|(_, row)| KINDS.list[row]).collect()
}

/// A facility of which nothing is known: the first row of the table.
pub(crate) fn unknown_facility() -> Option<Facility> {
    KINDS.list.first().copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::table::words;

    #[test]
    fn a_row_that_names_the_words_outdoes_the_parts_own() {
        let teacher = share("occupation", "a retired teacher").map(|share| share.figure.middle());
        let keeper = share("occupation", "lighthouse attendant").map(|share| share.figure.middle());
        let other = share("occupation", "quantity surveyor").map(|share| share.figure.middle());
        assert!(teacher > other && other > keeper, "{teacher:?} {other:?} {keeper:?}");
        assert_eq!(share("occupation", "judge").map(|s| s.says), share("occupation", "").map(|s| s.says));
        assert_eq!(share("nothing", "judge"), None);
    }

    #[test]
    fn every_row_reads_and_every_part_has_a_row_of_its_own() {
        assert_eq!(TABLE.rows.len(), rows(SHARES).count());
        assert_eq!(KINDS.list.len(), rows(FACILITIES).count());
        for row in &TABLE.rows {
            assert!(row.figure.low > 0.0 && row.figure.low <= row.figure.high, "{row:?}");
            assert!(row.unit != Unit::Share || row.figure.high < 1.0, "{row:?}");
            assert_ne!(row.says, row.part, "the part has no row of its own before it");
        }
    }

    #[test]
    fn the_facilities_of_the_domain_reference_keep_its_figures() {
        let week = |text: &str| {
            let words: Vec<&str> = words(text).collect();
            facilities_in(&words).first().map(|facility| facility.week.middle().round())
        };
        assert_eq!(week("in our ICU"), Some(20.0));
        assert_eq!(week("the maternity team"), Some(20.0));
        assert_eq!(week("our GP practice"), Some(592.0));
        assert_eq!(week("an icu"), None);
        assert_eq!(unknown_facility().map(|facility| facility.kind), Some("facility of unknown kind"));
    }
}
