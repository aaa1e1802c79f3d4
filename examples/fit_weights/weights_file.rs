//! `patterns/weights.toml`, as a table to fill and write.

use std::collections::BTreeMap;
use std::fmt::Write as _;

type Table = BTreeMap<String, f32>;

#[derive(Clone, Default)]
pub struct WeightsFile {
    pub stated_role: f32,
    pub threshold: Table,
    pub recognised: Table,
    pub risk: Table,
    pub recognise: BTreeMap<String, Table>,
    pub role: BTreeMap<String, BTreeMap<String, Table>>,
    pub rule: BTreeMap<String, Table>,
    /// By word, then by what the weight is for.
    pub words: BTreeMap<String, Table>,
    /// The same by pair of words.
    pub pairs: BTreeMap<String, Table>,
    /// The text of `network.tsv`.
    pub network: String,
}

const HEADER: &str = "\
# Weights of evidence in log-odds. Written by examples/fit_weights; do not edit by hand.
#
# recognise.MODEL     what a feature is worth for \"it is what it says\"
# role.MODEL.ROLE     what it is worth for \"it concerns a ROLE\"
# rule.ID             how often the rule is right (is), about whom, and what it says of the draft and of the
#                     words it covers (care_word, detail_word)
# recognised.MODEL    from which probability on it is recognised, whosever it is; of care and detail, from which on a
#                     candidate that a name or date inside it beats keeps the words beside that
# threshold.MODEL     from which score on a candidate is a finding; of care_word and detail_word, below which
#                     probability of its likeliest word it is dropped
# risk                what the findings of a draft are worth together
";

const WORDS_HEADER: &str = "\
# Weights of single words in log-odds. Written by examples/fit_weights; do not edit by hand.
#
# draft               for the draft as a whole: does it speak of one person's care?
# stop                for the draft as a whole: does it have to be stopped?
# draft.reply         besides that where the draft is a reply, and stop.reply
# inside.MODEL        in a candidate, for \"it is what it says\"
# before.MODEL        right before it, and after.MODEL right after it, for the same
# beside.MODEL.ROLE   within four words of a candidate, for \"it concerns a ROLE\"
# left.name.ROLE      within four words before a name, for the same; right behind it; far_left and far_right within
#                     twelve; inside, before and after as above
#
# care-2              two words before another word, for that being part of a passage that confirms care; detail+0
#                     the word itself, for being part of one that gives a detail away
# word-1              right before another word, for that being part of a name
#
# around.MODEL         of a pair in a candidate or up to two words around it, for \"it is what it says\"
#
# Two words stand for a pair side by side, or around a third (`_`); <Name> and the like for any word of that kind
# that has no line of its own; <edge> for what is no longer the sentence.
";

impl WeightsFile {
    /// Weights of less than this say nothing and are left out.
    const NOTHING: f32 = 0.02;

    pub fn to_toml(&self) -> String {
        let mut out = HEADER.to_owned();
        let _ = writeln!(out, "\nstated_role = {:.2}", self.stated_role);
        let mut section = |name: &str, table: &Table, least: f32| {
            let _ = writeln!(out, "\n[{name}]");
            for (key, weight) in table.iter().filter(|(_, weight)| weight.abs() >= least) {
                let _ = writeln!(out, "\"{key}\" = {weight:.2}");
            }
        };
        section("threshold", &self.threshold, 0.0);
        section("recognised", &self.recognised, 0.0);
        section("risk", &self.risk, 0.0);
        for (model, table) in &self.recognise {
            section(&format!("recognise.{model}"), table, Self::NOTHING);
        }
        for (model, roles) in &self.role {
            for (role, table) in roles {
                section(&format!("role.{model}.{role}"), table, Self::NOTHING);
            }
        }
        for (id, table) in &self.rule {
            section(&format!("rule.\"{id}\""), table, Self::NOTHING);
        }
        out
    }

    /// The text of `words.tsv`.
    pub fn to_words(&self) -> String {
        let mut out = WORDS_HEADER.to_owned();
        let said = |table: &Table| -> String {
            let said = table.iter().filter(|(_, weight)| weight.abs() >= Self::NOTHING);
            said.map(|(name, weight)| format!("\t{name}={weight:.2}")).collect()
        };
        let pairs = self.pairs.iter().map(|(pair, table)| (pair, said(table)));
        let pairs: Vec<(&String, String)> = pairs.filter(|(_, said)| !said.is_empty()).collect();
        // A word without a weight too: the network has a row for it, and pairs are made of it.
        for (word, table) in &self.words {
            let _ = writeln!(out, "{word}{}", said(table));
        }
        for (pair, said) in pairs {
            let _ = writeln!(out, "{pair}{said}");
        }
        out
    }
}
