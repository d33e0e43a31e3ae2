"""Tries the app on a phone by cable and writes the report: android/try [PACKAGE.apk] [--serial NAME] [--adb PROGRAM] [--out FOLDER]

What only eyes can see is in docs/first-phone.md, whose form stands at the end of the report. Nothing that
the log or the screen says is copied into it. Exit: 0 all good or to be looked at, 1 something is bad,
2 there was no phone to begin with, 3 the cable went half-way; the report then tells how far it came.
"""
import argparse
import datetime
import pathlib
import re
import sys
import time

import steps
from adb import Adb, CannotBegin, Unplugged, choose

TRIED = (
    ("Held by Android for", steps.declared),
    ("Start, three times", steps.start),
    ("Memory", steps.memory),
    ("Turned on its side", steps.rotate),
    ("Largest text", steps.large_text),
    ("Screenshot", steps.pictures),
    ("Ended behind another app", steps.killed),
    ("Aeroplane mode", steps.aeroplane),
    ("Android's log", steps.logs),
)


def attempt(step, *words):
    """One step; an answer nobody foresaw must not cost the rest of the report."""
    try:
        return step(*words)
    except Unplugged:
        raise
    except (IndexError, ValueError, AttributeError, KeyError) as strange:
        return steps.LOOK, f"an answer this script does not understand ({type(strange).__name__})"


def form():
    """The list for eyes, from docs/first-phone.md."""
    page = (pathlib.Path(__file__).parents[2] / "docs/first-phone.md").read_text(encoding="utf-8")
    return re.search(r"(?ms)^## By hand.*", page).group()


def report(about, seen, ended):
    """The report as Markdown."""
    lines = [f"# Sambang on {about[0][1] if about else 'a phone'}", "", f"{datetime.datetime.now():%Y-%m-%d %H:%M}, by `android/try`.", ""]
    lines += ["| what | this phone |", "|---|---|", *(f"| {name} | {value} |" for name, value in about), ""]
    lines += ["| tried by cable | verdict | seen |", "|---|---|---|"]
    lines += [f"| {name} | {verdict} | {words.replace('|', '/')} |" for name, verdict, words in seen]
    lines += ["", f"**Not finished:** {ended}"] if ended else []
    return "\n".join([*lines, "", form()])


def main(words, wait=time.sleep):
    """Runs everything; the exit code."""
    asked = argparse.ArgumentParser(prog="android/try", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("package", nargs="?", help="the package to install; without it what is installed is tried")
    asked.add_argument("--serial", help="which phone, where several are plugged in (adb devices)")
    asked.add_argument("--adb", default="adb", help="the program to use")
    asked.add_argument("--out", default="target/first-phone", help="the folder for report.md")
    asked = asked.parse_args(words)
    about, seen, ended, current = [], [], "", "getting ready"
    try:
        if asked.package and not pathlib.Path(asked.package).is_file():
            raise CannotBegin(f"there is no package {asked.package}")
        phone = steps.Phone(Adb(asked.adb, choose(asked.adb, asked.serial)), wait)
    except CannotBegin as reason:
        print(f"STOP: {reason}", file=sys.stderr)
        return 2
    try:
        about = steps.facts(phone)
        for name, step in (("Installation", lambda phone: steps.install(phone, asked.package)), *TRIED):
            current = name
            print(f"==> {name}")
            verdict, told = attempt(step, phone)
            print(f"    {verdict}: {told}")
            seen.append((name, verdict, told))
            if name == "Installation":
                phone.adb.shell("logcat -c")
                phone.adb.shell("logcat -b crash -c")
                phone.adb.shell("input keyevent KEYCODE_WAKEUP")
            elif step is steps.declared and verdict == steps.BAD and "not installed" in told:
                ended = "there is no app to try"
                break
    except Unplugged as gone:
        ended = f"the phone was gone during \"{current}\" ({gone}). What that step changed stayed changed: look at rotation, text size and aeroplane mode."
        print(f"STOP: {ended}", file=sys.stderr)
    folder = pathlib.Path(asked.out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(report(about, seen, ended), encoding="utf-8")
    print(f"==> {folder / 'report.md'}")
    if ended and "was gone" in ended:
        return 3
    return 1 if any(verdict == steps.BAD for _, verdict, _ in seen) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
