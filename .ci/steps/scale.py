"""Spark, Dask, GNU parallel and -j 2 give the same records, also when a worker is killed.

    build/venv-scale/bin/python .ci/steps/scale.py [ARTICLES [RULE]]   after .ci/steps/scale
"""
import glob
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version

ROOT = os.getcwd()
sys.path.insert(0, os.path.join(ROOT, "scripts/python"))
PROGRAM = os.path.join(ROOT, "newsengine")
RULES = [os.path.join(ROOT, sys.argv[2] if len(sys.argv) > 2 else "rules/quotes.lua")]
failed = []


def check(what, ok, detail=""):
    print("%-60s %s" % (what, "ok" if ok else "FAILED " + str(detail)[:300]), flush=True)
    if not ok:
        failed.append(what)


def articles(count):
    """Articles made from sentences of tests/articles, no two the same."""
    paragraphs = []
    for path in sorted(glob.glob("tests/articles/*.txt")):
        with open(path, encoding="utf-8") as f:
            paragraphs += [p for p in f.read().split("\n\n") if 80 < len(p) < 400]
    for i in range(count):
        text = "\n\n".join(paragraphs[(i * 7 + k * 13) % len(paragraphs)] for k in range(2))
        yield {"id": "a%06d" % i, "text": "%s\n\nArticle %d." % (text, i)}


def canonical(lines):
    return sorted(json.dumps(json.loads(line), sort_keys=True) for line in lines)


