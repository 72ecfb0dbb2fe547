"""newsengine in Dask: bags of documents become bags of records, data frames gain columns.

    import dask.bag
    from newsengine.dask import annotate
    bag = dask.bag.read_text("articles-*.jsonl").map(json.loads)
    annotate(bag, rules=["quotes"]).map(json.dumps).to_textfiles("quotes-*.jsonl")
"""
from __future__ import annotations

import json
from typing import Any, Dict, Iterable, List, Optional, Sequence

from .process import Path, run


def _partition(documents: Iterable[Any], rules: Sequence[Path], options: Dict[str, Any]
               ) -> List[Dict[str, Any]]:
    return [record.data for record in run(documents, rules, **options)]


def annotate(bag: Any, rules: Sequence[Path] = (), **options: Any) -> Any:
    """A bag of records (as dictionaries) from a bag of documents; options as in
    newsengine.run()."""
    return bag.map_partitions(_partition, rules=list(rules), options=options)


def _frame_partition(frame: Any, text: str, id: Optional[str], rules: Sequence[Path],
                     options: Dict[str, Any]) -> Any:
    documents: List[Dict[str, Any]] = []
    for position in range(len(frame)):
        row = frame.iloc[position]
        value = row[text]
        document: Dict[str, Any] = {"text": value if isinstance(value, str) else ""}
        if id is not None:
            document["id"] = str(row[id])
        documents.append(document)
    found = [json.dumps(record.data["annotations"], ensure_ascii=False)
             for record in run(documents, rules, **options)]
    return frame.assign(annotations=found)


def annotate_frame(frame: Any, *, text: str = "text", id: Optional[str] = None,
                   rules: Sequence[Path] = (), **options: Any) -> Any:
    """A Dask data frame with a column `annotations` more: JSON, as in the record."""
    meta = frame._meta.assign(annotations="")
    return frame.map_partitions(_frame_partition, text=text, id=id, rules=list(rules),
                                options=options, meta=meta)
