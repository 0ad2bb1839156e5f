//! Colours and type of the charts, declared once for page, dark mode and files.
//!
//! The colours are those of Okabe and Ito (2008), which the colour-blind can tell apart, in an order whose greys differ
//! too. The page sets them as variables; a file that stands alone carries the light ones as literals.

/// Name of the variable, its value on white, its value on dark.
const COLOURS: [(&str, &str, &str); 17] = [
    ("paper", "#ffffff", "#15171b"),
    ("ink", "#1b1e23", "#e9eaec"),
    ("quiet", "#5a626d", "#a4acb8"),
    ("rule", "#dde1e6", "#343a44"),
    ("band", "#e3e8ee", "#2b313b"),
    ("deep", "#c2cbd6", "#48525f"),
    ("shock", "#d55e00", "#f08a3c"),
    // The same for small letters, which need more contrast.
    ("rust", "#a84a00", "#f08a3c"),
    ("tint", "#fbeee4", "#33231a"),
    ("s1", "#0072b2", "#4da8dd"),
    ("s2", "#009e73", "#35c79b"),
    ("s3", "#cc79a7", "#dd9cc0"),
    ("s4", "#b07c00", "#e6a930"),
    ("s5", "#56b4e9", "#8accf2"),
    ("s6", "#3b3b3b", "#c9c9c9"),
    ("s7", "#8a6bb8", "#ac93d6"),
    ("s8", "#7f8791", "#7f8a97"),
];

/// How many subjects have a colour of their own; further ones are drawn in the last.
pub(super) const SERIES: usize = 8;

/// The rules every chart follows, over variables.
const RULES: &str = "
.chart text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif;font-size:12px;fill:var(--ink);font-variant-numeric:tabular-nums}
.chart .quiet{fill:var(--quiet)}
.chart .bold{font-weight:700}
.chart .small{font-size:10.5px}
.chart .large{font-size:13.5px}
.chart .title{font-size:19px;font-weight:700}
.chart .halo{stroke:var(--paper);stroke-width:3px;paint-order:stroke;stroke-linejoin:round}
.chart .grid{stroke:var(--rule);stroke-width:1}
.chart .axis{stroke:var(--quiet);stroke-width:1}
.chart .zero{stroke:var(--ink);stroke-width:1.2}
.chart .band{fill:var(--band)}
.chart .deep{fill:var(--deep)}
.chart .tint{fill:var(--tint)}
.chart .paper{fill:var(--paper)}
.chart .stripe{fill:var(--rule);fill-opacity:.35}
.chart .onset{stroke:var(--shock);stroke-width:1.4;stroke-dasharray:4 3}
.chart .lead{stroke:var(--quiet);stroke-width:.8;fill:none}
.chart .line{fill:none;stroke-width:1.7;stroke-linejoin:round;stroke-linecap:round}
.chart .thick{stroke-width:2.6}
.chart .hair{fill:none;stroke:var(--quiet);stroke-width:.8;stroke-opacity:.75}
.chart .expected{fill:none;stroke:var(--quiet);stroke-width:1.4;stroke-dasharray:5 3}
.chart .observed{fill:none;stroke:var(--s1);stroke-width:2.4;stroke-linecap:round}
.chart .mark{fill:var(--ink)}
.chart .hollow{fill:var(--paper);stroke:var(--shock);stroke-width:1.8}
.chart .whisker{stroke:var(--ink);stroke-width:2.2;fill:none}
.chart .whisker2{stroke:var(--shock);stroke-width:1;fill:none}
.chart .tick{stroke:var(--s1);stroke-width:2.2}
.chart .fell{fill:var(--shock)}
.chart .rose{fill:var(--s1)}
.chart .open{fill:none;stroke:var(--quiet);stroke-width:1.3}
.chart .newshole{fill:var(--paper);stroke:var(--quiet);stroke-width:1}
.chart .dilution{fill:var(--s5)}
.chart .disproportion{fill:var(--shock)}
";

/// Classes of the lines of figure 1: the shock first.
pub(super) const LINES: [&str; SERIES + 1] =
    ["line thick l0", "line l1", "line l2", "line l3", "line l4", "line l5", "line l6", "line l7", "line l8"];

/// Classes of the levels of the outlet × day grid, fewest articles first.
pub(super) const LEVELS: [&str; 4] = ["level0", "level1", "level2", "level3"];

/// The rules over variables, for the page.
pub(crate) fn rules() -> String {
    let mut rules = RULES.to_owned();
    rules.push_str(".chart .l0{stroke:var(--shock)}\n");
    for i in 1..=SERIES {
        rules.push_str(&format!(".chart .l{i}{{stroke:var(--s{i})}}\n"));
    }
    for (level, opacity) in LEVELS.iter().zip([".22", ".42", ".68", "1"]) {
        rules.push_str(&format!(
            ".chart .{level}{{fill:none;stroke:var(--s1);stroke-width:11;stroke-opacity:{opacity}}}\n"
        ));
    }
    rules
}

/// The variables, light and dark, for the page.
pub(crate) fn variables(dark: bool) -> String {
    COLOURS.iter().map(|(name, light, night)| format!("--{name}:{};", if dark { night } else { light })).collect()
}

/// The rules with the light colours written in, for a file that stands alone: viewers of SVG seldom know variables.
pub(super) fn literal_rules() -> String {
    COLOURS.iter().fold(rules(), |rules, (name, light, _)| rules.replace(&format!("var(--{name})"), light))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_stands_alone_needs_no_variable() {
        assert!(!literal_rules().contains("var("));
    }
}
