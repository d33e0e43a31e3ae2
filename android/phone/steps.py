"""What is tried on the phone, one step each. A step tells what it saw; what it changed it puts back."""
import re

import answers

PACKAGE = "id.sambang.app"
ACTIVITY = "dev.dioxus.main.MainActivity"
GOOD, LOOK, BAD, BY_HAND = "good", "LOOK", "BAD", "by hand"


class Phone:
    """One phone, and the clock by which one waits for it."""

    def __init__(self, adb, wait):
        self.adb, self.wait, self.level, self.processes = adb, wait, 0, set()

    def until(self, holds, tries=20):
        """Whether something comes to hold within ten seconds."""
        for left in range(tries, 0, -1):
            if holds():
                return True
            if left > 1:
                self.wait(0.5)
        return False

    def running(self):
        """The app's process, or an empty text."""
        words = self.adb.shell(f"pidof {PACKAGE}").split()
        if not words or not words[0].isdigit():
            return ""
        self.processes.add(words[0])
        return words[0]

    def start(self):
        """Starts the app, and how long its window took to come, in milliseconds."""
        said = self.adb.shell(f"am start -W -n {PACKAGE}/{ACTIVITY}")
        return answers.number(r"TotalTime:", said), said

    def setting(self, space, name, value):
        """Sets a setting of the phone; the one before, or None when the phone would not."""
        before = self.adb.shell(f"settings get {space} {name}")
        said = self.adb.shell(f"settings put {space} {name} {value}")
        return None if "Exception" in said or "ermission" in said else before

    def put_back(self, space, name, before):
        """Puts a setting back, or takes it away where there was none."""
        self.adb.shell(f"settings delete {space} {name}" if before in ("null", "") else f"settings put {space} {name} {before}")


def facts(phone):
    """What the form asks of the phone, as rows of name and value."""
    shell, prop = phone.adb.shell, lambda name: phone.adb.shell(f"getprop {name}") or "?"
    level = prop("ro.build.version.sdk")
    phone.level = int(level) if level.isdigit() else 0
    view = answers.webview(shell("dumpsys webviewupdate"))
    page, total = answers.page_size(shell("getconf PAGE_SIZE")), answers.number(r"MemTotal:", shell("cat /proc/meminfo"))
    return [
        ("Model", f"{prop('ro.product.manufacturer')} {prop('ro.product.model')}"),
        ("Android", f"{prop('ro.build.version.release')} (level {level}), patches of {prop('ro.build.version.security_patch')}"),
        ("Processor", prop("ro.product.cpu.abilist")),
        ("Pages of memory", f"{page} bytes" if page else "its shell does not tell; 4096 before Android 15"),
        ("Memory", f"{round(total / 1024)} MB" if total else "?"),
        ("Screen", f"{shell('wm size').split(': ')[-1]}, {shell('wm density').split(': ')[-1]} dpi"),
        ("WebView", " ".join(view) if view else "not told; Settings, Apps, Android System WebView"),
    ]


def install(phone, package):
    if not package:
        return BY_HAND, "no package was named; what is installed was tried"
    code, out, err = phone.adb.run("install", "-r", package, seconds=600)
    said = f"{out}\n{err}".strip()
    return (GOOD, "installed over what was there") if not code and "Success" in said else (BAD, answers.refusal(said))


def declared(phone):
    """What Android holds the app for."""
    said = phone.adb.shell(f"dumpsys package {PACKAGE}")
    version = re.search(r"versionName=(\S+)", said)
    if not version:
        return BAD, "the app is not installed"
    wrong = [word for word in ("DEBUGGABLE", "ALLOW_BACKUP", "TEST_ONLY") if re.search(rf"(?i)\bflags=\[[^\]]*\b{word}\b", said)]
    return (BAD, f"version {version.group(1)}; flags {', '.join(wrong)}") if wrong else (GOOD, f"version {version.group(1)}, not debuggable, no backup by Android")


def start(phone):
    times = []
    for _ in range(3):
        phone.adb.shell(f"am force-stop {PACKAGE}")
        took, said = phone.start()
        if took is None:
            return BAD, (said.splitlines() or ["no answer"])[-1][:200]
        times.append(took)
    if not phone.until(phone.running):
        return BAD, f"the window came after {times[-1]} ms and the app ended"
    own = answers.first_screen(phone.adb.shell("logcat -d"))
    return (GOOD if sorted(times)[1] <= 3000 else LOOK), f"window after {' / '.join(map(str, times))} ms; first screen by its own log: {own or '?'} ms"


