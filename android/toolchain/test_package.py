"""Damages packages one way each and looks whether package.py and elf.py find it."""
import os
import pathlib
import struct
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zipfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
import axml
import elf
import package

WANTED = {
    "package": "id.sambang.app", "levels": ("24", "34"), "permissions": {"android.permission.CAMERA"},
    "parts": {"dev.dioxus.main.MainActivity", "id.sambang.bridge.Restart"}, "open": {"dev.dioxus.main.MainActivity"},
}
GOOD = """<manifest package="id.sambang.app"><uses-sdk minSdkVersion="24" targetSdkVersion="34"/>
<uses-permission name="android.permission.CAMERA"/>
<application allowBackup="false" fullBackupContent="false" usesCleartextTraffic="false" extractNativeLibs="true"
 networkSecurityConfig="@0x7f020001">
<activity name="dev.dioxus.main.MainActivity" exported="true"/><activity name="id.sambang.bridge.Restart" exported="false"/>
</application></manifest>"""
RULES = """<network-security-config><base-config cleartextTrafficPermitted="false"/>
<domain-config cleartextTrafficPermitted="true"><domain>127.0.0.1</domain></domain-config></network-security-config>"""

# What a template brings and the manifest does not name.
OTHERS = '<network-security-config><base-config cleartextTrafficPermitted="true"/></network-security-config>'


def compiled(text):
    """XML in Android's binary form, written as aapt does: strings in UTF-8, every value a string."""
    pool, body = [], b""
    index = lambda word: pool.index(word) if word in pool else (pool.append(word), len(pool) - 1)[1]

    def walk(node):
        nonlocal body
        attributes = b"".join(struct.pack("<IIIHBBI", 0xFFFFFFFF, index(key), index(word), 8, 0, axml.TEXT, index(word)) for key, word in node.items())
        head = struct.pack("<IIIIHHHHHH", 0, 0xFFFFFFFF, 0xFFFFFFFF, index(node.tag), 20, 20, len(node.items()), 0, 0, 0)
        body += struct.pack("<HHI", axml.START, 16, 8 + len(head) + len(attributes)) + head + attributes
        if node.text and node.text.strip():
            body += struct.pack("<HHIIIIHBBI", axml.WORDS, 16, 28, 0, 0xFFFFFFFF, index(node.text), 8, 0, 0, 0)
        for child in node:
            walk(child)
        body += struct.pack("<HHIIIII", axml.END, 16, 24, 0, 0, 0, 0)

    walk(xml.fromstring(text))
    return struct.pack("<HHI", 3, 8, 8 + len(strings(pool)) + len(body)) + strings(pool) + body


def strings(pool):
    """A pool of strings in UTF-8."""
    data = b"".join(bytes([len(word), len(word)]) + word.encode() + b"\0" for word in pool)
    offsets, at = b"", 0
    for word in pool:
        offsets += struct.pack("<I", at)
        at += len(word) + 3
    data += bytes(-len(data) % 4)
    return struct.pack("<HHIIIIII", axml.STRINGS, 28, 28 + len(offsets) + len(data), len(pool), 0, 0x100, 28 + len(offsets), 0) + offsets + data


def resources(name):
    """A table of resources in which 0x7f020001 is a file."""
    entry = struct.pack("<HHI", 8, 0, 0) + struct.pack("<HBBI", 8, 0, axml.TEXT, 0)
    kind = struct.pack("<HHIBBHII", axml.TYPE, 84, 92 + len(entry), 2, 0, 0, 2, 92) + bytes(64) + struct.pack("<II", axml.NOTHING, 0) + entry
    package = struct.pack("<HHII", axml.PACKAGE, 288, 288 + len(kind), 0x7F) + bytes(276) + kind
    return struct.pack("<HHII", 2, 12, 12 + len(strings([name])) + len(package), 1) + strings([name]) + package


def dex(*names):
    """A dex file that defines classes and holds nothing of them."""
    words = [f"L{name.replace('.', '/')};" for name in names]
    strings_at, count = 0x70, len(words)
    types_at, defs_at = strings_at + 4 * count, strings_at + 8 * count
    data_at, data, offsets = defs_at + 32 * count, b"", []
    for word in words:
        offsets.append(data_at + len(data))
        data += bytes([len(word)]) + word.encode() + b"\0"
    head = bytearray(0x70)
    head[:8] = b"dex\n035\0"
    for at, value in ((0x3C, strings_at), (0x44, types_at), (0x60, count), (0x64, defs_at)):
        struct.pack_into("<I", head, at, value)
    return bytes(head) + struct.pack(f"<{count}I", *offsets) + struct.pack(f"<{count}I", *range(count)) + b"".join(struct.pack("<I", n) + bytes(28) for n in range(count)) + data


def library(align=16384, wide=True):
    """An ELF file with one segment to load."""
    ident = b"\x7fELF" + bytes([2 if wide else 1, 1, 1]) + bytes(9)
    if wide:
        return ident + struct.pack("<HHIQQQIHHHHHH", 3, 183, 1, 0, 64, 0, 0, 64, 56, 1, 0, 0, 0) + struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, 64, 64, align)
    return ident + struct.pack("<HHIIIIIHHHHHH", 3, 40, 1, 0, 52, 0, 0, 52, 32, 1, 0, 0, 0) + struct.pack("<IIIIIIII", 1, 0, 0, 0, 64, 64, 5, align)


