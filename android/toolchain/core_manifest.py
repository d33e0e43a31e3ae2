#!/usr/bin/env python3
"""Lays the app's core out as a workspace that holds nothing of the province's server.

    core_manifest.py FOLDER

The core's own tests need four small crates; as a package of the whole workspace it would bring the server
with everything under it, twice, for another processor. FOLDER gets links to the parts, a Cargo.toml made
from the real one, and the real Cargo.lock, so that the same versions of every crate are compiled.
"""
import pathlib
import re
import shutil
import sys
import tomllib

# The photo tests whose answer could depend on the processor: decoding, turning, scaling, encoding, drawing. The
# others ask the same of many more pictures, which takes half an hour here.
MEDIA = ("exif_block", "photos", "capture", "orientation", "signature")
# Test code runs through a processor that is not there: optimised a little, it takes a fifth of the time.
PROFILE = "\n[profile.dev.package.sambang]\nopt-level = 1\n"
PARTS = ("src", "domain", "words", "assets", "docs", "tests", "build.rs", "android")
# What the tests inside src/ and those of MEDIA use; a test that needs more does not compile here.
WANTED = {"proptest", "rustix", "tempfile", "tokio"}


def sections(text):
    """The manifest in pieces, each beginning with its heading in square brackets."""
    return [piece for piece in re.split(r"(?m)^(?=\[)", text) if piece.strip()]


root, folder = pathlib.Path.cwd(), pathlib.Path(sys.argv[1])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
for part in PARTS:
    (folder / part).symlink_to(root / part)
shutil.copy(root / "Cargo.lock", folder)

kept, found = [], set()
for piece in sections((root / "Cargo.toml").read_text(encoding="utf-8")):
    heading = piece.splitlines()[0]
    if heading == "[workspace]":
        piece = '[workspace]\nmembers = [".", "domain", "words"]\nresolver = "3"\n\n'
    elif heading == "[package]":
        piece = piece.rstrip() + "\nautotests = false\n\n"
    elif heading == "[[example]]":
        continue
    elif heading == "[[test]]":
        piece = '[[test]]\nname = "media"\npath = "media.rs"\n\n'
    elif heading == "[dev-dependencies]":
        lines = piece.splitlines()[1:]
        names = {line: re.match(r"[\w-]+", line).group() for line in lines if line.strip() and not line.startswith("#")}
        found = set(names.values())
        piece = "\n".join([heading, *(line for line, name in names.items() if name in WANTED)]) + "\n\n"
    elif heading == "[profile.dev]":
        piece = "[profile.dev]\ndebug = false\n\n"
    kept.append(piece)
if not WANTED <= found:
    sys.exit(f"not among the core's dev-dependencies: {sorted(WANTED - found)}")
made = "".join(kept) + PROFILE
if tomllib.loads(made)["workspace"]["members"] == tomllib.loads((root / "Cargo.toml").read_text())["workspace"]["members"]:
    sys.exit("Cargo.toml has no [workspace] of its own line")
(folder / "Cargo.toml").write_text(made, encoding="utf-8")
modules = "".join(f'#[path = "tests/media/{name}.rs"]\nmod {name};\n' for name in MEDIA)
reason = "not every helper has its user here, and a test may stop the run"
(folder / "media.rs").write_text(f'#![allow(dead_code, clippy::all, reason = "{reason}")]\n{modules}', encoding="utf-8")
