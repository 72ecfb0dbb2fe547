"""newsengine from Python: documents in, records out, in the same order.

    import newsengine
    for record in newsengine.run(["“We will act,” said Ana Lopes."], rules=["quotes"]):
        for quote in record.layer("Quote"):
            print(quote.speaker.text, quote.text)

One process of the program is kept busy through two pipes; what is between them is bounded, so
an endless stream of documents takes little memory.
"""
from .process import DocumentError, EngineError, find_program, run
from .records import Annotation, Document, Record, Span, to_rows, to_spacy

__all__ = ["Annotation", "Document", "DocumentError", "EngineError", "Record", "Span",
           "find_program", "run", "to_rows", "to_spacy"]
__version__ = "0.1.0"
