//! Where drafts come from: the paths a caller named, folders walked, standard input.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::format::Format;
use crate::error::InputError;

/// One thing to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// What messages and ids call it.
    pub name: Arc<str>,
    /// The file; standard input where absent.
    pub path: Option<PathBuf>,
    /// The format, where the ending or the caller told it.
    pub format: Option<Format>,
    /// Where it stands in the folder that was named; its own name where it was named itself.
    pub place: PathBuf,
}

impl Source {
    /// A file that was named itself.
    pub(crate) fn file(path: &Path, format: Option<Format>) -> Self {
        Self {
            name: path.to_string_lossy().into(),
            path: Some(path.to_owned()),
            format: format.or_else(|| Format::of_path(path)),
            place: path.file_name().unwrap_or_default().into(),
        }
    }

    fn in_folder(root: &Path, path: &Path, format: Option<Format>) -> Self {
        let place = path.strip_prefix(root).unwrap_or(path).to_owned();
        Self { place, ..Self::file(path, format) }
    }

    fn standard_input(format: Option<Format>) -> Self {
        let name = "standard input";
        Self { name: name.into(), path: None, format, place: name.into() }
    }
}

/// What is wanted of a folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Globs {
    pub include: Vec<String>,
    pub exclude: Vec<String>,
}

impl Globs {
    fn overrides(&self, root: &Path) -> Result<Override, InputError> {
        let mut builder = OverrideBuilder::new(root);
        for glob in &self.include {
            builder.add(glob).map_err(|error| InputError::new(glob, None, error.to_string()))?;
        }
        for glob in &self.exclude {
            let inverse = format!("!{glob}");
            builder.add(&inverse).map_err(|error| InputError::new(glob, None, error.to_string()))?;
        }
        builder.build().map_err(|error| InputError::new(root.to_string_lossy(), None, error.to_string()))
    }
}

/// The sources behind the paths, in the order given; a folder's files in the order of their names, so
/// that every run reads them alike. Folders are walked while they are read, never listed first.
pub(crate) fn sources(
    paths: Vec<PathBuf>,
    format: Option<Format>,
    globs: Globs,
) -> impl Iterator<Item = Result<Source, InputError>> + Send {
    paths.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = _> + Send> {
        if path.as_os_str() == "-" {
            Box::new(std::iter::once(Ok(Source::standard_input(format))))
        } else if path.is_dir() {
            match globs.overrides(&path) {
                Ok(overrides) => Box::new(folder(&path, format, overrides)),
                Err(error) => Box::new(std::iter::once(Err(error))),
            }
        } else {
            Box::new(std::iter::once(Ok(Source::file(&path, format))))
        }
    })
}

/// A folder's files that the ignore files leave and whose ending (or the caller) tells their format.
fn folder(
    root: &Path,
    format: Option<Format>,
    overrides: Override,
) -> impl Iterator<Item = Result<Source, InputError>> + Send + use<> {
    let root = root.to_owned();
    let walk = WalkBuilder::new(&root)
        .overrides(overrides)
        .require_git(false)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    walk.filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
            let source = Source::in_folder(&root, entry.path(), format);
            source.format.is_some().then_some(Ok(source))
        }
        Ok(_) => None,
        Err(error) => Some(Err(InputError::new(root.to_string_lossy(), None, error.to_string()))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&Path], globs: Globs) -> Vec<String> {
        let paths = paths.iter().map(|path| path.to_path_buf()).collect();
        sources(paths, None, globs)
            .map(|source| source.map_or_else(|error| error.to_string(), |source| source.name.to_string()))
            .collect()
    }

    #[test]
    fn a_folder_gives_known_endings_by_name_and_honours_ignore_files() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = folder.path();
        std::fs::create_dir(root.join("sub")).expect("folder");
        for file in ["b.md", "a.txt", "skip.bin", "sub/c.html", "drafted.txt"] {
            std::fs::write(root.join(file), "x").expect("file");
        }
        std::fs::write(root.join(".gitignore"), "drafted.txt\n").expect("file");
        let short = |globs| -> Vec<String> {
            let prefix = format!("{}/", root.display());
            names(&[root], globs).iter().map(|name| name.replace(&prefix, "")).collect()
        };
        assert_eq!(short(Globs::default()), ["a.txt", "b.md", "sub/c.html"]);
        assert_eq!(short(Globs { include: vec!["*.md".into()], exclude: vec![] }), ["b.md"]);
        assert_eq!(short(Globs { include: vec![], exclude: vec!["sub/**".into()] }), ["a.txt", "b.md"]);
    }

    #[test]
    fn a_named_file_is_read_whatever_its_ending_and_a_dash_is_standard_input() {
        let found: Vec<_> = sources(vec!["x.dat".into(), "-".into()], None, Globs::default())
            .filter_map(Result::ok)
            .map(|source| (source.path.is_some(), source.format))
            .collect();
        assert_eq!(found, [(true, None), (false, None)]);
    }
}
