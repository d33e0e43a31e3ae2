#!/usr/bin/env python3
"""Writes Java sources that have the shape of Android's public API and no bodies.

    android_jar.py current.txt FOLDER

current.txt is AOSP's own list of the API (signature format 2.0, as in Debian's source package of
frameworks/base for Android 10). Compiled, the sources stand in for the SDK's android.jar: enough to
compile against, nothing to run.
"""
import os
import re
import sys

# The JDK's own packages are taken from the JDK.
FROM_THE_JDK = re.compile(r"^(java(\.|$)|javax\.(crypto|net|security|sql|xml)|org\.(w3c|xml\.))")
# What a constructor must hand to a parent of the JDK that has none without arguments.
JDK_PARENTS = {
    "java.io.FileInputStream": "(java.io.FileDescriptor) null",
    "java.io.FileOutputStream": "(java.io.FileDescriptor) null",
    "java.io.FilterInputStream": "(java.io.InputStream) null",
    "java.io.FilterOutputStream": "(java.io.OutputStream) null",
    "java.io.FilterWriter": "(java.io.Writer) null",
    "java.text.Format.Field": '""',
    "java.text.ParseException": '"", 0',
    "java.util.concurrent.FutureTask": "(java.util.concurrent.Callable) null",
    "java.lang.Character.Subset": '""',
}
# The list calls these abstract although their children do not implement them.
NOT_ABSTRACT = {
    "android.telephony.CellSignalStrength.hashCode",
    "android.telephony.CellSignalStrength.equals",
    "android.view.ViewGroup.onLayout",
}
# Values of constants that the list leaves out; javac must not take them for constants either.
VALUES = {"boolean": 'Boolean.parseBoolean("")', "char": "stub.S.c()", "byte": "stub.S.b()", "short": "stub.S.s()"}
# What our Kotlin and wry's use behind a look at the version and Android 10 had not yet.
NEWER = """
package android.os {
  public static class Build.VERSION_CODES {
    field public static final int S = 31;
    field public static final int TIRAMISU = 33;
package android.content.pm {
  public abstract class PackageManager {
    method public android.content.pm.PackageInfo getPackageInfo(String, android.content.pm.PackageManager.PackageInfoFlags);
  public static final class PackageManager.PackageInfoFlags {
    method public static android.content.pm.PackageManager.PackageInfoFlags of(long);
package android.view {
  public final class WindowInsets {
    field public static final android.view.WindowInsets CONSUMED;
    method public android.graphics.Insets getInsets(int);
  public static final class WindowInsets.Type {
    method public static int systemBars();
    method public static int displayCutout();
    method public static int ime();
"""
BODY = 'throw new RuntimeException("Stub!");'


def without_annotations(text):
    """Drops @Name and @Name(...) wherever they stand, and keeps @interface."""
    out, at = [], 0
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            out.append(text[at : end + 1])
            at = end + 1
        elif text[at] == "@" and not text.startswith("@interface", at):
            at = re.compile(r"@[\w.]+").match(text, at).end()
            at = end_of_brackets(text, at) if text[at : at + 1] == "(" else at
            while text[at : at + 1] == " ":
                at += 1
        else:
            out.append(text[at])
            at += 1
    return "".join(out)


