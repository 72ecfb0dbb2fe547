"""Every guarantee has a test that fails when its defence is switched off: in a copy of the tree
each defence is taken out in turn, and its test must then fail.

    python3 .ci/steps/defences.py PART OF [WORD]   rows PART, PART + OF, … (1 1: all of them)
                                                   whose defence has that word in it
"""
import os
import re
import resource
import shutil
import subprocess
import sys

work = os.path.abspath("build/defences")


def busted(spec, only=None):
    return ["lua5.4", "/usr/bin/busted", "tests/%s_spec.lua" % spec] + (
        ["--filter=" + re.sub("[^a-z]", ".", only)] if only else [])  # busted splits at spaces


def core(name):
    return ["sh", "-c", "make -s build/release/tests/%s && exec build/release/tests/%s" % (name, name)]


def step(name, *arguments):
    return ["python3", ".ci/steps/%s.py" % name] + list(arguments)


def escape(name):
    return busted("newsengine/sandbox", "escape by " + name)


# guarantee, defence, file, text of the defence, text to put in its place, test
rows = [
    ("rules reach no files or processes", "environment of allowed functions", "scripts/newsengine/rule.lua",
     "if file.trusted then setmetatable(inside", "if true then setmetatable(inside", escape("io-open")),
    ("", "system-call filter", "core/filter.c",
     "int bad = seccomp_load(filter);", "int bad = 0;", core("test_filter")),
    ("", "the same as it was written", "core/filter.c",
     "return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &all) ? -errno : 0;", "return 0;",
     core("test_filter")),
    ("", "limits of the process", "core/filter.c",
     "now.rlim_max > most) now.rlim_max = most", "now.rlim_max > most) now.rlim_max += 0", core("test_filter")),
    ("rules reach no bytecode", "text alone is loaded", "scripts/newsengine/rule.lua",
     'if source:sub(1, 1) == "\\27" then', 'if source:sub(1, 1) == "27" then',
     busted("newsengine/sandbox", "altered bytecode")),
    ("", "safe methods of strings", "scripts/newsengine/sandbox.lua",
     "  string_meta.__index = safe_string\n  return f(...)", "  return f(...)", escape("rep-huge")),
    ("no state between documents", "guards of local variables", "core/lua/guard.c",
     "if (lua_rawequal(L, -1, -2) ||", "if (true ||", busted("cli/faults", "sets a local")),
    ("", "only steady code has no guards", "scripts/newsengine/image.lua",
     "if guard.locals:count() > 0 then return true end", "if false then return true end",
     busted("cli/cache", "lets no rule file keep state")),
    ("files stay in their roots", "the check of use and lexicon", "scripts/newsengine/pack_files.lua",
     "and not paths.is_inside(kind, path, file.root) then", "and false then", escape("use-traversal")),
    ("budgets decide: steps", "count hook", "core/lua/host.c",
     "if (host->steps < HOOK_EVERY) die(L, host, NEWS_DEAD_STEPS, 0);", "", busted("newsengine/module", "at its budget")),
    ("", "what haste does not finish is counted", "scripts/newsengine/engine.lua",
     "if not again then return failures end", "if true then return failures end",
     busted("newsengine/haste", "done again")),
    ("budgets decide: memory", "counting allocator", "core/lua/host.c",
     "  return over || late;", "  return late;", escape("memory-table")),
    ("", "blocks count as they are cut", "core/lua/host.c",
     "return (size + 15) & ~(size_t)15;", "return size;", busted("newsengine/module", "blocks that are taken")),
    ("", "garbage of others is collected first", "scripts/newsengine/sandbox.lua",
     "then collect_garbage() end", "then core.memory() end", busted("cli/faults", "half of the memory")),
    ("", "waiting matchers are collected", "scripts/newsengine/matching.lua",
     "if self.dynamic.count % most_waiting == 0 then collectgarbage() end", "",
     busted("newsengine/module", "frees what rules compile")),
    ("the clock kills", "deadline of the hook", "core/lua/host.c",
     "  if (is_late(host)) die(L, host, NEWS_DEAD_TIME, 0);", "", busted("newsengine/module", "by the clock")),
    ("", "the clock is read by memory taken", "core/lua/host.c",
     "CLOCK_EVERY * BYTES_A_STEP : granted;", "CLOCK_EVERY * BYTES_A_STEP : 0;",
     busted("newsengine/module", "by the memory")),
    ("", "what was written goes away in one walk", "core/annotation.c",
     "    uint32_t kept = 0, sorted = 0, first = l->count;",
     "    uint32_t kept = 0, sorted = 0, first = l->count;\n"
     "    for (uint32_t id = from; id < set->count; id++) news_annotations_remove(set, id);",
     core("test_annotation")),
    ("regular expressions end", "match limit", "core/regex.c",
     "    code = execute(re, text, to, at, MATCH_LIMIT);", "    code = execute(re, text, to, at, UINT32_MAX);",
     core("test_regex")),
    ("", "the supervisor's clock", "core/pool_worker.c",
     "  if (spent < limit) return limit - spent;", "  if (spent < UINT64_MAX) return limit;", core("test_pool")),
    ("", "one that waits for its turn goes on", "core/pool_worker.c",
     "  if (first || is_kept_waiting(p, now, spent, limit)) return limit / 2;", "", core("test_pool")),
    ("one bad pair loses nothing else", "the guilty rule is left out", "scripts/newsengine/run.lua",
     "    table.insert(note.skip, {", "    table.insert({}, {", busted("cli/faults", "crash")),
    ("", "a kill from outside blames nobody", "scripts/newsengine/run.lua",
     "local most_spared = 2", "local most_spared = 0", busted("cli/faults", "killed from outside")),
    ("", "a job that was not begun", "core/pool_worker.c",
     "atomic_load(&p->page->jobs) == p->jobs;", "p->jobs > 0;", core("test_pool_faults")),
    ("", "frames are counted with the place", "core/pool_worker.c",
     "  worker->frames++;\n", "", core("test_pool")),
    ("", "frames over the limit are refused", "core/pool_frame.c",
     "&& header >> 8 <= limit;", ";", core("test_pool")),
    ("the same bytes for any -j", "frames wait for their turn", "core/pool_jobs.c",
     "if (j->number == pool->head && !j->first)", "if (!j->first)", core("test_pool")),
    ("no process is left", "death with the supervisor", "core/pool_worker.c",
     "  prctl(PR_SET_PDEATHSIG, SIGKILL);\n", "", core("test_pool_signals")),
    ("", "the end of one that does not end", "core/pool_worker.c",
     "  kill(p->pid, SIGKILL);\n  close(p->socket);", "  close(p->socket);", core("test_pool")),
    ("outputs are whole or absent", "temporary and rename", "core/output.c",
     "  if (output->temporary) unlinkat(output->directory, output->temporary, 0);", "", core("test_output")),
    ("", "write errors", "core/output.c",
     "if (n <= 0) return output_failed(output, \"cannot write\", err);", "if (n <= 0) return NEWS_OK;",
     core("test_output")),
    ("", "errors of fsync", "core/output.c",
     "return result && errno != EINVAL && errno != harmless ? result : 0;", "return 0 * harmless;",
     step("io", "0")),
    ("a closed pipe ends quietly", "told apart from other errors", "scripts/newsengine/run.lua",
     "  if closed then error({ stop, 0 }, 0) end", "", busted("cli/outputs")),
    ("--resume goes on with the same run", "identity of rules and options", "scripts/newsengine/journal.lua",
     "if state and state.identity ~= self.identity then", "if state and false then", busted("cli/resume", "refuses")),
    ("", "chain of the inputs", "scripts/newsengine/journal.lua",
     "self.chain ~= self.state.chain then", "false then", busted("cli/resume", "refuses")),
    ("", "a journal without its output", "scripts/newsengine/journal.lua",
     "if state and not paths.is_file(self.part) then", "if false then", busted("cli/resume", "begins anew")),
    ("outputs carry no attack: cells", "signs that begin a formula", "scripts/newsengine/format.lua",
     'if text:find("^[=+%-@\\t\\r].")', 'if text:find("^[\\t\\r].")', busted("formats/attack", "that is a formula")),
    ("outputs carry no attack: terminal", "control characters of texts", "scripts/newsengine/format.lua",
     'gsub("[\\0-\\8\\11-\\31\\127]", "\\u{FFFD}")\n  for', 'gsub("[\\0]", "\\u{FFFD}")\n  for',
     busted("formats/attack", "of pretty")),
    ("", "control characters in messages", "scripts/newsengine/errors.lua",
     '  text = core.repaired(text):gsub("[\\0-\\8\\11-\\31\\127]", "?")',
     '  text = core.repaired(text):gsub("[\\0]", "?")',
     busted("formats/attack", "of messages")),
    ("no expansion of entities", "declarations are refused", "core/markup.c",
     'if (has(stop, close, "<!ENTITY")) {', 'if (false) {', busted("readers/xml", "refuses entities")),
]


