"""Extracts the main text of every page of a folder with trafilatura and prints what that took, as one JSON object.

usage: extract.py FOLDER OUT.json PASSES [--fast]

Pages are unpacked beforehand. OUT.json holds the texts by page, PASSES says how often all pages are read; the processor
time of the fastest pass counts.
"""
import gzip
import json
import pathlib
import sys
import time

import trafilatura

folder, out, passes = sys.argv[1], sys.argv[2], int(sys.argv[3])
fast = "--fast" in sys.argv
pages = {path.name.removesuffix(".html.gz"): gzip.open(path).read() for path in sorted(pathlib.Path(folder).iterdir())}
best = float("inf")
for _ in range(passes):
    started = time.process_time()
    texts = {
        name: trafilatura.extract(page, include_comments=False, include_tables=True, fast=fast) or ""
        for name, page in pages.items()
    }
    best = min(best, time.process_time() - started)
json.dump(texts, open(out, "w"))
print(json.dumps({"pages": len(pages), "seconds": best}))
