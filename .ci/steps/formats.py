"""The formats, read back by programs and packages of others: every annotation with its offsets, or
as much as the format can carry; schemas if ../shared/formats/schemas exists.

    build/venv/bin/python .ci/steps/formats.py     after .ci/steps/formats, which installs
"""
import collections
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings
from importlib.metadata import version

warnings.simplefilter("ignore")  # of the packages

SCHEMAS = "../shared/formats/schemas/"
DOCUMENTS = ["tests/formats/astral.txt", "tests/articles/wire.txt"]
TIMES = {"Date", "Time", "Duration", "Set"}
failed = []
skipped = []


def run(*words, data=None):
    done = subprocess.run(["./newsengine", *words], input=data, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    if done.returncode not in (0, 3):
        raise SystemExit("newsengine %s: %s" % (" ".join(words), done.stderr.decode()))
    return done.stdout.decode("utf-8")


def written(name, *paths):
    return run("rules/news.lua", "-t", name, *paths)


def record(path, unit="codepoint"):
    return json.loads(run("rules/news.lua", "-t", "jsonl", "--offsets", unit, path))


def keys(rec):
    return sorted((a["layer"], a["start"], a["end"], a["text"]) for a in rec["annotations"])


def text_of(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def row(name, reader, path, got, wanted):
    same = got == wanted
    print("%-14s %-34s %-26s %4d of %4d %s" % (name, reader, os.path.basename(path), len(got),
                                              len(wanted), "ok" if same else "DIFFER"))
    if not same:
        failed.append(name)
        a, b = collections.Counter(map(str, got)), collections.Counter(map(str, wanted))
        print("   not read:", list((b - a))[:3], "\n   not written:", list((a - b))[:3])


def valid(name, program, path, problem):
    print("%-14s %-34s %-26s %s" % (name, program, os.path.basename(path),
                                    "valid" if not problem else "INVALID"))
    if problem:
        failed.append(name)
        print("   " + str(problem)[:600])


def skip(name, why):
    skipped.append(name)
    print("%-14s skipped: %s" % (name, why))


def schema(name):
    path = SCHEMAS + name
    return path if os.path.exists(path) else None


def tool(words, text):
    """-> None when the program accepts the text, or else its message"""
    with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8", newline="") as f:
        f.write(text)
        f.flush()
        done = subprocess.run([w.replace("@", f.name) for w in words], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
    return None if done.returncode == 0 else done.stdout.decode("utf-8", "replace")


# ---- one document a file

def check_brat(path, rec):
    text, got = text_of(path), []
    layers = {a["layer"] for a in rec["annotations"]}
    for line in written("brat", path).split("\n"):
        if line.startswith("T"):
            _, middle, covered = line.split("\t", 2)
            layer, places = middle.split(" ", 1)
            pieces = [tuple(map(int, p.split())) for p in places.split(";")]
            assert covered == " ".join(text[s:e] for s, e in pieces), line
            if layer in layers:
                got.append((layer, pieces[0][0], pieces[-1][1],
                            text[pieces[0][0]:pieces[-1][1]]))
    row("brat", "standoff rules (this script)", path, sorted(got), keys(rec))


def check_conllu(path, rec):
    import conllu
    text, spans = text_of(path), {}
    for sentence in conllu.parse(written("conllu", path)):
        for token in sentence:
            if not isinstance(token["id"], int):
                continue
            start, end = map(int, token["misc"]["TokenRange"].split(":"))
            assert re.sub(r"\s", " ", text[start:end]) == token["form"]
            for layer, marks in token["misc"].items():
                if not re.fullmatch(r"[BI]-\d+(,[BI]-\d+)*", marks or ""):
                    continue
                for mark in marks.split(","):
                    number = int(mark[2:])
                    spans[number] = (layer, spans[number][1] if mark[0] == "I" else start, end)
    got = sorted((layer, s, e, text[s:e]) for layer, s, e in spans.values())
    row("conllu", "conllu " + version("conllu"), path, got, keys(rec))


def check_ud():
    path = os.path.join(tempfile.gettempdir(), "newsengine-%d.conllu" % os.getpid())
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(written("conllu", *DOCUMENTS))
    program = os.path.join(os.path.dirname(sys.executable), "udvalidate")
    done = subprocess.run([program, "--lang", "en", "--level", "2", path], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    os.remove(path)
    valid("conllu", "udtools %s, level 2" % version("udtools"), "both",
          None if done.returncode == 0 else done.stdout.decode())


def check_cas(path, _):
    import cassis
    wanted = keys(record(path))
    got = []
    cas = cassis.load_cas_from_json(io.StringIO(written("cas", path)))
    for a in cas.select_all():
        name = a.type.name
        if name.startswith("newsengine.") and name != "newsengine.Part":
            got.append((name[len("newsengine."):], a.begin, a.end, a.get_covered_text()))
            if name == "newsengine.Quote" and a.get("speaker"):
                assert a.speaker.get_covered_text()
    row("cas", "dkpro-cassis " + version("dkpro-cassis"), path, sorted(got), wanted)


def check_spacy(path, rec):
    import spacy
    from spacy.tokens import Doc
    if not Doc.has_extension("id"):
        Doc.set_extension("id", default=None)
    doc = Doc(spacy.blank("en").vocab).from_json(json.loads(written("spacy", path)))
    assert doc.text == text_of(path)
    got = sorted((s.label_, s.start_char, s.end_char, s.text)
                 for group in doc.spans.values() for s in group)
    assert doc.ents and list(doc.sents)
    row("spacy", "spaCy " + version("spacy"), path, got, keys(rec))


def object_schema(**properties):
    return {"type": "object", "required": sorted(properties), "properties": properties}


NUMBER, STRING = {"type": "integer", "minimum": 0}, {"type": "string"}
DOCCANO = object_schema(
    text=STRING,
    entities={"type": "array", "items": object_schema(id=NUMBER, start_offset=NUMBER,
                                                      end_offset=NUMBER, label=STRING)},
    relations={"type": "array", "items": object_schema(id=NUMBER, from_id=NUMBER, to_id=NUMBER,
                                                       type=STRING)})
PRODIGY = object_schema(
    text=STRING,
    tokens={"type": "array", "items": object_schema(text=STRING, start=NUMBER, end=NUMBER,
                                                    id=NUMBER, ws={"type": "boolean"})},
    spans={"type": "array", "items": object_schema(start=NUMBER, end=NUMBER, token_start=NUMBER,
                                                   token_end=NUMBER, label=STRING)})
LABELSTUDIO = {"type": "array", "items": object_schema(
    data=object_schema(text=STRING),
    predictions={"type": "array", "items": object_schema(
        model_version=STRING,
        result={"type": "array", "items": {"anyOf": [
            object_schema(id=STRING, from_name=STRING, to_name=STRING,
                          type={"const": "labels"},
                          value=object_schema(start=NUMBER, end=NUMBER, text=STRING,
                                              labels={"type": "array"})),
            object_schema(type={"const": "relation"}, from_id=STRING, to_id=STRING,
                          direction={"enum": ["left", "right", "bi"]},
                          labels={"type": "array"})]}})})}


def check_tools(path, rec):
    import jsonschema
    name = "jsonschema " + version("jsonschema")
    text = text_of(path)
    doc = json.loads(written("doccano", path))
    jsonschema.validate(doc, DOCCANO)
    row("doccano", name, path, sorted((e["label"], e["start_offset"], e["end_offset"],
                                       doc["text"][e["start_offset"]:e["end_offset"]])
                                      for e in doc["entities"]), keys(rec))
    doc = json.loads(written("prodigy", path))
    jsonschema.validate(doc, PRODIGY)
    row("prodigy", name, path, sorted((s["label"], s["start"], s["end"],
                                       doc["text"][s["start"]:s["end"]])
                                      for s in doc["spans"]), keys(rec))
    tasks = json.loads(written("labelstudio", path))
    jsonschema.validate(tasks, LABELSTUDIO)
    units = text.encode("utf-16-le")
    got = []
    for r in tasks[0]["predictions"][0]["result"]:
        if r["type"] == "labels":
            v = r["value"]
            assert units[2 * v["start"]:2 * v["end"]].decode("utf-16-le") == v["text"]
            got.append((v["labels"][0], v["start"], v["end"], v["text"]))
    row("labelstudio", name, path, sorted(got), keys(record(path, "utf16")))


def check_webannotation(path, rec):
    import jsonschema
    text, got = text_of(path), []
    page = json.loads(written("webannotation", path))
    for item in page["items"]:
        place = item["target"]["selector"][0]
        got.append((item["body"][0]["value"], place["start"], place["end"],
                    item["target"]["selector"][1]["exact"]))
        assert text[place["start"]:place["end"]] == got[-1][3]
    row("webannotation", "code points (this script)", path, sorted(got), keys(rec))
    folder = schema("w3c-annotation")
    if not folder:
        return skip("webannotation", "no schemas of the W3C tests")
    store = {}
    for base, _, files in os.walk(folder):
        for f in files:
            if f.endswith(".json"):
                try:
                    with open(os.path.join(base, f), encoding="utf-8") as h:
                        store[f] = json.load(h)
                except ValueError:
                    pass
    musts = [f for f in store if re.match(r"\d", f) and store[f].get("assertionType") == "must"]
    problems, unresolved = [], set()
    # 3 and 4 are of annotations; 5.2 of pages (partOf, next and prev of several pages).
    instances = [(dict(item, **{"@context": page["@context"]}), r"[34]") for item in page["items"]]
    instances.append((page, r"5\.2-page(?!PartOf|Next|Prev|StartIndex)"))
    ran = set()
    for instance, kind in instances:
        for f in musts:
            if not re.match(kind, f):
                continue
            resolver = jsonschema.RefResolver("", {}, store=store)
            try:
                bad = list(jsonschema.Draft4Validator(store[f], resolver=resolver)
                           .iter_errors(instance))
            except jsonschema.RefResolutionError:  # it asks for a file that is not there
                unresolved.add(f)
                continue
            ran.add(f)
            if bool(bad) == (store[f].get("expectedResult", "valid") == "valid"):
                problems.append((f, instance["id"]))
    valid("webannotation", "W3C test schemas, %d musts" % len(ran), path,
          problems or (None if len(ran) > 50 else "no assertion was run"))


def xml_texts(xml, wanted):
    """(tag, id or None, text) of the elements in `wanted`, in order."""
    import xml.etree.ElementTree as tree
    found = []
    for e in tree.fromstring(xml.encode("utf-8")).iter():
        tag = e.tag.rsplit("}", 1)[-1]
        if tag in wanted:
            found.append((tag, e, "".join(e.itertext())))
    return found


def squeeze(text):
    return re.sub(r"\s+", " ", text)


def check_tei(path, rec):
    xml = written("tei", path)
    parts = collections.OrderedDict()
    for _, e, text in xml_texts(xml, {"persName", "orgName", "placeName", "date", "time",
                                      "measure", "said", "seg"}):
        ident = e.get("{http://www.w3.org/XML/1998/namespace}id") or (e.get("prev") or "")[1:]
        number = re.search(r"-a(\d+)$", ident)
        if number:
            parts[int(number[1])] = parts.get(int(number[1]), "") + text
    got = sorted((rec["annotations"][n - 1]["layer"], squeeze(t)) for n, t in parts.items())
    wanted = sorted((a["layer"], squeeze(a["text"])) for a in rec["annotations"]
                    if a["layer"] != "Zone")
    row("tei", "ElementTree, zones apart", path, got, wanted)
    rng = schema("tei/tei_all-4.9.0.rng")
    if not rng:
        return skip("tei", "no tei_all schema")
    valid("tei", "jing, tei_all 4.9.0", path, tool(["jing", rng, "@"], xml))


def check_nitf(path, rec):
    xml = written("nitf", path)
    import xml.etree.ElementTree as tree
    assert tree.fromstring(xml.encode("utf-8")) is not None
    quotes = sorted(squeeze(t) for tag, e, t in xml_texts(xml, {"q"}) if e.get("id"))
    bodies = [(a["start"], a["end"]) for a in rec["annotations"]
              if a["layer"] == "Zone" and a["attributes"]["kind"] in ("body", "dateline")]
    wanted = sorted(squeeze(a["text"]) for a in rec["annotations"] if a["layer"] == "Quote"
                    and any(s <= a["start"] and a["end"] <= e for s, e in bodies))
    row("nitf", "ElementTree, quotations of the body", path, quotes, wanted)
    xsd = schema("nitf-3-6.xsd")
    if not xsd:
        return skip("nitf", "no schema")
    valid("nitf", "xmllint, NITF 3.6", path, tool(["xmllint", "--nonet", "--noout", "--schema", xsd,
                                                   "@"], xml))


def check_timeml(path, rec):
    xml = written("timeml", path)
    got = sorted(squeeze(t) for _, e, t in xml_texts(xml, {"TIMEX3"}) if e.get("tid") != "t0")
    wanted = sorted(squeeze(a["text"]) for a in rec["annotations"] if a["layer"] in TIMES)
    row("timeml", "ElementTree", path, got, wanted)
    xsd = schema("timeml/tml-min-consistency.xsd")
    if not xsd:
        return skip("timeml", "no schema")
    valid("timeml", "xmllint, TempEval-3's", path,
          tool(["xmllint", "--nonet", "--noout", "--schema", xsd, "@"], xml))


def check_ninjs(path, rec):
    import jsonschema
    item = json.loads(written("ninjs", path))
    people = {a["attributes"].get("entity") for a in rec["annotations"] if a["layer"] == "Person"}
    row("ninjs", "persons, each once", path, sorted(p["name"] for p in item["people"]),
        sorted({next(a["attributes"].get("name", a["text"]) for a in rec["annotations"]
                     if a["attributes"].get("entity") == e) for e in people}))
    path_ = schema("ninjs-schema_3.1.json")
    if not path_:
        return skip("ninjs", "no schema")
    with open(path_, encoding="utf-8") as f:
        rules = json.load(f)
    with open(SCHEMAS + "geojson-stub.json", encoding="utf-8") as f:
        stub = json.load(f)
    try:
        resolver = jsonschema.RefResolver.from_schema(rules, store={
            "https://geojson.org/schema/GeoJSON.json": stub,
            "http://json.schemastore.org/geojson": stub})
        jsonschema.Draft202012Validator(rules, resolver=resolver).validate(item)
        problem = None
    except jsonschema.ValidationError as e:
        problem = e.message
    valid("ninjs", "jsonschema, ninjs 3.1", path, problem)


def check_jsonld(path, rec):
    article = json.loads(written("jsonld", path))
    terms = {"NewsArticle", "Person", "Organization", "Place", "Quotation", "headline",
             "datePublished", "dateModified", "inLanguage", "author", "articleBody", "mentions",
             "hasPart", "name", "familyName", "givenName", "identifier", "text", "creator",
             "spokenByCharacter", "isPartOf", "url"}
    used = set()

    def walk(value):
        if isinstance(value, dict):
            used.update(k for k in value if k[0] != "@")
            used.add(value.get("@type", "Person"))
            for v in value.values():
                walk(v)
        elif isinstance(value, list):
            for v in value:
                walk(v)
    walk(article)
    unknown = used - terms
    context = schema("schemaorgcontext.jsonld")
    if context:
        with open(context, encoding="utf-8") as f:
            vocabulary = json.load(f)["@context"]
        unknown |= {t for t in used if t not in vocabulary}
    else:
        skip("jsonld", "no context of schema.org")
    valid("jsonld", "terms of schema.org", path, unknown)
    got = sorted(q["text"] for q in article["hasPart"])
    wanted = sorted(" ".join(c["text"] for c in a["attributes"]["content"])
                    for a in rec["annotations"] if a["layer"] == "Quote")
    row("jsonld", "quotations", path, got, wanted)


def check_html(path, _):
    problem = tool(["tidy", "-q", "-e", "--drop-empty-elements", "no", "@"], written("html", path))
    errors = [line for line in (problem or "").split("\n") if "Error:" in line]
    valid("html", "tidy", path, errors)


def check_markdown(path, rec):
    text = written("markdown", path)
    done = subprocess.run(["cmark", "-t", "xml"], input=text.encode(), stdout=subprocess.PIPE)
    import xml.etree.ElementTree as tree
    root = tree.fromstring(done.stdout)
    quotes = [e for e in root.iter() if e.tag.endswith("block_quote")]
    html = [e for e in root.iter() if e.tag.endswith("html_block") or e.tag.endswith("html_inline")]
    valid("markdown", "cmark, no HTML in it", path, [e.text for e in html])
    row("markdown", "cmark, quotations", path, [1] * len(quotes),
        [1 for a in rec["annotations"] if a["layer"] == "Quote"])


def check_tables(path, rec):
    rows = list(csv.DictReader(io.StringIO(written("csv", path), newline=""), strict=True))
    row("csv", "Python's csv", path,
        sorted((r["layer"], int(r["start"]), int(r["end"]), r["text"].lstrip("'")) for r in rows),
        sorted((a["layer"], a["start"], a["end"], a["text"].lstrip("'"))
               for a in rec["annotations"]))
    rows = list(csv.reader(io.StringIO(written("tsv", path)), delimiter="\t",
                           quoting=csv.QUOTE_NONE))
    row("tsv", "Python's csv", path, sorted((r[1], int(r[2]), int(r[3])) for r in rows[1:]),
        sorted((a["layer"], a["start"], a["end"]) for a in rec["annotations"]))


def check_conll(path, rec):
    words, tags = 0, 0
    for line in written("conll2003", path).split("\n")[2:]:
        if line:
            word, x, o, tag = line.split(" ")
            assert (x, o) == ("-X-", "O") and re.fullmatch(r"O|[BI]-[A-Z_]+", tag)
            words, tags = words + 1, tags + (tag[0] == "B")
    valid("conll2003", "four columns, IOB2", path, None if words and tags else "nothing in it")


# ---- all documents together

def check_networks():
    import networkx
    done = subprocess.run(["dot", "-Tcanon"], input=written("dot", *DOCUMENTS).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    nodes = len(re.findall(rb"^\s*n\d+\s+\[", done.stdout, re.M))
    gexf = written("gexf", *DOCUMENTS)
    graph = networkx.read_gexf(io.BytesIO(gexf.encode()))
    row("gexf", "networkx " + version("networkx"), "both", [1] * len(graph),
        [1] * gexf.count("<node "))
    valid("dot", "dot -Tcanon", "both", done.stderr.decode() or
          (None if nodes == len(graph) else "%d nodes, %d in gexf" % (nodes, len(graph))))
    xsd = schema("gexf-1.2/gexf.xsd")
    if not xsd:
        return skip("gexf", "no schema")
    valid("gexf", "xmllint, GEXF 1.2", "both",
          tool(["xmllint", "--nonet", "--noout", "--schema", xsd, "@"], gexf))


def check_corpus():
    xml = written("tei", *DOCUMENTS)
    rng = schema("tei/tei_all-4.9.0.rng")
    if rng:
        valid("tei", "jing, a teiCorpus", "both", tool(["jing", rng, "@"], xml))


# ---- hostile text through every format

HOSTILE = ["<script>alert(1)</script>", "</mark><img src=x onerror=alert(1)>", "]]>", "-->",
           "&lt;b&gt;", "=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "\u202Eevil\u202C",
           "\u001b[31mred", "a\u0000b", "$(touch x) `id`", "[x](javascript:alert(1))",
           "\u2028line\u2029", "\"quoted\" 'it'", "\\end", "| cell | cell |", "{{7*7}}", "%s%n",
           "\ufeffmark", "\u0085next"]


class Live(html.parser.HTMLParser):
    """Finds what in a page could run or load something, apart from its own script."""
    own = {"html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "main",
           "fieldset", "legend", "label", "input", "mark", "article", "p", "div", "aside", "strong",
           "ul", "ol", "li", "a", "time", "span", "section", "output", "table", "caption", "thead",
           "tbody", "tr", "th", "td", "figure", "svg", "line", "circle", "text", "figcaption"}

    def __init__(self):
        super().__init__()
        self.found, self.scripts = [], 0

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        if tag not in self.own and not (tag == "script" and self.scripts == 1):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcdoc", "action", "style") or \
                    (name == "href" and not value.startswith("#")):
                self.found.append((tag, name, value))


def check_hostile():
    text = "\n\n".join('"%s is here," said Ann Lee of Acme Corp on Monday. %s' % (h, h)
                       for h in HOSTILE)
    documents = [{"id": "x/../%s\n" % h, "text": text, "published": "2024-03-04"}
                 for h in HOSTILE[:6]]
    data = "".join(json.dumps(d) + "\n" for d in documents).encode()

    def given(name, one=False):
        return run("rules/news.lua", "-f", "jsonl", "-t", name, "-",
                   data=data.split(b"\n", 1)[0] + b"\n" if one else data)
    import xml.etree.ElementTree as tree
    bad = []
    for name in ("jsonl", "json", "labelstudio", "spacy", "doccano", "prodigy", "jsonld", "ninjs",
                 "webannotation", "article"):
        out = given(name)
        parsed = json.loads(out) if name in ("json", "labelstudio") else [
            json.loads(line) for line in out.split("\n") if line]
        if len(parsed) != len(documents):
            bad.append((name, len(parsed)))
        texts = [d.get("text", d.get("articleBody", d.get("data", {}).get("text")))
                 for d in parsed]
        if name in ("spacy", "doccano", "prodigy", "jsonld", "labelstudio") and \
                any(t != text for t in texts):
            bad.append((name, "text differs"))
    assert json.loads(given("cas", True))["%FEATURE_STRUCTURES"][0]["sofaString"] == text
    for name in ("tei", "gexf"):
        tree.fromstring(given(name).encode())
    for name in ("nitf", "timeml"):
        tree.fromstring(given(name, True).encode())
    page = Live()
    page.feed(given("html"))
    bad.extend(("html", what) for what in page.found)
    for name in ("csv", "tsv"):
        rows = list(csv.reader(io.StringIO(given(name), newline=""), strict=name == "csv",
                               delimiter="," if name == "csv" else "\t",
                               quoting=csv.QUOTE_MINIMAL if name == "csv" else csv.QUOTE_NONE))
        for cells in rows:
            if len(cells) != len(rows[0]):
                bad.append((name, cells))
            bad.extend((name, c) for c in cells
                       if re.match(r"[=+@\t\r-]", c) and not re.fullmatch(r"[-+]?[\d.]+", c))
    pretty = run("rules/news.lua", "-f", "jsonl", "-t", "pretty", "--color", "never", "-", data=data)
    if re.search("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]", pretty):
        bad.append(("pretty", "control characters"))
    done = subprocess.run(["cmark", "--unsafe"], input=given("markdown").encode(),
                          stdout=subprocess.PIPE)
    if re.search(rb"<script|<img|href=\"javascript", done.stdout):
        bad.append(("markdown", "live markup"))
    for name in ("conllu", "conll2003"):
        for line in given(name).split("\n"):
            cells = line.split("\t" if name == "conllu" else " ")
            if line and line[0] not in "#-" and len(cells) != (10 if name == "conllu" else 4):
                bad.append((name, line))
    done = subprocess.run(["dot", "-Tcanon"], input=given("dot").encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    if done.returncode:
        bad.append(("dot", done.stderr))
    valid("hostile text", "%d payloads, every format" % len(HOSTILE), "6 documents", bad)


for document in DOCUMENTS:
    whole = record(document)
    for check in (check_brat, check_conllu, check_conll, check_cas, check_spacy, check_tools,
                  check_webannotation, check_jsonld, check_ninjs, check_nitf, check_tei,
                  check_timeml, check_html, check_markdown, check_tables):
        check(document, whole)
check_networks()
check_ud()
check_corpus()
check_hostile()
print("formats: %d failed%s" % (len(failed), ", skipped: " + " ".join(sorted(set(skipped)))
                                if skipped else ""))
sys.exit(bool(failed))
