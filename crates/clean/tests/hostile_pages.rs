//! Pages made to hurt: each ends in an article or a reason, in time that grows with its length. What grows faster does
//! not end within this test's patience.

use overshadow_clean::{CleanOptions, Cleaned, Extraction, article};
use overshadow_record::{Page, PageForm};

const SENTENCES: &str = "<p>The ferry to the islands stayed in port on Monday, since the wind had torn a crane from its \
    rails. Nobody sails before the crane is gone, said the head of the port, who had been up all night.</p>";

/// The text of a page with something in its body, or the reason why it has none.
fn outcome(html: String, extraction: Extraction) -> Result<String, String> {
    let page = Page::of_text(PageForm::Html, html, "page.html".to_owned());
    match article(&page, &CleanOptions { extraction, ..CleanOptions::default() }) {
        Cleaned::Article { article, .. } => Ok(article.text),
        Cleaned::Skipped(skipped) => Err(skipped.reason),
    }
}

/// With the sentences before it and behind it.
fn around(middle: &str) -> Result<String, String> {
    let body = SENTENCES.repeat(3);
    outcome(format!("<html><body><article>{body}{middle}{body}</article></body></html>"), Extraction::Cascade)
}

#[test]
fn markup_without_end_ends() {
    const N: usize = 50_000;
    let many = |part: &str| part.repeat(N);
    for (name, middle) in [
        ("tags that are not closed", many("<a ")),
        ("links in links", many("<a href=x>")),
        ("formatting that is misnested", many("<b><i></b>")),
        ("comments that are not closed", many("<!--")),
        ("declarations", many("<!doctype html>")),
        ("ends without beginnings", many("</p></div></article>")),
        ("attributes", format!("<p {}>The crane is gone.</p>", (0..N).map(|n| format!("a{n}=1 ")).collect::<String>())),
        ("entities", format!("<p>{}</p>", many("&amp;"))),
        ("entities that are none", format!("<p>{}</p>", many("&xyz"))),
        ("numbers of no letter", format!("<p>{}</p>", many("&#x110000;&#0;"))),
        ("rows outside of tables", many("<tr><td>")),
        ("lists", many("<li>")),
        ("options", format!("<select>{}</select>", many("<option>1"))),
        ("forms", many("<form>")),
        ("marks of a script", format!("<script>{}</script>", many("<!--<script>"))),
        ("empty elements", many("<br><hr><img>")),
        ("dates", many("<time datetime=2031-05-04>4 May 2031</time>")),
        ("notes", "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>".repeat(N / 10)),
        ("nulls", many("\0")),
        ("quotations", many("<q>")),
    ] {
        match around(&middle) {
            Ok(text) => assert!(text.starts_with("The ferry to the islands"), "{name}: {:.80}", text),
            Err(reason) => assert!(["page-too-large", "page-without-article"].contains(&&*reason), "{name}: {reason}"),
        }
    }
}

#[test]
fn a_note_that_is_nested_without_end_is_no_note() {
    let note =
        |fields: &str| format!("<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",{fields}}}</script>");
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for fields in [
        format!("\"a\":{deep},\"datePublished\":\"2031-05-04\""),
        format!("\"headline\":\"{}\"", "x".repeat(4_000_000)),
        format!("\"author\":[{}]", vec!["{\"name\":\"Anna Orr\"}"; 100_000].join(",")),
    ] {
        assert!(around(&note(&fields)).is_ok());
    }
}

#[test]
fn an_attribute_of_sixteen_megabytes_costs_its_length() {
    for middle in [
        format!("<p class=\"{}\">The crane is gone.</p>", "share ".repeat(2_700_000)),
        format!("<p style=\"{}\">The crane is gone.</p>", "a ".repeat(8_000_000)),
        format!("<time datetime=\"{}\">today</time>", "2031-".repeat(3_200_000)),
        format!("<img src=\"data:image/png;base64,{}\">", "QUJD".repeat(4_000_000)),
    ] {
        assert!(around(&middle).is_ok());
    }
}

#[test]
fn one_line_of_five_megabytes_is_a_paragraph() {
    let line = format!("<p>{}</p>", "The crane is gone and the ferry sails again. ".repeat(110_000));
    for extraction in [Extraction::Cascade, Extraction::Fast, Extraction::Accurate] {
        assert!(outcome(format!("<html><body><article>{line}</article></body></html>"), extraction).is_ok());
    }
}
