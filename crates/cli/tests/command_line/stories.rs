//! `stories`: which articles are about one happening, and how it went on.

use crate::desk::Desk;
use insta::assert_snapshot;

/// Two happenings over three days in four outlets, one text printed twice, and a row without a date.
fn headlines() -> String {
    let row =
        |id: &str, published: &str, outlet: &str, title: &str| format!("{id}\t{published}\t{outlet}\ten\t{title}\n");
    [
        "id\tpublished\toutlet\tlang\ttitle\n".to_owned(),
        row("h1", "2024-03-01T08:00:00Z", "post.example", "Storm closes Lindholm harbour"),
        row("h2", "2024-03-01T09:00:00Z", "times.example", "Ferries wait as storm closes Lindholm harbour"),
        row("h3", "2024-03-01T09:30:00Z", "courier.example", "Dockers strike at Eastport container terminal"),
        row("h4", "2024-03-02T07:00:00Z", "post.example", "Lindholm harbour still closed after storm"),
        row("h5", "2024-03-02T11:00:00Z", "herald.example", "Eastport dockers' strike enters second day"),
        row("h6", "2024-03-02T12:00:00Z", "times.example", "Container terminal in Eastport empty as dockers strike"),
        row("h7", "2024-03-03T08:00:00Z", "courier.example", "Recipe of the week: rye bread"),
        row("h8", "", "courier.example", "A headline without a date"),
    ]
    .concat()
}

fn desk() -> Desk {
    Desk::with(&[("march.tsv", headlines().as_bytes())])
}

#[test]
fn articles_of_one_happening_have_one_story() {
    assert_snapshot!("stories", desk().run("stories march.tsv --format csv"));
    assert_snapshot!("stories_list", desk().run("stories march.tsv --list --format jsonl"));
    assert_snapshot!("stories_chains", desk().run("stories march.tsv --chains --format csv"));
    assert_snapshot!("stories_changes", desk().run("stories march.tsv --changes --format csv"));
    assert_snapshot!("stories_outlets", desk().run("stories march.tsv --outlets --format csv"));
}

#[test]
fn stories_depend_on_no_order_of_the_input_and_no_number_of_threads() {
    let mut reversed: Vec<String> = headlines().lines().skip(1).map(|line| format!("{line}\n")).collect();
    reversed.reverse();
    let turned = format!("id\tpublished\toutlet\tlang\ttitle\n{}", reversed.concat());
    let desk = Desk::with(&[("march.tsv", headlines().as_bytes()), ("turned.tsv", turned.as_bytes())]);
    let members = |line: &str| {
        let ran = desk.run(line);
        let pair = |row: &str| row.split(',').take(2).collect::<Vec<_>>().join(",");
        ran.stdout.lines().map(pair).collect::<Vec<_>>()
    };
    let one = members("stories march.tsv --threads 1 --format csv");
    assert_eq!(one, members("stories march.tsv --threads 4 --format csv"));
    assert_eq!(one, members("stories turned.tsv --format csv"));
}

#[test]
fn one_story_can_be_asked_for_and_one_that_is_not_there_is_nothing_found() {
    let desk = desk();
    let first = desk.run("stories march.tsv --format csv").stdout.lines().nth(1).map(str::to_owned).unwrap_or_default();
    let story = first.split(',').nth(1).unwrap_or_default();
    assert_eq!(desk.run(&format!("stories march.tsv --story {story} --format csv")).stdout.lines().count(), 4);
    assert_eq!(desk.run("stories march.tsv --story 0000 --format csv").status, 1);
}

