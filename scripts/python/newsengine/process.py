"""The program as a filter: JSON Lines in and out of one process."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
from typing import IO, Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Union

from .records import Document, Record

Path = Union[str, "os.PathLike[str]"]


class EngineError(RuntimeError):
    """The program is missing, refused its arguments, or ended before its time.

    `code` is its exit code (None: it did not start), `message` what it said.
    """

    def __init__(self, message: str, code: Optional[int] = None) -> None:
        super().__init__(message)
        self.message, self.code = message, code


class DocumentError(EngineError):
    """A document or a rule on it failed; `record` has what stands."""

    def __init__(self, record: Record) -> None:
        first = record.errors[0]
        super().__init__("%s: %s" % (record.id, first.get("message", first.get("code"))), 3)
        self.record = record


def find_program(program: Optional[Path] = None) -> str:
    """The program's path: the argument, else NEWSENGINE, else on the PATH."""
    wanted = os.fspath(program) if program is not None else os.environ.get("NEWSENGINE")
    found = shutil.which(wanted or "newsengine")
    if not found:
        raise EngineError("no program %r: install newsengine, give program=… or set NEWSENGINE"
                          % (wanted or "newsengine"))
    return found


def _command(program: str, rules: Sequence[Path], options: Dict[str, Any]) -> List[str]:
    words = [program]
    for rule in rules:
        name = os.fspath(rule)
        words += [name] if name.endswith(".lua") else ["-r", name]
    words += ["-f", "jsonl", "-t", "jsonl"]
    for key, value in options.items():
        name = "--" + key.replace("_", "-")
        if value is True:
            words.append(name)
        elif isinstance(value, Mapping):
            for part, setting in value.items():
                words += [name, "%s=%s" % (part, setting)]
        elif isinstance(value, (list, tuple)):
            words += [name, ",".join(map(str, value))]
        elif value is not None and value is not False:
            words += [name, str(value)]
    return words + ["-"]


def _line(document: Document) -> bytes:
    try:
        value = {"text": document} if isinstance(document, str) else dict(document)
    except (TypeError, ValueError):
        raise TypeError("documents: a text or a mapping expected, not %s"
                        % type(document).__name__) from None
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace") + b"\n"


class _Feeder(threading.Thread):
    """Writes the documents; keeps what went wrong with them for the reader."""

    def __init__(self, documents: Iterable[Document], pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self.documents, self.pipe = documents, pipe
        self.error: Optional[BaseException] = None
        self.stopped = threading.Event()
        self.sent = 0

    def run(self) -> None:
        try:
            for document in self.documents:
                if self.stopped.is_set():
                    break
                self.pipe.write(_line(document))
                self.pipe.flush()
                self.sent += 1
        except BrokenPipeError:
            return  # the program ended: its exit code tells why
        except BaseException as error:  # raised again where the records are read
            self.error = error
        finally:
            try:
                self.pipe.close()
            except OSError:
                return  # it ended while the last bytes were written


def _said(messages: IO[bytes]) -> str:
    messages.seek(0)
    return messages.read()[-4000:].decode("utf-8", "replace").strip()


def run(documents: Iterable[Document], rules: Sequence[Path] = (), *,
        program: Optional[Path] = None, errors: str = "record", **options: Any
        ) -> Iterator[Record]:
    """Annotate documents -> iterator of records, one for each document, in their order.

    documents: texts, or mappings with "text" and, as you like, "id", "title", "published",
        "lang", "url"; taken one by one as the program is ready for more
    rules: paths of rule files (*.lua) or names of the rule path ("quotes")
    program: see find_program()
    errors: "record": a document that failed has its errors in its record; "raise":
        DocumentError at the first
    options: those of the command line, with _ for -: jobs=2, layers=["Quote"], offsets="utf16",
        published="2024-03-05"; what the command line takes as -M text=body -M id=url is
        option={"text": "body", "id": "url"}
    """
    if isinstance(documents, (str, bytes, Mapping)):
        raise TypeError("documents: several expected, such as a list of one")
    if isinstance(rules, (str, os.PathLike)):
        raise TypeError("rules: a list expected, such as [%r]" % os.fspath(rules))
    if errors not in ("record", "raise"):
        raise ValueError("errors: 'record' or 'raise', not %r" % (errors,))
    command = _command(find_program(program), rules, options)
    return _records(documents, command, errors)


def _records(documents: Iterable[Document], command: List[str], errors: str) -> Iterator[Record]:
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=messages)
        assert process.stdin is not None and process.stdout is not None
        feeder = _Feeder(documents, process.stdin)
        feeder.start()
        read = 0
        try:
            for line in process.stdout:
                read += 1
                record = Record.from_json(line)
                if errors == "raise" and record.errors:
                    raise DocumentError(record)
                yield record
            code = process.wait()
            feeder.join()
            if feeder.error is not None:
                raise feeder.error
            if code not in (0, 1, 3) or read != feeder.sent:
                raise EngineError(_said(messages) or "%s ended with %d after %d of %d documents"
                                  % (command[0], code, read, feeder.sent), code)
        finally:
            feeder.stopped.set()
            if process.poll() is None:
                process.kill()
            process.wait()
            process.stdout.close()
