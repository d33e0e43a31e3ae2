#!/usr/bin/env python3
"""Looks for calls that the oldest Android the app runs on does not know.

    levels.py CLASSES TYPES.d.ts MIN-SDK

The list of Android's API with the level that brought each part in comes from NativeScript's types. Our
classes are read as compiled. A newer call is allowed where this file names it, and only behind a look
at the version, which a reader must check.
"""
import pathlib
import re
import subprocess
import sys

# Each stands behind `Build.VERSION.SDK_INT >=` in the file named.
GUARDED = {
    "android.graphics.ImageDecoder.ImageInfo.getSize": "Pictures.kt",
    "android.graphics.ImageDecoder.createSource": "Pictures.kt",
    "android.graphics.ImageDecoder.decodeBitmap": "Pictures.kt",
    "android.graphics.ImageDecoder.setAllocator": "Pictures.kt",
    "android.graphics.ImageDecoder.setTargetSampleSize": "Pictures.kt",
    "android.view.View.setImportantForAutofill": "Bridge.kt",
    "android.view.WindowInsets.Type.displayCutout": "Edges.kt",
    "android.view.WindowInsets.Type.ime": "Edges.kt",
    "android.view.WindowInsets.Type.systemBars": "Edges.kt",
    "android.view.WindowInsets.getInsets": "Edges.kt",
    "android.webkit.WebView.setRendererPriorityPolicy": "Bridge.kt",
}


def since(path):
    """Level of every class and method by its full name, 0 for what was always there; parents of classes."""
    levels, parents, scope, note, depth = {}, {}, [], 0, 0
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        mark = re.search(r"@since (\d+)", line)
        if mark:
            note = int(mark.group(1))
            continue
        text = line.strip()
        module = re.match(r"(?:export |declare )*module ([\w.]+) \{", text)
        kind = re.match(r"(?:export |public |abstract |declare )*(?:class|interface) (\w+)(?:<.*?>)?(?: extends ([\w.]+))?", text)
        member = re.match(r"(?:public |protected |static |abstract )*(\w+)\(", text)
        if (module or kind) and text.endswith("{"):
            scope.append((depth, (module or kind).group(1)))
            if kind:
                full = ".".join(name for _, name in scope)
                levels.setdefault(full, note)
                parents[full] = kind.group(2)
        elif member and scope:
            owner = ".".join(name for _, name in scope)
            full = f"{owner}.{member.group(1)}"
            # What is in a class came no sooner than the class.
            came = max(note, levels.get(owner, 0))
            levels[full] = min(levels.get(full, came), came)
        depth += text.count("{") - text.count("}")
        while scope and depth <= scope[-1][0]:
            scope.pop()
        note = 0
    return levels, parents


def declared(owner, method):
    """The name under which the list has a method of this class or of one above it."""
    while owner:
        if f"{owner}.{method}" in levels:
            return f"{owner}.{method}"
        owner = parents.get(owner)
    return None


classes, types, oldest = sys.argv[1], sys.argv[2], int(sys.argv[3])
levels, parents = since(types)
ours = [*pathlib.Path(classes, "id").rglob("*.class"), *pathlib.Path(classes, "dev/dioxus/main").glob("MainActivity*.class")]
code = subprocess.run(["javap", "-c", "-p", *map(str, ours)], capture_output=True, text=True, check=True).stdout
called = set(re.findall(r"// (?:Interface)?Method (android/[\w/$]+)\.(\w+):", code))
names = {declared(owner.replace("/", ".").replace("$", "."), method) for owner, method in called}
known = sorted(name for name in names if name)
newer = [name for name in known if levels[name] > oldest]
problems = [f"{name} came with level {levels[name]}" for name in newer if name not in GUARDED]
problems += [f"{name} is allowed and no longer called" for name in GUARDED if name not in newer]
for problem in problems:
    print(problem)
if problems or len(known) < 40:
    sys.exit(f"{len(known)} calls were found in the list")
print(f"{len(called)} calls into Android, {len(known)} methods found in the list; newer than {oldest} and guarded: {', '.join(newer)}")
