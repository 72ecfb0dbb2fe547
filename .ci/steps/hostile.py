"""Rules that ask for too much: tests/newsengine/escapes, and a few of the core's own loops.

    python3 .ci/steps/hostile.py RUNS [MB [EVERY [RULE.lua...]]]     every EVERYth, and all that want memory

Each ends by its steps, or by the deadline and 100 ms of processor time (of the whole run, less
what a quiet rule takes: other processes do not count; 200 ms where only every EVERYth runs, on
whatever machine that is), or it is killed at twice the deadline; the memory of no process grows
beyond the budget by more than a twentieth.  Then those that break a budget in one run, RUNS times
beside two processes that keep the machine busy: the same bytes each time.
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys

program = os.path.abspath("newsengine")
escapes = os.path.abspath("tests/newsengine/escapes")
work = os.path.abspath("build/hostile-%d" % os.getpid())
runs = int(sys.argv[1])
memory = int(sys.argv[2]) if len(sys.argv) > 2 else 256
every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
deadline, latest_allowed = (0.4, 0.1) if every == 1 else (0.2, 0.2)

# Loops of the core on behalf of a rule.
loops = {
    "words": 'for word in doc:words() do text = text .. word.text end',
    "find": 'doc:find("(a|b|[a-z ]*)*[0-9]@")',
    "match": 'doc:match("(. | . .)* nowhere")',
    "add": 'doc:add("Never", doc:span(1, 1), { n = n })',
    "gsub": 'text = ("hello "):rep(999):gsub(".-l", "%0%0"):sub(1, 9)',
    "fold": 'text = text.fold and "" or ("Hello "):rep(99):lower():upper():reverse()',
    "json": 'json.decode("[" .. ("1,"):rep(99999) .. "1]")',
    "sort": 'local t = {} for i = 1, 9999 do t[i] = -i end table.sort(t)',
    "each": 'for a in doc:each("Sentence") do text = a.text end',
}


def prepare():
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    with open(work + "/in.jsonl", "w") as f:
        f.write(json.dumps({"id": "a", "text": "They said hello, and hello again. " * 200}) + "\n")
    with open(work + "/quiet.lua", "w") as f:
        f.write('rule "quiet" { emit = "Quiet", pattern = "nowhere" }\n')
    for name, code in loops.items():
        with open("%s/loop-%s.lua" % (work, name), "w") as f:
            f.write('rule "escape" { emit = "Never", run = function(doc)\n'
                    '  local text = ""\n  for n = 1, math.huge do %s end\nend }\n' % code)
    for name in sorted(os.listdir(escapes)):
        if name.endswith(".lua"):
            shutil.copy(os.path.join(escapes, name), work)


def run(rules, *options):
    """-> exit code, output, seconds of processor time, KB of the largest process."""
    with open(work + "/out", "wb") as out, open(work + "/err", "wb") as err:
        process = subprocess.Popen([program, "-q"] + rules + list(options) + ["in.jsonl"], cwd=work,
                                   stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    with open(work + "/out", "rb") as out:
        return (process.returncode, out.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def failure(output):
    record = json.loads(output) if output else {"errors": []}
    return record["errors"][0] if record["errors"] else {"code": "none"}


def bounded(name, base_time, base_memory, tries=3):
    """A rule that only the clock or the memory limit stops -> how it ended.  It counts as late after
    three late runs, as processes that share a cache add to its processor time."""
    code, output, seconds, kilobytes = run([name], "--steps", "1000000000000", "--timeout",
                                           str(deadline), "--memory", str(memory))
    how = failure(output)["code"] if code in (0, 3) else "load"
    if code not in (0, 2, 3):
        sys.exit("%s: exit code %d" % (name, code))
    killed = how in ("timeout", "crash") and "killed" in failure(output)["message"]
    limit = 2 * deadline if killed else deadline
    late = seconds - base_time - limit
    ceiling = base_memory / 1024 + memory
    over = kilobytes / 1024 / ceiling
    if late > latest_allowed and tries > 1:
        return bounded(name, base_time, base_memory, tries - 1)
    if late > latest_allowed:
        sys.exit("%s: %s after %.2f s of processor time" % (name, how, seconds - base_time))
    if over > 1.05:
        sys.exit("%s: %.1f MB of %.1f" % (name, over * ceiling, ceiling))
    return how, late, over


def same_each_time(names, runs):
    """All rules in one run, under different names."""
    for i, name in enumerate(names):
        with open(os.path.join(work, name)) as f:
            text = f.read()
        with open("%s/all-%d.lua" % (work, i), "w") as f:
            f.write(text.replace('rule "escape"', 'rule "escape%d"' % i))
    rules = ["all-%d.lua" % i for i in range(len(names))]
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    seen = set()
    try:
        for i in range(runs):
            code, output, _, _ = run(rules, "--steps", "2000000" if every == 1 else "500000", "--memory", "16", "--timeout", "100",
                                     "-j", str(1 + i % 2))
            record = json.loads(output)
            if code != 3 or len(record["errors"]) != len(names):
                sys.exit("exit code %d, %d errors of %d" % (code, len(record["errors"]), len(names)))
            seen.add(hashlib.sha256(output).hexdigest())
    finally:
        for process in busy:
            process.kill()
            process.wait()
    if len(seen) != 1:
        sys.exit("%d different outputs in %d runs" % (len(seen), runs))


prepare()
base = [run(["quiet.lua"]) for _ in range(3)]
base_time, base_memory = min(b[2] for b in base), max(b[3] for b in base)
ends, latest, largest, by_steps = {}, 0, 0, []
names = sys.argv[4:] or sorted(n for n in os.listdir(work) if n.endswith(".lua") and n != "quiet.lua")
names = [n for i, n in enumerate(names) if i % every == 0 or n.split("-")[0] in ("annotations", "memory")]
for name in names:
    how, late, over = bounded(name, base_time, base_memory)
    ends[how] = ends.get(how, 0) + 1
    latest, largest = max(latest, late), max(largest, over)
    if how in ("timeout", "memory") and not name.startswith("state"):
        by_steps.append(name)
same_each_time(by_steps, runs)
shutil.rmtree(work)
print("%d rules: %s; at most %.0f ms beyond the deadline, %.0f %% of the memory; "
      "%d that break a budget the same in %d runs under load"
      % (len(names), ", ".join("%s %d" % one for one in sorted(ends.items())), 1000 * max(0, latest),
         100 * largest, len(by_steps), runs))