/// The identity of the story of a headline.
fn story_of(desk: &Desk, id: &str) -> String {
    let ran = desk.run("stories march.tsv --format csv");
    let row = ran.stdout.lines().find(|line| line.starts_with(&format!("{id},"))).map(str::to_owned);
    row.unwrap_or_default().split(',').nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_story_is_a_subject_and_is_called_by_its_headline() {
    let desk = desk();
    let (storm, strike) = (story_of(&desk, "h1"), story_of(&desk, "h3"));
    let line = format!(
        "attention march.tsv --subject story:{storm} --subject 'docks=story:{strike} AND eastport' --by all --format csv"
    );
    assert_snapshot!("story_as_subject", desk.run(&line));
}

#[test]
fn a_story_that_is_the_shock_has_a_day_of_its_own() {
    let desk = desk();
    let strike = story_of(&desk, "h3");
    assert_snapshot!(
        "story_as_shock",
        desk.run(&format!("displacement march.tsv --shock story:{strike} --subject lindholm --window 1 --by story"))
    );
}

/// A fire, and the inquiry into it when the story was over.
fn fire_and_inquiry() -> String {
    let row = |id: &str, day: u32, outlet: &str, title: &str| {
        format!("{id}\t2024-03-{day:02}T08:00:00Z\t{outlet}.example\ten\t{title}\n")
    };
    [
        "id\tpublished\toutlet\tlang\ttitle\n".to_owned(),
        row("f1", 1, "post", "Fire destroys Brenwick cannery warehouse"),
        row("f2", 1, "times", "Brenwick cannery warehouse destroyed by fire"),
        row("f3", 2, "herald", "Fire at Brenwick cannery warehouse kills two"),
        row("q1", 14, "post", "Inquiry into Brenwick cannery fire blames sprinklers"),
        row("q2", 14, "times", "Sprinklers blamed by inquiry into Brenwick cannery fire"),
        row("q3", 15, "herald", "Brenwick cannery inquiry: sprinklers never tested"),
    ]
    .concat()
}

#[test]
fn a_chain_can_be_asked_for_by_any_story_in_it() {
    let desk = Desk::with(&[("march.tsv", fire_and_inquiry().as_bytes())]);
    let (fire, inquiry) = (story_of(&desk, "f1"), story_of(&desk, "q1"));
    assert_ne!(fire, inquiry);
    let counted = |subject: &str| {
        let ran = desk.run(&format!("attention march.tsv --subject 'it={subject}' --by all --format jsonl"));
        let row = ran.stdout.lines().find(|row| row.contains("\"it\"")).unwrap_or_default().to_owned();
        row.split("\"articles\":").nth(1).and_then(|rest| rest.split([',', '}']).next()).map(str::to_owned)
    };
    assert_eq!(counted(&format!("story:{inquiry}")).as_deref(), Some("3"));
    assert_eq!(counted(&format!("chain:{inquiry}")).as_deref(), Some("6"));
    assert_eq!(counted(&format!("chain:{fire}")), counted(&format!("chain:{inquiry}")));
}

#[test]
fn what_cannot_be_asked_of_stories_says_what_can() {
    let desk = desk();
    assert_snapshot!("story_unknown", desk.run("attention march.tsv --subject story:00ff --by all"));
    assert_snapshot!("story_of_a_stream", desk.run("attention - --subject story:00ff --by all"));
    assert_snapshot!("story_of_counts", desk.run("report --counts march.tsv --shock war --on 2024-03-02 --stories"));
    assert_snapshot!("shock_without_a_day", desk.run("report march.tsv --shock strike"));
}

/// Six weeks in which one happening follows the other, and a shock in the last.
fn weeks() -> String {
    let happenings = [
        "Aldmoor flood",
        "Brenwick strike",
        "Corrow fire",
        "Dunsel trial",
        "Elmhurst festival",
        "Farsund drought",
        "Gildenfeld landslide",
        "Harlow refinery explosion",
    ];
    let angles = [
        "talks fail",
        "help arrives",
        "repairs begin",
        "schools shut",
        "mayor resigns",
        "insurers wait",
        "bridge falls",
        "railway halted",
        "shops reopen",
        "army called",
        "volunteers praised",
        "church damaged",
        "hospital full",
        "farmers angry",
        "river watched",
        "roads blocked",
        "power back",
        "water scarce",
    ];
    let mut rows = String::from("id\tpublished\toutlet\tlang\turl\ttitle\n");
    let mut row = |day: usize, at: usize, happening: &str| {
        let date = jiff::civil::date(2024, 1, 1).saturating_add(jiff::Span::new().days(day as i64 - 1));
        let (outlet, angle) = (["post", "times", "herald"][at % 3], angles[(3 * day + at) % angles.len()]);
        let hour = 6 + at;
        rows.push_str(&format!(
            "{date}-{at}\t{date}T{hour:02}:00:00Z\t{outlet}.example\ten\thttps://{outlet}.example/{date}/{at}\t{happening}: {angle}\n",
        ));
    };
    for day in 1..=42 {
        (0..3).for_each(|at| row(day, at, happenings[day / 6 % 7]));
        if day >= 38 {
            (3..6).for_each(|at| row(day, at, happenings[7]));
        }
    }
    rows
}

#[test]
fn a_report_shows_the_shock_as_a_story_and_what_was_running_with_articles_to_open() {
    let desk = Desk::with(&[("weeks.tsv", weeks().as_bytes())]);
    let ran = desk.run(
        "report weeks.tsv --shock 'Harlow=harlow' --on 2024-02-07 --window 3 --subject strike --stories -o page.html",
    );
    assert_snapshot!("report_with_stories", ran);
    let page = String::from_utf8(desk.read("page.html")).expect("a page is UTF-8");
    assert!(page.contains("The event as stories") && page.contains("What was running when it broke"), "{page}");
    let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let opens = |article: usize| {
        links.iter().any(|link| link.starts_with("https://") && link.ends_with(&format!("/{article}")))
    };
    assert!((3..6).any(opens), "the shock's articles can be opened: {links:?}");
    assert!((0..3).any(opens), "and those of what was running: {links:?}");
}
