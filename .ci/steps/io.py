"""System calls that fail, one after the other, in the real program: every write,
fsync, rename, close, read, … of supervisor and workers, with each error that it may return.

    python3 .ci/steps/io.py FAULTS [SEED [PART OF]]     of the faults PART, PART + OF, …

Each run has one fault, injected by strace.  What must hold: the exit code is a documented one;
with code 0 the output is whole; with any code the file is whole or absent (or what it was
before), a pipe has whole records, each the one that it should be; nothing else is left over.
Then a full device, a small file system, a consumer that stops reading and one that goes away.
"""
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

program = os.path.abspath("newsengine")
work = os.path.abspath("build/io-%d" % os.getpid())

# call -> errors that it may give; those that a program must take without harm are in `mild`.
errors = {
    "write": ["ENOSPC", "EIO", "EINTR", "EDQUOT"], "writev": ["EPIPE", "EINTR", "EIO"],
    "fsync": ["EIO", "ENOSPC", "EINTR"], "renameat": ["EIO", "EACCES", "ENOSPC"],
    "rename": ["EIO", "ENOSPC"], "close": ["EIO", "ENOSPC", "EINTR"],
    "read": ["EIO", "EINTR", "EISDIR"], "recvmsg": ["EINTR", "EIO"], "sendmsg": ["EINTR", "EPIPE"],
    "openat": ["EMFILE", "EACCES", "EIO"], "newfstatat": ["EIO"], "ftruncate": ["EIO"],
    "lseek": ["EIO"], "poll": ["EINTR", "ENOMEM"], "socketpair": ["EMFILE"],
    "getrandom": ["EIO"], "unlinkat": ["EIO"], "unlink": ["EIO"], "clone": ["EAGAIN"],
    "fcntl": ["EIO"], "wait4": ["EINTR"], "signalfd4": ["EMFILE"], "getdents64": ["EIO"],
    "mkdir": ["EACCES"],
}
codes = {0, 2, 3, 4}


def prepare():
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work + "/in")
    with open(work + "/rule.lua", "w") as f:
        f.write('rule "hello" { pattern = "hello", emit = "Hello" }\n')
    for i in range(3):
        with open(work + "/in/%d.txt" % i, "w") as f:
            f.write("They said hello to all %d of them.\n" % i * 40)
    with open(work + "/lines.jsonl", "w") as f:
        for i in range(40):
            f.write(json.dumps({"id": "d%d" % i, "text": "hello, hello %d" % i}) + "\n")
    with gzip.open(work + "/packed.jsonl.gz", "wt") as f:
        for i in range(20):
            f.write(json.dumps({"id": "p%d" % i, "text": "hello, hello %d" % i}) + "\n")


shapes = {
    "file": (["-o", "out"], ["in", "lines.jsonl"]),
    "old": (["-o", "out"], ["lines.jsonl"]),
    "directory": (["-o", "out/"], ["in"]),
    "resume": (["-o", "out", "--resume"], ["in", "lines.jsonl"]),
    "pipe": ([], ["in", "lines.jsonl"]),
    "csv": (["-t", "csv", "-o", "out"], ["in"]),
    "two": (["-o", "out", "-j", "2"], ["in", "lines.jsonl"]),
    "packed": (["-o", "out"], ["packed.jsonl.gz", "in"]),
}
kept = {"in", "lines.jsonl", "packed.jsonl.gz", "rule.lua", "trace"}


def command(shape, jobs="1"):
    options, inputs = shapes[shape]
    return [program, "-q", "rule.lua", "-j", jobs] + options + inputs


def output():
    """The output at its path: bytes, those of each file, or None."""
    path = work + "/out"
    if os.path.isdir(path):
        return {name: open(os.path.join(path, name), "rb").read() for name in sorted(os.listdir(path))}
    return open(path, "rb").read() if os.path.exists(path) else None


def clear():
    for name in os.listdir(work):
        path = os.path.join(work, name)
        if name == "out" and os.path.isdir(path):
            shutil.rmtree(path)
        elif name not in kept:
            os.remove(path)


def start_state(shape):
    clear()
    if shape == "old":
        with open(work + "/out", "wb") as f:
            f.write(b"before\n")


def run(shape, inject=None, filters=("on", "off")):
    words = command(shape)
    if inject:
        words = ["strace", "--seccomp-bpf", "-f", "-qq", "-o", "trace", "-e", "trace=" + inject[0],
                 "-e", "inject=%s:error=%s:when=%s" % inject] + words
    # Under the filter, a call that strace refuses ends the worker instead.
    filtered = {"NEWSENGINE_FILTER": chance.choice(filters)}
    return subprocess.run(words, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, timeout=120, env={**os.environ, **filtered})


