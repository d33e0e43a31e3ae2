#!/usr/bin/env python3
"""Holds manifest, resources, Gradle files and Dioxus.toml against each other, and prepares aapt's copy.

    manifest.py FOLDER

Writes FOLDER/AndroidManifest.xml: our manifest as Gradle would complete it, without the attributes
that Debian's aapt (Android 10) does not know; each of those is named here.
"""
import pathlib
import re
import sys
import tomllib
import xml.etree.ElementTree as xml

NEWER_THAN_AAPT = ("allowNativeHeapPointerTagging", "dataExtractionRules", "enableOnBackInvokedCallback")
CHANGES_NEWER_THAN_AAPT = ("fontWeightAdjustment", "grammaticalGender")
# All that an app may handle in place up to Android 15. What is missing here would start the core a second time.
CHANGES = {
    "colorMode", "density", "fontScale", "fontWeightAdjustment", "grammaticalGender", "keyboard", "keyboardHidden", "layoutDirection", "locale",
    "mcc", "mnc", "navigation", "orientation", "screenLayout", "screenSize", "smallestScreenSize", "touchscreen", "uiMode",
}
# What Dioxus.toml calls a permission, and what Android does. INTERNET comes with every app dx makes.
PERMISSIONS = {
    "camera": {"CAMERA"},
    "location": {"ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION"},
    "network-state": {"ACCESS_NETWORK_STATE"},
}
ANDROID = "{http://schemas.android.com/apk/res/android}"
problems = []


def require(holds, problem):
    if not holds:
        problems.append(problem)


def text(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


dioxus, cargo = tomllib.loads(text("Dioxus.toml")), tomllib.loads(text("Cargo.toml"))
application, android = dioxus["application"], dioxus["android"]
manifest = xml.fromstring(text("android/AndroidManifest.xml"))
module, bridge = text("android/bridge/build.gradle.kts"), text("android/bridge/src/main/kotlin/id/sambang/bridge/Screen.kt")

require(dioxus["bundle"]["identifier"] == android["identifier"], "two identifiers in Dioxus.toml")
require(f"{android['identifier']}.BuildConfig" in text("android/MainActivity.kt"), "MainActivity.kt names another identifier")
levels = {application["android_min_sdk_version"], android["min_sdk"], int(re.search(r"minSdk = (\d+)", module).group(1))}
require(len(levels) == 1, f"the oldest Android is given as {sorted(levels)}")
require(f"compileSdk = {android['compile_sdk']}\n" in module, "the module compiles against another level than the app")
for key in ("android_manifest", "android_main_activity"):
    require(pathlib.Path(application[key]).is_file(), f"{key} is not there")
for rules in android["proguard_rules"]:
    require(pathlib.Path(rules).is_file(), f"{rules} is not there")

asked = {node.get(f"{ANDROID}name").removeprefix("android.permission.") for node in manifest.iter("uses-permission")}
declared = dioxus["permissions"]
reasons = {"camera": declared["camera"], "location": declared["location"], **android.get("permissions", {})}
named = set().union(*(PERMISSIONS.get(name, {name.removeprefix("android.permission.")}) for name in reasons))
require(asked == named | {"INTERNET"}, f"manifest and Dioxus.toml differ in permissions: {sorted(asked ^ (named | {'INTERNET'}))}")
require(all(value.get("description") for value in reasons.values()), "a permission without a reason")

app = manifest.find("application")
for attribute, value in {
    "allowBackup": "false",
    "fullBackupContent": "false",
    "usesCleartextTraffic": "false",
    "dataExtractionRules": "@xml/sambang_extraction",
    "networkSecurityConfig": "@xml/sambang_network",
}.items():
    require(app.get(f"{ANDROID}{attribute}") == value, f"{attribute} is not {value}")
require(app.get(f"{ANDROID}debuggable") is None, "debuggable belongs to Gradle")
activity = app.find("activity")
require(activity.get(f"{ANDROID}windowSoftInputMode") == "adjustResize", "the keyboard would cover the field")
changes = set(activity.get(f"{ANDROID}configChanges").split("|"))
require(changes == CHANGES, f"these changes would start the core twice, or are unknown: {sorted(CHANGES ^ changes)}")
require(app.get(f"{ANDROID}enableOnBackInvokedCallback") == "true", "the back key would come in two ways")
require(activity.get(f"{ANDROID}launchMode") == "singleTask", "a second activity would start the core twice")
require("POST_NOTIFICATIONS" not in asked, "a permission for notifications that nobody sends")
exported = [node.get(f"{ANDROID}name") for node in app if node.get(f"{ANDROID}exported") == "true"]
require(exported == ["dev.dioxus.main.MainActivity"], f"open to other apps: {exported}")
require(all(node.get(f"{ANDROID}exported") for node in app if node.tag in ("activity", "provider", "service", "receiver")), "exported is left open")

service = app.find("service")
require(service.get(f"{ANDROID}permission") == "android.permission.BIND_JOB_SERVICE", "others could start the courier's job")
require(service.get(f"{ANDROID}process") == ":send", "the courier's job would end with the activity")

network = xml.parse("android/bridge/src/main/res/xml/sambang_network.xml").getroot()
require(network.find("base-config").get("cleartextTrafficPermitted") == "false", "clear text is allowed")
clear = {node.text for rule in network.findall("domain-config") for node in rule.findall("domain")}
require(clear == {"127.0.0.1", "localhost"}, f"clear text to {clear}")
paths = xml.parse("android/bridge/src/main/res/xml/sambang_files.xml").getroot()
shared = {node.get("path") for node in paths}
require(shared == {"sambang/inbox/", "sambang/scan/", "share/", "Pictures/"}, f"other apps may be handed {shared}")
strings = [{node.get("name") for node in xml.parse(f"android/bridge/src/main/res/{folder}/strings.xml").getroot()} for folder in ("values", "values-en")]
require(strings[0] == strings[1], f"texts in one language only: {sorted(strings[0] ^ strings[1])}")
require("OLDEST_WEBVIEW" in bridge, "no oldest WebView")

for problem in problems:
    print(problem)
if problems:
    sys.exit(1)
plain = text("android/AndroidManifest.xml").replace("${applicationId}", android["identifier"])
plain = plain.replace("<manifest ", f'<manifest package="{android["identifier"]}" ', 1)
for attribute in NEWER_THAN_AAPT:
    plain = re.sub(rf'\s+android:{attribute}="[^"]*"', "", plain)
for change in CHANGES_NEWER_THAN_AAPT:
    plain = plain.replace(f"{change}|", "")
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
(folder / "AndroidManifest.xml").write_text(plain, encoding="utf-8")
print(f"manifest and Dioxus.toml agree: {len(asked)} permissions, Android {android['min_sdk']} to {android['target_sdk']}; aapt does not know {', '.join(NEWER_THAN_AAPT)}")
