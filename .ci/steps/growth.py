"""The cost of an article as the corpus grows: processor time without the start, compared with runs
of the first size made at the same time, so that the load of the machine affects both.  Fails when
it costs a tenth more, or when a process held more than 64 MB.  The articles are drawn from the
paragraphs of tests/articles, or of TEXT.

    python3 .ci/steps/growth.py RULE [--text TEXT] [--paragraphs N] [--new N] SIZE...
        rules/contacts.lua 1000 1000000
"""
import argparse
import glob
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import threading

PROGRAM = os.path.join(os.getcwd(), "newsengine")


def paragraphs(paths):
    """The longer paragraphs, escaped as in JSON strings; an indented line begins one, too."""
    found = []
    for path in paths:
        with open(path, encoding="utf-8") as f:
            found += [json.dumps(p, ensure_ascii=False)[1:-1]
                      for p in re.split(r"\n\s*\n|\n(?= )", f.read()) if 80 < len(p) < 400]
    return found


def write(texts, paths, count, new):
    """Into each of paths[size] that many articles as JSON Lines: `count` paragraphs (four are
    some 1 KB) and `new` words that no other article has."""
    parts = paragraphs(texts)
    for size, path in paths.items():
        draw = random.Random(size)
        with open(path, "w", encoding="utf-8") as f:
            for i in range(size):
                text = "\\n\\n".join(draw.choices(parts, k=count))
                names = " ".join("Ma%sva%d" % (chr(97 + k), i) for k in range(new))
                f.write('{"id":%d,"text":"%s\\n\\n%s."}\n' % (i, text, names))


def cost(rule, path):
    """One run -> processor seconds, peak of memory in MB"""
    process = subprocess.Popen([PROGRAM, rule, "-q", "-f", "jsonl", "-t", "jsonl", path],
                               stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("growth: exit code %d" % process.returncode)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def beside(rule, paths, size, step):
    """A run of `size` articles, with runs of `step` and of one article beside it -> seconds an
    article in the large run, in the small ones, memory of the large run in MB"""
    large = []
    runner = threading.Thread(target=lambda: large.extend(cost(rule, paths[size])))
    small, start = [], []
    runner.start()
    while runner.is_alive() or len(small) < 3:
        start.append(cost(rule, paths[1])[0])
        small.append(cost(rule, paths[step])[0])
        runner.join(timeout=min(len(small) - 1, 10))  # less and less often, over the whole run
    begin = sum(start) / len(start)
    return (large[0] - begin) / size, (sum(small) / len(small) - begin) / step, large[1]


def main(rule, sizes, text, count, new):
    texts = [text] if text else sorted(glob.glob("tests/articles/*.txt"))
    step, worst, most = sizes[0], 0, 0
    print("%s, beside runs of %d articles at the same time:" % (rule, step))
    with tempfile.TemporaryDirectory() as directory:
        paths = {size: os.path.join(directory, "%d.jsonl" % size) for size in [1, *sizes]}
        # In a process of its own: the memory of this one would count as that of the program.
        writer = multiprocessing.Process(target=write, args=(texts, paths, count, new))
        writer.start()
        writer.join()
        if writer.exitcode != 0:
            sys.exit("growth: no articles")
        for size in sizes[1:]:
            each, small, memory = beside(rule, paths, size, step)
            worst, most = max(worst, each / small - 1), max(most, memory)
            print("  %9d articles  %6.1f us an article, %6.1f in the small runs: %+5.1f %%, %4.0f MB"
                  % (size, each * 1e6, small * 1e6, 100 * (each / small - 1), memory), flush=True)
    print("growth: %+.1f %% and %.0f MB at most" % (100 * worst, most))
    return worst > 0.10 or most > 64


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("rule")
    given.add_argument("size", nargs="+", type=int)
    given.add_argument("--text")
    given.add_argument("--paragraphs", type=int, default=4)
    given.add_argument("--new", type=int, default=8)
    given = given.parse_args()
    sys.exit(main(given.rule, given.size, given.text, given.paragraphs, given.new))