def memory(phone):
    used = answers.memory(phone.adb.shell(f"dumpsys meminfo {PACKAGE}"))
    return (LOOK, "Android does not tell") if used is None else (GOOD if used <= 250 else LOOK, f"{used} MB (PSS, the page's own process not among them)")


def changed(phone, space, name, value, *first):
    """Changes a setting and looks whether the process lives on."""
    before, undo = phone.running(), []
    for change in (*first, (space, name, value)):
        old = phone.setting(*change)
        if old is None:
            break
        undo.append((*change[:2], old))
    phone.wait(2)
    same = phone.running()
    for one in reversed(undo):
        phone.put_back(*one)
    if len(undo) <= len(first):
        return BY_HAND, "the phone does not let the cable change it"
    return (GOOD, "the app lives on in the same process") if before and same == before else (BAD, "the process ended or began again")


def rotate(phone):
    return changed(phone, "system", "user_rotation", "1", ("system", "accelerometer_rotation", "0"))


def large_text(phone):
    return changed(phone, "system", "font_scale", "1.3")


def killed(phone):
    """Android takes the process away while another app is in front."""
    before = phone.running()
    phone.adb.shell("input keyevent KEYCODE_HOME")

    def gone():
        phone.adb.shell(f"am kill {PACKAGE}")
        return not phone.running()

    if not before:
        return BAD, "the app was not running"
    if not phone.until(gone):
        phone.start()
        return BY_HAND, "Android would not take it away; try again with another app in front"
    took, said = phone.start()
    back = took is not None and phone.until(phone.running)
    return (GOOD, f"back after {took} ms; look whether it asks for the PIN and is where one was") if back else (BAD, said.splitlines()[-1][:200] if said else "it did not come back")


def aeroplane(phone):
    """Without and with network again. Over a wireless cable it would cut itself off."""
    if ":" in phone.adb.serial or "._adb" in phone.adb.serial:
        return BY_HAND, "adb is wireless here"
    if phone.level < 30:
        return BY_HAND, "before Android 11 only a hand can"
    state = lambda: phone.adb.shell("settings get global airplane_mode_on").strip()
    before, alive = state(), phone.running()
    said = phone.adb.shell("cmd connectivity airplane-mode enable")
    on = phone.until(lambda: state() == "1")
    lives = phone.until(lambda: phone.running() == alive, 4)
    if before != "1":
        phone.adb.shell("cmd connectivity airplane-mode disable")
    if not on:
        return BY_HAND, f"the phone does not let the cable ({said[:80] or 'it said nothing'})"
    return (GOOD, "the app lived through it; look whether it sends by itself now") if alive and lives else (BAD, "the app ended")


def pictures(phone):
    """Whether what is shown now may be photographed. The picture itself is thrown away."""
    flag = answers.secure(phone.adb.shell("dumpsys window windows"), ACTIVITY)
    _, png, _ = phone.adb.raw("exec-out", "screencap -p")
    shown = answers.picture(png)
    if flag is None:
        return LOOK, "the app's window is not there"
    if not flag:
        return LOOK, f"screenshots are allowed on this screen ({shown}); go to a visit and try again"
    return (GOOD, f"refuses screenshots ({shown})") if shown != "a picture" else (BAD, "the window says no, and the screenshot shows a picture")


def logs(phone):
    """What Android's log says of the app; its words stay on the phone."""
    phone.running()
    lines = [line for line in phone.adb.shell("logcat -d -v threadtime").splitlines() if line.split()[2:3] and line.split()[2] in phone.processes]
    crashes = phone.adb.shell("logcat -d -b crash").splitlines()
    found, count = answers.log(lines)
    found += [(place, "is the app's end") for place, line in enumerate(crashes, 1) if f"Process: {PACKAGE}" in line or f">>> {PACKAGE}" in line]
    told = "; ".join(f"line {place} {what}" for place, what in found[:10])
    if not lines:
        return LOOK, "Android's log holds no line of the app"
    return (BAD, f"{len(found)} of {count} lines: {told}") if found else (GOOD, f"{count} lines, nothing personal, no error")
