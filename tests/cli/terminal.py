#!/usr/bin/env python3
"""Drive a program on a pseudo-terminal: terminal.py KEYS PROGRAM ARGUMENT...
KEYS is typed piece by piece (| between them; \\t, \\n and \\e as in C), each when nothing has
come for a while.  Prints what the terminal was sent."""
import os
import pty
import select
import sys
import time


def read(fd, quiet, limit=10.0):
    out, end = b"", time.time() + limit
    while time.time() < end:
        ready, _, _ = select.select([fd], [], [], quiet)
        if not ready:
            break
        try:
            more = os.read(fd, 65536)
        except OSError:
            break
        if not more:
            break
        out += more
    return out


def main():
    keys, program = sys.argv[1], sys.argv[2:]
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execv(program[0], program)
    out = read(fd, 1.0)
    for piece in keys.split("|"):
        os.write(fd, piece.encode().decode("unicode_escape").encode("latin-1").replace(b"\\e", b"\x1b"))
        out += read(fd, 0.5)
    os.write(fd, b"\x04")
    out += read(fd, 0.5)
    _, status = os.waitpid(pid, 0)
    sys.stdout.buffer.write(out)
    sys.exit(os.waitstatus_to_exitcode(status))


main()
