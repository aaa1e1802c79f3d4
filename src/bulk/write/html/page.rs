//! What stands around the drafts: style and script of the page, the counts, the filters.

use std::fmt::Write as _;

use crate::bulk::tally::Tally;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// What stands before the drafts. The policy lets no script, style or picture in from elsewhere: what a
/// draft says can never load anything.
pub(super) fn head() -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Drafts to look at</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
}

/// The counts and the script; the script takes the counts to the top.
pub(super) fn tail(tally: &Tally, rules_version: &str) -> String {
    let mut page = String::from("</main>\n<header id=\"summary\">\n");
    // Writing to a string does not fail.
    let _ = summary(tally, rules_version, &mut page);
    let _ = write!(page, "</header>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n");
    page
}

fn summary(tally: &Tally, rules_version: &str, out: &mut String) -> std::fmt::Result {
    let drafts = tally.drafts();
    writeln!(out, "<h1>{drafts} {}</h1>", if drafts == 1 { "draft" } else { "drafts" })?;
    out.push_str("<form id=\"filters\">\n<fieldset><legend>Verdict</legend>");
    for (verdict, count) in [("block", tally.block), ("review", tally.review), ("allow", tally.allow)] {
        write!(
            out,
            "<label class=\"{verdict}\"><input type=\"checkbox\" name=\"verdict\" value=\"{verdict}\" checked> \
             {verdict} <b>{count}</b></label>"
        )?;
    }
    let known = tally.known();
    if known > 0 {
        write!(
            out,
            "<label><input type=\"checkbox\" name=\"known\" checked> with nothing new <b>{known}</b></label>"
        )?;
    }
    out.push_str("</fieldset>\n");
    choice("category", "Category", tally.commonest_categories(), out)?;
    choice("rule", "Rule", tally.commonest_rules(), out)?;
    out.push_str("<output id=\"shown\"></output>\n</form>\n<p class=\"note\">");
    if let Some(unread) = tally.unread() {
        write!(out, "<strong>{unread}.</strong> ")?;
    }
    let version = env!("CARGO_PKG_VERSION");
    writeln!(
        out,
        "Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous draft, <kbd>n</kbd> <kbd>p</kbd> next and previous \
         finding, <kbd>/</kbd> filters. phi-preflight {version}, rules {rules_version}.</p>"
    )
}

/// A choice among names.
fn choice(name: &str, label: &str, counts: Vec<(&str, u64)>, out: &mut String) -> std::fmt::Result {
    write!(out, "<label>{label} <select name=\"{name}\"><option value=\"\">all</option>")?;
    for (value, count) in counts {
        let value = super::escaped(value);
        write!(out, "<option value=\"{value}\">{value} ({count})</option>")?;
    }
    out.push_str("</select></label>\n");
    Ok(())
}
