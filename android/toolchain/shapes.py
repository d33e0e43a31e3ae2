#!/usr/bin/env python3
"""Compares our stand-ins for androidx with the real one.

    shapes.py STAND-INS SHAPES

The stand-ins are Java sources with just the methods that our Kotlin and wry's use. SHAPES holds Python
type stubs that were generated from the real libraries. Each class and method must be there with as
many parameters of the same types; the rest of a library is not our business.
"""
import ast
import pathlib
import re
import sys


def simple(type_):
    """The last word of a type, without generics: what both languages agree on."""
    names = {"str": "String", "int": "int", "bool": "boolean"}
    word = re.sub(r"[<\[].*", "", type_.split("|")[0]).strip().split(".")[-1]
    return names.get(word, word)


def real(node, methods, path):
    """All methods below a class of a type stub: full name to lists of parameter types."""
    for item in node.body:
        if isinstance(item, ast.ClassDef):
            methods.setdefault(f"{path}.{item.name}", [])
            real(item, methods, f"{path}.{item.name}")
        elif isinstance(item, ast.FunctionDef):
            arguments = [a for a in item.args.posonlyargs + item.args.args if a.arg != "self"]
            types = [simple(ast.unparse(a.annotation)) if a.annotation else "" for a in arguments]
            methods.setdefault(f"{path}.{item.name}", []).append(types)


def ours(path):
    """The same of a Java source of ours; constructors are called __init__."""
    text = path.read_text()
    package = re.search(r"package ([\w.]+);", text).group(1)
    scope, depth = [], 0
    for line in text.splitlines():
        kind = re.search(r"(?:class|interface) (\w+)", line)
        method = re.search(r"(\w+)\((.*?)\)\s*(?:\{.*\}|;)$", line.strip())
        if kind:
            scope.append((depth, kind.group(1)))
            yield ".".join([package] + [name for _, name in scope]), None
        elif method and scope and "protected" not in line and "import" not in line:
            name = "__init__" if method.group(1) == scope[-1][1] else method.group(1)
            parts = re.sub(r"<[^>]*>", "", method.group(2)).split(",")
            types = [simple(part.strip().rsplit(" ", 1)[0]) for part in parts if part.strip()]
            yield ".".join([package] + [name_ for _, name_ in scope] + [name]), types
        depth += line.count("{") - line.count("}")
        while scope and depth <= scope[-1][0]:
            scope.pop()


stand_ins, shapes = map(pathlib.Path, sys.argv[1:])
methods = {}
for path in shapes.rglob("*.pyi"):
    package = ".".join(path.relative_to(shapes).parts[:-1]).replace("-stubs", "")
    real(ast.parse(path.read_text(encoding="utf-8")), methods, package)
found, problems = 0, []
for path in sorted(stand_ins.rglob("*.java")):
    for name, types in ours(path):
        generic = {"I", "O", "Object", ""}
        same = lambda theirs: len(theirs) == len(types) and all(a == b or a in generic or b in generic for a, b in zip(types, theirs))
        if name not in methods or (types is not None and not any(map(same, methods[name]))):
            problems.append(f"{name}{types if types is not None else ''} is not in androidx: {methods.get(name)}")
        found += 1
for problem in problems:
    print(problem)
if problems or found < 30:
    sys.exit(1)
print(f"{found} classes and methods of androidx are as the real one has them")
