#!/usr/bin/env python3
"""The least one would try: quotation marks, a list of reporting verbs, a run of capitalised words, "according to".

Four patterns, each inside one paragraph:

  marked      words between a pair of double marks, three or more of them, with `SPEAKER VERB` or `VERB SPEAKER` right
              after the closing mark or right before the opening one; without either it has no speaker
  reported    `SPEAKER VERB CONTENT` where the content begins with "that", a pronoun or an article, to the end of the sentence
  trailing    `CONTENT, SPEAKER VERB.`, from the start of the sentence
  according   `According to SPEAKER, CONTENT.` and `CONTENT, according to SPEAKER.`

SPEAKER is a pronoun or a run of capitalised words, VERB stands in the list below. What an earlier pattern has taken a
later one does not take again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from documents import Quote, System, arguments, paragraphs, run

VERBS = """acknowledged acknowledges added adds admitted admits alleged alleges announced announces argued argues asked
asks asserted asserts believes claimed claims commented concluded concludes confirmed confirms contended declared declares
denied denies explained explains insisted insists joked noted notes observed predicted promised promises recalled remarked
replied reported reports responded revealed reveals said says stated states stressed suggested suggests thinks told tells
tweeted urged urges vowed vows warned warns wrote writes"""

VERB = rf"(?P<cue>(?:had |has |have |also )?(?:{'|'.join(VERBS.split())}))"
NAME = r"(?:(?:the|The|an?|An?) )?(?:[A-Z][\w’'.-]*\w)(?: (?:of |the )?[A-Z][\w’'.-]*\w)*"
SPEAKER = rf"(?P<source>\b(?:[Hh]e|[Ss]he|[Tt]hey|who|I|[Ww]e)\b|{NAME})"
SENTENCE = r"(?P<content>[^.!?\n]{8,}?)"

MARKED = re.compile(r"[“\"]([^“”\"\n]+)[”\"]")
AFTER = [re.compile(rf"[,.]?\s*{pair}\b") for pair in (f"{SPEAKER} {VERB}", f"{VERB} {SPEAKER}")]
BEFORE = [re.compile(rf"{pair}(?: that)?\s*[,:]?\s*$") for pair in (f"{SPEAKER} {VERB}", f"{VERB} {SPEAKER}")]
UNMARKED = [
    re.compile(rf"{SPEAKER} {VERB}(?: [\w’']+)? (?P<content>(?:that|he|she|it|they|there|the|his|her) [^.!?;\n]{{8,}})"),
    re.compile(rf"(?:^|(?<=[.!?] )){SENTENCE}, {SPEAKER} {VERB}(?=[.,]| on | in )"),
    re.compile(rf"(?P<cue>[Aa]ccording to) {SPEAKER}, {SENTENCE}(?=[.!?]|$)"),
    re.compile(rf"(?:^|(?<=[.!?] )){SENTENCE},? (?P<cue>according to) {SPEAKER}"),
]
WINDOW = 80  # characters before an opening mark in which speaker and verb are looked for


def extract(text: str) -> Iterable[Quote]:
    """All quotations of a document."""
    for start, paragraph in paragraphs(text):
        taken: list[tuple[int, int]] = []
        for quote in [*marked(paragraph), *unmarked(paragraph)]:
            begin, end = quote.content[0]
            if all(end <= first or last <= begin for first, last in taken):
                taken.append((begin, end))
                yield moved(quote, start)


def marked(paragraph: str) -> Iterable[Quote]:
    """Words between marks, with the attribution beside them if there is one."""
    for match in MARKED.finditer(paragraph):
        if len(match.group(1).split()) < 3:
            continue
        found = next(filter(None, (after.match(paragraph, match.end()) for after in AFTER)), None)
        if found is None:
            window = max(0, match.start() - WINDOW)
            found = next(filter(None, (before.search(paragraph[: match.start()], window) for before in BEFORE)), None)
        yield Quote([list(match.span(1))], *(attribution(found) if found else ([], [])))


def unmarked(paragraph: str) -> Iterable[Quote]:
    """Reported speech without marks."""
    for pattern in UNMARKED:
        for match in pattern.finditer(paragraph):
            yield Quote([list(match.span("content"))], *attribution(match))


def attribution(match: re.Match[str]) -> tuple[list[list[int]], list[list[int]]]:
    """The source and the cue of a match."""
    return [list(match.span("source"))], [list(match.span("cue"))]


def moved(quote: Quote, by: int) -> Quote:
    """The same quotation in a text where its paragraph begins at `by`."""
    return Quote(*([[a + by, b + by] for a, b in spans] for spans in (quote.content, quote.source, quote.cue)))


def main() -> None:
    what = "Marks, a list of reporting verbs, capitalised runs and \"according to\" (`regex_baseline.py`), by this project."
    options = arguments(__doc__ or "").parse_args()
    run(options, "regular expressions", lambda: System(what, {}, extract))


if __name__ == "__main__":
    main()
