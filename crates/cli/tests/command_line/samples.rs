//! Texts and tables of our own writing, small enough to be read whole.

/// A report with one quotation of each plain kind.
pub(crate) const BRIDGE: &str = "\
Harbour bridge closes for repairs

Published: 25 March 2024

The harbour bridge will close on Monday for at least two weeks, the port authority of Lindholm announced.
\"We found cracks in two of the pillars,\" said Marta Lind, the head of the port authority. She added that
ferries would run every ten minutes.

According to the mayor, Johan Berg, the repairs will cost four million crowns. The last inspection of the bridge was
five years ago, and several shops near the ramp have complained about the noise since then.
";

/// The same story as a page with what surrounds an article on the web.
pub(crate) const BRIDGE_PAGE: &str = "\
<!DOCTYPE html>
<html lang=\"en\"><head><title>Harbour bridge closes for repairs | Lindholm Courier</title>
<meta property=\"og:site_name\" content=\"Lindholm Courier\">
<meta property=\"article:published_time\" content=\"2024-03-25T08:30:00Z\">
<link rel=\"canonical\" href=\"https://courier.example/2024/03/25/bridge\"></head>
<body><nav><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></nav>
<article><h1>Harbour bridge closes for repairs</h1>
<p>The harbour bridge will close on Monday for at least two weeks, the port authority of Lindholm announced.</p>
<p>&ldquo;We found cracks in two of the pillars,&rdquo; said Marta Lind, the head of the port authority.</p>
<p>According to the mayor, Johan Berg, the repairs will cost four million crowns. The last inspection of the bridge
was five years ago, and several shops near the ramp have complained about the noise since then.</p></article>
<footer>Subscribe to our newsletter</footer></body></html>
";

/// Two articles, one JSON object a line.
pub(crate) const ARTICLES: &str = r#"{"id": "a1", "title": "Ferry strike ends", "text": "The strike is over, said Olga Sand.", "date": "2024-03-24", "outlet": "Lindholm Courier", "language": "en"}
{"id": "a2", "title": "Price of bread rises", "text": "\"Nobody can pay this,\" said Piet Holm, a baker.", "date": "2024-03-25", "outlet": "Northern Post", "language": "en"}
"#;

/// Headlines of two outlets in two weeks, with one row that has too few fields.
pub(crate) const HEADLINES: &str = "\
published\toutlet\tcountry\ttitle
2024-03-18\tLindholm Courier\tSE\tFerry strike begins
2024-03-18\tNorthern Post\tNO\tFerry strike begins in Lindholm
2024-03-18\tNorthern Post\tNO\tPrice of bread rises
2024-03-19\tLindholm Courier\tSE\tTalks on the ferry strike
2024-03-20\tNorthern Post
2024-03-26\tLindholm Courier\tSE\tBread prices fall again
2024-03-26\tNorthern Post\tNO\tStrike at the bakery over pay
";
