"""A plain load generator: pipelined requests on keep-alive connections, answers counted by length.

It reads nothing of an answer, so that it costs the same for a small page and a large one; that
every answer has the length of the first answer to its address is what it checks.
"""

import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

# How many questions are sent before the first answer is awaited.
PIPELINED = 8
REQUEST = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n"


@dataclass
class Talk:
    """A connection, its next questions, and how many bytes of answers are still to come."""

    socket: socket.socket
    batches: list[tuple[bytes, int]]
    each: int
    awaited: int = 0
    answered: int = 0
    turn: int = field(default=0)

    def ask(self) -> None:
        """Send the next questions."""
        questions, self.awaited = self.batches[self.turn % len(self.batches)]
        self.turn += 1
        self.socket.sendall(questions)

    def listen(self) -> None:
        """Take what has come; ask on when all of it is there."""
        read = self.socket.recv(1 << 20)
        self.awaited -= len(read)
        if not read or self.awaited < 0:
            raise SystemExit("An answer was longer or shorter than the first to its address.")
        if self.awaited == 0:
            self.answered += self.each
            self.ask()


def length_of(port: int, path: str, more: str = "") -> int:
    """Return the length of the whole answer to ``path``; anything but a 200 ends it all."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as talk:
        talk.sendall(REQUEST.format(path=path, port=port, more=more).encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += heard(talk)
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").lower().split("\r\n")
        if " 200" not in lines[0]:
            raise SystemExit(f"{path}: {lines[0]}")
        whole = next(int(line[15:]) for line in lines if line.startswith("content-length:"))
        while len(body) < whole:
            body += heard(talk)
        return len(head) + 4 + whole


def heard(talk: socket.socket) -> bytes:
    """Return what has come; a server that hangs up in the middle ends it all."""
    if not (piece := talk.recv(1 << 16)):
        raise SystemExit("The server hung up.")
    return piece


def batches_of(port: int, paths: list[str], each: int, more: str = "") -> list[tuple[bytes, int]]:
    """Return the questions in bunches, each with the length of all its answers."""
    lengths = {path: length_of(port, path, more) for path in dict.fromkeys(paths)}
    turns = cycle(paths)
    batches = []
    for _ in range(max(1, len(paths) // each)):
        bunch = list(islice(turns, each))
        questions = "".join(REQUEST.format(path=path, port=port, more=more) for path in bunch)
        batches.append((questions.encode(), sum(lengths[path] for path in bunch)))
    return batches


def main(port: int, seconds: float, connections: int, paths: list[str], more: str = "") -> None:
    """Ask for ``seconds`` and print how many answers came in one."""
    each = PIPELINED if connections > PIPELINED else 1
    batches = batches_of(port, paths, each, more)
    waiting = selectors.DefaultSelector()
    talks = []
    for number in range(connections):
        line = socket.create_connection(("127.0.0.1", port), timeout=60)
        talk = Talk(line, batches, each, turn=number)
        waiting.register(talk.socket, selectors.EVENT_READ, talk)
        talks.append(talk)
    begun = time.perf_counter()
    for talk in talks:
        talk.ask()
    while time.perf_counter() - begun < seconds:
        ready = waiting.select(timeout=30)
        if not ready:
            raise SystemExit("The server fell silent.")
        for key, _ in ready:
            key.data.listen()
    passed = time.perf_counter() - begun
    print(sum(talk.answered for talk in talks) / passed)


if __name__ == "__main__":
    port, seconds, connections = map(int, sys.argv[1:4])
    more = "".join(f"{line}\r\n" for line in sys.argv[5:])
    main(port, seconds, connections, Path(sys.argv[4]).read_text().splitlines(), more)
