//! The bundled models: trained weights as bytes inside the program, for those who bring none of their own.
//!
//! They carry a licence of their own, told in `models/en/manifest.toml`; without the feature `embedded` they are left out
//! and the rules do their work alone.

use crate::linear::BadModel;
use crate::recogniser::Recogniser;

/// The files of one language's models.
#[derive(Clone, Copy, Debug)]
pub struct Models<'a> {
    /// The recogniser of names, `names.bin`.
    pub names: &'a [u8],
    /// What it knows of names, `gazetteer.bin`.
    pub gazetteer: &'a [u8],
}

impl Models<'_> {
    pub(crate) fn recogniser(&self) -> Result<Recogniser, BadModel> {
        Recogniser::from_bytes(self.names, self.gazetteer)
    }
}

/// The models inside the program; `None` when it was built without them.
pub(crate) fn embedded() -> Option<Models<'static>> {
    #[cfg(feature = "embedded")]
    return Some(Models {
        names: include_bytes!("../../../models/en/names.bin"),
        gazetteer: include_bytes!("../../../models/en/gazetteer.bin"),
    });
    #[cfg(not(feature = "embedded"))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "embedded")]
    fn the_models_inside_are_whole() {
        assert!(embedded().is_some_and(|models| models.recogniser().is_ok()));
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        assert_eq!(Models { names: b"", gazetteer: b"" }.recogniser().err(), Some(BadModel::NoModel));
    }
}
