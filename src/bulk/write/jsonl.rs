//! Reports as the contract has them: one JSON object a line.

use super::Render;
use crate::bulk::scanned::Scanned;
use crate::error::InputError;

/// One JSON object a draft, one draft a line.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLines;

impl Render for JsonLines {
    fn draft(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> Result<(), InputError> {
        let failed = |error: serde_json::Error| scanned.record().origin().error(error.to_string());
        serde_json::to_writer(&mut *out, scanned.report()).map_err(failed)?;
        out.push(b'\n');
        Ok(())
    }
}
