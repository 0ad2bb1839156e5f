//! One whole article from page to quotations, as a reader meets it: a sample of our own about an invented town.
//!
//! It has, in one page, what crawled news is made of: a date stuck to the first sentence, the headline below the lead, a
//! mixed quotation, reported speech, a display without marks that ends in an attribution line, a headline in mid-text, a
//! quotation opened and never closed, a stray button, and roles that stand for a name.

use overshadow_annotate::{Annotator, annotate};
use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Annotations, Article, Page, PageForm, Quotation, QuotationKind};

const DAM: &str = include_str!("articles/dam.txt");

fn read() -> (Article, Annotations) {
    let page = Page {
        source: "dam.txt".into(),
        url: None,
        form: PageForm::Text,
        text: DAM.into(),
        replaced: 0,
        fetched: None,
        stated: Default::default(),
    };
    let Cleaned::Article { article, .. } = article(&page, &CleanOptions::default()) else { panic!("an article") };
    let annotations = annotate(&article, &Annotator::new());
    (article, annotations)
}

/// Kind, cue, mention, name and content of a quotation; of a long content its first and last words.
fn told(article: &Article, quotation: &Quotation) -> String {
    let cue: Vec<&str> = quotation.cue.iter().map(|span| span.of(&article.text)).collect();
    let speaker = quotation.speaker.as_ref().expect("every quotation of the sample has a speaker");
    let mention = speaker.mention[0].of(&article.text);
    let content = quotation.content[0].of(&article.text);
    let words: Vec<&str> = content.split(' ').collect();
    let ends = format!("{} … {}", words[..3].join(" "), words[words.len() - 3..].join(" "));
    let name = speaker.name.as_deref().unwrap_or("nobody");
    format!("{} | {} | {mention} = {name} | {ends}", quotation.kind, cue.join(" "))
}

#[test]
fn date_and_title_are_found_and_the_residue_is_gone() {
    let (article, _) = read();
    assert_eq!(article.published.unwrap().to_string(), "2031-05-04");
    assert_eq!(article.title.as_deref(), Some("Smoke over \"Lower Lund Mill\". What does Mayor Orr gain?"));
    assert!(article.text.starts_with("Raiders from the Harbour Free League"));
    assert!(!article.text.contains("Share") && !article.text.contains("Smoke over"));
}

#[test]
fn every_quotation_has_its_speaker_and_nothing_else_is_probably_one() {
    let (article, annotations) = read();
    let probable = annotations.quotations.iter().filter(|quotation| quotation.confidence >= 0.5);
    let found: Vec<String> = probable.map(|quotation| told(&article, quotation)).collect();
    assert_eq!(
        found,
        [
            "indirect | have promised | Raiders from the Harbour Free League (HFL) = nobody | to open the … boats in chains",
            "mixed | has already hastened to declare | the tireless speaker of the Town Hall, Edvin Marsh = Edvin Marsh \
             | that \"the safety … for all towns\"",
            "indirect | According to | Marsh = Edvin Marsh | Orr has written … them lives upstream",
            "indirect | tried to explain | Blogger-analyst Tomas Reed = Tomas Reed | what is going … this invented town",
            "pull |  | Tomas Reed = Tomas Reed | Lower Lund always … the terrible HFL.",
            "indirect | According to | the expert = Tomas Reed | the Town Hall … one of them",
            "indirect | remembered | the mayor and her friends = nobody | the old war … war on raiders",
            "direct | notes | Tomas Reed = Tomas Reed | Well, what is … smoke and fear",
            "indirect | notes | The analyst = Tomas Reed | that Orr was … the front page",
        ]
    );
}

#[test]
fn a_display_is_one_quotation_from_its_first_word_to_the_name() {
    let (article, annotations) = read();
    let pull = annotations.quotations.iter().find(|quotation| quotation.kind == QuotationKind::Pull).unwrap();
    let [content] = pull.content[..] else { panic!("one span") };
    assert!(content.of(&article.text).starts_with("Lower Lund always sends"));
    assert!(article.text[content.end as usize..].starts_with(" Tomas Reed Analyst"));
    assert!(!pull.repeat);
}

#[test]
fn names_are_told_by_their_fullest_form() {
    let (article, annotations) = read();
    let full = |words: &str| {
        let mention = annotations.mentions.iter().find(|mention| mention.span.of(&article.text) == words);
        mention.map(|mention| mention.name.as_str())
    };
    assert_eq!(full("Marsh"), Some("Edvin Marsh"));
    assert_eq!(full("HFL"), Some("Harbour Free League"));
}
