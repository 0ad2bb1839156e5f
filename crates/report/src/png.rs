//! A chart as PNG, for places that take no SVG.
//!
//! No font of the system is assumed: with feature `png` Noto Sans (Latin, Cyrillic, Greek; SIL Open Font Licence) is
//! embedded, so the same chart gives the same picture everywhere. Scripts the font lacks stay blank here and are whole in
//! the SVG.

#[cfg(feature = "png")]
mod indexed;

/// The picture of `svg` at `scale` pixels per unit; `None` without feature `png` or when `svg` is no SVG.
#[cfg(feature = "png")]
#[must_use]
pub fn png(svg: &str, scale: f32) -> Option<Vec<u8>> {
    use resvg::{tiny_skia, usvg};
    let mut options = usvg::Options { font_family: FAMILY.to_owned(), ..usvg::Options::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    let tree = usvg::Tree::from_str(svg, &options).ok()?;
    let size = tree.size().to_int_size().scale_by(scale)?;
    let mut picture = tiny_skia::Pixmap::new(size.width(), size.height())?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut picture.as_mut());
    indexed::encode(&picture)
}

/// The picture of `svg` at `scale` pixels per unit; `None` without feature `png` or when `svg` is no SVG.
#[cfg(not(feature = "png"))]
#[must_use]
pub fn png(_svg: &str, _scale: f32) -> Option<Vec<u8>> {
    None
}

#[cfg(feature = "png")]
const FAMILY: &str = "Noto Sans";
