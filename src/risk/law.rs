//! The paragraph a reason rests on, by country and, in Canada, by province.

use std::borrow::Cow;

use super::places::Home;
use crate::draft::Jurisdiction;

/// What a reason is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ground {
    /// One of the identifiers of the Safe Harbor list, by its letter.
    Identifier(Option<char>),
    /// The fact of care.
    Care,
    /// Details that identify together.
    Combination,
    /// Permission to publish.
    Consent,
    /// A house's own rule.
    House,
}

/// The law or guidance for a ground where the account is.
pub(crate) fn source(ground: Ground, home: Home) -> Cow<'static, str> {
    let text = match (ground, home.country) {
        (Ground::House, _) => "the house's policy",
        (Ground::Identifier(Some(letter)), Some(Jurisdiction::Us)) => {
            return format!("45 CFR 164.514(b)(2)(i)({letter})").into();
        }
        (Ground::Identifier(None), Some(Jurisdiction::Us)) => "45 CFR 164.514(b)(2)(i)",
        (Ground::Care, Some(Jurisdiction::Us)) => "45 CFR 160.103; 45 CFR 164.508(a)",
        (Ground::Combination, Some(Jurisdiction::Us)) => "45 CFR 164.514(b)(2)(ii)",
        (Ground::Consent, Some(Jurisdiction::Us)) => "45 CFR 164.508",
        (ground, Some(Jurisdiction::Ca)) => canadian(ground, home.code),
        (Ground::Care, Some(Jurisdiction::Ie)) => {
            "GDPR art. 4(15), 9(1); Medical Council Guide, confidentiality"
        }
        (Ground::Consent, Some(Jurisdiction::Ie)) => {
            "GDPR art. 9(2)(a); Medical Council Guide, confidentiality"
        }
        (_, Some(Jurisdiction::Ie)) => "GDPR art. 4(1), 9(1); Medical Council Guide, confidentiality",
        (Ground::Care, Some(Jurisdiction::Uk)) => {
            "UK GDPR art. 4(15), 9(1); GMC, Using social media, para 18"
        }
        (Ground::Consent, Some(Jurisdiction::Uk)) => "UK GDPR art. 9(2)(a); GMC, Using social media, para 19",
        (_, Some(Jurisdiction::Uk)) => "UK GDPR art. 4(1), 9(1); GMC, Using social media, para 18-19",
        (Ground::Consent, None) => "45 CFR 164.508; PHIPA s. 18; GDPR art. 9(2)(a)",
        (Ground::Care, None) => "45 CFR 160.103; PHIPA s. 4; GDPR art. 4(15), 9(1)",
        (_, None) => "45 CFR 164.514(b); PHIPA s. 4(2); GDPR art. 4(1), 9(1)",
    };
    text.into()
}

fn canadian(ground: Ground, province: Option<&str>) -> &'static str {
    match (province, ground) {
        (Some("AB"), Ground::Consent) => "HIA s. 34",
        (Some("AB"), _) => "HIA s. 1(1)(p)",
        (Some("QC"), Ground::Consent) => "RLRQ R-22.1 (Law 5)",
        (Some("QC"), _) => "RLRQ R-22.1 s. 2 (Law 5)",
        (_, Ground::Consent) => "PHIPA s. 18",
        (_, Ground::Care) => "PHIPA s. 4(1)",
        _ => "PHIPA s. 4(2)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paragraph_is_that_of_the_country_and_province() {
        let at = |country, code| Home { country, code };
        let identifier = Ground::Identifier(Some('H'));
        assert_eq!(source(identifier, at(Some(Jurisdiction::Us), None)), "45 CFR 164.514(b)(2)(i)(H)");
        assert_eq!(source(identifier, at(Some(Jurisdiction::Ca), Some("ON"))), "PHIPA s. 4(2)");
        assert_eq!(source(Ground::Combination, at(Some(Jurisdiction::Ca), Some("AB"))), "HIA s. 1(1)(p)");
        assert_eq!(source(Ground::Care, at(Some(Jurisdiction::Ca), Some("QC"))), "RLRQ R-22.1 s. 2 (Law 5)");
        assert!(source(Ground::Combination, at(Some(Jurisdiction::Uk), None)).contains("GMC"));
        assert!(source(Ground::Care, at(Some(Jurisdiction::Ie), None)).contains("Medical Council"));
        assert!(source(identifier, Home::default()).contains("PHIPA"));
    }
}
