//! The engine's models as one file: four sections, each with its length before it.

use super::QuotationModels;
use crate::linear::{BadModel, Model};

const MAGIC: &[u8; 4] = b"OVQ1";
const TASKS: [&[u8; 4]; 4] = [b"qcue", b"qrol", b"qarg", b"qjud"];

impl QuotationModels {
    /// The models as bytes.
    ///
    /// # Panics
    /// When a model has four thousand million bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for (model, task) in [&self.cue_words, &self.roles, &self.arguments, &self.judge].into_iter().zip(TASKS) {
            let section = model.to_bytes(task);
            bytes.extend(u32::try_from(section.len()).expect("models are small").to_le_bytes());
            bytes.extend(section);
        }
        bytes
    }

    /// Reads the models.
    ///
    /// # Errors
    /// When the bytes are no such models, or are damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(BadModel::NoModel)?;
        let mut models = Vec::new();
        for (task, labels) in TASKS.into_iter().zip(Self::LABELS) {
            let (length, after) = rest.split_first_chunk().ok_or(BadModel::Damaged)?;
            let length = u32::from_le_bytes(*length) as usize;
            let (section, after) = after.split_at_checked(length).ok_or(BadModel::Damaged)?;
            let model = Model::from_bytes(section, task)?;
            if model.labels() != labels {
                return Err(BadModel::Damaged);
            }
            models.push(model);
            rest = after;
        }
        let [cue_words, roles, arguments, judge] =
            <[Model; 4]>::try_from(models).expect("there is a model for each of four tasks");
        if rest.is_empty() { Ok(Self { cue_words, roles, arguments, judge }) } else { Err(BadModel::Damaged) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn models() -> QuotationModels {
        QuotationModels {
            cue_words: Model::of_rows(1.0, &[(5, [2])]),
            roles: Model::of_rows(0.1, &[(6, [1, 2, 3, 4, 5, 6, 7])]),
            arguments: Model::of_rows(0.1, &[(7, [1, 2, 3, 4, 5])]),
            judge: Model::of_rows(0.1, &[(8, [1, 2, 3])]),
        }
    }

    #[test]
    fn models_are_the_same_after_writing_and_reading() {
        let bytes = models().to_bytes();
        assert_eq!(QuotationModels::from_bytes(&bytes).map(|models| models.to_bytes()), Ok(bytes));
    }

    #[test]
    fn models_cut_anywhere_are_refused() {
        let bytes = models().to_bytes();
        assert!((0..bytes.len()).all(|end| QuotationModels::from_bytes(&bytes[..end]).is_err()));
    }

    #[test]
    fn models_of_another_shape_are_refused() {
        let odd = QuotationModels { roles: Model::of_rows(0.1, &[(6, [1, 2])]), ..models() };
        assert_eq!(QuotationModels::from_bytes(&odd.to_bytes()).err(), Some(BadModel::Damaged));
    }
}
