//! The option of everything that finds stories: whether stories in different languages are one.

use clap::{Args, ValueEnum};
use overshadow::agenda::stories::{AcrossLanguages, StoryOptions};

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct AcrossOptions {
    /// Stories in different languages: sure, likely, apart
    ///
    /// When stories in English, Russian, Ukrainian and Chinese are one. sure: where much speaks for it. likely: more of
    /// those that are one are found, and more that are not. apart: never.
    #[arg(
        long,
        value_name = "HOW",
        default_value = "sure",
        hide_default_value = true,
        hide_possible_values = true,
        hide_short_help = true,
        help_heading = "Stories"
    )]
    across_languages: AcrossOption,
}

impl AcrossOptions {
    pub(crate) fn stories(self) -> StoryOptions {
        StoryOptions::default().across(match self.across_languages {
            AcrossOption::Apart => AcrossLanguages::Apart,
            AcrossOption::Sure => AcrossLanguages::Sure,
            AcrossOption::Likely => AcrossLanguages::Likely,
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum AcrossOption {
    Sure,
    Likely,
    Apart,
}
