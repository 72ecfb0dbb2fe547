#!/usr/bin/env python3
"""Run a program on a pseudo-terminal of COLUMNS columns and print what it was sent:
screen.py COLUMNS PROGRAM ARGUMENT..."""
import fcntl
import os
import pty
import struct
import sys
import termios


def main():
    columns, program = int(sys.argv[1]), sys.argv[2:]
    pid, fd = pty.fork()
    if pid == 0:
        size = struct.pack("HHHH", 24, columns, 0, 0)
        fcntl.ioctl(1, termios.TIOCSWINSZ, size)
        os.execvp(program[0], program)
    out = b""
    while True:
        try:
            more = os.read(fd, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not more:
            break
        out += more
    _, status = os.waitpid(pid, 0)
    sys.stdout.buffer.write(out.replace(b"\r\n", b"\n"))
    sys.exit(os.waitstatus_to_exitcode(status))


main()
