//! Displays: what the markup of a page sets apart as somebody's words, found again in its clean text. The pages are of our
//! own writing, about an invented town.

use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Article, Display, DisplayKind, Page, PageForm};

const BEFORE: &str = "<p>The river Lund rose for nine days before it reached the old mill, and the town watched it from the \
    bridge every evening with lamps in its hands.</p>";
const AFTER: &str = "<p>The council meets again on Friday to talk about the banks, the pumps and the money that nobody has \
    found in nine years of looking for it.</p>";

fn cleaned(middle: &str) -> (Article, Vec<Display>) {
    let html = format!(
        "<html><body><nav><a href='/'>Home</a></nav><article><h1>The river</h1>{BEFORE}{middle}{AFTER}</article></body></html>"
    );
    match article(&page(html), &CleanOptions::default()) {
        Cleaned::Article { article, displays, .. } => (article, displays),
        Cleaned::Skipped(skipped) => panic!("skipped: {skipped:?}"),
    }
}

fn page(html: String) -> Page {
    Page {
        source: "page.html".into(),
        url: None,
        form: PageForm::Html,
        text: html,
        replaced: 0,
        fetched: None,
        stated: Default::default(),
    }
}

/// Kind, words and attribution line of every display.
fn displays(middle: &str) -> Vec<String> {
    let (article, displays) = cleaned(middle);
    let words = |display: &Display| {
        let line = display.attribution.map(|line| format!(" / {}", line.of(&article.text))).unwrap_or_default();
        format!("{:?}: {}{line}", display.kind, display.span.of(&article.text))
    };
    displays.iter().map(words).collect()
}

#[test]
fn a_block_quotation_is_a_display_and_its_cite_is_the_attribution_line() {
    let html =
        "<blockquote><p>The river always comes back to its bed.</p><cite>Anna Orr, hydrologist</cite></blockquote>";
    assert_eq!(displays(html), ["Block: The river always comes back to its bed. / Anna Orr, hydrologist"]);
    let html = "<blockquote>The river comes back to its bed.<br>It has time. <cite>Anna Orr</cite></blockquote>";
    assert_eq!(displays(html), ["Block: The river comes back to its bed.\n\nIt has time. / Anna Orr"]);
}

#[test]
fn footers_and_captions_of_quotations_stay_in_the_text() {
    let words = "The river always comes back to its bed.";
    let html = format!("<blockquote><p>{words}</p><footer>— <cite>Anna Orr</cite>, hydrologist</footer></blockquote>");
    assert_eq!(displays(&html), [format!("Block: {words} / — Anna Orr, hydrologist")]);
    let html = format!("<figure><blockquote><p>{words}</p></blockquote><figcaption>Anna Orr</figcaption></figure>");
    assert_eq!(displays(&html), [format!("Block: {words} / Anna Orr")]);
    let html = format!("<div class='pull-quote'><p>{words}</p><span class='pull-quote__author'>Anna Orr</span></div>");
    assert_eq!(displays(&html), [format!("Aside: {words} / Anna Orr")]);
}

#[test]
fn the_caption_of_a_photograph_is_no_display() {
    let html = "<figure><img src='mill.jpg'><figcaption>The old mill on Sunday. Anna Orr</figcaption></figure>";
    assert_eq!(displays(html), [""; 0]);
}

#[test]
fn words_inside_a_sentence_are_found_where_the_sentence_stands() {
    let html = "<p>The pumps are old, she said. The pumps are old, but she said <q>the pumps are old</q> again.</p>";
    let (article, displays) = cleaned(html);
    let [display] = displays[..] else { panic!("one display: {displays:?}") };
    assert_eq!(display.kind, DisplayKind::Inline);
    assert!(article.text[..display.span.start as usize].ends_with("but she said "));
    assert_eq!(display.span.of(&article.text), "the pumps are old");
}

#[test]
fn an_embedded_post_ends_in_the_line_of_its_author() {
    let html = "<blockquote class='twitter-tweet'><p lang='en'>The bridge is closed until further notice. <a href='#'>#Lund\
        </a></p>&mdash; Town of Lund (@lund) <a href='#'>May 4, 2031</a></blockquote>";
    assert_eq!(
        displays(html),
        ["Embed: The bridge is closed until further notice. #Lund / — Town of Lund (@lund) May 4, 2031"]
    );
}

#[test]
fn of_quotations_inside_quotations_the_outermost_counts() {
    let html =
        "<blockquote><p>They told me this.</p><blockquote><p>The pumps have stopped.</p></blockquote></blockquote>";
    assert_eq!(displays(html), ["Block: They told me this.\n\nThe pumps have stopped."]);
}

#[test]
fn an_article_that_is_indented_as_a_whole_is_no_display_but_the_quotation_in_it_is() {
    let body = "<p>The river rose again on that day, and the town went to the bridge to look at it.</p>".repeat(120);
    let html = format!("<blockquote>{body}<blockquote><p>It will rise again, I know it.</p></blockquote></blockquote>");
    assert_eq!(displays(&html), ["Block: It will rise again, I know it."]);
}

#[test]
fn a_pull_quotation_that_the_extraction_leaves_out_is_not_found_in_the_sentence_it_repeats() {
    let html = "<aside class='pullquote'><p>the town watched it from the bridge every evening</p></aside>";
    assert_eq!(displays(html), [""; 0]);
}

#[test]
fn an_aside_that_links_to_other_pages_is_no_display() {
    let html = "<aside><h2>Most read</h2><ul><li><a href='/a'>Nine dams to see</a></li></ul></aside>";
    assert_eq!(displays(html), [""; 0]);
}

#[test]
fn a_display_leads_back_to_its_page_like_any_text() {
    let html = format!(
        "<article><h1>The river</h1>{BEFORE}<blockquote><p>It has &quot;time&quot;.</p><footer>Orr</footer></blockquote>{AFTER}</article>"
    );
    let Cleaned::Article { map, displays, .. } = article(&page(html.clone()), &CleanOptions::default()) else {
        panic!("an article")
    };
    let place = map.source_of(displays[0].span).unwrap();
    assert_eq!(place.of(&html), "It has &quot;time&quot;.");
}

#[test]
fn dirty_markup_ends_in_an_article_or_a_reason_and_every_display_lies_in_the_text() {
    let many = "<blockquote><p>No.</p></blockquote>".repeat(300);
    let alike = "<blockquote><p>ha ha ha</p><cite>ha</cite></blockquote><q>ha</q>".repeat(500);
    let deep = "<blockquote>".repeat(100_000);
    let nested = format!("{}It rained all day.{}", "<blockquote>".repeat(400), "</blockquote>".repeat(400));
    let unclosed = "<blockquote><p>It rained.<cite>Anna Orr<q>and <figure><figcaption>".repeat(60);
    let empty = "<blockquote></blockquote><figure><blockquote> </blockquote></figure><q></q>".repeat(300);
    let enormous = format!("<blockquote><p>{}</p></blockquote>", "the river rose ".repeat(5_000));
    let only_lines = "<blockquote><cite>Anna Orr</cite><footer>Anna Orr</footer></blockquote>".repeat(50);
    for middle in [many, alike, deep, nested, unclosed, empty, enormous, only_lines] {
        let page = page(format!("<article>{BEFORE}{middle}{AFTER}</article>"));
        let Cleaned::Article { article, displays, .. } = article(&page, &CleanOptions::default()) else { continue };
        for display in displays {
            assert!(!display.span.of(&article.text).is_empty());
            assert!(display.attribution.is_none_or(|line| !line.of(&article.text).is_empty()));
        }
    }
}
