//! The reply that reads the same to a patient and to a stranger.

/// A safe reply in place of one that confirms care: thanks where the reply was a glad one.
pub(crate) fn safe_reply(reply: &str) -> &'static str {
    let lower = reply.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let french =
        [" vous ", " votre ", "merci", " nous "].iter().filter(|word| lower.contains(**word)).count() >= 2;
    let glad =
        says(&["glad", "happy", "made our", "made my", "love", "pleasure", "wonderful", "trusting", "merci"])
            && !says(&[
                "sorry",
                "unfortunately",
                "regret",
                "however",
                "désolé",
                "but you",
                "policy",
                "privacy",
                "feedback",
            ]);
    match (glad, french) {
        (true, true) => "Merci pour vos bons mots.",
        (true, false) => "Thank you for the kind words.",
        (false, true) => {
            "Merci de votre commentaire. Les règles de confidentialité ne nous permettent de parler des soins de \
             personne en ligne ; notre bureau est là pour vous écouter."
        }
        (false, false) => {
            "Thank you for the feedback. Privacy rules do not let us discuss anyone's care online; please call our \
             office so that we can listen."
        }
    }
}
