"""What an article costs as the corpus grows: processor time without the start, beside that of
small runs made at the same time, so that the machine's load is in both.  Fails when it costs a
tenth more.  The first thousand articles of a process cost a sixth less than all later ones:
garbage is first looked for behind them.

    python3 .ci/steps/growth.py RULE SIZE...      rules/contacts.lua 10000 100000 1000000
"""
import glob
import os
import subprocess
import sys
import tempfile
import threading

PROGRAM = os.path.join(os.getcwd(), "newsengine")


def paragraphs():
    found = []
    for path in sorted(glob.glob("tests/articles/*.txt")):
        with open(path, encoding="utf-8") as f:
            found += [p.replace("\\", "").replace('"', '\\"').replace("\n", "\\n")
                      for p in f.read().split("\n\n") if 80 < len(p) < 400]
    return found


def feed(pipe, parts, size):
    """`size` articles of some 1 KB, no two the same, as JSON Lines."""
    for i in range(size):
        text = "\\n\\n".join(parts[(i * 7 + k * 13) % len(parts)] for k in range(4))
        pipe.write('{"id":%d,"text":"%s\\n\\nArticle %d."}\n' % (i, text, i))


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
    runner.join()
    begin = sum(start) / len(start)
    return (large[0] - begin) / size, (sum(small) / len(small) - begin) / step, large[1]


def main(rule, sizes):
    parts, step, worst = paragraphs(), sizes[0], 0
    print("%s, beside runs of %d articles at the same time:" % (rule, step))
    with tempfile.TemporaryDirectory() as directory:
        paths = {}
        for size in [1, *sizes]:
            paths[size] = os.path.join(directory, "%d.jsonl" % size)
            with open(paths[size], "w", encoding="utf-8") as f:
                feed(f, parts, size)
        for size in sizes[1:]:
            each, small, memory = beside(rule, paths, size, step)
            worst = max(worst, each / small - 1)
            print("  %9d articles  %6.1f us an article, %6.1f in the small runs: %+5.1f %%, %4.0f MB"
                  % (size, each * 1e6, small * 1e6, 100 * (each / small - 1), memory), flush=True)
    print("growth: %+.1f %% at most" % (100 * worst))
    return worst > 0.10


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], list(map(int, sys.argv[2:]))))
