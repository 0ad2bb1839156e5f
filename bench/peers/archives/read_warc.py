"""Reads every record of a WARC file with FastWARC and prints what that took, as one JSON object.

usage: read_warc.py FILE [--content]

Without --content records are only passed over, which unpacks them all the same; with it their content is taken out too.
"""
import json
import sys
import time
from importlib.metadata import version

from fastwarc.warc import ArchiveIterator

path, content = sys.argv[1], "--content" in sys.argv
started = time.process_time()
records = size = 0
for record in ArchiveIterator(path, parse_http=False):
    records += 1
    size += len(record.reader.read()) if content else record.content_length
print(json.dumps({
    "records": records, "bytes": size, "seconds": time.process_time() - started, "version": version("fastwarc")
}))
