"""Tries android/try on phones that are not there: python3 android/phone/test_try.py"""
import contextlib
import io
import json
import os
import pathlib
import sys
import subprocess
import tempfile
import unittest
from unittest import mock

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
import adb
import answers
import main as program
from fake_adb import FakePhone


class TryOnFakePhones(unittest.TestCase):
    """Each test plugs in a phone, runs everything and reads the report."""

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.package = self.folder / "app.apk"
        self.package.write_bytes(b"PK")
        self.waited = 0

    def wait(self, seconds):
        self.waited += seconds

    def run_on(self, level, *words, phones=(("R58M", "device"),), gone_after=None, **change):
        phone = FakePhone({"phones": phones, "level": level, "gone_after": gone_after, "change": change})

        def run(command, text=False, **_):
            code, out, err = phone.answer(command[1:])
            return subprocess.CompletedProcess(command, code, out.decode() if text else out, err if text else err.encode())

        report, out = self.folder / "report.md", io.StringIO()
        report.unlink(missing_ok=True)
        with mock.patch("adb.subprocess.run", run), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = program.main([str(self.package), "--out", str(self.folder), *words], self.wait)
        self.state = phone.state
        return code, report.read_text() if report.exists() else "", out.getvalue()

    def row(self, report, name):
        return next(line for line in report.splitlines() if line.startswith(f"| {name} |"))

    def test_android_7_tells_all_it_can_and_leaves_the_rest_to_a_hand(self):
        code, report, _ = self.run_on("7")
        self.assertEqual(code, 0, report)
        self.assertIn("samsung SM-J250F", report)
        self.assertIn("com.android.chrome 119.0.6045.193", report)
        self.assertIn("its shell does not tell", report)
        self.assertIn("115 MB", self.row(report, "Memory") + report)
        self.assertIn("first screen by its own log: 1240 ms", report)
        self.assertIn("| good | refuses screenshots (refused)", self.row(report, "Screenshot"))
        for name in ("Turned on its side", "Largest text", "Aeroplane mode"):
            self.assertIn("| by hand |", self.row(report, name))

    def test_android_11_does_everything_and_puts_its_settings_back(self):
        code, report, _ = self.run_on("11")
        self.assertEqual(code, 0, report)
        for name in ("Turned on its side", "Largest text", "Ended behind another app", "Aeroplane mode", "Android's log"):
            self.assertIn("| good |", self.row(report, name))
        self.assertIn("refuses screenshots (one colour)", report)
        self.assertEqual(self.state["settings"], {"global airplane_mode_on": "0"})
        self.assertIn("settings put system font_scale 1.3", " ".join(self.state["said"]))

    def test_android_15_tells_its_pages_and_that_this_screen_may_be_photographed(self):
        code, report, _ = self.run_on("15")
        self.assertEqual(code, 0, report)
        self.assertIn("| Pages of memory | 16384 bytes |", report)
        self.assertIn("167 MB", report)
        self.assertIn("| LOOK | screenshots are allowed on this screen", self.row(report, "Screenshot"))

    def test_a_window_that_says_no_and_shows_a_picture_is_bad(self):
        code, report, _ = self.run_on("11", screencap="picture 720x1600")
        self.assertEqual(code, 1)
        self.assertIn("| BAD |", self.row(report, "Screenshot"))

    def test_what_the_log_must_not_hold_is_found_and_never_copied(self):
        words = "I RustStdoutStderr: sent 1871010101909001 of contoh@example.org at -5.397140, 105.266792 to 081234567890"
        code, report, out = self.run_on("11", log=words)
        self.assertEqual(code, 1)
        for what in ("16 digits", "an address of mail", "a place", "a telephone number"):
            self.assertIn(what, self.row(report, "Android's log"))
        for secret in ("1871010101909001", "contoh@example.org", "-5.397140", "081234567890"):
            self.assertNotIn(secret, report + out)

    def test_words_of_other_apps_are_not_counted(self):
        _, report, _ = self.run_on("11")
        self.assertIn("nothing personal, no error", self.row(report, "Android's log"))
        _, report, _ = self.run_on("11", log="W RustStdoutStderr: WARN sambang::sync: the province refused")
        self.assertIn('says "refused"', self.row(report, "Android's log"))

    def test_an_end_in_the_crash_log_is_bad(self):
        crash = ["--------- beginning of crash", "E AndroidRuntime: FATAL EXCEPTION: main", "E AndroidRuntime: Process: id.sambang.app, PID: 4242"]
        code, report, _ = self.run_on("11", crashes=crash)
        self.assertEqual(code, 1)
        self.assertIn("is the app's end", report)

    def test_refused_installations_are_told_in_words(self):
        for refused, words in (("INSTALL_FAILED_UPDATE_INCOMPATIBLE: signatures do not match", "another key"),
                               ("INSTALL_FAILED_USER_RESTRICTED: Install canceled by user", "Install via USB"),
                               ("INSTALL_FAILED_VERIFICATION_FAILURE", "Google's verification"),
                               ("INSTALL_FAILED_SOMETHING_NEW", "INSTALL_FAILED_SOMETHING_NEW")):
            code, report, _ = self.run_on("11", **{"install refused": refused})
            self.assertEqual(code, 1)
            self.assertIn(words, self.row(report, "Installation"))

    def test_without_the_app_it_stops_early_and_says_so(self):
        code, report, _ = self.run_on("11", **{"dumpsys package": "Unable to find package: id.sambang.app"})
        self.assertEqual(code, 1)
        self.assertIn("there is no app to try", report)

    def test_debuggable_or_backed_up_is_bad(self):
        flags = "versionName=0.1.0\n    flags=[ DEBUGGABLE HAS_CODE ALLOW_BACKUP ]"
        code, report, _ = self.run_on("11", **{"dumpsys package": flags})
        self.assertEqual(code, 1)
        self.assertIn("DEBUGGABLE, ALLOW_BACKUP", report)

    def test_an_app_that_ends_at_once_or_by_turning_is_bad(self):
        code, report, _ = self.run_on("11", **{"ends at once": True})
        self.assertEqual((code, "the app ended" in self.row(report, "Start, three times")), (1, True))
        code, report, _ = self.run_on("11", **{"dies when": "user_rotation"})
        self.assertEqual((code, "| BAD |" in self.row(report, "Turned on its side")), (1, True))

    def test_an_app_that_cannot_be_killed_is_left_to_a_hand(self):
        code, report, _ = self.run_on("11", **{"never dies": True})
        self.assertEqual(code, 0)
        self.assertIn("| by hand |", self.row(report, "Ended behind another app"))
        self.assertLess(self.waited, 60)

    def test_a_cable_pulled_at_any_moment_leaves_a_report(self):
        self.run_on("11")
        words = len(self.state["said"])
        for gone_after in (0, 1, 5, 12, 20, 30, words - 2):
            code, report, out = self.run_on("11", gone_after=gone_after)
            self.assertEqual(code, 3, gone_after)
            self.assertIn("**Not finished:** the phone was gone", report)
            self.assertIn("## By hand", report)

    def test_two_phones_none_and_one_that_waits_for_a_yes(self):
        two = (("R58M", "device"), ("emulator-5554", "device"))
        code, _, out = self.run_on("11", phones=two)
        self.assertEqual((code, "--serial: R58M, emulator-5554" in out), (2, True))
        self.assertEqual(self.run_on("11", "--serial", "emulator-5554", phones=two)[0], 0)
        for phones, words in (((), "no phone: plug it in"), ((("R58M", "unauthorized"),), "allow this computer"), ((("R58M", "offline"),), "offline")):
            code, _, out = self.run_on("11", phones=phones)
            self.assertEqual((code, words in out), (2, True), out)
        self.assertIn("no phone X9", self.run_on("11", "--serial", "X9")[2])

    def test_over_a_wireless_cable_the_network_is_left_alone(self):
        code, report, _ = self.run_on("11", phones=(("192.0.2.7:5555", "device"),))
        self.assertEqual(code, 0)
        self.assertIn("adb is wireless", self.row(report, "Aeroplane mode"))
        self.assertFalse([words for words in self.state["said"] if "airplane-mode enable" in words])

    def test_a_program_of_its_own_is_spoken_to_as_adb_is(self):
        plan = self.folder / "plan.json"
        for gone_after, expected in ((None, 0), (9, 3)):
            plan.with_suffix(".state").unlink(missing_ok=True)
            plan.write_text(json.dumps({"phones": [["R58M", "device"]], "level": "11", "gone_after": gone_after}))
            command = [str(HERE.parent / "try"), str(self.package), "--adb", str(HERE / "fake_adb.py"), "--out", str(self.folder)]
            told = subprocess.run(command, env=os.environ | {"FAKE_ADB": str(plan)}, capture_output=True, text=True, check=False)
            self.assertEqual(told.returncode, expected, told.stdout + told.stderr)
            self.assertIn("report.md", told.stdout)

    def test_no_adb_is_said_in_words(self):
        with self.assertRaisesRegex(adb.CannotBegin, "apt-get install adb"):
            adb.choose("/nowhere/adb", None)

    def test_the_words_of_the_page_in_the_apps_process_are_not_the_cores(self):
        found, _ = answers.log(["12-01 09:00:00.123  4242  4243 W chromium: unknown feature refused"])
        self.assertEqual(found, [])

    def test_digits_of_a_log_that_are_no_person(self):
        found, _ = answers.log(["12-01 09:00:00.123  4242  4243 I RustStdoutStderr: digest 18710101019090011 ms=640 0812 1.24.0, 105.2"])
        self.assertEqual(found, [])


if __name__ == "__main__":
    unittest.main()
