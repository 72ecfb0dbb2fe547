"""Runs that are killed at random moments, supervisor and workers, and continued with
--resume: the output has the same bytes as that of a run that nothing interrupted.

    python3 .ci/steps/kills.py KILLS [SEED]

First the supervisor is killed before each call that changes a file, one after the other;
then at random moments, KILLS times in all.
"""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from processes import children

program = os.path.abspath("newsengine")
work = os.path.abspath("build/kills-%d" % os.getpid())
calls = "write,fsync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,openat,mkdir"

rule = """
rule "k.words" { emit = "Words", run = function(doc)
  for _ = 1, %d do doc.text:find("nowhere") end
  for word in doc:words() do doc:add("Words", word, {}) end
end }
rule "k.number" { emit = "Number", pattern = "[digit]" }
"""


def prepare(documents, effort):
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    with open(work + "/rule.lua", "w") as f:
        f.write(rule % effort)
    with open(work + "/in.jsonl", "w") as f:
        for i in range(documents):
            f.write(json.dumps({"id": "d%d" % (i % 97), "text": "Number %d of them all." % i}) + "\n")
    with open(work + "/bad.jsonl", "w") as f:  # a document that fails, too
        f.write('{"id":"bad"}\n')


# How the output is written: one file, with a head, one file a document.
shapes = {"jsonl": ("out", []), "csv": ("out", ["-t", "csv"]), "files": ("out/", [])}


def command(shape, output, jobs, resume):
    target, options = shapes[shape]
    return [program, "-q", "rule.lua", "bad.jsonl", "in.jsonl", "-j", str(jobs),
            "-o", output + target[3:]] + options + (["--resume"] if resume else [])


def contents(path):
    """A file's bytes, or those of all files of a directory by name."""
    if not os.path.isdir(path):
        with open(path, "rb") as f:
            return f.read()
    return {name: contents(os.path.join(path, name)) for name in sorted(os.listdir(path))}


def left_over():
    return [n for n in os.listdir(work) if n.endswith((".part", ".journal", "~"))]


def difference(got, wanted):
    """Names of the files, or the first line, that differ."""
    if isinstance(got, dict):
        return sorted(n for n in set(got) | set(wanted) if got.get(n) != wanted.get(n))
    got, wanted = got.split(b"\n"), wanted.split(b"\n")
    first = next((i for i, pair in enumerate(zip(got, wanted)) if pair[0] != pair[1]), len(wanted))
    return "%d lines of %d; line %d:\n%s\n%s" % (len(got), len(wanted), first + 1, got[first:first + 1],
                                               wanted[first:first + 1])


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    for name in [path, path + ".part", path + ".journal"]:
        if os.path.exists(name):
            os.remove(name)


def fail(what):
    sys.exit("%s\n(seed %d)" % (what, seed))


def check(shape, whole, code, message=""):
    if code != 3:  # bad.jsonl fails
        fail("%s: exit code %d: %s" % (shape, code, message))
    if left_over():
        fail("%s: left over: %s: %s" % (shape, left_over(), message))
    if contents(work + "/out") != whole[shape]:
        fail("%s: the output differs from that of a whole run:\n%s"
             % (shape, difference(contents(work + "/out"), whole[shape])))
    remove(work + "/out")


def finish(shape, whole, jobs):
    done = subprocess.run(command(shape, "out", jobs, True), cwd=work, stderr=subprocess.PIPE)
    if done.returncode != 3:
        fail("%s: exit code %d: %s" % (shape, done.returncode, done.stderr.decode()))
    check(shape, whole, done.returncode)


def before_each_call(whole):
    """Kills before the first call that changes a file, the second, … (in a short round some)"""
    kills = 0
    for shape in shapes:
        for nth in range(1, 100000, 1 if wished >= 100 else 5):
            inject = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=" + calls,
                      "-e", "inject=%s:signal=KILL:when=%d" % (calls, nth)]
            done = subprocess.run(inject + command(shape, "out", 1, True), cwd=work,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if done.returncode in (0, 3):
                break
            kills += 1
            finish(shape, whole, 1)
        else:
            fail("never without a kill")
        check(shape, whole, done.returncode)
    return kills


def at_random(kills, whole):
    done = {"supervisor": 0, "worker": 0, "drain": 0}
    completed = resumed = 0
    while sum(done.values()) < kills:
        shape = chance.choice(list(shapes))
        code, tries = None, 0
        while code not in (0, 3):
            if tries > 200:
                fail("it never ends")
            tries += 1
            resumed += os.path.exists(work + "/out.journal")
            run = subprocess.Popen(command(shape, "out", chance.choice([1, 2, 3]), True), cwd=work,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            while run.poll() is None:
                time.sleep(chance.uniform(0, seconds[shape] * (0.3 + tries / 10)))
                how = chance.choice(["supervisor", "worker", "worker", "drain"])
                victims = children(run.pid) if how == "worker" else [run.pid]
                if run.poll() is not None or not victims:
                    continue
                try:
                    os.kill(chance.choice(victims),
                            signal.SIGTERM if how == "drain" else signal.SIGKILL)
                    done[how] += 1
                except ProcessLookupError:
                    pass
            code = run.wait()
            message = run.stderr.read().decode()
            run.stderr.close()
            if code not in (0, 3, -9, -15, 143):
                fail("%s: exit code %d: %s" % (shape, code, message))
        check(shape, whole, code, message)
        completed += 1
        print(done, completed, file=sys.stderr, flush=True)
    return done, completed, resumed


wished = int(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
chance = random.Random(seed)
whole, seconds = {}, {}


def whole_runs():
    for shape in shapes:
        started = time.time()
        done = subprocess.run(command(shape, "whole", 2, False), cwd=work)
        if done.returncode != 3:
            fail("%s: exit code %d" % (shape, done.returncode))
        seconds[shape] = time.time() - started
        whole[shape] = contents(work + "/whole")
        remove(work + "/whole")


prepare(12, 1)
whole_runs()
before = before_each_call(whole)
prepare(300, 20000)
whole_runs()
done, completed, resumed = at_random(wished, whole)
shutil.rmtree(work)
print("%d kills before a call; %d at random moments (supervisor %d, workers %d, SIGTERM %d); "
      "%d outputs, each the bytes of a whole run; %d taken up"
      % (before, sum(done.values()), done["supervisor"], done["worker"], done["drain"],
         completed + before + len(shapes), resumed))
