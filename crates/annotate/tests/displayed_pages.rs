//! From a page to its quotations: what the markup of a page says about who speaks. The pages are of our own writing, about
//! an invented town.

use overshadow_annotate::{Annotator, annotate_page};
use overshadow_clean::{CleanOptions, Cleaned, article};
use overshadow_record::{Page, PageForm, Span};

const BEFORE: &str = "<p>The river Lund rose for nine days before it reached the old mill, and the town watched it from the \
    bridge every evening with lamps in its hands.</p>";
const AFTER: &str = "<p>The bakery by the bridge opened again on Friday, with bread on the counter and sand on the floor, and \
    the ferry ran every ten minutes until the evening.</p>";

/// Kind, speaker, cue and content of the quotations of a page with this in the middle of its article.
fn quotations(middle: &str) -> Vec<String> {
    let text = format!(
        "<html><body><nav><a href='/'>Home</a></nav><article><h1>The river</h1>{BEFORE}{middle}{AFTER}</article></body></html>"
    );
    let page = Page {
        source: "page.html".into(),
        url: None,
        form: PageForm::Html,
        text,
        replaced: 0,
        fetched: None,
        stated: Default::default(),
    };
    let Cleaned::Article { article, displays, .. } = article(&page, &CleanOptions::default()) else {
        panic!("an article")
    };
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" … ");
    let annotations = annotate_page(&article, &displays, &Annotator::new());
    let told = annotations.quotations.iter().map(|quotation| {
        let speaker = quotation.speaker.as_ref().map_or_else(|| "nobody".to_owned(), |it| words(&it.mention));
        let repeat = if quotation.repeat { " (repeat)" } else { "" };
        format!("{}{repeat} | {speaker} | {} | {}", quotation.kind, words(&quotation.cue), words(&quotation.content))
    });
    told.collect()
}

#[test]
fn a_block_quotation_with_a_cite_is_a_pull_quotation_of_whom_the_cite_names() {
    for line in ["<cite>Anna Orr, hydrologist</cite>", "<footer>— Anna Orr, <cite>The River Book</cite></footer>"] {
        let html = format!("<blockquote><p>The river always comes back to its bed.</p>{line}</blockquote>");
        assert_eq!(quotations(&html), ["pull | Anna Orr |  | The river always comes back to its bed."]);
    }
}

#[test]
fn a_block_quotation_belongs_to_the_cue_that_leads_to_it() {
    let html = "<p>The mayor, Anna Orr, said in a statement on Monday:</p><blockquote><p>We have nine pumps and eight of them \
        work.</p><p>The ninth will follow.</p></blockquote>";
    assert_eq!(
        quotations(html),
        ["direct | Anna Orr | said | We have nine pumps and eight of them work. … The ninth will follow."]
    );
    let html =
        "<p>The mayor, Anna Orr, said:</p><blockquote><p>“We have nine pumps and eight of them work.”</p></blockquote>";
    assert_eq!(quotations(html), ["direct | Anna Orr | said | We have nine pumps and eight of them work."]);
}

#[test]
fn words_in_q_are_words_between_marks() {
    let html = "<p><q>The pumps are older than I am,</q> said Anna Orr, who went home to sleep for a while.</p>";
    assert_eq!(
        quotations(html),
        ["direct | Anna Orr, who went home to sleep for a while | said | The pumps are older than I am"]
    );
    let html = "<p>Anna Orr said: <q>The pumps are older than I am.</q></p>";
    assert_eq!(quotations(html), ["direct | Anna Orr | said | The pumps are older than I am."]);
    let html = "<p>Anna Orr said: <q>“The pumps are older than I am.”</q></p>";
    assert_eq!(quotations(html), ["direct | Anna Orr | said | The pumps are older than I am."]);
}

#[test]
fn the_caption_of_a_figure_names_the_speaker_of_the_quotation_in_it() {
    let html = "<figure><blockquote><p>The river always comes back to its bed.</p></blockquote>\
        <figcaption>Anna Orr, hydrologist</figcaption></figure>";
    assert_eq!(quotations(html), ["pull | Anna Orr |  | The river always comes back to its bed."]);
}

#[test]
fn a_pull_quotation_that_repeats_the_body_is_counted_once() {
    let body = "<p>“The river always comes back to its old bed,” said Anna Orr, who has measured it for years.</p>";
    let spoken = "direct | Anna Orr, who has measured it for years | said | The river always comes back to its old bed";
    let aside = "<aside class='pullquote'><p>The river always comes back to its old bed</p></aside>";
    assert_eq!(quotations(&format!("{body}{aside}")), [spoken]);
    let div = "<div class='pull-quote'><p>The river always comes back to its old bed</p></div>";
    assert_eq!(
        quotations(&format!("{body}{div}")),
        [spoken, "pull (repeat) | nobody |  | The river always comes back to its old bed"]
    );
}

#[test]
fn an_embedded_post_is_its_authors() {
    let html = "<blockquote class='twitter-tweet'><p lang='en'>The bridge is closed.</p>&mdash; Town of Lund (@lund) \
        <a href='#'>May 4, 2031</a></blockquote>";
    assert_eq!(quotations(html), ["pull | Town of Lund |  | The bridge is closed."]);
}

#[test]
fn quotations_inside_quotations_are_one_passage() {
    let html = "<blockquote><p>They told me on the bridge.</p><blockquote><p>The pumps have stopped.</p></blockquote>\
        <footer>Anna Orr</footer></blockquote>";
    assert_eq!(quotations(html), ["pull | Anna Orr |  | They told me on the bridge. … The pumps have stopped."]);
}

#[test]
fn an_excerpt_with_speakers_of_its_own_is_not_one_speech() {
    let html = "<blockquote><p>“The pumps have stopped for good,” said Anna Orr. The town was dark.</p></blockquote>";
    assert_eq!(quotations(html), ["direct | Anna Orr | said | The pumps have stopped for good"]);
}

#[test]
fn the_source_in_brackets_under_a_block_quotation_is_its_speaker() {
    let html = "<blockquote><p>The river always comes back to its bed.</p></blockquote><p>[The Amber Lantern]</p>";
    assert_eq!(quotations(html), ["pull | The Amber Lantern |  | The river always comes back to its bed."]);
}

#[test]
fn words_behind_a_colon_are_said_by_nobody_when_nobody_is_named() {
    let html = "<p>This stood on the wall of the mill:</p><blockquote><p>The river always comes back to its bed</p></blockquote>";
    assert_eq!(quotations(html), ["pull | nobody |  | The river always comes back to its bed"]);
}

#[test]
fn words_behind_a_sentence_in_which_somebody_speaks_are_the_same_speakers() {
    let html = "<p>Anna Orr told the council that nobody had listened to her:</p><blockquote><p>We have nine pumps.</p></blockquote>";
    assert_eq!(
        quotations(html),
        ["indirect | Anna Orr | told | that nobody had listened to her", "pull | Anna Orr |  | We have nine pumps."]
    );
}

#[test]
fn what_is_indented_without_being_said_is_no_quotation() {
    for html in [
        "<aside><h2>Most read</h2><ul><li><a href='/a'>Nine dams to see before you die</a></li></ul></aside>",
        "<blockquote><p>See also: <a href='/a'>Nine dams to see before you die</a></p></blockquote>",
        "<blockquote><p>In short: old pumps break more often than new ones.</p></blockquote>",
        "<blockquote></blockquote>",
    ] {
        assert_eq!(quotations(html), [""; 0], "{html}");
    }
}
