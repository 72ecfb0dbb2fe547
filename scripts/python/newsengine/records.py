"""Records as light objects: what they show is read from the record when it is asked for."""
from __future__ import annotations

import json
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Union

Document = Union[str, Mapping[str, Any]]


class Span:
    """A piece of a document's text: start and end in `Record.offset_unit`, and its text."""

    __slots__ = ("_data",)

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    @property
    def start(self) -> int:
        return int(self._data["start"])

    @property
    def end(self) -> int:
        return int(self._data["end"])

    @property
    def text(self) -> str:
        return str(self._data["text"])

    @property
    def name(self) -> Optional[str]:
        """The canonical name of what the span denotes, when that is known."""
        value = self._data.get("name")
        return None if value is None else str(value)

    @property
    def entity(self) -> Optional[str]:
        value = self._data.get("entity")
        return None if value is None else str(value)

    @property
    def ref(self) -> Optional[int]:
        """The id of the annotation that the span is, when the record has it."""
        value = self._data.get("ref")
        return None if value is None else int(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self._data == other._data

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return "%s(%d, %d, %r)" % (type(self).__name__, self.start, self.end, self.text)


def _value(data: Any) -> Any:
    if isinstance(data, dict) and "start" in data and "text" in data:
        return Span(data)
    if isinstance(data, list):
        return [_value(item) for item in data]
    return data


class Annotation(Span):
    """A span with a layer, the rule that made it, and attributes.

    Attributes are fields too (quote.speaker, quote.act); one that is not there is None.
    """

    __slots__ = ()

    @property
    def id(self) -> int:
        return int(self._data["id"])

    @property
    def layer(self) -> str:
        return str(self._data["layer"])

    @property
    def rule(self) -> str:
        return str(self._data["rule"])

    @property
    def name(self) -> Optional[str]:
        value = self.attributes.get("name")
        return None if value is None else str(value)

    @property
    def entity(self) -> Optional[str]:
        value = self.attributes.get("entity")
        return None if value is None else str(value)

    @property
    def attributes(self) -> Dict[str, Any]:
        """As the record has them: JSON values."""
        value = self._data["attributes"]
        return value if isinstance(value, dict) else {}

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        return _value(self.attributes.get(key))


class Record:
    """What the program found in one document."""

    __slots__ = ("data",)

    def __init__(self, data: Dict[str, Any]) -> None:
        self.data = data

    @classmethod
    def from_json(cls, line: Union[str, bytes]) -> Record:
        data = json.loads(line)
        if not isinstance(data, dict) or "annotations" not in data:
            raise ValueError("not a record: %.80r" % (line,))
        return cls(data)

    def to_json(self) -> str:
        return json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))

    @property
    def id(self) -> Any:
        return self.data["id"]

    @property
    def meta(self) -> Dict[str, Any]:
        return dict(self.data["meta"])

    @property
    def text(self) -> Optional[str]:
        """The document's text, when it is not simply what was given."""
        value = self.data.get("text")
        return None if value is None else str(value)

    @property
    def source(self) -> Dict[str, Any]:
        """The further fields of the document, as they were given; of one that failed, too."""
        return dict(self.data.get("source") or {})

    @property
    def offset_unit(self) -> str:
        return str(self.data["offset_unit"])

    @property
    def annotations(self) -> List[Annotation]:
        return [Annotation(a) for a in self.data["annotations"]]

    def layer(self, name: str) -> List[Annotation]:
        return [Annotation(a) for a in self.data["annotations"] if a["layer"] == name]

    @property
    def errors(self) -> List[Dict[str, Any]]:
        return list(self.data["errors"])

    def __repr__(self) -> str:
        return "Record(%r, %d annotations)" % (self.id, len(self.data["annotations"]))


def _cell(value: Any) -> Any:
    if isinstance(value, dict) and "text" in value:
        return value["text"]
    if isinstance(value, list):
        return " | ".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def to_rows(records: Iterable[Record]) -> Iterator[Dict[str, Any]]:
    """One flat dictionary an annotation, for a DataFrame; spans become their texts, and what they
    stand for is beside them: "speaker.name", "speaker.entity"."""
    for record in records:
        for a in record.data["annotations"]:
            row = {"document": record.id}
            row.update((key, a[key]) for key in ("id", "layer", "start", "end", "text", "rule"))
            for key, value in (a["attributes"] or {}).items():
                row[key if key not in row else "attribute_" + key] = _cell(value)
                if isinstance(value, dict) and "text" in value:
                    row.update((key + "." + field, value[field])
                               for field in ("name", "entity") if field in value)
            yield row


def to_spacy(record: Record, text: str, vocab: Any = None) -> Any:
    """A spaCy Doc of the text with a span group for each layer (doc.spans["Quote"]); spans are
    moved out to whole tokens.  Needs spaCy; `vocab` is that of your pipeline."""
    import spacy
    nlp = spacy.blank(str(record.meta.get("lang") or "en"))
    doc = nlp.make_doc(text) if vocab is None else type(nlp)(vocab).make_doc(text)
    if record.offset_unit != "codepoint":
        raise ValueError("spaCy counts code points; the record counts in " + record.offset_unit)
    groups: Dict[str, List[Any]] = {}
    for a in record.annotations:
        span = doc.char_span(a.start, a.end, label=a.layer, kb_id=a.entity or "",
                             alignment_mode="expand")
        if span is not None:
            groups.setdefault(a.layer, []).append(span)
    for layer, spans in groups.items():
        doc.spans[layer] = spans
    return doc
