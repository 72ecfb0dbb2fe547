"""The Python package: pytest, with the program of this tree."""
import itertools
import json
import os
import subprocess
import sys
import threading
import time

import pytest

import newsengine
from newsengine import DocumentError, EngineError

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "newsengine")
TEXT = "“We will act,” said Ana Lopes on Monday. The minister said that 😀 prices would fall."


def run(documents, rules=("quotes",), **options):
    return newsengine.run(documents, list(rules), program=PROGRAM, **options)


@pytest.fixture(autouse=True)
def nothing_is_left():
    """No test leaves a process, ended or not."""
    before = children()
    yield
    for _ in range(50):
        if children() == before:
            break
        time.sleep(0.1)
    assert children() == before, "a process is left"


def children():
    with open("/proc/self/task/%d/children" % os.getpid()) as f:
        return f.read().split()


def test_records_come_one_for_each_document_in_order():
    documents = [TEXT, {"id": "b", "text": "Nothing."}, {"id": 3, "text": TEXT, "extra": [1]}]
    records = list(run(documents))
    assert [r.id for r in records] == ["-#1", "b", 3]
    assert [len(r.layer("Quote")) for r in records] == [2, 0, 2]
    assert [r.source for r in records] == [{}, {}, {"extra": [1]}]


def test_a_document_that_failed_keeps_its_fields():
    record, = run([{"id": 1, "text": None, "extra": [1]}])
    assert (record.id, record.source, record.annotations) == (1, {"extra": [1]}, [])
    assert record.errors[0]["code"] == "read"


def test_annotations_are_light_objects():
    record = next(run([TEXT]))
    quote = record.layer("Quote")[0]
    assert quote.text == "“We will act,”" and TEXT[quote.start:quote.end] == quote.text
    assert quote.speaker.text == "Ana Lopes" and quote.cue.text == "said"
    assert quote.type == "direct" and quote.nothing is None
    assert isinstance(quote.content, list) and quote.content[0].text == quote.text
    second = record.layer("Quote")[1]
    assert TEXT[second.start:second.end] == second.text
    assert newsengine.Record.from_json(record.to_json()).data == record.data


def test_rows_for_a_data_frame():
    rows = list(newsengine.to_rows(run([{"id": "a", "text": TEXT}])))
    assert [r["document"] for r in rows] == ["a", "a"]
    assert rows[0]["speaker"] == "Ana Lopes" and rows[0]["content"] == "“We will act,”"
    assert rows[0]["speaker.name"] == "Ana Lopes" and rows[0]["speaker.entity"] == "person:1"


def test_documents_are_taken_as_they_are_needed():
    taken = itertools.count()
    last = [0]

    def endless():
        for last[0] in taken:
            yield {"id": last[0], "text": "Ann said that it rains. " * 40}
    before = children()
    records = run(endless())
    assert [next(records).id for _ in range(10)] == list(range(10))
    records.close()
    time.sleep(0.2)
    stopped_at = last[0]
    assert stopped_at < 20000, "more than the pipes hold was taken"
    time.sleep(0.3)
    assert last[0] <= stopped_at + 1
    assert children() == before, "a process is left"
    assert threading.active_count() < 5