class Packages(unittest.TestCase):
    def problems(self, manifest=GOOD, rules=RULES, classes=("dev.dioxus.main.MainActivity", "id.sambang.bridge.Restart"), extra=(), native=None,
                 how=zipfile.ZIP_DEFLATED, table=zipfile.ZIP_STORED):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.apk"
            with zipfile.ZipFile(path, "w") as apk:
                apk.writestr("resources.arsc", resources("res/a.xml"), table)
                apk.writestr("AndroidManifest.xml", compiled(manifest))
                apk.writestr("res/a.xml", compiled(rules))
                apk.writestr("res/template.xml", compiled(OTHERS))
                apk.writestr("classes.dex", dex(*classes))
                apk.writestr("lib/arm64-v8a/libmain.so", native or library(), how)
                for name, data in extra:
                    apk.writestr(name, data)
            return package.problems_of(path, WANTED, folder)[0]

    def test_a_sound_package_is_sound(self):
        self.assertEqual(self.problems(), [])

    def test_each_change_of_the_manifest_is_found(self):
        for old, new, words in (
            ('package="id.sambang.app"', 'package="id.other"', "package: id.other"),
            ('targetSdkVersion="34"', 'targetSdkVersion="29"', "levels"),
            ("permission.CAMERA", "permission.READ_SMS", "permissions"),
            ("<uses-permission", '<uses-permission name="android.permission.RECORD_AUDIO"/><uses-permission', "RECORD_AUDIO"),
            ('allowBackup="false"', 'allowBackup="true"', "allowBackup: true"),
            ('allowBackup="false"', 'allowBackup="false" debuggable="true"', "debuggable is true"),
            ('allowBackup="false"', 'allowBackup="false" testOnly="true"', "testOnly is true"),
            ('usesCleartextTraffic="false"', 'usesCleartextTraffic="true"', "usesCleartextTraffic: true"),
            ('Restart" exported="false"', 'Restart" exported="true"', "open to other apps"),
            ('Restart" exported="false"', 'Restart"', "open to other apps"),
            ("</application>", '<receiver name="com.tracker.Boot" exported="false"/></application>', "components"),
        ):
            self.assertIn(words, " ".join(self.problems(GOOD.replace(old, new, 1))), new)

    def test_androidx_may_add_its_own_and_only_open_to_the_system(self):
        name = "androidx.profileinstaller.ProfileInstallReceiver"
        classes = ("dev.dioxus.main.MainActivity", "id.sambang.bridge.Restart", name)
        guarded = GOOD.replace("</application>", f'<receiver name="{name}" exported="true" permission="android.permission.DUMP"/></application>')
        self.assertEqual(self.problems(guarded, classes=classes), [])
        self.assertIn("not to the system alone", " ".join(self.problems(guarded.replace(' permission="android.permission.DUMP"', ""), classes=classes)))

    def test_clear_text_to_anybody_else_is_found(self):
        self.assertIn("clear text to ['example.org']", self.problems(rules=RULES.replace("127.0.0.1", "example.org")))
        self.assertIn("clear text is allowed", self.problems(rules=RULES.replace('"false"', '"true"')))
        self.assertIn("clear text is allowed", self.problems(rules="<other/>"))
        self.assertIn("no rules for clear text", self.problems(GOOD.replace("@0x7f020001", "@0x7f020000")))

    def test_libraries_of_others_wrong_pages_and_bad_places_are_found(self):
        self.assertIn("lib/arm64-v8a/libssl.so is not ours", self.problems(extra=[("lib/arm64-v8a/libssl.so", library())]))
        self.assertIn("libraries for ['arm64-v8a', 'x86']", self.problems(extra=[("lib/x86/libmain.so", library())]))
        self.assertIn("aligned to 4096", " ".join(self.problems(native=library(4096))))
        self.assertIn("does not begin on a page", " ".join(self.problems(how=zipfile.ZIP_STORED)))
        self.assertIn("compressed and not unpacked", " ".join(self.problems(GOOD.replace('extractNativeLibs="true"', 'extractNativeLibs="false"'))))

    def test_a_compressed_table_of_resources_is_found(self):
        self.assertIn("resources.arsc must be stored", " ".join(self.problems(table=zipfile.ZIP_DEFLATED)))

    def test_a_class_that_the_manifest_names_and_nobody_brings_is_found(self):
        self.assertIn("id.sambang.bridge.Restart is in no dex file", self.problems(classes=("dev.dioxus.main.MainActivity",)))

    def test_a_package_over_the_budget_is_found(self):
        large = library() + os.urandom(int(package.BUDGET))
        self.assertIn("over 20", " ".join(self.problems(native=large)))

    def test_32_bit_libraries_keep_small_pages(self):
        with tempfile.NamedTemporaryFile() as file:
            for wide, problems in ((False, 0), (True, 1)):
                pathlib.Path(file.name).write_bytes(library(4096, wide))
                self.assertEqual(len(elf.page_problems(elf.Elf(file.name))), problems)


if __name__ == "__main__":
    unittest.main()
