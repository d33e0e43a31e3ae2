#!/usr/bin/env python3
"""Looks at the library as Android's loader will: pages, what else it must load, and how it hashes.

    elf.py ABI LIBRARY LINK-MAP

Android 15 and newer may have pages of 16 KB and refuse a 64-bit library whose segments are laid out for
less. OpenSSL and SQLCipher must be inside: a phone has neither, and a library of its own would have pages
of its own. Photos and every seal are hashed with SHA-256; on 64 bit the processor has instructions for it.
"""
import re
import struct
import subprocess
import sys

PAGE = 16384
LOAD, DYNAMIC, NEEDED, STRTAB, TEXTREL = 1, 2, 1, 5, 22
# What every Android 7 has, and dx asks for.
SYSTEM = {"libc.so", "libm.so", "libdl.so", "liblog.so", "libandroid.so", "libOpenSLES.so", "libc++abi.so"}
# Links of the proof alone: what the NDK links into the library, and what musl's headers make of names.
PROOF = {"libunwind.so", "libborrowed.so", "libatomic.so"}
INSIDE = ("sqlite3_key_v2", "EVP_CipherInit_ex", "PKCS5_PBKDF2_HMAC")


class Elf:
    """The few tables of a little-endian ELF file that say how it is loaded."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.bytes = file.read()
        if self.bytes[:4] != b"\x7fELF" or self.bytes[5] != 1:
            sys.exit(f"{path} is no little-endian ELF file")
        self.wide = self.bytes[4] == 2
        head = "<HHIQQQIHHH" if self.wide else "<HHIIIIIHHH"
        fields = struct.unpack_from(head, self.bytes, 16)
        self.kind, self.segments = fields[0], [self.segment(fields[4], fields[8], n) for n in range(fields[9])]

    def segment(self, table, size, number):
        """Type, offset, address, length in the file and alignment of one program header."""
        if self.wide:
            kind, _, offset, address, _, length, _, align = struct.unpack_from("<IIQQQQQQ", self.bytes, table + number * size)
        else:
            kind, offset, address, _, length, _, _, align = struct.unpack_from("<IIIIIIII", self.bytes, table + number * size)
        return kind, offset, address, length, align

    def loads(self):
        return [segment for segment in self.segments if segment[0] == LOAD]

    def dynamic(self):
        """The entries of the dynamic section: tag and value."""
        entry = "<qQ" if self.wide else "<iI"
        for kind, offset, _, length, _ in self.segments:
            if kind == DYNAMIC:
                return list(struct.iter_unpack(entry, self.bytes[offset : offset + length]))
        return []

    def needed(self):
        """The names of the libraries that must be loaded with it."""
        entries = self.dynamic()
        strings = next(value for tag, value in entries if tag == STRTAB)
        offset = next(at + strings - address for _, at, address, length, _ in self.loads() if address <= strings < address + length)
        return [self.bytes[offset + value :].split(b"\0", 1)[0].decode() for tag, value in entries if tag == NEEDED]


def page_problems(elf):
    """What is wrong with the pages of a 64-bit library; 32-bit processes keep pages of 4 KB."""
    if not elf.wide:
        return []
    loads = elf.loads()
    found = [f"a segment at {address:#x} is aligned to {align}, not {PAGE}" for _, _, address, _, align in loads if align < PAGE]
    found += [f"a segment at {address:#x} does not begin in its page" for _, offset, address, _, _ in loads if (address - offset) % PAGE]
    return found if loads else ["no segment is loaded"]


def linked(path):
    """From the linker's map: the names it kept, and begin and length of the code of the crate sha2."""
    names, hashing = set(), []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            address, _, size, _, what = (line.split(None, 4) + [""] * 5)[:5]
            names.add(what.strip())
            if "/libsha2-" in what and ":(.text" in what:
                hashing.append((int(address, 16), int(size, 16)))
    return names, hashing


def instructions(library, places):
    """How often the processor's own SHA-256 stands in these places. OpenSSL and ring have it too and do not count."""
    found = 0
    for begin, size in places:
        tools = ["llvm-objdump-22", "-d", "--no-show-raw-insn", f"--start-address={begin}", f"--stop-address={begin + size}", library]
        found += len(re.findall(r"\bsha256h2?\b", subprocess.run(tools, capture_output=True, text=True, check=True).stdout))
    return found


def main(abi, library, link_map):
    elf = Elf(library)
    needed = set(elf.needed())
    problems = page_problems(elf)
    problems += [f"the package would have to bring {name}" for name in sorted(needed - SYSTEM - PROOF)]
    problems += ["code is changed while loading (text relocations)"] * any(tag == TEXTREL for tag, _ in elf.dynamic())
    inside, hashing = linked(link_map)
    problems += [f"{name} is not inside" for name in INSIDE if name not in inside]
    rounds = instructions(library, hashing) if elf.wide else 0
    if elf.wide and not rounds:
        problems.append("sha2 does not use the processor's SHA-256")
    for problem in problems:
        print(f"{abi}: {problem}")
    if problems:
        sys.exit(1)
    pages = min(align for *_, align in elf.loads())
    print(f"{abi}: pages of {pages} bytes and smaller; OpenSSL and SQLCipher are inside; it loads {', '.join(sorted(needed & SYSTEM))}")
    print(f"{abi}: sha2 has {rounds} of the processor's SHA-256 instructions" if elf.wide else f"{abi}: SHA-256 in plain code")


if __name__ == "__main__":
    main(*sys.argv[1:])
