"""newsengine in Spark: a column of texts becomes a column of annotations.

    from newsengine.spark import annotate
    found = annotate(spark.read.parquet("articles"), text="body", id="url", rules=["quotes"])
    found.select("url", "annotations").write.parquet("quotes")

Each task keeps one process of the program busy; a task that Spark runs again gives the same rows.
The program and the rule files must be found on every executor (program=…, or NEWSENGINE).
"""
from __future__ import annotations

import json
from typing import Any, Dict, Iterable, Iterator, Optional, Sequence

from .process import Path, run


def schema_of(frame: Any) -> Any:
    """The columns of the frame, then meta, annotations and errors."""
    from pyspark.sql import types as t
    text = t.StringType()
    annotation = t.StructType([
        t.StructField("id", t.IntegerType(), False), t.StructField("layer", text, False),
        t.StructField("start", t.IntegerType(), False), t.StructField("end", t.IntegerType(), False),
        t.StructField("text", text, False), t.StructField("rule", text, False),
        t.StructField("attributes", text, False)])  # JSON: they differ by layer
    error = t.StructType([t.StructField(name, text) for name in ("code", "message", "source", "rule")])
    return t.StructType([*frame.schema.fields, t.StructField("meta", text, False),
                         t.StructField("annotations", t.ArrayType(annotation, False), False),
                         t.StructField("errors", t.ArrayType(error, False), False)])


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def annotate(frame: Any, *, text: str = "text", id: Optional[str] = None,
             published: Optional[str] = None, lang: Optional[str] = None,
             rules: Sequence[Path] = (), program: Optional[Path] = None, **options: Any) -> Any:
    """A DataFrame with the columns of `frame` and meta, annotations and errors.

    text, id, published, lang: the columns with these facts of a document; options: those of
    newsengine.run().  A row whose text is null has no annotations.
    """
    facts = {"text": text, "id": id, "published": published, "lang": lang}

    def document(row: Any) -> Dict[str, Any]:
        made = {key: row[column] for key, column in facts.items()
                if column is not None and row[column] is not None}
        made["text"] = made.get("text") or ""
        return {key: value if key == "id" and isinstance(value, int) else str(value)
                for key, value in made.items()}

    def partition(rows: Iterable[Any]) -> Iterator[Any]:
        waiting = []  # rows whose records are not there yet: as many as the pipes hold

        def documents() -> Iterator[Dict[str, Any]]:
            for row in rows:
                waiting.append(row)
                yield document(row)
        for record in run(documents(), rules, program=program, **options):
            data = record.data
            yield (*waiting.pop(0), _compact(data["meta"]),
                   [(a["id"], a["layer"], a["start"], a["end"], a["text"], a["rule"],
                     _compact(a["attributes"])) for a in data["annotations"]],
                   [tuple(e.get(k) for k in ("code", "message", "source", "rule"))
                    for e in data["errors"]])
    return frame.sparkSession.createDataFrame(frame.rdd.mapPartitions(partition), schema_of(frame))
