//! The evidence: who spoke, and the headlines behind the figures.
//!
//! All of it is crawled text: escaped, linked only to web addresses, and shown whole.

use super::download;
use crate::markup::{Markup, followable};
use crate::number::{count, counted, day_short};
use crate::svg::csv_text;
use overshadow_record::{Findings, Headline, Headlines, QuotationKind, Spoken};

/// Quotations shown before the rest folds away.
const OPEN_QUOTATIONS: usize = 8;

/// Who spoke, with their words, cue and outlet.
pub(super) fn who_spoke(page: &mut Markup, findings: &Findings) {
    if findings.spoken.is_empty() {
        return;
    }
    page.raw("<section id=\"spoken\">").element("h2", "", "Who spoke");
    page.element("p", "quiet", "On the event and on the subjects that fell; copies of one text count once. The cue is the article’s word, not ours.");
    let (open, folded) = findings.spoken.split_at(findings.spoken.len().min(OPEN_QUOTATIONS));
    open.iter().for_each(|spoken| quotation(page, spoken));
    if !folded.is_empty() {
        page.raw("<details>").element("summary", "", format!("{} more", count(folded.len() as u64)));
        folded.iter().for_each(|spoken| quotation(page, spoken));
        page.raw("</details>");
    }
    download::csv(page, "spoken", &spoken_csv(&findings.spoken), "Quotations (CSV)");
    page.raw("</section>\n");
}

fn quotation(page: &mut Markup, spoken: &Spoken) {
    page.raw("<blockquote><p>").element("strong", "", &spoken.speaker);
    if !spoken.cue.is_empty() {
        page.text(" (").element("em", "", &spoken.cue).text(")");
    }
    // Reported speech is the article's wording, so it stands without marks.
    match spoken.kind {
        QuotationKind::Indirect => page.text(format!(": {}", spoken.words)),
        _ => page.text(format!(": “{}”", spoken.words)),
    };
    page.raw("</p><small>");
    let day = spoken.day.map(day_short);
    let beside = [Some(spoken.subject.clone()), Some(spoken.outlet.clone()), day];
    let beside: Vec<String> = beside.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    page.text(format!("{}: ", beside.join(", ")));
    title(page, &spoken.title, spoken.url.as_deref());
    page.raw("</small></blockquote>\n");
}

/// A headline, as a link where the address is one to follow.
fn title(page: &mut Markup, title: &str, address: Option<&str>) {
    let shown = if title.trim().is_empty() { "(no headline)" } else { title };
    match followable(address) {
        Some(address) => {
            page.open("a", &[("href", address), ("rel", "noopener noreferrer nofollow")]).text(shown).close("a")
        }
        None => page.text(shown),
    };
}

/// Examples before and in the window, beside each other.
pub(super) fn headlines(page: &mut Markup, findings: &Findings) {
    if findings.headlines.is_empty() {
        return;
    }
    page.raw("<section id=\"headlines\">").element("h2", "", "The headlines behind it");
    page.element("p", "quiet", "Chosen by rule: the most central, one per outlet.");
    for subject in &findings.headlines {
        page.element("h3", "", &subject.subject).raw("<div class=\"columns\">");
        column(page, ("Before", subject.before_total), &subject.before);
        column(page, ("In the window", subject.after_total), &subject.after);
        page.raw("</div>\n");
    }
    download::csv(page, "headlines", &headlines_csv(&findings.headlines), "Headlines (CSV)");
    page.raw("</section>\n");
}

/// Headlines of one side of the event.
pub(super) fn column(page: &mut Markup, (name, total): (&str, u64), headlines: &[Headline]) {
    let heading = format!("{name}: {} of {}", headlines.len(), counted(total, "article", "articles"));
    page.raw("<div>").element("h4", "", heading);
    list(page, headlines);
    page.raw("</div>");
}

/// Headlines with outlet and day.
pub(super) fn list(page: &mut Markup, headlines: &[Headline]) {
    page.raw("<ul>");
    for headline in headlines {
        page.raw("<li>");
        title(page, &headline.title, headline.url.as_deref());
        page.raw("<br/>")
            .element("small", "", format!("{}, {}", headline.outlet, day_short(headline.day)))
            .raw("</li>");
    }
    page.raw("</ul>");
}

fn spoken_csv(spoken: &[Spoken]) -> String {
    let names = ["speaker", "subject", "kind", "stance", "cue", "words", "outlet", "date", "title", "url"];
    let line = |it: &Spoken| {
        let day = it.day.map(|day| day.to_string()).unwrap_or_default();
        let (kind, stance) = (it.kind.word().to_owned(), it.stance.word().to_owned());
        let url = it.url.clone().unwrap_or_default();
        let (speaker, subject, cue, words) = (it.speaker.clone(), it.subject.clone(), it.cue.clone(), it.words.clone());
        vec![speaker, subject, kind, stance, cue, words, it.outlet.clone(), day, it.title.clone(), url]
    };
    csv_text(std::iter::once(names.map(str::to_owned).to_vec()).chain(spoken.iter().map(line)))
}

pub(super) fn headlines_csv(headlines: &[Headlines]) -> String {
    let names = ["subject", "period", "date", "outlet", "title", "url"].map(str::to_owned).to_vec();
    let mut lines = vec![names];
    for subject in headlines {
        for (period, rows) in [("before", &subject.before), ("window", &subject.after)] {
            lines.extend(rows.iter().map(|row| {
                let url = row.url.clone().unwrap_or_default();
                vec![
                    subject.subject.clone(),
                    period.to_owned(),
                    row.day.to_string(),
                    row.outlet.clone(),
                    row.title.clone(),
                    url,
                ]
            }));
        }
    }
    csv_text(lines)
}
