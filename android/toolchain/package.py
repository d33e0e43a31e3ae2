#!/usr/bin/env python3
"""Reads a finished package back and says what is wrong with it.

    package.py APK

android/build reads every package it made with this, android/check the one it puts together itself. What
the package must say is what android/AndroidManifest.xml and Dioxus.toml say; what nobody may add stands here.
"""
import pathlib
import struct
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as xml
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import axml
from elf import Elf, page_problems

BUDGET, PAGE = 20e6, 16384
ABIS = ("arm64-v8a", "armeabi-v7a")
ANDROID = "{http://schemas.android.com/apk/res/android}"
COMPONENTS = ("activity", "activity-alias", "provider", "receiver", "service")
# What Gradle merges in from androidx: closed to other apps, or open to the system alone (by DUMP).
ANDROIDX = {"androidx.startup.InitializationProvider", "androidx.profileinstaller.ProfileInstallReceiver"}
LOOPBACK = {"127.0.0.1", "localhost"}


def source():
    """What the package must say: identifier, levels, permissions, components and those open to others."""
    manifest = xml.parse("android/AndroidManifest.xml").getroot()
    android = tomllib.loads(pathlib.Path("Dioxus.toml").read_text(encoding="utf-8"))["android"]
    parts = [node for node in manifest.find("application") if node.tag in COMPONENTS]
    return {
        "package": android["identifier"],
        "levels": (str(android["min_sdk"]), str(android["target_sdk"])),
        "permissions": {node.get(f"{ANDROID}name") for node in manifest.iter("uses-permission")},
        "parts": {node.get(f"{ANDROID}name") for node in parts},
        "open": {node.get(f"{ANDROID}name") for node in parts if node.get(f"{ANDROID}exported") == "true"},
    }


def manifest_problems(root, wanted):
    """Holds the compiled manifest against the written one."""
    app, problems = root.find("application"), []
    sdk = root.find("uses-sdk")
    levels = (sdk.get("minSdkVersion"), sdk.get("targetSdkVersion")) if sdk is not None else (None, None)
    asked = {node.get("name") for node in root.iter("uses-permission")} - {f"{wanted['package']}.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION"}
    parts = {node.get("name"): node for node in app if node.tag in COMPONENTS}
    open_ = {name for name, node in parts.items() if node.get("exported") != "false" and name not in ANDROIDX}
    for what, found, expected in (
        ("package", root.get("package"), wanted["package"]),
        ("levels", levels, wanted["levels"]),
        ("permissions", sorted(asked), sorted(wanted["permissions"])),
        ("components", sorted(parts.keys() - ANDROIDX), sorted(wanted["parts"])),
        ("open to other apps", sorted(open_), sorted(wanted["open"])),
        ("allowBackup", app.get("allowBackup"), "false"),
        ("fullBackupContent", app.get("fullBackupContent"), "false"),
        ("usesCleartextTraffic", app.get("usesCleartextTraffic"), "false"),
    ):
        if found != expected:
            problems.append(f"{what}: {found}, not {expected}")
    problems += [f"{name} is true" for name in ("debuggable", "testOnly") if app.get(name, "false") != "false" or root.get(name, "false") != "false"]
    problems += [f"{node.get('name')} is open and not to the system alone" for name, node in parts.items()
                 if name in ANDROIDX and node.get("exported") != "false" and node.get("permission") != "android.permission.DUMP"]
    return problems


def network_problems(package, app):
    """The rules for clear text that the manifest names, whatever their file is called by now."""
    named = app.get("networkSecurityConfig", "")
    name = axml.resource(package.read("resources.arsc"), int(named[1:], 16)) if named.startswith("@0x") else None
    if name not in package.namelist():
        return ["no rules for clear text"]
    rules = axml.tree(package.read(name))
    base, clear = rules.find("base-config"), set()
    for rule in rules.findall("domain-config"):
        if rule.get("cleartextTrafficPermitted") == "true":
            clear |= {node.text or "" for node in rule.iter("domain")}
    problems = [] if base is not None and base.get("cleartextTrafficPermitted") == "false" else ["clear text is allowed"]
    return problems + [f"clear text to {sorted(clear - LOOPBACK)}"] * bool(clear - LOOPBACK)


def place(file, entry):
    """Where an entry's bytes begin in the file."""
    file.seek(entry.header_offset + 26)
    name, extra = struct.unpack("<HH", file.read(4))
    return entry.header_offset + 30 + name + extra


def native_problems(path, package, extracted):
    """Libraries: ours alone, for the ABIs of the package; laid out for the loader when it reads them in place."""
    problems, shared = [], 0
    libraries = {entry.filename: entry for entry in package.infolist() if entry.filename.startswith("lib/")}
    found = {name.split("/")[1] for name in libraries}
    if not found or found - set(ABIS):
        problems.append(f"libraries for {sorted(found)}")
    with open(path, "rb") as file:
        for name, entry in libraries.items():
            if name.rsplit("/", 1)[1] != "libmain.so":
                problems.append(f"{name} is not ours")
            if entry.compress_type == zipfile.ZIP_STORED and place(file, entry) % PAGE:
                problems.append(f"{name} is stored and does not begin on a page of {PAGE} bytes")
            if not extracted and entry.compress_type != zipfile.ZIP_STORED:
                problems.append(f"{name} is compressed and not unpacked at installation")
        for entry in package.infolist():
            shared += 0 if entry.filename in libraries else entry.compress_size
            if entry.filename == "resources.arsc" and (entry.compress_type != zipfile.ZIP_STORED or place(file, entry) % 4):
                problems.append("resources.arsc must be stored at a multiple of 4 (Android 11)")
    sizes = {abi: shared + sum(entry.compress_size for name, entry in libraries.items() if f"/{abi}/" in name) for abi in found}
    problems += [f"{abi}: {size / 1e6:.1f} MB, over {BUDGET / 1e6:.0f}" for abi, size in sizes.items() if size > BUDGET]
    return problems, sizes


def problems_of(path, wanted, scratch):
    """Everything that is wrong, and what is worth telling."""
    with zipfile.ZipFile(path) as package:
        bad = package.testzip()
        root = axml.tree(package.read("AndroidManifest.xml"))
        app = root.find("application")
        problems = [f"{bad} is damaged"] * bool(bad) + manifest_problems(root, wanted) + network_problems(package, app)
        extracted = app.get("extractNativeLibs", "true") == "true"
        more, sizes = native_problems(path, package, extracted)
        problems += more
        defined = set()
        for name in (name for name in package.namelist() if name.endswith(".dex")):
            defined |= axml.classes(package.read(name))
        named = {node.get("name") for node in app if node.tag in COMPONENTS}
        problems += [f"{name} is in no dex file" for name in sorted(named - defined)]
        for name in (name for name in package.namelist() if name.startswith("lib/arm64-v8a/")):
            package.extract(name, scratch)
            problems += page_problems(Elf(pathlib.Path(scratch) / name))
    told = ", ".join(f"{abi} {size / 1e6:.1f} MB" for abi, size in sorted(sizes.items()))
    parts = f"{len(wanted['permissions'])} permissions, {len(named)} components of which {len(wanted['open'])} open"
    return problems, f"{parts}, {len(defined)} classes; as a package of one ABI: {told}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found, told = problems_of(sys.argv[1], source(), folder)
    for problem in found:
        print(problem)
    if found:
        sys.exit(1)
    print(told)