def test_large_documents_do_not_block():
    line = "The minister said that it rains.\n"
    options = dict(rules=(), timeout=300, memory=4000)
    small = {"id": "small", "text": TEXT}
    records = list(run([{"id": "many", "text": line * 100000}, small], layers=["Sentence"], **options))
    assert [r.id for r in records] == ["many", "small"]
    assert len(records[0].annotations) == 100000
    big = {"id": "50 MB", "text": line * (50000000 // len(line)) + TEXT}
    records = list(run([big, small], layers=["Quoted"], **options))
    assert [r.id for r in records] == ["50 MB", "small"]
    assert [len(r.layer("Quoted")) for r in records] == [1, 1]
    assert not any(r.errors for r in records)


def test_a_missing_program_is_told():
    with pytest.raises(EngineError, match="no program 'nothing-of-this-name'"):
        newsengine.run([TEXT], program="nothing-of-this-name")


def test_a_broken_rule_is_told(tmp_path):
    rule = tmp_path / "broken.lua"
    rule.write_text('rule "x" { pattern = [[ ( ]], emit = "X" }')
    with pytest.raises(EngineError) as caught:
        list(run([TEXT], [rule]))
    assert caught.value.code == 2 and "broken.lua:1" in str(caught.value)


def test_failures_are_records_or_exceptions(tmp_path):
    rule = tmp_path / "fails.lua"
    rule.write_text('rule "x.fails" { emit = "X", run = function(doc)\n'
                    '  if doc.text:find("bad") then error("no way") end\nend }')
    documents = [{"id": 1, "text": "good"}, {"id": 2, "text": "bad"}, {"id": 3, "text": "good"}]
    records = list(run(documents, [rule]))
    assert [len(r.errors) for r in records] == [0, 1, 0]
    assert records[1].errors[0]["rule"] == "x.fails"
    seen = []
    with pytest.raises(DocumentError, match="no way") as caught:
        for record in run(documents, [rule], errors="raise"):
            seen.append(record.id)
    assert seen == [1] and caught.value.record.id == 2
    with pytest.raises(ValueError):
        run(documents, errors="ignore")


def test_fields_of_other_names_are_given_as_a_mapping():
    documents = [{"url": "a", "body": TEXT}]
    records = list(run(documents, option={"text": "body", "id": "url"}))
    assert [(r.id, r.errors) for r in records] == [("a", [])]
    assert records[0].layer("Quote")


def test_one_text_or_rule_instead_of_several_is_refused():
    for one in (TEXT, TEXT.encode(), {"id": 1, "text": TEXT}):
        with pytest.raises(TypeError, match="documents"):
            run(one)
    with pytest.raises(TypeError, match=r"rules: .*\['quotes'\]"):
        newsengine.run([TEXT], "quotes", program=PROGRAM)


def test_what_is_no_document_is_told_by_its_type():
    for one, kind in ((7, "int"), (None, "NoneType"), (TEXT.encode(), "bytes")):
        with pytest.raises(TypeError, match="a text or a mapping expected, not " + kind):
            list(run([TEXT, one]))


def test_an_exception_of_the_documents_reaches_the_caller():
    def failing():
        yield TEXT
        raise KeyError("source")
    seen = []
    with pytest.raises(KeyError, match="source"):
        for record in run(failing()):
            seen.append(record)
    assert len(seen) == 1


def test_a_killed_program_is_an_error():
    def documents():
        for i in itertools.count():
            if i == 50:
                subprocess.run(["pkill", "-KILL", "-P", str(os.getpid()), "newsengine"], check=True)
            yield TEXT
    with pytest.raises(EngineError) as caught:
        list(run(documents()))
    assert caught.value.code == -9


def test_memory_is_flat():
    script = """
import resource, sys
import newsengine
def documents(n):
    for i in range(n):
        yield {"id": i, "text": "Ann Lee said that it rains. " * 20}
peaks = []
for n in (5000, 100000):
    count = sum(1 for _ in newsengine.run(documents(n), program=%r, layers=["Sentence"]))
    assert count == n
    peaks.append(max(resource.getrusage(who).ru_maxrss
                     for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
assert peaks[1] < peaks[0] + 8000, peaks
""" % PROGRAM
    subprocess.run([sys.executable, "-c", script], check=True, env=dict(os.environ))


def test_spacy_document():
    spacy = pytest.importorskip("spacy")
    record = next(run([TEXT], ["quotes", "names"]))
    doc = newsengine.to_spacy(record, TEXT)
    assert doc.text == TEXT
    assert [s.text for s in doc.spans["Quote"]][0] == "“We will act,”"
    assert "Ana Lopes" in [s.text for s in doc.spans["Person"]]
    assert spacy.__version__


def test_the_program_is_found_by_the_environment(monkeypatch):
    monkeypatch.setenv("NEWSENGINE", PROGRAM)
    assert newsengine.find_program() == PROGRAM
    assert json.loads(next(newsengine.run([TEXT], ["quotes"])).to_json())["id"] == "-#1"
