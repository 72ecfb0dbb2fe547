"""One peer on one text: prints megabytes a second and how many were found.

    build/peers/bin/python tests/bench/peers.py PEER TEXT

Processor time, the best of three.  The text is cut into the same documents as in
bench_core.c.
"""
import os
import re
import sys
import time


def documents(path, length=16384):
    with open(path, "rb") as f:
        data = f.read()
    at = 0
    while at < len(data):
        line = data.find(b"\n", at + length)
        end = line + 1 if line >= 0 else len(data)
        yield data[at:end].decode("utf-8", "replace")
        at = end


def best(run, texts, rounds=3):
    took, found = None, 0
    for _ in range(rounds):
        start = time.process_time()
        found = sum(run(t) for t in texts)
        seconds = time.process_time() - start
        took = seconds if took is None or seconds < took else took
    size = sum(len(t.encode()) for t in texts)
    print("%.3f %d" % (size / took / 1e6, found))


def blingfire_words(path):
    from blingfire import text_to_words
    best(lambda t: text_to_words(t).count(" ") + 1, list(documents(path)))


def blingfire_sentences(path):
    from blingfire import text_to_sentences
    best(lambda t: text_to_sentences(t).count("\n") + 1, list(documents(path)))


# ---- the patterns of patterns.txt that spaCy's Matcher can say: sequences of words,
# lexicons of one word, flags, counts; a group of alternatives of one word each is IN.

FLAGS = {"cap": {"SHAPE": {"REGEX": "^X"}}, "alpha": {"IS_ALPHA": True},
         "upper": {"IS_UPPER": True}, "lower": {"IS_LOWER": True}, "num": {"LIKE_NUM": True},
         "digit": {"IS_DIGIT": True}, "dash": {"LOWER": {"IN": ["-", "--", "–", "—"]}},
         "open": {"LOWER": {"IN": ["“", "‘", "(", '"']}},
         "close": {"LOWER": {"IN": ["”", "’", ")", '"']}}, "!first": {"IS_SENT_START": False}}
PIECE = re.compile(r"""\s*(?: [a-z]+:(?=[(\[@$.]) | (?P<word>[A-Za-z][\w.]*|[,%$-](?![\w])|"[^"]+")
    | (?P<lex>@\w+) | (?P<macro>\$\w+) | \[(?P<set>(?:/[^/]*/|[^\]])*)\] | (?P<any>\.)
    | (?P<open>\((?:\?[=!])?) | (?P<close>\)) | (?P<or>\|) | (?P<anchor>[$^]) )
    (?P<count>(?:\?|\*|\+|\{\d*,?\d*\})?\??)""", re.X)


class Unsaid(Exception):
    """The pattern needs what the Matcher has no word for."""


def read_pack(path="tests/bench/patterns.txt"):
    lexicons, macros, patterns = {}, {}, []
    with open(path, encoding="utf-8") as f:
        for line in f:
            kind, _, rest = line.rstrip("\n").partition(" ")
            name, _, source = rest.partition(" ")
            if kind == "lexicon":
                lexicons[name] = source.split()
            elif kind == "let":
                macros[name] = source
            elif kind == "pattern":
                patterns.append(rest)
    return lexicons, macros, patterns


def one_word(part, lexicons):
    """The constraints of [ ... ]."""
    token = {}
    for term in (t.strip() for t in part.split("&")):
        if "|" in term and not term.startswith("/"):
            words = []
            for option in (o.strip() for o in term.split("|")):
                if not option.startswith("@"):
                    raise Unsaid(part)
                words += lexicons[option[1:]]
            token["LOWER"] = {"IN": words}
        elif term.startswith("@"):
            token["LOWER"] = {"IN": lexicons[term[1:]]}
        elif term.startswith("!@"):
            token["LOWER"] = {"NOT_IN": lexicons[term[2:]]}
        elif term.startswith("/"):
            token["TEXT"] = {"REGEX": term.strip("/")}
        elif term in FLAGS:
            token.update(FLAGS[term])
        else:
            raise Unsaid(part)
    return token


def repeated(sequences, count):
    """A list of alternatives (lists of tokens) with a count behind it."""
    if not count:
        return sequences
    if all(len(s) == 1 and "OP" not in s[0] for s in sequences) and len(sequences) == 1:
        op = count[:-1] if count.endswith("?") and len(count) > 1 else count
        return [[dict(sequences[0][0], OP=op)]]
    if count == "?":
        return sequences + [[]]
    limits = re.match(r"\{(\d*),?(\d*)\}", count)
    if not limits:
        raise Unsaid(count)
    out, low = [], int(limits.group(1) or 0)
    for n in range(low, int(limits.group(2) or low) + 1):
        out += product([sequences] * n)
    return out


def product(parts):
    """Every way to take one alternative of each part, in a row."""
    out = [[]]
    for part in parts:
        out = [a + b for a in out for b in part]
        if len(out) > 64:
            raise Unsaid("too many alternatives")
    return out


