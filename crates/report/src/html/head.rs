//! The head of the page: its policy and its style.

use crate::markup::Markup;
use crate::svg::palette;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("style.css");

/// Everything up to the body.
pub(super) fn write(page: &mut Markup, title: &str) {
    let style = style();
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy(&style))]);
    page.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"color-scheme\" content=\"light dark\">\n");
    page.element("title", "", format!("{title}: what it did to the agenda"));
    // The style holds no character that escaping would change; a test says so.
    page.raw("\n<style>").text(style).raw("</style></head>\n");
}

/// Nothing may be loaded; the one style allowed is known by its hash.
fn policy(style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

/// The style of the page.
pub(crate) fn style() -> String {
    let (light, dark) = (palette::variables(false), palette::variables(true));
    let rules = format!(":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n");
    // Font names without quotation marks, so that the style is the same before and after escaping.
    (rules + STYLE + &palette::rules()).replace('\'', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash in the policy is that of the style a browser reads, so escaping must leave the style alone.
    #[test]
    fn the_style_survives_escaping() {
        let mut page = Markup::default();
        page.text(style());
        assert_eq!(page.finish(), style());
    }
}
