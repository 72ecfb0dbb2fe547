"""Worst inputs: instructions per byte of tokens, quotation marks and sentences, on texts
unlike any article, and on an ordinary one; counted by callgrind, so that the machine's load
does not matter.  Above 5 times the median of the articles the step fails.

    python3 .ci/steps/worst.py [NAME ...]
"""
import glob
import os
import re
import statistics
import subprocess
import sys

MOST = 5
SIZE = 1 << 19
PROGRAM = "build/release/bench/worst"
# valgrind counts one instruction for each byte of a `rep movsb`; with PLAIN, memcpy does not use it.
PLAIN = dict(os.environ, GLIBC_TUNABLES="glibc.cpu.x86_rep_movsb_threshold=0x7fffffff")


def instructions(name, size):
    out = "build/callgrind.out"
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--toggle-collect=measure",
         "--callgrind-out-file=" + out, PROGRAM, name, str(size)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True, timeout=900, env=PLAIN)
    counted = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode or not counted or int(counted.group(1)) == 0:
        sys.exit("%s: not counted\n%s" % (name, run.stderr))
    os.remove(out)
    return int(counted.group(1)) / size


usual = [instructions(path, SIZE // 4) for path in sorted(glob.glob("tests/articles/*.txt"))]
median = statistics.median(usual)
print("instructions a byte: median of %d articles %.1f" % (len(usual), median))
names = sys.argv[1:] or subprocess.check_output([PROGRAM, "list"], text=True).split()
failed = []
for name in names:
    cost = instructions(name, SIZE)
    print("  %-18s %7.1f  %5.2f x" % (name, cost, cost / median))
    if cost > MOST * median:
        failed.append(name)
if failed:
    print("more than %d times the median: %s" % (MOST, ", ".join(failed)))
sys.exit(bool(failed))