def bound():
    """A limit of processor time ends a test that loops without its defence, whoever its parent is."""
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def run(command):
    try:
        return subprocess.run(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, preexec_fn=bound, timeout=120)
    except subprocess.TimeoutExpired as late:
        return subprocess.CompletedProcess(command, 124, late.stdout or b"")


def make():
    done = run(["make", "-s"])
    if done.returncode:
        sys.exit("it does not build:\n%s" % done.stdout.decode()[-2000:])


part, of = int(sys.argv[1]), int(sys.argv[2])
shutil.rmtree(work, ignore_errors=True)
os.makedirs(work + "/build")
subprocess.run("cp -a Makefile core scripts rules tests .ci .busted %s && cp -a build/release build/config.mk "
               "build/newsengine.bundle %s/build" % (work, work), shell=True, check=True)
make()
chosen = [row for row in rows if "".join(sys.argv[3:]) in row[1]][part - 1::of]
passed, bad = set(), []
for guarantee, defence, path, old, new, test in chosen:
    if str(test) not in passed:  # it passes as things stand
        done = run(test)
        if done.returncode:
            sys.exit("%s fails with every defence there:\n%s" % (" ".join(test), done.stdout.decode()[-2000:]))
        passed.add(str(test))
    with open(os.path.join(work, path)) as f:
        text = f.read()
    if text.count(old) != 1:
        sys.exit("%s: %r stands there %d times" % (path, old, text.count(old)))
    with open(os.path.join(work, path), "w") as f:
        f.write(text.replace(old, new))
    if path.startswith("core/"):
        make()  # changed Lua files are read as text
    done = run(test)
    print("%-36s | %-36s | %s | %s" % (guarantee, defence, " ".join(test), "fails" if done.returncode else "PASSES"),
          flush=True)
    if not done.returncode:
        bad.append(defence)
    with open(os.path.join(work, path), "w") as f:
        f.write(text)
    if path.startswith("core/"):
        make()
shutil.rmtree(work)
print("%d defences of %d switched off, %d without a test that fails%s"
      % (len(chosen), len(rows), len(bad), ": " + ", ".join(bad) if bad else ""))
sys.exit(1 if bad else 0)
