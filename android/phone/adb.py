"""The cable: every word to and from a phone goes through here."""
import subprocess

GONE = ("no devices/emulators found", "device offline", "device unauthorized", "not found", "closed")


class Unplugged(Exception):
    """The phone answers no more."""


class CannotBegin(Exception):
    """There is no phone to speak to; says in words what to do."""


class Adb:
    """Speaks to one phone."""

    def __init__(self, program, serial):
        self.program, self.serial = program, serial

    def run(self, *words, seconds=60):
        """Exit code, output and complaints of one command, as text."""
        code, out, err = self.raw(*words, seconds=seconds)
        return code, out.decode("utf-8", "replace").replace("\r\n", "\n"), err

    def raw(self, *words, seconds=60):
        """The same with the output as bytes. Raises Unplugged when the phone is gone or answers nothing."""
        command = [self.program, "-s", self.serial, *words]
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds, stdin=subprocess.DEVNULL, check=False)
        except subprocess.TimeoutExpired as late:
            raise Unplugged(f"no answer within {seconds} seconds") from late
        err = done.stderr.decode("utf-8", "replace").strip()
        last = err.splitlines()[-1] if err else ""
        if done.returncode and last.startswith(("error: ", "adb: error: ", "adb: device ")) and any(word in last for word in GONE):
            raise Unplugged(last.removeprefix("adb: ").removeprefix("error: "))
        return done.returncode, done.stdout, err

    def shell(self, command, seconds=60):
        """What the phone's shell says, complaints included; old phones give no exit code."""
        _, out, err = self.run("shell", command, seconds=seconds)
        return (out + ("\n" + err if err else "")).strip()


def choose(program, wanted):
    """The phone to speak to. Raises CannotBegin, in words, when it is not clear which."""
    try:
        listed = subprocess.run([program, "devices", "-l"], capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError as missing:
        raise CannotBegin("adb is missing; on Debian: apt-get install adb") from missing
    except subprocess.TimeoutExpired as late:
        raise CannotBegin("adb does not answer; try: adb kill-server") from late
    phones = {}
    for line in listed.stdout.splitlines():
        words = line.split()
        if len(words) >= 2 and not line.startswith(("List of", "*")):
            phones[words[0]] = words[1]
    if wanted and wanted not in phones:
        raise CannotBegin(f"no phone {wanted}; there are: {', '.join(phones) or 'none'}")
    if not wanted and len(phones) > 1:
        raise CannotBegin(f"several phones; name one with --serial: {', '.join(phones)}")
    if not phones:
        raise CannotBegin("no phone: plug it in, switch on USB debugging (Settings, Developer options)")
    serial = wanted or next(iter(phones))
    if phones[serial] == "unauthorized":
        raise CannotBegin("the phone waits for a yes: unlock it and allow this computer")
    if phones[serial] != "device":
        raise CannotBegin(f"the phone is {phones[serial]}; unplug it and plug it in again")
    return serial
