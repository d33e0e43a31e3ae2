"""What a phone's answers mean, on every Android from 7 on. No phone is asked here."""
import re
import struct

# What adb says of a package it may not install, and what to do about it.
REFUSALS = {
    "INSTALL_FAILED_UPDATE_INCOMPATIBLE": "another key signed what is installed; send everything first, then remove it",
    "INSTALL_FAILED_VERSION_DOWNGRADE": "a newer version is installed",
    "INSTALL_FAILED_INSUFFICIENT_STORAGE": "the phone is full",
    "INSTALL_FAILED_OLDER_SDK": "this Android is older than 7",
    "INSTALL_FAILED_NO_MATCHING_ABIS": "this package is for other processors; take the universal one",
    "INSTALL_FAILED_USER_RESTRICTED": "the maker's \"Install via USB\" is off (Developer options), or the phone asked and nobody said yes",
    "INSTALL_FAILED_VERIFICATION_FAILURE": "Google's verification refused it; docs/android.md, \"Google's developer verification\"",
    "INSTALL_PARSE_FAILED_NO_CERTIFICATES": "the package is not signed",
}
# Lines that should not be: of the core, which speaks under this tag (tao's), and of Android about the app.
CORE = "RustStdoutStderr"
OF_CORE = re.compile(r"\b(refused|unknown|unreadable)\b", re.IGNORECASE)
OF_ANY = re.compile(r"\b(panicked|FATAL EXCEPTION|ANR in|SIGSEGV|SIGABRT|SecurityException|UnsatisfiedLinkError|OutOfMemoryError)\b")
# What no log may hold: NIK and family card, mobile numbers, mail, a place to the house, tokens and keys.
PERSONAL = {
    "16 digits (NIK?)": re.compile(r"(?<!\d)\d{16}(?!\d)"),
    "a telephone number": re.compile(r"(?<![\d.])(?:\+62|62|0)8\d{8,11}(?!\d)"),
    "an address of mail": re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}"),
    "a place": re.compile(r"(?<![\d.])-?\d{1,2}\.\d{4,}[ ,;/]+-?\d{2,3}\.\d{4,}"),
    "a token": re.compile(r"(?i)bearer\s+\S{16,}"),
}
SECURE = 0x2000


def number(pattern, text):
    """The first whole number after a pattern, or None."""
    found = re.search(pattern + r"\s*(\d+)", text)
    return int(found.group(1)) if found else None


def refusal(text):
    """Why a package was not installed, in words."""
    code = next((code for code in REFUSALS if code in text), None)
    if code:
        return f"{code}: {REFUSALS[code]}"
    found = re.search(r"Failure \[(.+?)\]|adb: failed to install .*?: (.+)", text)
    return (found.group(1) or found.group(2)) if found else (text.splitlines() or ["adb said nothing"])[-1]


def webview(text):
    """Package and version of the WebView in use, from `dumpsys webviewupdate`."""
    found = re.search(r"Current WebView package(?: \(name, version\))?: \(?([\w.]+), ([\d.]+)", text)
    return found.groups() if found else None


def memory(text):
    """The app's share of memory in MB, from `dumpsys meminfo`, which was written in two ways."""
    kilobytes = number(r"TOTAL PSS:", text) or number(r"(?m)^\s*TOTAL:?", text)
    return round(kilobytes / 1024) if kilobytes else None


def first_screen(text):
    """How long the first screen took by the app's own log, in milliseconds."""
    return number(r"the first screen is there\D*?ms=", re.sub(r"\x1b\[[0-9;]*m", "", text))


def page_size(text):
    """The size of the phone's pages, where its shell can tell."""
    return int(text) if text.isdigit() else None


def secure(text, activity):
    """Whether the window of the activity refuses pictures, from `dumpsys window windows`; None when it is not there."""
    verdict = None
    for block in re.split(r"(?m)^  Window #\d+ ", text):
        if activity not in block.split("\n", 1)[0]:
            continue
        flags = re.search(r"\bfl=(#?[0-9a-f]{6,8}\b|[A-Z_ ]+)", block)
        if flags:
            word = flags.group(1)
            verdict = "SECURE" in word.split() if word[0].isupper() else bool(int(word.lstrip("#"), 16) & SECURE)
    return verdict


def picture(png):
    """What a screenshot shows: nothing, one colour, or something."""
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        return "refused"
    width, height = struct.unpack_from(">II", png, 16)
    return "one colour" if len(png) < width * height / 400 else "a picture"


def log(lines):
    """What is wrong in a log: (number of line, what), never the words themselves. And how many lines it has."""
    found = []
    for place, line in enumerate(lines, 1):
        bad = OF_ANY.search(line) or (OF_CORE.search(line) if CORE in line else None)
        if bad:
            found.append((place, f"says \"{bad.group(1)}\""))
        found += [(place, f"holds {what}") for what, pattern in PERSONAL.items() if pattern.search(line)]
    return found, len(lines)