def below(pid):
    """The processes that descend from `pid` -> [(pid, command line)], oldest first."""
    children, lines = {}, {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/stat" % name) as f:
                    parent = int(f.read().rpartition(")")[2].split()[1])
                with open("/proc/%s/cmdline" % name) as f:
                    lines[int(name)] = f.read().replace("\0", " ")
            except OSError:
                continue  # it ended meanwhile
            children.setdefault(parent, []).append(int(name))
    found, open_ = [], [pid]
    while open_:
        for child in sorted(children.get(open_.pop(), [])):
            found.append((child, lines[child]))
            open_.append(child)
    return found


class Killer(threading.Thread):
    """Kills the first descendant of `pid` whose command line contains `name` (PROGRAM: begins with
    it, which is the program and not its worker), `delay` seconds after the first process of
    newsengine has started below it."""

    def __init__(self, pid, name, delay):
        super().__init__(daemon=True)
        self.pid, self.name, self.delay, self.victim = pid, name, delay, None
        self.ended = threading.Event()
        self.start()

    def run(self):
        while not self.ended.wait(0.05):
            if any(line.startswith(PROGRAM) for _, line in below(self.pid)):
                break
        while not self.ended.wait(self.delay):
            found = [pid for pid, line in below(self.pid)
                     if (line.startswith(PROGRAM) if self.name == PROGRAM else self.name in line)]
            if found:
                self.victim = found[0]
                os.kill(self.victim, signal.SIGKILL)
                return

    def end(self):
        self.ended.set()
        self.join()
        return self.victim


def spent():
    """Processor seconds of this process and of its descendants that have ended."""
    return sum(sum(resource.getrusage(who)[:2])
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def timed(work):
    start, before = time.time(), spent()
    made = work()
    return made, time.time() - start, spent() - before


def in_process(documents):
    """The cost of JSON and pipes: Python between the same -j 2 and its documents."""
    import newsengine
    return [record.to_json() for record in newsengine.run(documents, RULES, program=PROGRAM, jobs=2)]


def with_dask(documents, partitions, kill=None, delay=0.2):
    """-> records, killed process, seconds of the work without the cluster's start"""
    import dask
    import dask.bag
    from dask.distributed import Client, LocalCluster
    from newsengine.dask import annotate
    dask.config.set({"distributed.scheduler.allowed-failures": 10,
                     "distributed.comm.timeouts.connect": "120s"})  # a busy machine starts slowly
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None,
                      silence_logs=50) as cluster, Client(cluster):
        victim = next(iter(cluster.workers.values())).pid
        name = PROGRAM if kill == "program" else "spawn_main"
        killer = Killer(victim if kill == "program" else os.getpid(), name, delay) if kill else None
        start = time.time()
        bag = dask.bag.from_sequence(documents, npartitions=partitions)
        # An exception of a task is not tried again unless Dask is told to.
        lines = [json.dumps(r) for r in annotate(bag, RULES, program=PROGRAM).compute(retries=3)]
        seconds = time.time() - start
        killed = killer.end() if killer else None
    return lines, killed, seconds


SPARK = r"""
import json, sys, time
sys.path.insert(0, %(package)r)
from pyspark.sql import SparkSession
from newsengine.spark import annotate
spark = (SparkSession.builder.master(%(master)r).appName("newsengine").config("spark.ui.enabled", "false")
         .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
         .config("spark.task.maxFailures", "4").config("spark.executor.memory", "512m")
         .config("spark.executorEnv.PYTHONPATH", %(package)r)
         .getOrCreate())
spark.sparkContext.setLogLevel("OFF")
for partitions in %(partitions)r:
    start = time.time()
    frame = spark.read.schema("id string, text string").json(%(source)r).repartition(partitions)
    found = annotate(frame, text="text", id="id", rules=%(rules)r, program=%(program)r)
    found.select("id", "annotations").write.mode("overwrite").parquet(%(target)r)
    print(partitions, time.time() - start, flush=True)
back = spark.read.parquet(%(target)r)
with open(%(out)r, "w") as f:
    for row in back.toLocalIterator():
        f.write(json.dumps({"id": row["id"], "annotations": [
            dict(a.asDict(), attributes=json.loads(a["attributes"])) for a in row["annotations"]]}) + "\n")
spark.stop()
"""


def with_spark(directory, source, partitions, kill=None, delay=0.2):
    """-> records, killed process, {partitions: seconds without the start}; partitions: a list"""
    out = os.path.join(directory, "spark.jsonl")
    script = SPARK % {"package": os.path.join(ROOT, "scripts/python"), "source": source, "out": out,
                      "master": "local-cluster[2,1,1024]", "rules": RULES, "program": PROGRAM,
                      "partitions": partitions, "target": os.path.join(directory, "parquet")}
    environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    process = subprocess.Popen([sys.executable, "-c", script], env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    killer = Killer(process.pid, kill, delay) if kill else None
    printed, errors = process.communicate()
    victim = killer.end() if killer else None
    if process.returncode:
        print(errors.decode()[-1500:])
        return None, victim, {}
    seconds = {int(n): float(t) for n, t in (line.split() for line in printed.decode().splitlines())}
    with open(out) as f:
        return f.read().splitlines(), victim, seconds


def with_parallel(source, block):
    done = subprocess.run("parallel --will-cite --pipe --keep-order --block %s -j 2 '%s %s -f jsonl "
                          "-t jsonl -' < %s" % (block, PROGRAM, RULES[0], source), shell=True,
                          stdout=subprocess.PIPE, check=True)
    return done.stdout.decode().splitlines()


def parallel_killed(command):
    """A newsengine of GNU parallel is killed -> lines, killed process, exit code"""
    process = subprocess.Popen("exec parallel --will-cite --keep-order -j 2 " + command, shell=True,
                               stdout=subprocess.PIPE)
    killer = Killer(process.pid, PROGRAM, 0.1)
    lines = process.communicate()[0].decode().splitlines()
    return lines, killer.end(), process.returncode


def only_annotations(lines):
    return sorted(json.dumps({"id": r["id"], "annotations": r["annotations"]}, sort_keys=True)
                  for r in map(json.loads, lines))


def main(count):
    documents = list(articles(count))
    few, many = 4, max(16, count // 250)
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "articles.jsonl")
        with open(source, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
        command = [PROGRAM, *RULES, "-j", "2", "-f", "jsonl", "-t", "jsonl", source]
        done, base, base_cpu = timed(lambda: subprocess.run(command, stdout=subprocess.PIPE, check=True))
        wanted = done.stdout.decode().splitlines()
        check("-j 2: a record for each article", len(wanted) == count)
        as_records, as_annotations = canonical(wanted), only_annotations(wanted)
        took = []

        lines, seconds, cpu = timed(lambda: in_process(documents))
        check("Python over -j 2: the same records", canonical(lines) == as_records)
        took.append(("Python, JSON both ways", seconds, cpu))

        for block in ("50k", "1M"):
            lines, seconds, cpu = timed(lambda: with_parallel(source, block))
            check("GNU parallel --block %s: the same bytes" % block, lines == wanted)
            took.append(("parallel --block " + block, seconds, cpu))
        # A block of --pipe that failed is lost, and the exit code tells; parts in files are
        # tried again.
        lines, victim, code = parallel_killed("--pipe --block 100k '%s %s -f jsonl -' < %s"
                                              % (PROGRAM, RULES[0], source))
        check("parallel --pipe, newsengine killed (%s): told by the exit code" % bool(victim),
              victim is not None and code > 0 and set(lines) < set(wanted), (victim, code))
        parts = os.path.join(directory, "part.")
        subprocess.run(["split", "-n", "l/8", source, parts], check=True)
        lines, victim, code = parallel_killed("--retries 3 '%s %s -f jsonl - < {}' ::: %s*"
                                              % (PROGRAM, RULES[0], parts))
        check("parallel over parts, newsengine killed (%s), --retries: the same bytes" % bool(victim),
              victim is not None and code == 0 and lines == wanted, (victim, code, len(lines)))

        for partitions in (few, many):
            (lines, _, seconds), _, cpu = timed(lambda: with_dask(documents, partitions))
            check("Dask %s, %d partitions: the same records" % (version("dask"), partitions),
                  canonical(lines) == as_records)
            took.append(("Dask, %d partitions" % partitions, seconds, cpu))
        lines, victim, _ = with_dask(documents, many, "worker")
        check("Dask, a worker killed (%s): the same records" % bool(victim),
              victim is not None and canonical(lines) == as_records)
        lines, victim, _ = with_dask(documents, few, "program", 0.05)
        check("Dask, newsengine killed in a task (%s), retries: the same" % bool(victim),
              victim is not None and canonical(lines) == as_records)

        (lines, _, each), _, cpu = timed(lambda: with_spark(directory, source, [many, few, many]))
        check("Spark %s: the same annotations" % version("pyspark"),
              lines is not None and only_annotations(lines) == as_annotations)
        took += [("Spark, %d partitions" % n, each.get(n, 0), None) for n in (few, many)]
        lines, victim, _ = with_spark(directory, source, [many], "CoarseGrainedExecutorBackend", 0.3)
        check("Spark, an executor killed (%s): the same" % bool(victim),
              victim is not None and lines is not None and only_annotations(lines) == as_annotations)
        lines, victim, _ = with_spark(directory, source, [few], PROGRAM, 0.05)
        check("Spark, newsengine killed in a task (%s): the same" % bool(victim),
              victim is not None and lines is not None and only_annotations(lines) == as_annotations)
        a_rule_fails(directory, documents[:10], wanted)

        print("%d articles, -j 2: %.1f s, %.1f s of processor" % (count, base, base_cpu))
        for name, seconds, cpu in took:
            print("  %-28s %6.1f s  %+5.0f %%%s" % (name, seconds, 100 * (seconds / base - 1),
                  "" if cpu is None else ", processor %+.0f %%" % (100 * (cpu / base_cpu - 1))))


def a_rule_fails(directory, documents, wanted):
    import newsengine
    rule = os.path.join(directory, "bad.lua")
    with open(rule, "w") as f:
        f.write('rule "bad.fails" { emit = "X", run = function(doc)\n'
                '  if doc.id == "a000003" then error("no") end end }\n')
    records = list(newsengine.run(documents, [*RULES, rule], program=PROGRAM))
    check("a rule that fails: its error in the record, the rest the same",
          [len(r.errors) for r in records] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0] and
          [r.data["annotations"] for r in records] ==
          [json.loads(w)["annotations"] for w in wanted[:10]])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    print("scale: %d failed" % len(failed))
    sys.exit(bool(failed))
