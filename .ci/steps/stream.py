"""A stream of JSON Lines made on the fly through the program: memory of each process must be
flat.  Prints megabytes a second and the largest memory of a process.

    python3 .ci/steps/stream.py MEGABYTES [WORKERS]
"""
import json
import os
import subprocess
import sys
import threading
import time

LIMIT_KB = 64 * 1024


def line(i):
    words = "The dam near the town of Lodar broke on day %d, the mayor said. " % i
    return json.dumps({"id": str(i), "text": words * 60}).encode() + b"\n"


def memory(root, most):
    """Resident memory of the program and its workers, from /proc."""
    while root.poll() is None:
        pids = [root.pid]
        try:
            with open("/proc/%d/task/%d/children" % (root.pid, root.pid)) as f:
                pids += [int(p) for p in f.read().split()]
            for pid in pids:
                with open("/proc/%d/status" % pid) as f:
                    for row in f:
                        if row.startswith("VmRSS"):
                            most[0] = max(most[0], int(row.split()[1]))
        except OSError:
            pass
        time.sleep(0.05)


def main():
    megabytes = int(sys.argv[1])
    workers = sys.argv[2] if len(sys.argv) > 2 else "1"
    batch = [line(i) for i in range(2000)]
    data, documents = b"".join(batch), len(batch)
    program = subprocess.Popen(["./newsengine", "-f", "jsonl", "--layers", "Token", "-t", "count",
                                "-j", workers, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    most = [0]
    watcher = threading.Thread(target=memory, args=(program, most))
    watcher.start()
    start, sent, count = time.time(), 0, 0
    while sent < megabytes * 1000000:
        program.stdin.write(data)
        sent += len(data)
        count += documents
    program.stdin.close()
    out = program.stdout.read()
    code = program.wait()
    seconds = time.time() - start
    watcher.join()
    print("%.1f GB, %d documents, %.0f MB/s, most memory of a process %.1f MB, %s" % (
        sent / 1e9, count, sent / 1e6 / seconds, most[0] / 1024, out.decode().strip()))
    sys.exit(code != 0 or most[0] > LIMIT_KB or not out)


if __name__ == "__main__":
    main()
