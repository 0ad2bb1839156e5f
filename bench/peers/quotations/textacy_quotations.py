#!/usr/bin/env python3
"""textacy's `direct_quotations` on a spaCy pipeline, on whole documents or (`--by-paragraph`) on each paragraph.

textacy gives up on a text with an odd number of quotation marks. A paragraph at a time it loses only that paragraph,
which is the fairer form; it then never sees a speaker named in another paragraph, but it does not look there either.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from importlib.metadata import version

from documents import GaveUp, Quote, System, arguments, paragraphs, run

import spacy
import spacy_model
from spacy.tokens import Doc, Token
from textacy.extract import direct_quotations


def whole(nlp: spacy.Language) -> Callable[[str], Iterable[Quote]]:
    """Quotations of a document taken as one text."""

    def extract(text: str) -> Iterable[Quote]:
        try:
            return quotes(nlp(text), 0)
        except ValueError as odd_marks:
            raise GaveUp from odd_marks

    return extract


def by_paragraph(nlp: spacy.Language) -> Callable[[str], Iterable[Quote]]:
    """Quotations of each paragraph taken alone; those with an odd number of marks are passed over."""

    def extract(text: str) -> Iterable[Quote]:
        for start, paragraph in paragraphs(text):
            try:
                yield from quotes(nlp(paragraph), start)
            except ValueError:
                continue

    return extract


def quotes(doc: Doc, start: int) -> list[Quote]:
    """What textacy finds, with offsets into the text that `doc` begins in at `start`."""

    def spans(tokens: list[Token]) -> list[list[int]]:
        return [[start + token.idx, start + token.idx + len(token)] for token in tokens]

    return [
        Quote([[start + content.start_char, start + content.end_char]], spans(speaker), spans(cue))
        for speaker, cue, content in direct_quotations(doc)
    ]


def load(options: argparse.Namespace) -> System:
    """textacy with the pipeline that was asked for."""
    nlp = spacy.load(options.model)
    form = "each paragraph alone" if options.by_paragraph else "whole documents"
    what = f"`textacy.extract.direct_quotations` on {form}; direct speech only."
    extract = by_paragraph if options.by_paragraph else whole
    return System(what, {"textacy": version("textacy"), **spacy_model.versions(nlp)}, extract(nlp))


def main() -> None:
    parser = arguments(__doc__ or "")
    spacy_model.add_option(parser)
    parser.add_argument("--by-paragraph", action="store_true")
    options = parser.parse_args()
    title = "textacy direct_quotations" + (", by paragraph" if options.by_paragraph else "")
    run(options, title, lambda: load(options))


if __name__ == "__main__":
    main()
