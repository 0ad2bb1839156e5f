//! Plain text pages: what a user gets from them, and what holds for any text at all.

use overshadow_clean::{CleanOptions, Cleaned, SourceMap, article};
use overshadow_record::{Article, Page, PageForm, Published, Span};
use proptest::prelude::*;

fn page(text: &str) -> Page {
    Page {
        source: "sample.txt".into(),
        url: None,
        form: PageForm::Text,
        text: text.into(),
        replaced: 0,
        fetched: None,
        stated: Default::default(),
    }
}

fn cleaned(page: &Page) -> (Article, SourceMap) {
    match article(page, &CleanOptions::default()) {
        Cleaned::Article { article, map, .. } => (article, map),
        Cleaned::Skipped(skipped) => panic!("skipped: {skipped:?}"),
    }
}

/// A sample page of our own: an invented flood in an invented town, with the residue of a crawl.
const FLOOD: &str =
    " date 2031-05-04 The river Lune has burst its banks in the invented town of Lower Lund. The town hall is dry.

Flood in \"Lower Lund\". Who opened the gates?

The mayor, Anna Orr, declared that \"the dam held all night\", even though the gates stood open. Share

The dam that nobody wanted

Nobody should be surprised. Read also: Ten dams to see before winter
";

#[test]
fn title_date_and_text_are_told_apart_from_the_residue() {
    let (article, _) = cleaned(&page(FLOOD));
    assert_eq!(article.title.as_deref(), Some("Flood in \"Lower Lund\". Who opened the gates?"));
    assert_eq!(article.published.unwrap().to_string(), "2031-05-04");
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(article.text.starts_with("The river Lune"), "{}", article.text);
    assert!(article.text.contains("stood open.\n\nThe dam that nobody wanted\n\nNobody"), "{}", article.text);
    assert!(article.text.ends_with("surprised."), "{}", article.text);
}

#[test]
fn every_clean_word_leads_back_to_its_place_in_the_page() {
    let (article, map) = cleaned(&page(FLOOD));
    for words in ["The river", "even though", "that nobody", "be surprised."] {
        let at = article.text.find(words).unwrap();
        let back = map.source_of(Span::new(at, at + words.len())).unwrap();
        assert_eq!(back.of(FLOOD), words);
    }
    let cut: Vec<&str> = map.cut(FLOOD).iter().map(|span| span.of(FLOOD).trim()).collect();
    assert_eq!(cut[0], "date 2031-05-04");
    assert_eq!(cut[2..], ["Share", "Read also: Ten dams to see before winter"]);
}

#[test]
fn a_date_after_the_fetch_is_no_date_of_publication() {
    let fetched = Some(Published::on(jiff::civil::date(2031, 5, 3)));
    let (article, _) = cleaned(&Page { fetched, ..page(FLOOD) });
    assert_eq!(article.published, None);
}

#[test]
fn the_address_names_outlet_and_day_and_gives_the_id() {
    let url = Some("https://www.lamp-post.example/2031/05/02/flood?utm_source=x".to_owned());
    let (with_url, _) = cleaned(&Page { url, ..page(FLOOD) });
    assert_eq!(with_url.outlet.as_deref(), Some("lamp-post.example"));
    assert_eq!(with_url.url.as_deref(), Some("https://www.lamp-post.example/2031/05/02/flood"));
    assert_eq!(with_url.published.unwrap().to_string(), "2031-05-02");
    let (without, _) = cleaned(&page(FLOOD));
    assert_ne!(with_url.article_id, without.article_id);
    assert_eq!(with_url.article_id.len(), 16);
}

#[test]
fn pages_without_an_article_are_skipped_with_a_reason() {
    for (text, reason) in
        [(" \n\t\n", "page-empty"), ("Share\nTweet\nPrint", "page-without-article"), ("404", "page-without-article")]
    {
        let Cleaned::Skipped(skipped) = article(&page(text), &CleanOptions::default()) else {
            panic!("{text} is no article")
        };
        assert_eq!(skipped.reason, reason, "{text}");
    }
}

#[test]
fn residue_without_end_costs_no_more_than_its_length() {
    for line in ["Share. ", "2031-05-04\n", "By Anna Orr\n", "Share\n", "Read also: x. "] {
        let text = format!("The dam held. {}The dam held again at noon.", line.repeat(50_000));
        let _ = article(&page(&text), &CleanOptions::default());
    }
}

/// Lines that rules look at, mixed with any text.
fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Share".to_owned()),
        Just("date 2031-05-04".to_owned()),
        Just("2031-05-04 It rained. Share Tweet".to_owned()),
        Just("Flood in Lund".to_owned()),
        Just("Who opened the gates?".to_owned()),
        Just("By Anna Orr".to_owned()),
        Just("The dam held. Read also: Ten dams".to_owned()),
        Just("The mayor said it would rain for days.".to_owned()),
        Just(String::new()),
        "\\PC{0,40}",
    ]
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(lines in proptest::collection::vec(any_line(), 0..9)) {
        let options = CleanOptions { fewest_letters: 1, ..CleanOptions::default() };
        if let Cleaned::Article { article: once, map, .. } = article(&page(&lines.join("\n")), &options) {
            let source = lines.join("\n");
            for (at, letter) in once.text.char_indices().filter(|(_, letter)| *letter != '\n') {
                let back = map.source_of(Span::new(at, at + letter.len_utf8())).unwrap();
                prop_assert_eq!(back.of(&source), letter.to_string());
            }
            match article(&page(&once.text), &options) {
                Cleaned::Article { article: twice, .. } => prop_assert_eq!(once.text, twice.text),
                Cleaned::Skipped(skipped) => prop_assert!(false, "{:?} from {:?}", skipped, once.text),
            }
        }
    }

    #[test]
    fn no_text_is_too_dirty(text in any::<String>(), html in any::<bool>()) {
        let form = if html { PageForm::Html } else { PageForm::Text };
        let _ = article(&Page { form, ..page(&text) }, &CleanOptions::default());
    }
}
