#!/usr/bin/env python3
"""Citron, BBC R&D's trained extractor, where it is installed: the README beside this file says how to give it.

Coreference is left out: the scorer wants the mention that stands beside the quotation, and Citron replaces it by the
name it stands for.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from documents import Missing, Quote, System, arguments, run


def load(options: argparse.Namespace) -> System:
    """Citron with the model in the folder `--citron-model`."""
    if options.citron:
        sys.path.insert(0, options.citron)
    try:
        import spacy

        engine = importlib.import_module("citron.citron")
        tools = importlib.import_module("citron.utils")
    except ImportError as error:
        raise Missing(f"Citron cannot be imported ({error})") from error
    if not options.citron_model or not Path(options.citron_model).is_dir():
        raise Missing("no folder with a Citron model was given")
    if options.model:  # Citron loads its pipeline under one fixed name
        named, spacy.load = spacy.load, lambda *_, **__: named(options.model)
    nlp = tools.get_parser()
    citron = engine.Citron(options.citron_model, nlp)

    def extract(text: str) -> Iterable[Quote]:
        for quote in citron.get_quotes(nlp(text), resolve_coreferences=False):
            yield Quote(spans(quote.contents), spans(quote.sources), spans([quote.cue]))

    pipeline = f"{nlp.lang}_{nlp.meta['name']}"
    versions = {"citron model": Path(options.citron_model).name, "spacy": spacy.__version__, pipeline: nlp.meta["version"]}
    return System("Citron with its own model, without coreference.", versions, extract)


def spans(found: Iterable) -> list[list[int]]:
    """spaCy spans as offsets."""
    return [[span.start_char, span.end_char] for span in found]


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--citron", default=os.environ.get("OVERSHADOW_CITRON"))
    parser.add_argument("--citron-model", default=os.environ.get("OVERSHADOW_CITRON_MODEL"))
    parser.add_argument("--model", default=os.environ.get("OVERSHADOW_SPACY_MODEL"))
    options = parser.parse_args()
    run(options, "Citron", lambda: load(options))


if __name__ == "__main__":
    main()
