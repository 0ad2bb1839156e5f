//! What an input seems to be, before it is read.

use crate::record;

record! {
    /// An input as it would be read.
    "inputs"
    pub struct InspectedInput {
        /// File name, with the member's name where it is an archive.
        pub source: String,
        /// What it holds.
        pub form: String,
        /// Character set.
        pub encoding: Option<String>,
        /// Our columns and theirs that fill them, as `--columns` takes them.
        pub columns: Option<String>,
        /// Their columns that are kept as extra ones.
        pub extra: Vec<String>,
        /// How many of the first 1,000 items would be read.
        pub kept: u64,
        /// And how many would be left out, by reason.
        pub left_out: Option<String>,
        /// The first of those, with its place.
        pub first_left_out: Option<String>,
        /// The first three: date, outlet, language, headline, beginning of the text.
        pub samples: Vec<String>,
    }
}
