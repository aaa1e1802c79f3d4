//! Weights fitted on everything, and once more without each part of the material.
//!
//! A model that is fitted on what an earlier model said of its own training material learns to trust
//! it too much. So every later step reads what the earlier ones say of a part they never saw, and
//! what is printed at the end was measured in the same way.

use phi_preflight::fitting::{self, Row};
use phi_preflight::{Draft, Scanner, ScannerBuilder};

use crate::data::{Corpus, Gold, Span};
use crate::learn::{CrossFit, FOLDS};
use crate::weights_file::WeightsFile;

pub struct Fitted {
    pub full: WeightsFile,
    folds: Vec<WeightsFile>,
}

impl Fitted {
    pub fn new(start: WeightsFile) -> Self {
        Self { folds: vec![start.clone(); FOLDS], full: start }
    }

    /// Stores the weights of a step in each file.
    pub fn store(&mut self, cross: &CrossFit, store: impl Fn(&mut WeightsFile, &[Vec<f32>])) {
        store(&mut self.full, &cross.full);
        for (file, weights) in self.folds.iter_mut().zip(&cross.folds) {
            store(file, weights);
        }
    }

    /// Stores a network in each file.
    pub fn store_network(&mut self, full: String, folds: Vec<String>) {
        self.full.network = full;
        for (file, network) in self.folds.iter_mut().zip(folds) {
            file.network = network;
        }
    }

    /// The scanners without each part.
    pub fn scanners(&self) -> Result<Scanners, String> {
        let folds: Result<Vec<Scanner>, String> = self.folds.iter().map(scanner).collect();
        Ok(Scanners { folds: folds? })
    }
}

pub struct Scanners {
    folds: Vec<Scanner>,
}

impl Scanners {
    /// The scanner that never saw a draft.
    pub fn for_draft(&self, document: usize) -> &Scanner {
        &self.folds[document % FOLDS]
    }

    /// The candidates of every draft, judged by weights that never saw it.
    pub fn drafts(&self, gold: &[Gold]) -> Vec<Vec<Row>> {
        let rows = |(at, item): (usize, &Gold)| fitting::rows(self.for_draft(at), &item.draft).1;
        gold.iter().enumerate().map(rows).collect()
    }

    /// The candidates of every text of the corpora that are labelled whole, by weights that never saw it.
    pub fn corpora(&self, corpora: &[Corpus]) -> Vec<Vec<Vec<Row>>> {
        let rows = |(at, (text, _)): (usize, &(String, Vec<Span>))| {
            fitting::rows(self.for_draft(at), &Draft::new(text.clone())).1
        };
        let texts = |corpus: &Corpus| {
            let whole = corpus.classes.iter().any(|class| class == "FULL");
            if whole { corpus.texts.iter().enumerate().map(rows).collect() } else { Vec::new() }
        };
        corpora.iter().map(texts).collect()
    }
}

fn scanner(file: &WeightsFile) -> Result<Scanner, String> {
    let mut builder = ScannerBuilder::new();
    builder.explain(true);
    builder.weights(&file.to_toml(), &file.to_words(), &file.network).map_err(|e| e.to_string())?;
    builder.build().map_err(|e| e.to_string())
}