def records(text):
    """The lines by the id of their document; each must be a whole JSON text."""
    lines = text.split(b"\n")
    if lines[-1]:
        raise ValueError("no line end after %r" % lines[-1][-60:])
    return [json.loads(line) for line in lines[:-1]]


def same_or_told(got, whole):
    """Each record is the same as in a run without faults, or says that something failed."""
    expected = {r["id"]: r for r in whole}
    order = [r["id"] for r in got if r["id"] in expected]
    if order != [r["id"] for r in whole if r["id"] in set(order)]:
        raise ValueError("order: %s" % order)
    for r in got:  # an input that cannot be read has a record of its own
        if r != expected.get(r["id"]) and not r["errors"]:
            raise ValueError("a record differs and tells no error: %s" % r)


def is_fired():
    with open(work + "/trace") as f:
        return "(INJECTED)" in f.read()


def judge(shape, done, whole):
    if done.returncode not in codes:
        raise ValueError("exit code %d" % done.returncode)
    out = output()
    left = [n for n in os.listdir(work) if n not in kept | {"out"}]
    if shape == "resume":
        left = [n for n in left if n not in ("out.part", "out.journal")]
    if left and done.returncode in (0, 3):
        raise ValueError("left over: %s" % left)
    if shape == "pipe":
        got = records(done.stdout[:done.stdout.rfind(b"\n") + 1])
        same_or_told(got, records(whole))
        if done.stdout and not done.stdout.endswith(b"\n") and done.returncode != 4:
            raise ValueError("a torn record, exit code %d" % done.returncode)
        if done.returncode == 0 and done.stdout != whole:
            raise ValueError("not whole, exit code 0")
        return
    if done.returncode == 0 and out != whole:
        raise ValueError("exit code 0 and not the whole output")
    if shape == "directory":
        for name, value in (out or {}).items():
            if name.startswith("."):
                if done.returncode in (0, 3):
                    raise ValueError("left over: %s" % name)
            elif value != whole.get(name):
                same_or_told(records(value), records(whole.get(name, b"")))
        return
    if out is None or shape == "old" and out == b"before\n":
        if done.returncode == 0 or not done.stderr:
            raise ValueError("neither an output nor a message")
    elif shape == "csv":
        if out != whole and done.returncode != 3:
            raise ValueError("csv: exit code %d" % done.returncode)
    elif out != whole:
        same_or_told(records(out), records(whole))
        if len(records(out)) < len(records(whole)) and done.returncode != 3:
            raise ValueError("records are missing, exit code %d" % done.returncode)


def fault(shape, inject, whole):
    start_state(shape)
    done = run(shape, inject)
    if not is_fired() or b"error while loading shared libraries" in done.stderr:
        return False  # the system's loader, before the program is there
    try:
        judge(shape, done, whole)
        if shape == "resume" and done.returncode in (2, 3, 4) and output() is None:
            again = run(shape)  # what failed for a good reason now goes on
            if again.returncode not in (0, 3):
                raise ValueError("--resume after it: exit code %d: %s" % (again.returncode, again.stderr))
            same_or_told(records(output()), records(whole))
    except ValueError as problem:
        sys.exit("%s, %s, %s: %s\n%s" % (shape, inject, done.returncode, problem, done.stderr.decode()))
    results[done.returncode] = results.get(done.returncode, 0) + 1
    calls[inject[0]] = calls.get(inject[0], 0) + 1
    return True