def end_of_brackets(text, at):
    """The place behind the bracket that closes the one at `at`; brackets in strings do not count."""
    depth = 0
    while True:
        if text[at] == '"':
            at += 1
            while text[at] != '"':
                at += 2 if text[at] == "\\" else 1
        depth += {"(": 1, "<": 1, ")": -1, ">": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            return at


def split(text, separator):
    """Splits at separators that stand in no brackets."""
    parts, depth, part = [], 0, ""
    for letter in text:
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(letter, 0)
        if letter == separator and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    parts.append(part.strip())
    return [part for part in parts if part]


class Kind:
    """One class, interface, enum or annotation of the list."""

    def __init__(self, package, line):
        form = r"(.*?)(@interface|\bclass|\binterface|\benum)\s+([\w.]+)(.*)\{$"
        modifiers, self.kind, self.name, rest = re.match(form, line).groups()
        self.package, self.modifiers, rest = package, modifiers.split(), rest.strip()
        self.generics = rest[: end_of_brackets(rest, 0)] if rest.startswith("<") else ""
        self.heritage = rest[len(self.generics) :].strip()
        self.members, self.inner = [], []

    def parent(self):
        found = re.match(r"extends\s+(.*?)(?:\s+implements\s+.*)?$", self.heritage)
        return re.sub(r"<.*", "", found.group(1)).strip() if self.kind == "class" and found else ""

    def head(self, nested):
        """The declaration up to its brace. The list separates interfaces with spaces."""
        modifiers = [word for word in self.modifiers if nested or word != "static"]
        if self.kind != "class":
            modifiers = [word for word in modifiers if word not in ("abstract", "final")]
        heritage = self.heritage
        extends, _, implements = heritage.partition("implements ")
        if self.kind == "interface":
            bases = split(re.sub(r"^(extends|implements)\s+", "", heritage).replace(",", " "), " ")
            heritage = "extends " + ", ".join(bases) if bases else ""
        elif self.kind == "@interface":
            heritage = ""
        elif implements:
            heritage = extends + "implements " + ", ".join(split(implements, " "))
        if self.kind == "enum":
            heritage = re.sub(r"extends\s+java\.lang\.Enum<[^ ]*>", "", heritage)
        simple = self.name.rsplit(".", 1)[-1]
        return f"{' '.join(modifiers)} {self.kind} {simple}{self.generics} {heritage} {{"


def read(lines):
    """All kinds of the list by their full name, in its order."""
    kinds, package, kind = {}, None, None
    for line in lines:
        text = without_annotations(line.strip())
        if line.startswith("package "):
            package = text.split()[1]
        elif package is None or FROM_THE_JDK.match(package) or not text or text.startswith("//"):
            continue
        elif line.startswith("    "):
            kind.members.append(text)
        elif line.startswith("  ") and text != "}":
            kind = Kind(package, text)
            kind = kinds.setdefault(f"{package}.{kind.name}", kind)
    return kinds


def parameters(text):
    """Types with names of our own."""
    # One constructor of OutputConfiguration is listed without the type it introduces.
    text = text.replace("android.util.Size, Class<T>", "android.util.Size, Class<?>")
    types = []
    for argument in split(text, ","):
        named = re.match(r"^(.*\S)\s+(\w+)$", argument.replace("final ", ""))
        types.append(named.group(1) if named and not named.group(1).endswith(("extends", "super")) else argument)
    return ", ".join(f"{type_} p{number}" for number, type_ in enumerate(types))


def method(kind, text, full):
    form = r"(.*?)(\w+)\((.*)\)(\s+throws [^;]*?)?(\s+default .*)?;$"
    head, name, arguments, throws, default = re.match(form, re.sub(r"\s*//.*$", "", text)).groups()
    words = [word for word in split(head, " ") if word != "synchronized"]
    if kind.kind == "enum" and name in ("values", "valueOf"):
        return []
    if kind.kind == "@interface":
        words = [word for word in words if word != "abstract"]
        value = default if default and "java.lang.annotation" not in default else ""
        return [f"{' '.join(words)} {name}(){value or ''};"]
    if kind.kind == "enum" or f"{full}.{name}" in NOT_ABSTRACT:
        words = [word for word in words if word != "abstract"]
    if kind.kind == "interface":
        words = [word for word in words if word != "final"]
    open_ = "abstract" in words or (kind.kind == "interface" and not {"default", "static"} & set(words))
    body = ";" if open_ else f" {{ {BODY} }}"
    return [f"{' '.join(words)} {name}({parameters(arguments)}){throws or ''}{body}"]


def field(kind, text):
    head, name, value = re.match(r"(.*?)\s(\w+)(?:\s=\s(.*?))?;(?:\s*//.*)?$", text).groups()
    type_ = head.split()[-1]
    if value is not None:
        value = f"({type_}) ({value})" if type_ in ("char", "byte", "short") else value
    elif "final" in head.split() or kind.kind in ("interface", "@interface"):
        primitive = type_ in ("int", "long", "float", "double")
        value = "stub.S.b()" if primitive else VALUES.get(type_, "null")
    return [f"{head} {name}" + (f" = {value};" if value is not None else ";")]


def write(kind, full, kinds, nested=False):
    simple = kind.name.rsplit(".", 1)[-1]
    lines = [kind.head(nested)]
    if kind.kind == "enum":
        constants = [re.search(r"(\w+);", text).group(1) for text in kind.members if text.startswith("enum_constant")]
        lines.append(", ".join(constants) + ";")
    above = "super((stub.S) null);" if kind.parent() in kinds else ""
    if kind.parent() in JDK_PARENTS:
        above = f"super({JDK_PARENTS[kind.parent()]});"
    if kind.kind == "class":
        lines.append(f"protected {simple}(stub.S s) {{ {above} }}")
    for member in kind.members:
        sort, _, text = member.partition(" ")
        if sort == "ctor" and kind.kind != "enum":
            head, arguments, throws = re.match(r"(.*?)[\w.]+\((.*)\)(\s+throws .*)?;$", text).groups()
            lines.append(f"{head} {simple}({parameters(arguments)}){throws or ''} {{ {above} {BODY} }}")
        elif sort == "method":
            lines += method(kind, text, full)
        elif sort == "field":
            lines += field(kind, text)
    if full == "android.content.res.XmlResourceParser":
        # Declared by two parents with different exceptions.
        lines.append("String getAttributeNamespace(int index);")
    for inner in kind.inner:
        lines += write(inner, f"{inner.package}.{inner.name}", kinds, nested=True)
    return lines + ["}"]


def main(listed, folder):
    with open(listed, encoding="utf-8") as lines:
        kinds = read([*lines, *NEWER.splitlines()])
    for kind in kinds.values():
        if "." in kind.name:
            kinds[f"{kind.package}.{kind.name.rsplit('.', 1)[0]}"].inner.append(kind)
    helper = "package stub; public final class S { public static char c() { return 0; } public static byte b() { return 0; } public static short s() { return 0; } }"
    sources = {"stub/S.java": helper}
    for full, kind in kinds.items():
        if "." not in kind.name:
            text = "\n".join([f"package {kind.package};", *write(kind, full, kinds)])
            sources[f"{kind.package.replace('.', '/')}/{kind.name}.java"] = text
    for path, text in sources.items():
        os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
        with open(f"{folder}/{path}", "w", encoding="utf-8") as file:
            file.write(text + "\n")


main(*sys.argv[1:])
