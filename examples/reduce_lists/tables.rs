//! Reads the tables: tab-separated, the names of the columns in the first line.

use std::fmt;
use std::path::{Path, PathBuf};

/// What went wrong, ready to print.
#[derive(Debug)]
pub struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    pub fn at(path: &Path, error: impl fmt::Display) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

/// The folder of the tables.
pub struct Tables(PathBuf);

impl Tables {
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Calls `row` for every row with the asked columns, in their asked order.
    pub fn each<const N: usize>(
        &self,
        name: &str,
        columns: [&str; N],
        mut row: impl FnMut([&str; N]),
    ) -> Result<(), Failure> {
        let path = self.0.join(name);
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::at(&path, error))?;
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
        let mut positions = [0; N];
        for (position, column) in positions.iter_mut().zip(columns) {
            *position = header
                .iter()
                .position(|name| *name == column)
                .ok_or_else(|| Failure::at(&path, format!("no column \"{column}\"")))?;
        }
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            row(positions.map(|position| cells.get(position).copied().unwrap_or("")));
        }
        Ok(())
    }
}

/// A cell as a count; empty cells are 0.
pub fn count(cell: &str) -> u32 {
    cell.parse::<f64>().map_or(0, |figure| figure as u32)
}