def count_calls(shape):
    """The largest number of times that a process of a run makes each call."""
    start_state(shape)
    words = ["strace", "-f", "-qq", "-o", "trace", "-e", "trace=" + ",".join(errors)] + command(shape)
    subprocess.run(words, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    counts = {}
    with open(work + "/trace") as f:
        for line in f:
            words = line.split(None, 1)
            if len(words) == 2 and "(" in words[1]:
                key = (words[0], words[1].split("(")[0])
                counts[key] = counts.get(key, 0) + 1
    most = {}
    for (_, call), n in counts.items():
        most[call] = max(most.get(call, 0), n)
    return most


def injected(faults, whole):
    every = []
    for shape in shapes:
        for call, most in count_calls(shape).items():
            for error in errors.get(call, []):
                every += [(shape, (call, error, nth)) for nth in range(1, most + 1)]
    chance.shuffle(every)
    mine = every[part - 1::of]
    fired = 0
    for shape, inject in mine * (1 + faults // max(1, len(mine))):
        if fired == faults:
            break
        fired += fault(shape, inject, whole[shape])
        if fired and fired % 500 == 0:
            print("%d faults: %s" % (fired, results), file=sys.stderr, flush=True)
    return fired, len(every)


def interrupted(whole):
    """Every second, every third, … call of all processes interrupted: nothing changes."""
    some = "write,writev,recvmsg,sendmsg,poll,wait4,fsync"
    total = 0
    for shape in shapes:
        for every in range(2, 12, 1 if faults >= 100 else 4):
            start_state(shape)
            done = run(shape, (some, "EINTR", "%d+%d" % (every, every)), ["off"])
            if done.returncode or (done.stdout if shape == "pipe" else output()) != whole[shape]:
                sys.exit("%s, interrupted: exit code %d: %s" % (shape, done.returncode, done.stderr.decode()))
            with open(work + "/trace") as f:
                total += f.read().count("(INJECTED)")
    return total


# ---- what is outside the program

def full_device():
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command("pipe"), cwd=work, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 4 and b"No space left" in done.stderr, done


def small_disk():
    """Files of at most 512 KB (a file system of that size where it may be mounted)."""
    small = work + "/small"
    os.makedirs(small)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "none", small],
                             stderr=subprocess.DEVNULL).returncode == 0
    with open(work + "/many.jsonl", "w") as f:
        for i in range(3000):
            f.write(json.dumps({"id": "d%d" % i, "text": "hello " * 20}) + "\n")
    words = [program, "-q", "rule.lua", "many.jsonl", "-o", "small/out"]
    if not mounted:
        words = ["sh", "-c", "ulimit -f 512; trap '' XFSZ; exec \"$@\"", "sh"] + words
    try:
        for options in [], ["--resume"]:
            done = subprocess.run(words + options, cwd=work, stderr=subprocess.PIPE)
            assert done.returncode == 4, done
            assert b"No space left" in done.stderr or b"File too large" in done.stderr, done
            left = os.listdir(small)
            assert "out" not in left and (options or not left), left
    finally:
        if mounted:
            subprocess.run(["umount", small], check=True)
        shutil.rmtree(small)
        os.remove(work + "/many.jsonl")
    return "file system" if mounted else "limit"


def unsynced():
    """What may not be on the disk yet is not reported as being there."""
    for shape in "file", "csv", "resume":
        start_state(shape)
        done = run(shape, ("fsync", "EIO", 1))
        assert is_fired() and done.returncode == 4 and b"cannot sync" in done.stderr, done


def resident(pid):
    pids = [pid]
    with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
        pids += [int(c) for c in f.read().split()]
    total = 0
    for one in pids:
        with open("/proc/%d/status" % one) as f:
            total += sum(int(line.split()[1]) for line in f if line.startswith("RssAnon:"))
    return total


def stopped_consumer():
    """Nobody reads for a while: memory does not grow, and then every record comes."""
    feed = ("import sys\nfor i in range(40000): sys.stdout.write"
            "('{\"id\":\"d%d\",\"text\":\"' % i + 'hello ' * 100 + '\"}\\n')")
    source = subprocess.Popen([sys.executable, "-c", feed], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    run = subprocess.Popen([program, "-q", "rule.lua", "-f", "jsonl", "-j", "2", "-"], cwd=work,
                           stdin=source.stdout, stdout=subprocess.PIPE)
    source.stdout.close()
    memory = [0, 0]
    for _ in range(60):  # what it holds while nobody reads: it may take a while to get there
        time.sleep(1.5)
        memory = [memory[1], resident(run.pid)]
        if memory[0] > 4096 and memory[1] < memory[0] * 1.1 + 1024:
            break
    lines = sum(1 for line in run.stdout if json.loads(line))
    assert run.wait() == 0 and lines == 40000, (run.returncode, lines)
    assert memory[1] < memory[0] * 1.1 + 1024, memory
    return memory[1] // 1024


def closed_pipe():
    run = subprocess.Popen(command("pipe", "2"), cwd=work, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE)
    run.stdout.close()
    message = run.stderr.read()
    assert run.wait() == 0 and message == b"", (run.returncode, message)


faults = int(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
part, of = (int(sys.argv[3]), int(sys.argv[4])) if len(sys.argv) > 4 else (1, 1)
chance = random.Random(seed)
results, calls, whole = {}, {}, {}
prepare()
for shape in shapes:
    start_state(shape)
    done = run(shape)
    if done.returncode:
        sys.exit("%s: %s" % (shape, done.stderr.decode()))
    whole[shape] = done.stdout if shape == "pipe" else output()
fired, every = injected(faults, whole)
storms = interrupted(whole)
unsynced()
clear()
full_device()
disk = small_disk()
memory = stopped_consumer()
closed_pipe()
shutil.rmtree(work)
print(", ".join("%s %d" % one for one in sorted(calls.items(), key=lambda one: -one[1])))
print("%d faults of %d (call, error, place), %d interruptions: exit codes %s; 0 torn records; full device, full %s, "
      "stopped consumer (%d MB), closed pipe" % (fired, every, storms, dict(sorted(results.items())), disk, memory))
