#!/usr/bin/env python3
"""Compares both sides of the bridge between Kotlin and the library, in both directions.

    natives.py CLASSES LIBRARY android.rs

Every `external fun` in the compiled Kotlin must be a Java_* export of the library, and every export
must be somebody's. Every method that android.rs calls must be there with that signature.
"""
import pathlib
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def mangled(name):
    """A class or method name as the Java Native Interface spells it in a symbol."""
    return name.replace("_", "_1").replace(".", "_").replace("$", "_00024")


classes, library, rust = sys.argv[1:]
names = [str(path.relative_to(classes))[:-6].replace("/", ".") for path in pathlib.Path(classes).rglob("*.class")]
wanted, owner = set(), None
methods = {}
for line in run("javap", "-p", "-s", "-cp", classes, *names).splitlines():
    declared = re.search(r"(?:class|interface) ([\w.$]+)", line) if not line.startswith(" ") else None
    method = re.match(r"  (?!  ).*?([\w$]+)\(.*\)", line)
    signature = re.match(r"    descriptor: (\(.*)", line)
    if declared:
        owner = declared.group(1)
    elif method:
        name = method.group(1)
        if " native " in line:
            wanted.add(f"Java_{mangled(owner)}_{mangled(name)}")
    elif signature and owner == "id.sambang.bridge.Bridge":
        methods[name] = signature.group(1)
exported = {line.split()[-1] for line in run("llvm-nm-22", "-D", "--defined-only", library).splitlines()}
exports = {name for name in exported if name.startswith("Java_")}
problems = [f"Kotlin's native {name} is not in the library" for name in sorted(wanted - exports)]
problems += [f"the library's {name} is nobody's native" for name in sorted(exports - wanted)]
problems += [f"{name} is not exported" for name in ("main", "start_app") if name not in exported]
calls = re.findall(r'Method = \("(\w+)", "(\S+)"\);', pathlib.Path(rust).read_text())
problems += [f"the core calls {name}{signature}, Kotlin has {methods.get(name)}" for name, signature in calls if methods.get(name) != signature]
for problem in problems:
    print(problem)
if problems or not wanted or not calls:
    sys.exit(1)
print(f"{len(wanted)} natives and {len(calls)} calls agree")
