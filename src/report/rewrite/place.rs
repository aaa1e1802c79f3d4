//! Places: the state or region where it is known, else "the area".

use super::site::FUNCTION;
use super::{Rewrite, Site};
use crate::risk::{one_of, region_of};

pub(super) fn rewrite(site: &Site<'_>) -> Rewrite {
    let code = site.text.len() <= 10 && site.text.bytes().any(|byte| byte.is_ascii_digit());
    if code && !site.text.trim().contains(' ') {
        return site.drop();
    }
    let owned = site.follows("our the a an his her");
    if owned
        && site
            .word_after()
            .is_some_and(|word| word.starts_with(char::is_lowercase) && !one_of(word, FUNCTION))
    {
        return site.drop();
    }
    let (region, site) = match region_of(site.text, site.country) {
        Some(region) => (region, site.eat_after(state_after(site.after, region))),
        None => ("the area", *site),
    };
    match site.word_before().as_deref() {
        Some("at" | "on" | "near" | "outside" | "by" | "off") => {
            let site = site.without_words_before("at on near outside by off");
            site.replace(&format!("in {region}"))
        }
        Some("the") if region.starts_with("the ") => site.without_words_before("the").replace(region),
        _ => site.replace(region),
    }
}

/// The bytes of ", NV", ", Nevada" or " NEVADA" behind a town whose state takes its place.
fn state_after(after: &str, region: &str) -> usize {
    let behind_comma = after.strip_prefix(',');
    let rest = behind_comma.unwrap_or(after).trim_start_matches(' ');
    let eaten = after.len() - rest.len();
    if rest.get(..region.len()).is_some_and(|start| start.eq_ignore_ascii_case(region)) {
        return eaten + region.len();
    }
    let code = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    if behind_comma.is_some() && code == 2 { eaten + code } else { 0 }
}
