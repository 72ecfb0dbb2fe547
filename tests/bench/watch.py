#!/usr/bin/env python3
"""From a save to what `watch` says of it, for kinds of saves and packs.

    tests/bench/watch.py ARTICLES.jsonl [ROUNDS]      (articles: {"id", "text"} a line)

Each kind of save is made and taken back ROUNDS times (5) in a copy of rules/; told are the
median milliseconds from the save to the first line and to the last one (the diff is whole), the
processor time that the busiest process took (what a quiet machine would show), and how many
documents the save changes."""
import json, os, re, select, shutil, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OWN = """use "names"
lexicon "goods" { "maize", "wheat", "sugar", "oil", "copper" }
let "moved" [[ (rose | fell | climbed) ]]
rule "goods" { emit = "Goods", pattern = [[ what:@goods ]],
  set = function(m) return { what = m.what.text } end }
rule "said" { emit = "Said", pattern = [[ who:{Person} (said | says) ]] }
rule "moves" { emit = "Moves", pattern = [[ {Goods} $moved ]] }
"""
COMMENT = ("", "-- a comment\n")
REPORTED = ("quotes/reported.lua", "]]", " zzz?]]")
# kind -> file, what is replaced once, by what
SAVES = {
    "own": {
        "comment": ("own.lua", "") + COMMENT[1:],
        "pattern": ("own.lua", "(said | says)", "(said | says | adds)"),
        "pattern, most documents": ("own.lua", "(said | says)", "."),
        "let": ("own.lua", "| climbed", "| climbed | was"),
        "lexicon": ("own.lua", '"oil"', '"oil", "the"'),
        "rule added": ("own.lua", 'rule "said"', 'rule "a" { emit = "A", pattern = [[ a ]] }\nrule "said"'),
    },
    "quotes": {
        "comment": ("quotes/reported.lua", "") + COMMENT[1:],
        "pattern, nothing changes": REPORTED,
        "verb row added": ("lexicons/cues.tsv", None, "zigzag"),
        "let": ("quotes/phrases.lua", 'let "opening" [[ ^', 'let "opening" [[ ^ zzqq?'),
        "rule removed": ("quotes/passive.lua", None, None),
        "main rule renamed": ("quotes/reported.lua", 'rule "quote.reported"', 'rule "quote.told"'),
        "row of organizations": ("lexicons/organizations.hand.tsv", None, "Zigzag Works"),
        "function of names": ("names/decide.lua", '"None", 0', '"None", 1'),
    },
}
SAVES["news"] = SAVES["quotes"]


def edited(source, save):
    path, old, new = save
    if old is None and new is None:  # the first rule goes
        return re.sub(r'\nrule "[^\n]*\{\n.*?\n\}\n', "\n", source, count=1, flags=re.S)
    if old is None:  # a row like the last one
        row = source.rstrip("\n").rsplit("\n", 1)[1].split("\t")
        return source.rstrip("\n") + "\n" + "\t".join([new] + row[1:]) + "\n"
    if old == "":
        return new + source
    made = source.replace(old, new, 1)
    assert made != source, save
    return made


class Watch:
    def __init__(self, rules, texts):
        self.process = subprocess.Popen(
            [os.path.join(ROOT, "newsengine"), "watch", rules, "-t", "json", texts],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.buffer = b""

    def line(self, timeout=60):
        """-> when its first byte came, when it was whole, the line"""
        first, end = None, time.time() + timeout
        while b"\n" not in self.buffer:
            if not select.select([self.process.stdout], [], [], max(0, end - time.time()))[0]:
                sys.exit("nothing is told")
            self.buffer += os.read(self.process.stdout.fileno(), 1 << 20)
            first = first or time.time()
        text, self.buffer = self.buffer.split(b"\n", 1)
        return first or time.time(), time.time(), json.loads(text)


def processor_time(parent):
    """-> milliseconds that each process of the command has run"""
    pids = [parent] + [int(pid) for pid in
                       open(f"/proc/{parent}/task/{parent}/children").read().split()]
    return {pid: int(open(f"/proc/{pid}/schedstat").read().split()[0]) / 1e6 for pid in pids}


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    room = tempfile.mkdtemp()
    os.environ["XDG_CACHE_HOME"] = os.path.join(room, "cache")
    rules, texts = os.path.join(room, "rules"), os.path.join(room, "texts.jsonl")
    shutil.copytree(os.path.join(ROOT, "rules"), rules)
    with open(os.path.join(rules, "own.lua"), "w") as out:
        out.write(OWN)
    with open(sys.argv[1]) as lines, open(texts, "w") as out:
        for number, text in zip(range(100), lines):
            out.write(text)
    print(f"{number + 1} documents, {os.path.getsize(texts) / (number + 1) / 1e3:.1f} KB each")
    print(f"{'pack':8} {'save':26} {'first':>6} {'whole':>6} {'busy':>6}  documents changed")
    for pack, saves in SAVES.items():
        watch = Watch(os.path.join(rules, pack + ".lua"), texts)
        started = time.time()
        watch.line()
        print(f"{pack:8} {'(start)':26} {(time.time() - started) * 1e3:6.0f}")
        for kind, save in saves.items():
            path = os.path.join(rules, save[0])
            source = open(path).read()
            first, whole, busy, changed = [], [], [], 0
            for turn in range(2 * rounds):
                time.sleep(0.5)
                with open(path + ".new", "w") as out:
                    out.write(source if turn % 2 else edited(source, save))
                before, saved = processor_time(watch.process.pid), time.time()
                os.rename(path + ".new", path)
                a, b, told = watch.line()
                after = processor_time(watch.process.pid)
                busy.append(max(after[pid] - before[pid] for pid in before))
                first.append((a - saved) * 1e3)
                whole.append((b - saved) * 1e3)
                changed = max(changed, len({change["id"] for change in told["changes"]}))
            print(f"{pack:8} {kind:26} {statistics.median(first):6.0f} {statistics.median(whole):6.0f}"
                  f" {statistics.median(busy):6.0f}  {changed}", flush=True)
        watch.process.kill()
        watch.process.wait()
    shutil.rmtree(room)


if __name__ == "__main__":
    main()
