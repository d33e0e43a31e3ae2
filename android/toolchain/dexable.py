#!/usr/bin/env python3
"""Prepares compiled classes for dx, the only dexer that a package registry has; Gradle's own is newer.

    dexable.py FOLDER SOURCE...        SOURCE is a folder of classes or a jar

dx reads class files of Java 7. What we compile for this proof holds nothing newer, so only the number in
its head is changed; what cannot be said in Java 7 (invokedynamic) fails here. Kotlin's own library holds a
few such classes: they are left out and counted.
"""
import pathlib
import struct
import sys
import zipfile

SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2}
JAVA_7, NEWER, LIBRARY = 51, {15, 16, 17, 18}, "kotlin/"


def constants(code):
    """The kinds of constants in a class file."""
    (count,) = struct.unpack_from(">H", code, 8)
    kinds, at, number = set(), 10, 1
    while number < count:
        kind = code[at]
        kinds.add(kind)
        at += 3 + struct.unpack_from(">H", code, at + 1)[0] if kind == 1 else 1 + SIZES[kind]
        number += 2 if kind in (5, 6) else 1
    return kinds


def entries(source):
    """Name and bytes of every class of a folder or a jar."""
    if source.is_dir():
        for path in sorted(source.rglob("*.class")):
            yield str(path.relative_to(source)), path.read_bytes()
        return
    with zipfile.ZipFile(source) as jar:
        for name in sorted(jar.namelist()):
            if name.endswith(".class") and not name.startswith("META-INF/"):
                yield name, jar.read(name)


folder, left_out, taken = pathlib.Path(sys.argv[1]), [], 0
for source in map(pathlib.Path, sys.argv[2:]):
    for name, code in entries(source):
        if constants(code) & NEWER:
            if not name.startswith(LIBRARY):
                sys.exit(f"{name} holds what Java 7 cannot say")
            left_out.append(name)
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(code[:6] + struct.pack(">H", min(JAVA_7, struct.unpack_from(">H", code, 6)[0])) + code[8:])
        taken += 1
print(f"{taken} classes for the dexer; {len(left_out)} of Kotlin's own library are too new for it")
