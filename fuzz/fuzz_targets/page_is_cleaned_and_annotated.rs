//! Any page is cleaned or left out; the spans of its annotations lie in its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use overshadow_annotate::{Annotator, annotate_page};
use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Page, PageForm};
use std::sync::LazyLock;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::new);

fuzz_target!(|input: (bool, String)| {
    let (html, text) = input;
    let form = if html { PageForm::Html } else { PageForm::Text };
    let page = Page { source: "page".into(), url: None, form, text, replaced: 0, fetched: None, stated: Default::default() };
    if let Cleaned::Article { article, displays, .. } = article(&page, &CleanOptions::default()) {
        for quotation in annotate_page(&article, &displays, &ANNOTATOR).quotations {
            for span in quotation.content {
                assert!(article.text.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
});
