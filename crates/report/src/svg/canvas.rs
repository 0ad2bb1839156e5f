//! Drawing: marks by name and place, written as SVG.
//!
//! Coordinates are rounded to a tenth of a unit, which no eye can tell and which halves the file. Looks are classes,
//! never attributes, so that the page and a file can colour the same marks differently.

use crate::markup::Markup;

/// A place on the canvas, or an extent: right and down.
pub(super) type At = (f64, f64);

/// Where a text stands relative to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// To the right of its place.
    Start,
    /// Around its place.
    Middle,
    /// To the left of its place.
    End,
}

/// A picture being drawn.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    body: Markup,
}

/// The width every figure is drawn for.
pub(super) const WIDTH: f64 = 1000.0;

impl Canvas {
    pub(super) fn new(height: f64) -> Self {
        Self { width: WIDTH, height, body: Markup::default() }
    }

    pub(super) fn body(&self) -> &Markup {
        &self.body
    }

    pub(super) fn line(&mut self, class: &str, from: At, to: At) {
        let [x1, y1] = [from.0, from.1].map(coordinate);
        let [x2, y2] = [to.0, to.1].map(coordinate);
        self.body.empty("line", &[("class", class), ("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)]);
    }

    pub(super) fn rect(&mut self, class: &str, corner: At, size: At) {
        let [x, y] = [corner.0, corner.1].map(coordinate);
        let [width, height] = [size.0.max(0.0), size.1.max(0.0)].map(coordinate);
        self.body.empty("rect", &[("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
    }

    pub(super) fn circle(&mut self, class: &str, centre: At, radius: f64) {
        let [x, y, r] = [centre.0, centre.1, radius].map(coordinate);
        self.body.empty("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", &r)]);
    }

    pub(super) fn path(&mut self, class: &str, path: &Path) {
        if !path.0.is_empty() {
            self.body.empty("path", &[("class", class), ("d", &path.0)]);
        }
    }

    /// One line of text; `at` is on its base line.
    pub(super) fn text(&mut self, class: &str, at: At, anchor: Anchor, text: &str) {
        let [x, y] = [at.0, at.1].map(coordinate);
        let mut attributes = vec![("x", x.as_str()), ("y", y.as_str())];
        if !class.is_empty() {
            attributes.push(("class", class));
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", "middle")),
            Anchor::End => attributes.push(("text-anchor", "end")),
        }
        self.body.open("text", &attributes).text(text).close("text");
    }

    /// Lines of text below each other; `at` is the base line of the first.
    pub(super) fn lines(&mut self, class: &str, at: At, anchor: Anchor, lines: &[String], leading: f64) {
        for (i, line) in lines.iter().enumerate() {
            self.text(class, (at.0, at.1 + leading * i as f64), anchor, line);
        }
    }

    /// Opens a group that names itself when pointed at.
    pub(super) fn named_group(&mut self, name: &str) {
        self.body.raw("<g>").element("title", "", name);
    }

    /// Opens a group that begins at `left` and is stretched sideways.
    pub(super) fn stretched_group(&mut self, left: f64, stretch: f64) {
        let transform = format!("translate({} 0) scale({stretch:.5} 1)", coordinate(left));
        self.body.open("g", &[("transform", &transform)]);
    }

    pub(super) fn end_group(&mut self) {
        self.body.close("g");
    }

    /// Places another picture on this one.
    pub(super) fn place(&mut self, other: &Canvas, at: At) {
        let shift = format!("translate({} {})", coordinate(at.0), coordinate(at.1));
        self.body.open("g", &[("transform", &shift)]).markup(&other.body).close("g");
    }
}

/// The outline of a line or an area.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(String);

impl Path {
    pub(super) fn move_to(&mut self, at: At) -> &mut Self {
        self.point('M', at)
    }

    pub(super) fn line_to(&mut self, at: At) -> &mut Self {
        self.point('L', at)
    }

    fn point(&mut self, command: char, at: At) -> &mut Self {
        self.0.push(command);
        self.0.push_str(&coordinate(at.0));
        self.0.push(' ');
        self.0.push_str(&coordinate(at.1));
        self
    }

    /// Adds a level stroke of whole length, in the shortest form.
    pub(super) fn stroke(&mut self, from: At, length: usize) -> &mut Self {
        self.move_to(from);
        self.0.push_str(&format!("h{length}"));
        self
    }

    /// A closed outline through these corners.
    pub(super) fn through(corners: &[At]) -> Self {
        let mut path = Self::default();
        for (i, &corner) in corners.iter().enumerate() {
            path.point(if i == 0 { 'M' } else { 'L' }, corner);
        }
        path.0.push('Z');
        path
    }

    /// A line that breaks wherever a value is missing; a lone value becomes a dot.
    pub(super) fn broken(points: impl IntoIterator<Item = Option<At>>) -> Self {
        let mut path = Self::default();
        let mut run: Vec<At> = Vec::new();
        for point in points.into_iter().chain([None]) {
            match point {
                Some(at) => run.push(at),
                None => path.run(&std::mem::take(&mut run)),
            }
        }
        path
    }

    fn run(&mut self, run: &[At]) {
        let Some((&first, rest)) = run.split_first() else { return };
        self.move_to(first);
        for &at in rest {
            self.line_to(at);
        }
        if rest.is_empty() {
            self.0.push_str("h.1");
        }
    }
}

/// Rounded to a tenth; what is not a number stands at zero, because an SVG with `NaN` is not shown at all.
fn coordinate(value: f64) -> String {
    let tenth = if value.is_finite() { (value * 10.0).round() / 10.0 } else { 0.0 };
    // Adding zero turns minus zero into zero.
    (tenth + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_day_breaks_the_line() {
        let path = Path::broken([Some((0.0, 1.0)), Some((1.0, 1.0)), None, Some((3.0, 1.04))]);
        assert_eq!(path.0, "M0 1L1 1M3 1h.1");
    }

    #[test]
    fn what_is_not_a_number_does_not_break_the_picture() {
        assert_eq!(coordinate(f64::NAN), "0");
        assert_eq!(coordinate(-0.01), "0");
    }
}
