"""Memory over many documents is flat: the largest memory of a process in the last third of a
run stays within a tenth (and 4 MB) of that in the second third, and from 300,000 documents on
within 1 MB for each 100,000; no process has more descriptors than at first.

    python3 .ci/steps/memory.py DOCUMENTS PARAGRAPHS ARGUMENTS-OF-NEWSENGINE...
"""
import os
import subprocess
import sys
import time

from processes import children


def resident(pid):
    """Kilobytes of private memory of a process."""
    try:
        with open("/proc/%d/status" % pid) as f:
            return sum(int(line.split()[1]) for line in f
                       if line.startswith(("RssAnon:", "RssShmem:")))
    except OSError:
        return 0


def descriptors(pid):
    try:
        return len(os.listdir("/proc/%d/fd" % pid))
    except OSError:
        return 0


def sample(pid):
    workers = children(pid)
    return (resident(pid), max(map(resident, workers), default=0),
            descriptors(pid), max(map(descriptors, workers), default=0))


documents, paragraphs, arguments = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
text = subprocess.Popen(["lua5.4", "tests/bench/text.lua", "jsonl", str(documents), paragraphs],
                        stdout=subprocess.PIPE)
out = subprocess.Popen(["wc", "-l"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
run = subprocess.Popen(["./newsengine", "-q", "-f", "jsonl", "-t", "jsonl"] + arguments + ["-"],
                       stdin=text.stdout, stdout=out.stdin)
text.stdout.close()
out.stdin.close()
samples = []
while run.poll() is None:
    samples.append(sample(run.pid))
    time.sleep(0.1)
records = int(out.stdout.read())
third = len(samples) // 3
if run.returncode or records != documents or third < 5:
    sys.exit("exit %d, %d records, %d samples" % (run.returncode, records, len(samples)))
status = 0
for which, name in ((0, "supervisor"), (1, "largest worker")):
    second = max(s[which] for s in samples[third:2 * third])
    last = max(s[which] for s in samples[2 * third:])
    growth = (last - second) / (documents / 3 / 100000)
    flat = growth < 1024 if documents >= 300000 else last <= second * 1.1 + 4096
    print("%s: %.1f MB, then %.1f MB, %.2f MB per 100,000%s"
          % (name, second / 1024, last / 1024, growth / 1024, "" if flat else "  GROWS"))
    status |= not flat
    if last == 0:
        sys.exit("nothing was measured")
for which, name in ((2, "supervisor"), (3, "worker")):
    early = max(s[which] for s in samples[:third])
    late = max(s[which] for s in samples[third:])
    print("%s: %d descriptors, then %d%s" % (name, early, late, "" if late <= early else "  MORE"))
    status |= late > early
print("%d documents" % records)
sys.exit(status)
