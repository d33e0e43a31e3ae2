#!/usr/bin/env python3
"""Says how many of the core's tests ran on each processor, and fails when it were suddenly fewer.

    core_tests.py LOG
"""
import collections
import pathlib
import re
import sys

# A run that tests little is as green as one that tests all; the figures may only be raised.
AT_LEAST = {"sambang": 110, "sambang_domain": 140, "media": 16}
PROCESSORS = ("aarch64", "armv7")

ran, parts, running = {}, collections.Counter(), None
for line in pathlib.Path(sys.argv[1]).read_text(encoding="utf-8", errors="replace").splitlines():
    begun = re.search(r"Running .*\(\S*?/(aarch64|armv7)-[^/]*/debug/deps/(\w+)-[0-9a-f]+\)", line)
    ended = re.search(r"test result: ok\. (\d+) passed; 0 failed", line)
    passed = re.match(r"test (\w+)::.* \.\.\. ok", line)
    if begun:
        running = begun.groups()
    elif ended and running:
        ran[running] = int(ended.group(1))
    elif passed and running and running[1] == "sambang":
        parts[running[0], passed.group(1)] += 1
problems = [f"{binary} on {processor}: {ran.get((processor, binary), 0)} tests, at least {least} are there"
            for processor in PROCESSORS for binary, least in AT_LEAST.items() if ran.get((processor, binary), 0) < least]
for problem in problems:
    print(problem)
if problems:
    sys.exit(1)
for processor in PROCESSORS:
    told = ", ".join(f"{name} {count}" for (of, name), count in sorted(parts.items()) if of == processor)
    print(f"{processor}: {sum(count for (of, _), count in ran.items() if of == processor)} tests passed: {told}, "
          f"domain {ran[processor, 'sambang_domain']}, photos {ran[processor, 'media']}")
