#!/usr/bin/env python3
"""Prints what the library of one ABI takes, and which crates take it.

    sizes.py ABI STRIPPED-LIBRARY LINK-MAP BUDGET-MB

The package keeps the library compressed; the budget is for the package. Crates are told by the file
that each piece came from, so that generic code counts where it was made for somebody. A release that was
optimised across crates has forgotten them.
"""
import collections
import pathlib
import re
import sys
import zlib

PIECE = re.compile(r"^ *[0-9a-f]+ +[0-9a-f]+ +([0-9a-f]+) +[0-9]+ +(\S+):\(")
OWNER = re.compile(r"lib([\w+-]+?)(?:-[0-9a-f]{16})?\.(?:rlib|a)\(|/(sambang)-[0-9a-f]{16}")

abi, library, linked, budget = sys.argv[1:]
whole = pathlib.Path(library).read_bytes()
packed = len(zlib.compress(whole, 9)) / 1e6
crates = collections.Counter()
for line in pathlib.Path(linked).read_text().splitlines():
    piece = PIECE.match(line)
    if piece:
        owner = OWNER.search(piece.group(2))
        crates[(owner.group(1) or owner.group(2)) if owner else "other"] += int(piece.group(1), 16)
if sum(crates.values()) < len(whole) / 2:
    sys.exit(f"{linked} tells of less than half of the library")
top = ", ".join(f"{name} {size / 1e6:.2f}" for name, size in crates.most_common(14))
print(f"{abi}: {len(whole) / 1e6:.1f} MB stripped, {packed:.1f} MB in a package of at most {budget} MB")
print(f"{abi}, MB by crate: {top}")
if packed > float(budget):
    sys.exit(f"{abi}: over the budget")
