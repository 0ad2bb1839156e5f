#!/usr/bin/env python3
"""How fast a spaCy pipeline alone is: `nlp.pipe` over the texts of ARTICLES (JSONL) in one process; a NOTE comes out.

Everything the pipeline has is run: words, parts of speech, parse, lemmas, names. Reading and loading are not counted.
"""

from __future__ import annotations

import argparse
import json
import platform
import time

from documents import WORD

import spacy
import spacy_model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles")
    parser.add_argument("note")
    spacy_model.add_option(parser)
    options = parser.parse_args()
    with open(options.articles, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    nlp = spacy.load(options.model)
    started = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    seconds = time.process_time() - started
    words = sum(len(WORD.findall(text)) for text in texts)
    versions = {"python": platform.python_version(), **spacy_model.versions(nlp)}
    note = {"versions": versions, "seconds": seconds, "words": words, "tokens": tokens, "documents": len(texts)}
    with open(options.note, "w", encoding="utf-8") as file:
        json.dump(note, file, indent=1)


if __name__ == "__main__":
    main()