def merged(options):
    """Alternatives that are one word each become one alternative: IN."""
    words, rest = [], []
    for option in options:
        lower = option[0].get("LOWER") if len(option) == 1 and len(option[0]) == 1 else None
        if isinstance(lower, str):
            words.append(lower)
        elif lower and set(lower) == {"IN"}:
            words += lower["IN"]
        else:
            rest.append(option)
    return [[{"LOWER": {"IN": words}}]] * bool(words) + rest


def parse(source, lexicons, macros):
    """Alternatives, each a list of tokens, of a pattern's source."""
    place = 0

    def alternatives(inside):
        nonlocal place
        options, parts = [], []
        while True:
            m = PIECE.match(source, place)
            if not m or m.end() == place:
                if source[place:].strip():
                    raise Unsaid(source[place:])
                break
            place = m.end()
            count = m.group("count")
            if m.group("close"):
                if not inside:
                    raise Unsaid("bracket")
                break
            if m.group("or"):
                options += product(parts)
                parts = []
            elif m.group("open"):
                if "?" in m.group("open"):
                    raise Unsaid("look-around")
                group, count = alternatives(True)
                parts.append(repeated(group, count))
            elif m.group("macro"):
                parts.append(repeated(parse(macros[m.group("macro")[1:]], lexicons, macros), count))
            elif m.group("anchor"):
                raise Unsaid("anchor")
            elif m.group("word"):
                word = m.group("word").strip('"').lower()
                parts.append(repeated([[{"LOWER": word}]], count))
            elif m.group("lex"):
                parts.append(repeated([[{"LOWER": {"IN": lexicons[m.group("lex")[1:]]}}]], count))
            elif m.group("set") is not None:
                parts.append(repeated([[one_word(m.group("set"), lexicons)]], count))
            elif m.group("any"):
                parts.append(repeated([[{}]], count))
        options = merged(options + product(parts))
        return (options, count) if inside else options

    return alternatives(False)


def spacy_matcher(path):
    import spacy
    from spacy.matcher import Matcher
    nlp = spacy.blank("en")
    lexicons, macros, patterns = read_pack()
    matcher, said = Matcher(nlp.vocab), 0
    for number, source in enumerate(patterns):
        try:
            found = [p for p in parse(source, lexicons, macros) if p]
            matcher.add("p%d" % number, found, greedy="FIRST")
            said += 1
        except (Unsaid, KeyError):
            pass
    texts = list(documents(path))[:12]
    docs = {t: nlp(t) for t in texts}
    for doc in docs.values():
        for token in doc[1:]:
            token.is_sent_start = token.nbor(-1).text in ".!?"
    print("spaCy's Matcher can say %d of the %d patterns" % (said, len(patterns)),
          file=sys.stderr)
    best(lambda t: len(matcher(docs[t])), texts, 1)


def aho_corasick(path):
    from ahocorasick_rs import AhoCorasick
    lexicons = read_pack()[0]
    words = sorted({w for list_ in lexicons.values() for w in list_})
    automaton = AhoCorasick(words)
    best(lambda t: len(automaton.find_matches_as_indexes(t)), list(documents(path)))


# ---- the story of a page; `path` is a folder of pages; prints pages a second and how many

def pages(run, folder):
    found, seconds = 0, 0
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            data = f.read()
        start = time.process_time()
        try:
            found += bool(run(data))
        except Exception:  # a page that a peer cannot read counts as not found
            pass
        seconds += time.process_time() - start
    print("%.3f %d" % (len(os.listdir(folder)) / seconds, found))


def trafilatura(folder):
    from trafilatura import bare_extraction
    pages(lambda data: bare_extraction(data, with_metadata=True), folder)


def readability(folder):
    from readability import Document

    def run(data):
        page = Document(data.decode("utf-8", "replace"))
        return page.summary() and page.short_title()
    pages(run, folder)


def newspaper(folder):
    from newspaper import Article

    def run(data):
        page = Article("http://localhost/", fetch_images=False)
        page.download(input_html=data.decode("utf-8", "replace"))
        page.parse()
        return page.text
    pages(run, folder)


def aho_corasick_phrases(count):
    """The phrases that run.lua made for the lexicon rows."""
    def run(path):
        from ahocorasick_rs import AhoCorasick
        with open("build/bench/phrases-%d.tsv" % count, encoding="utf-8") as f:
            keys = [line.split("\t")[0] for line in f][1:]
        automaton = AhoCorasick(keys)
        best(lambda t: len(automaton.find_matches_as_indexes(t)), list(documents(path)))
    return run


PEERS = {"trafilatura": trafilatura, "readability": readability, "newspaper": newspaper,
         "aho_corasick_100000": aho_corasick_phrases(100000),
         "aho_corasick_1000000": aho_corasick_phrases(1000000),
         "blingfire_words": blingfire_words, "blingfire_sentences": blingfire_sentences,
         "spacy_matcher": spacy_matcher, "aho_corasick": aho_corasick}
PEERS[sys.argv[1]](sys.argv[2])
