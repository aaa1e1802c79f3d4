//! The rule files of `patterns/`, embedded: no file is read when a scanner starts.

/// A rule file: its family and its text.
pub(super) struct Family {
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! families {
    ($($name:literal),* $(,)?) => {
        &[$(Family { name: $name, text: include_str!(concat!("../../patterns/", $name, ".toml")) }),*]
    };
}

/// Every rule family, in the order rules are listed.
pub(super) const FAMILIES: &[Family] = families!["numbers", "dates", "times", "ages", "rooms", "places"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/patterns");
        let mut on_disk: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().to_str().map(str::to_owned))
            .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
            .filter(|name| !["context", "policy", "weights"].contains(&name.as_str()))
            .collect();
        on_disk.sort();
        let mut embedded: Vec<&str> = FAMILIES.iter().map(|family| family.name).collect();
        embedded.sort_unstable();
        assert_eq!(on_disk, embedded);
    }
}
