"""What every adapter here shares: documents in, quotations and a note of versions and times out.

An adapter is called as `ADAPTER.py ARTICLES PREDICTIONS NOTE`. ARTICLES is JSONL with `id` and `text`. PREDICTIONS is
JSONL in the scorer's form, a document a line: `doc_id` and `quotes`, each with `content`, `source` and `cue` as lists of
[start, end] in Unicode code points. NOTE is one JSON object:

  title, what   what the system is called in a table, and how it was run
  versions      of everything that had a say
  seconds       processor time of this process for all documents, loading of models and files not counted
  words         in the documents, counted as the scorer counts them
  gave_up       documents on which the system refused to answer; they have no quotations
  missing       instead of all but the title: why the system could not be run here
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

# Times are quoted for one core, so the libraries below must not start threads of their own.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[_variable] = "1"

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

Spans = list[list[int]]


class GaveUp(Exception):
    """The system refuses to answer for a document."""


class Missing(Exception):
    """The system is not installed; the message says what is missing."""


@dataclass
class Quote:
    """One quotation found, offsets in code points of the document's text."""

    content: Spans
    source: Spans = field(default_factory=list)
    cue: Spans = field(default_factory=list)


@dataclass
class System:
    """A system ready to run: its models are loaded."""

    what: str
    versions: dict[str, str]
    extract: Callable[[str], Iterable[Quote]]


def arguments(description: str) -> argparse.ArgumentParser:
    """The arguments every adapter takes; it may add options of its own."""
    parser = argparse.ArgumentParser(description=description)
    for name in ("articles", "predictions", "note"):
        parser.add_argument(name)
    return parser


def run(options: argparse.Namespace, title: str, load: Callable[[], System]) -> None:
    """Loads the system, runs it on all documents, and writes predictions and note."""
    note: dict[str, object] = {"title": title}
    try:
        note |= measured(options, load())
    except Missing as missing:
        note["missing"] = str(missing)
    with open(options.note, "w", encoding="utf-8") as file:
        json.dump(note, file, indent=1)


def measured(options: argparse.Namespace, system: System) -> dict[str, object]:
    """Runs the system and says what it took."""
    with open(options.articles, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    found, gave_up = [], 0
    started = time.process_time()
    for document in documents:
        try:
            found.append(list(system.extract(document["text"])))
        except GaveUp:
            found.append([])
            gave_up += 1
    seconds = time.process_time() - started
    with open(options.predictions, "w", encoding="utf-8") as file:
        for document, quotes in zip(documents, found):
            row = {"doc_id": str(document["id"]), "quotes": [vars(quote) for quote in quotes]}
            file.write(json.dumps(row) + "\n")
    words = sum(len(WORD.findall(document["text"])) for document in documents)
    versions = {"python": platform.python_version(), **system.versions}
    return {"what": system.what, "versions": versions, "seconds": seconds, "words": words, "gave_up": gave_up}


def paragraphs(text: str) -> Iterable[tuple[int, str]]:
    """Each line that is not blank, with the offset at which it begins."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield line.start(), line.group()
