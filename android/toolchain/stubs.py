#!/usr/bin/env python3
"""Makes libraries that have the names of Android's system libraries and do nothing, for the link proof.

    stubs.py ABI CLANG-TARGET FOLDER

The names stand in system-symbols.txt: what Android 7 (API 24) exports, as far as the app needs it. A
name that is not there is missing at the link, which is the point: it would be missing on a phone.
"""
import pathlib
import subprocess
import sys

LISTED = pathlib.Path(__file__).parent / "system-symbols.txt"


def libraries(abi):
    """The names of each library. A name may be for one ABI alone."""
    found, library = {}, None
    for line in LISTED.read_text().splitlines():
        words = line.split("#")[0].split()
        if len(words) == 1 and words[0].endswith(":"):
            library = found.setdefault(words[0][:-1], [])
            continue
        for name, _, only in (word.partition("@") for word in words):
            if not only or only == abi:
                library.append(name)
    return found


def assembly(names):
    """Eight bytes under each name: data where it carries a star, code elsewhere."""
    lines = []
    for name in names:
        kind, section = ("object", ".data") if name.startswith("*") else ("function", ".text")
        name = name.lstrip("*")
        lines += [section, f".globl {name}", f".type {name}, %{kind}", f"{name}:", ".space 8", f".size {name}, 8"]
    return "\n".join(lines) + "\n"


abi, target, folder = sys.argv[1:]
pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
link = ["clang-22", f"--target={target}", "-nostdlib", "-shared", "-fuse-ld=/usr/bin/ld.lld-22"]
for name, symbols in libraries(abi).items():
    command = [*link, f"-Wl,-soname,lib{name}.so", "-x", "assembler", "-", "-o", f"{folder}/lib{name}.so"]
    subprocess.run(command, input=assembly(symbols), text=True, check=True)
