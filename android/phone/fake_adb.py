#!/usr/bin/env python3
"""A phone that is not there: answers as adb would, from recorded/*.json and a little state.

FAKE_ADB names a JSON file: {"phones": [["serial", "state"]], "level": "11", "gone_after": null, "change": {}}.
The state (process, settings, how many words were said) lies beside it, so that each call is its own process.
"""
import json
import os
import pathlib
import struct
import sys
import zlib

RECORDED = pathlib.Path(__file__).parent / "recorded"


class FakePhone:
    """One phone, and everything that was said to it."""

    def __init__(self, plan, state=None):
        self.plan = plan
        self.state = state or {"said": [], "process": 0, "next": 4242, "settings": {}, "logged": []}
        self.known = json.loads((RECORDED / f"{plan['level']}.json").read_text()) | plan.get("change", {})

    def answer(self, words):
        """Exit code, output and complaints, as adb would give them."""
        if words[:1] == ["devices"]:
            listed = "".join(f"{serial}\t{kind} product:x model:y\n" for serial, kind in self.plan["phones"])
            return 0, f"List of devices attached\n{listed}\n".encode(), ""
        serial, words = words[1], words[2:]
        self.state["said"].append(" ".join(words))
        if self.plan.get("gone_after") is not None and len(self.state["said"]) > self.plan["gone_after"]:
            return 1, b"", f"adb: device '{serial}' not found"
        if words[0] == "install":
            refused = self.known.get("install refused")
            return (1, b"", f"adb: failed to install app.apk: Failure [{refused}]") if refused else (0, b"Performing Streamed Install\nSuccess\n", "")
        if words[0] == "exec-out":
            return 0, png(self.known["screencap"]), ""
        said = self.shell(words[1]) + "\n"
        return 0, said.replace("\n", "\r\n" if self.plan["level"] == "7" else "\n").encode(), ""

    def start(self):
        if self.plan.get("change", {}).get("ends at once"):
            return "Status: ok\nTotalTime: 900"
        if not self.state["process"]:
            self.state["process"], self.state["next"] = self.state["next"], self.state["next"] + 7
            self.state["logged"].append(f"12-01 09:00:00.000 {self.state['process']:5} {self.state['process']:5} {self.known['log']}")
            self.state["logged"].append("12-01 09:00:00.000  1300  1301 W OtherApp: token refused for somebody@example.org")
        return f"Starting: Intent {{ cmp=id.sambang.app/dev.dioxus.main.MainActivity }}\nStatus: ok\nTotalTime: {self.known['total time']}\nWaitTime: 999\nComplete"

    def shell(self, command):
        words, settings = command.split(), self.state["settings"]
        if any(command.startswith(word) for word in self.known["forbids"]):
            return "Exception occurred while executing: java.lang.SecurityException: Permission denial: writing to settings requires android.permission.WRITE_SETTINGS"
        if words[:2] == ["am", "start"]:
            return self.start() if "versionName" in self.known["dumpsys package"] else "Error type 3\nError: Activity class does not exist."
        if words[0] == "am":
            self.state["process"] = self.state["process"] if self.known.get("never dies") and words[1] == "kill" else 0
            return ""
        if words[0] == "pidof":
            return str(self.state["process"] or "")
        if words[:2] == ["settings", "get"]:
            return settings.get(" ".join(words[2:4]), "null")
        if words[:2] == ["settings", "put"]:
            settings[" ".join(words[2:4])] = words[4]
            if self.known.get("dies when") == words[3]:
                self.state["process"] = 0
            return ""
        if words[:2] == ["settings", "delete"]:
            settings.pop(" ".join(words[2:4]), None)
            return ""
        if words[:3] == ["cmd", "connectivity", "airplane-mode"]:
            settings["global airplane_mode_on"] = "1" if words[3] == "enable" else "0"
            return ""
        if words[0] == "logcat":
            return "" if "-c" in words else "\n".join(self.known.get("crashes", []) if "crash" in words else self.state["logged"])
        return next((answer for name, answer in self.known.items() if command.startswith(name)), "")



def png(words):
    """A screenshot of one colour, or of noise."""
    if not words:
        return b""
    kind, size = words.split()
    width, height = map(int, size.split("x"))
    pixels = bytes(width * height) if kind == "black" else os.urandom(width * height // 4)
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + bytes(4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(pixels))


if __name__ == "__main__":
    plan_file = pathlib.Path(os.environ["FAKE_ADB"])
    state_file = plan_file.with_suffix(".state")
    phone = FakePhone(json.loads(plan_file.read_text()), json.loads(state_file.read_text()) if state_file.exists() else None)
    code, out, err = phone.answer(sys.argv[1:])
    state_file.write_text(json.dumps(phone.state))
    sys.stdout.buffer.write(out)
    sys.stderr.write(err + "\n" if err else "")
    sys.exit(code)
