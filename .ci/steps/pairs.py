"""One pair of document and rule in a hundred fails, in every possible way: crash, exit, hang,
memory, steps, error.  All other results have the same bytes as in a run in which nothing fails,
and each failure is named with its rule and its kind.

    python3 .ci/steps/pairs.py PAIRS [SEED]
"""
import json
import os
import random
import shutil
import subprocess
import sys
import time

program = os.path.abspath("newsengine")
work = os.path.abspath("build/pairs-%d" % os.getpid())
rules = 10

lua = """
local on = os.getenv("FAULTS")
local ways = {
  crash = function() os.execute("kill -SEGV $PPID") end,
  exit = function() os.exit(5) end,
  hang = function() io.open("fifo") end,
  memory = function() local t = {} for i = 1, 1e9 do t[i] = { i } end end,
  steps = function() while true do end end,
  error = function() error("as it was asked to") end,
}
-- A document's id tells which of its rules fail: "d17 4:hang 7:exit".
local function fault(doc, number)
  local way = on and doc.id:match(" " .. number .. ":(%a+)")
  if way then ways[way]() end
end
"""
for n in range(1, rules + 1):
    if n % 2:
        lua += """
rule "r%d" { emit = "Term", run = function(doc)
  fault(doc, %d)
  for word in doc:words() do doc:add("Term", word, { n = %d }) end
end }
""" % (n, n, n)
    else:
        lua += """
rule "r%d" { emit = "Hello", overlap = "all", pattern = "hello",
  set = function(m, doc) fault(doc, %d) return { n = #m.text } end }
""" % (n, n)

# What the record says of each; the hang costs twice the timeout.
codes = {"crash": "crash", "exit": "crash", "hang": "timeout", "memory": "memory",
         "steps": "steps", "error": "error"}
ways = ["crash", "exit", "memory", "steps", "error"] * 4 + ["hang"]


def fail(what):
    sys.exit("%s\n(seed %d)" % (what, seed))


def run(faults, jobs):
    environment = {**os.environ, **({"FAULTS": "1"} if faults else {})}
    done = subprocess.run([program, "-q", "--trust", "rules.lua", "in.jsonl", "-j", str(jobs),
                           "--steps", "3000000", "--memory", "8", "--timeout", "1"],
                          cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != (3 if faults else 0):
        fail("exit code %d: %s" % (done.returncode, done.stderr[-500:]))
    return done.stdout.split(b"\n")[:-1]


def without(record, failed):
    """The record without what the failed rules would have found."""
    record["annotations"] = [a for a in record["annotations"] if a["rule"] not in failed]
    for a in record["annotations"]:
        del a["id"]  # counted over all
    record["errors"] = []
    return json.dumps(record)


pairs = int(sys.argv[1])
seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
chance = random.Random(seed)
shutil.rmtree(work, ignore_errors=True)
os.makedirs(work)
os.mkfifo(work + "/fifo")
with open(work + "/rules.lua", "w") as f:
    f.write(lua)
total, wanted = 0, []
with open(work + "/in.jsonl", "w") as f:
    for i in range(3706, 3706 + pairs // rules):
        bad = {"r%d" % n: chance.choice(ways) for n in range(1, rules + 1) if chance.random() < 0.01}
        if not wanted:  # what the first held is not the third's
            bad = {"r1": "memory", "r2": "crash"}
        total += len(bad)
        wanted.append(bad)
        text = "".join(" %s:%s" % (rule[1:], way) for rule, way in bad.items())
        f.write(json.dumps({"id": "d%d%s" % (i, text), "text": "We said hello to them, hello %d." % i}) + "\n")
clean = run(False, 2)
told = {}
for jobs in (1, 3):
    got = run(True, jobs)
    if len(got) != len(clean) or len(clean) != len(wanted):
        fail("%d records of %d" % (len(got), len(clean)))
    for good, line, bad in zip(clean, got, wanted):
        if not bad:
            if good != line:
                fail("a record without faults differs:\n%s\n%s" % (good, line))
            continue
        record = json.loads(line)
        errors = {e["rule"]: e["code"] for e in record["errors"]}
        if errors != {rule: codes[way] for rule, way in bad.items()}:
            fail("%s: wanted %s, got %s" % (record["id"], bad, errors))
        for way in bad.values():
            told[way] = told.get(way, 0) + 1
        if without(record, bad) != without(json.loads(good), bad):
            fail("beside a fault:\n%s\n%s" % (good, line))
shutil.rmtree(work)
print("%d pairs, %d faults, with 1 and 3 workers (%s): every other result byte for byte the same"
      % (pairs, total, ", ".join("%s %d" % one for one in sorted(told.items()))))
