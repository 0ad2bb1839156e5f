//! Articles and findings of our own writing: letters of three scripts, a picture, broken lines, parts and gaps.

use jiff::civil::{date, datetime};
use overshadow_record::{
    Annotations, Article, Compared, Coverage, Displacement, Findings, Headline, Headlines, InputFile, Manifest,
    OutletDays, Precision, Published, Quotation, QuotationKind, ShockName, Span, Speaker, Spoken, Stance, Tally,
    Verdict,
};

/// The span of some words where they first stand.
fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words stand in the text");
    Span::new(start, start + words.len())
}

fn speaker(text: &str, words: &str, name: Option<&str>) -> Option<Speaker> {
    Some(Speaker { mention: vec![span(text, words)], name: name.map(str::to_owned), entity: None })
}

/// A title as they come, quotations in parts, a picture among the letters.
pub(crate) fn tram() -> (Article, Annotations) {
    let text = "“The tram 🚋 is back,” said the mayor of Lindholm, “and it stays.”\n\
                The harbour master denied that ferries would stop.";
    let article = Article {
        url: Some("https://courier.example/tram".into()),
        outlet: Some("courier.example".into()),
        outlet_country: Some("SE".into()),
        language: Some("en".into()),
        published: Some(Published { at: datetime(2031, 5, 3, 8, 30, 0, 0), precision: Precision::Minute }),
        title: Some("=Trams \"back\"\tat last,\nsays mayor 🚋".into()),
        ..Article::of_text("a1".into(), text.into(), "made.jsonl#1".into())
    };
    let in_parts = Quotation {
        kind: QuotationKind::Direct,
        content: vec![span(text, "The tram 🚋 is back"), span(text, "and it stays.")],
        cue: vec![span(text, "said")],
        speaker: speaker(text, "the mayor of Lindholm", None),
        stance: Stance::Said,
        confidence: 0.9375,
        repeat: false,
    };
    let reported = Quotation {
        kind: QuotationKind::Indirect,
        content: vec![span(text, "that ferries would stop")],
        cue: vec![span(text, "denied")],
        speaker: speaker(text, "The harbour master", Some("Harbour Master of Lindholm")),
        stance: Stance::Denied,
        confidence: 0.5,
        repeat: false,
    };
    (article, Annotations { quotations: vec![in_parts, reported], ..Annotations::default() })
}

/// An article of which little is known, from right to left, whose quotation runs over the end of a line.
pub(crate) fn right_to_left() -> (Article, Annotations) {
    let text = "قال رئيس البلدية: «عاد الترام\nإلى المدينة».";
    let article = Article {
        language: Some("ar".into()),
        ..Article::of_text("../b 2".into(), text.into(), "made.jsonl#2".into())
    };
    let quotation = Quotation {
        kind: QuotationKind::Direct,
        content: vec![span(text, "عاد الترام\nإلى المدينة")],
        cue: vec![span(text, "قال")],
        speaker: speaker(text, "رئيس البلدية", None),
        stance: Stance::Said,
        confidence: 0.25,
        repeat: false,
    };
    (article, Annotations { quotations: vec![quotation], ..Annotations::default() })
}

/// A display quotation that repeats the text, by nobody.
pub(crate) fn repeated() -> (Article, Annotations) {
    let text = "Міст стоїть.\n\nМіст стоїть";
    let article = Article {
        outlet: Some("Рада Міста".into()),
        language: Some("uk".into()),
        published: Some(Published::on(date(2031, 5, 4))),
        title: Some("Міст".into()),
        ..Article::of_text("C3".into(), text.into(), "made.jsonl#3".into())
    };
    let start = text.rfind("Міст").expect("it stands there twice");
    let quotation = Quotation {
        kind: QuotationKind::Pull,
        content: vec![Span::new(start, text.len())],
        cue: Vec::new(),
        speaker: None,
        stance: Stance::Said,
        confidence: 0.125,
        repeat: true,
    };
    (article, Annotations { quotations: vec![quotation], ..Annotations::default() })
}

/// All three.
pub(crate) fn all() -> [(Article, Annotations); 3] {
    [tram(), right_to_left(), repeated()]
}

fn lost() -> Displacement {
    Displacement {
        subject: "Ferries".into(),
        before_per_day: 4.25,
        observed: 12.0,
        expected: Some(29.75),
        change_log_share: Some(-0.7),
        share_low: Some(-1.1),
        share_high: Some(-0.3),
        p_share_lost: Some(0.01),
        change_log_odds: Some(-0.5),
        low: Some(-0.9),
        high: Some(0.1),
        p_lost: Some(0.04),
        p_gained: Some(0.97),
        q_lost: Some(0.2),
        verdict: Verdict::Diluted,
        lost_articles: Some(17.75),
        lost_newshole: Some(0.0),
        lost_dilution: Some(10.0),
        lost_disproportion: Some(7.75),
        detectable_drop: Some(0.5),
        placebo_windows: 90,
    }
}

fn outlet(name: &str, country: &str) -> OutletDays {
    OutletDays {
        outlet: name.into(),
        country: country.into(),
        first_day: date(2031, 1, 1),
        totals: vec![Some(3)],
        missing: 0,
        sporadic: false,
    }
}

/// A shock, one subject that lost to it, two outlets, a headline and a quotation.
pub(crate) fn findings() -> Findings {
    let headline = Headline {
        day: date(2031, 5, 5),
        outlet: "courier.example".into(),
        title: "Ferries wait".into(),
        url: Some("https://courier.example/ferries".into()),
    };
    let spoken = Spoken {
        speaker: "The harbour master".into(),
        subject: "Ferries".into(),
        words: "that ferries would stop".into(),
        cue: "denied".into(),
        kind: QuotationKind::Indirect,
        stance: Stance::Denied,
        outlet: "courier.example".into(),
        day: Some(date(2031, 5, 5)),
        title: "Ferries wait".into(),
        url: None,
    };
    let ferries = Headlines {
        subject: "Ferries".into(),
        before_total: 0,
        before: Vec::new(),
        after_total: 1,
        after: vec![headline],
    };
    Findings {
        shock: ShockName { name: "Tram".into(), query: "tram*".into(), on: date(2031, 5, 3), window_days: 7 },
        coverage: coverage(),
        estimates: Ok(vec![lost()]),
        placebos: Vec::new(),
        groups: Vec::new(),
        units: Vec::new(),
        weeks: Vec::new(),
        compared: Compared::default(),
        agenda: Vec::new(),
        courses: Vec::new(),
        outlets: vec![outlet("courier.example", "SE"), outlet("Рада Міста", "Україна")],
        spoken: vec![spoken],
        headlines: vec![ferries],
        stories: None,
        empty_subjects: Vec::new(),
        other_shocks: Vec::new(),
        equivalence_margin: 0.22,
        effective_placebos: 12.0,
        tally: Tally::default(),
        notes: Vec::new(),
        manifest: Manifest {
            program: "overshadow".into(),
            seed: 7,
            inputs: vec![InputFile { name: "made.jsonl".into(), bytes: 99, sha256: "00ff".into() }],
            ..Manifest::default()
        },
    }
}

fn coverage() -> Coverage {
    Coverage {
        first_day: date(2031, 1, 1),
        last_day: date(2031, 5, 9),
        articles: 900,
        independent_articles: Some(850),
        outlets: 2,
        window_outlets: 2,
        languages: vec!["en".into()],
        countries: vec!["SE".into()],
        window_articles: 60,
        shock_articles: 20,
        shock_independent_articles: Some(19),
        shock_before_per_day: 0.0,
    }
}
