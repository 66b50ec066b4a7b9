"""A subscriber on this machine: a real server that keeps what it is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PATIENCE = 60  # seconds for each step


class Receiver:
    """What came, and how the next calls are answered: 200 once the answers are used up."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.url = ""

    @property
    def bodies(self) -> list[bytes]:
        """Return the bodies that came, in their order."""
        return [body for _, body in self.came]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Listen on a free port of 127.0.0.1 until the end."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.came.append((dict(self.headers), body))
            self.send_response(kept.answers.pop(0) if kept.answers else 200)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_port}/callback"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=PATIENCE)
