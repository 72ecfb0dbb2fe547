"""The same records from Spark, Dask, GNU parallel and -j 2, also when a worker is killed.

    build/venv-scale/bin/python .ci/steps/scale.py [ARTICLES]      after .ci/steps/scale
"""
import glob
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version

ROOT = os.getcwd()
sys.path.insert(0, os.path.join(ROOT, "scripts/python"))
PROGRAM = os.path.join(ROOT, "newsengine")
RULES = [os.path.join(ROOT, "rules/quotes.lua")]
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


def kill_one(name, seconds):
    """Kill a process whose command line holds `name`, once it has run for a while."""
    time.sleep(seconds)
    found = subprocess.run(["pgrep", "-f", name], stdout=subprocess.PIPE).stdout.split()
    found = [int(p) for p in found if int(p) != os.getpid()]
    if not found:
        return None
    os.kill(found[-1], signal.SIGKILL)
    return found[-1]


def with_dask(documents):
    import dask
    import dask.bag
    from dask.distributed import Client, LocalCluster
    from newsengine.dask import annotate
    dask.config.set({"distributed.scheduler.allowed-failures": 10})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None,
                      silence_logs=50) as cluster, Client(cluster):
        def work():
            bag = dask.bag.from_sequence(documents, npartitions=16)
            return [json.dumps(r) for r in annotate(bag, RULES, program=PROGRAM).compute()]
        start = time.time()
        lines = work()
        seconds = time.time() - start
        pid = next(iter(cluster.workers.values())).pid
        import threading
        killer = threading.Timer(seconds / 4, os.kill, (pid, signal.SIGKILL))
        killer.start()
        again = work()
        killer.join()
    return lines, again, seconds


SPARK = r"""
import json, sys
sys.path.insert(0, %(package)r)
from pyspark.sql import SparkSession
from newsengine.spark import annotate
spark = (SparkSession.builder.master(%(master)r).appName("newsengine").config("spark.ui.enabled", "false")
         .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
         .config("spark.task.maxFailures", "4").config("spark.executor.memory", "512m")
         .config("spark.executorEnv.PYTHONPATH", %(package)r)
         .getOrCreate())
spark.sparkContext.setLogLevel("OFF")
frame = spark.read.schema("id string, text string").json(%(source)r).repartition(8)
found = annotate(frame, text="text", id="id", rules=%(rules)r, program=%(program)r)
found.select("id", "annotations").write.mode("overwrite").parquet(%(target)r)
back = spark.read.parquet(%(target)r)
with open(%(out)r, "w") as f:
    for row in back.toLocalIterator():
        f.write(json.dumps({"id": row["id"], "annotations": [
            dict(a.asDict(), attributes=json.loads(a["attributes"])) for a in row["annotations"]]}) + "\n")
spark.stop()
"""


def with_spark(directory, source, kill):
    out = os.path.join(directory, "spark.jsonl")
    script = SPARK % {"package": os.path.join(ROOT, "scripts/python"), "source": source, "out": out,
                      "master": "local-cluster[2,1,1024]", "rules": RULES, "program": PROGRAM,
                      "target": os.path.join(directory, "parquet")}
    environment = dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    start = time.time()
    process = subprocess.Popen([sys.executable, "-c", script], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    victim = kill_one("CoarseGrainedExecutorBackend", kill) if kill else None
    errors = process.communicate()[1]
    if process.returncode:
        print(errors.decode()[-1500:])
        return None, victim, 0
    with open(out) as f:
        return f.read().splitlines(), victim, time.time() - start


def only_annotations(lines):
    return sorted(json.dumps({"id": r["id"], "annotations": r["annotations"]}, sort_keys=True)
                  for r in map(json.loads, lines))


def main(count):
    documents = list(articles(count))
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "articles.jsonl")
        with open(source, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
        start = time.time()
        done = subprocess.run([PROGRAM, *RULES, "-j", "2", "-f", "jsonl", "-t", "jsonl", source],
                              stdout=subprocess.PIPE, check=True)
        base = time.time() - start
        wanted = done.stdout.decode().splitlines()
        check("-j 2: a record for each article", len(wanted) == count)

        start = time.time()
        done = subprocess.run("parallel --will-cite --pipe --keep-order --block 200k -j 2 '%s %s -f "
                              "jsonl -t jsonl -' < %s" % (PROGRAM, RULES[0], source), shell=True,
                              stdout=subprocess.PIPE, check=True)
        parallel = time.time() - start
        check("GNU parallel: the same bytes", done.stdout.decode().splitlines() == wanted)

        lines, again, dask = with_dask(documents)
        check("Dask %s: the same records" % version("dask"), canonical(lines) == canonical(wanted))
        check("Dask, a worker killed: the same records", canonical(again) == canonical(wanted))

        lines, _, spark = with_spark(directory, source, 0)
        check("Spark %s: the same annotations" % version("pyspark"),
              lines is not None and only_annotations(lines) == only_annotations(wanted))
        lines, victim, _ = with_spark(directory, source, max(8.0, spark * 0.6))
        check("Spark, an executor killed (%s): the same" % bool(victim),
              victim is not None and lines is not None and
              only_annotations(lines) == only_annotations(wanted))

        # a document that kills its worker, and a rule that fails
        rule = os.path.join(directory, "bad.lua")
        with open(rule, "w") as f:
            f.write('rule "bad.fails" { emit = "X", run = function(doc)\n'
                    '  if doc.id == "a000003" then error("no") end end }\n')
        import newsengine
        records = list(newsengine.run(documents[:10], [*RULES, rule], program=PROGRAM))
        check("a rule that fails: its error in the record, the rest the same",
              [len(r.errors) for r in records] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0] and
              [r.data["annotations"] for r in records] ==
              [json.loads(w)["annotations"] for w in wanted[:10]])
        print("%d articles: -j 2 %.1f s; over it parallel %+.0f %%, Dask %+.0f %%, Spark with its start "
              "%+.0f %%" % (count, base, *(100 * (t / base - 1) for t in (parallel, dask, spark))))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    print("scale: %d failed" % len(failed))
    sys.exit(bool(failed))
