"""Events as they come, on an answer that stays open: server-sent events in place of WebSockets.

Our server speaks WSGI, where each open answer holds a thread. So there are few of them, each ends
by itself after a while, and whoever listens asks on from the last event that they were sent.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from threading import BoundedSemaphore

import orjson
from django.http import StreamingHttpResponse

from ocop.epcis.asking.output import Form, document
from ocop.epcis.asking.schedule import RANGES, refuse
from ocop.epcis.asking.standing import BATCH, fitting
from ocop.epcis.operations.asking import newest
from ocop.epcis.problems import Kind, Problem
from ocop.web.epcis.answers import Stop
from ocop.web.epcis.frame import format_of

STREAMED = frozenset({"text/event-stream"})
# In each process of the server, which has four threads.
MOST = 2
LASTS = 55  # seconds
PAUSE = 1.0  # seconds between two looks
SIGN_OF_LIFE = 3  # seconds
open_streams = BoundedSemaphore(MOST)


def wants_stream(request) -> bool:
    """Tell whether a stream is asked for; refused where it cannot be sent as one."""
    asked = request.GET.get("stream")
    scheduled = [name for name in RANGES if name in request.GET]
    if scheduled:
        raise refuse(scheduled[0], "is not streamed; subscribe with a schedule to be called.")
    if asked is None:
        return False
    if asked != "true":
        raise refuse("stream", "takes true, or is left out.")
    if not any(kind in request.headers.get("Accept", "") for kind in STREAMED):
        raise refuse("stream", "needs Accept: text/event-stream, or a subscription.")
    return True


def streamed(request, caller, query) -> StreamingHttpResponse:
    """Open a stream of the events of a query; 503 while too many are open."""
    since = _since(request)
    form = Form(format_of(request), query.name)
    if request.method == "HEAD":
        return StreamingHttpResponse(iter(()), content_type="text/event-stream")
    if not open_streams.acquire(blocking=False):
        problem = Problem(Kind.IMPLEMENTATION, "Too many streams", "Ask again in a minute.")
        raise Stop(problem, 503, {"Retry-After": "60"})
    talk = _Talk(fitting(query, caller.reader), form, request.act.at, since)
    response = StreamingHttpResponse(talk, content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _since(request) -> int:
    """Return the number of the last event that was sent, as a browser repeats it."""
    said = request.headers.get("Last-Event-ID", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else newest()


class _Talk:
    """One stream: it gives its place back when it ends, however that comes about."""

    def __init__(self, events, form, at, since) -> None:
        self.events, self.form, self.at, self.last = events, form, at, since
        self.is_open = True

    def __iter__(self) -> Iterator[bytes]:
        begun = said = time.monotonic()
        try:
            yield b"retry: 1000\n\n"
            while (now := time.monotonic()) - begun < LASTS:
                rows = list(self.events.filter(id__gt=self.last)[:BATCH])
                if rows:
                    yield self._told(rows, self.at + timedelta(seconds=now - begun))
                    said = now
                elif now - said >= SIGN_OF_LIFE:
                    yield b": still here\n\n"
                    said = now
                else:
                    time.sleep(PAUSE)
        finally:
            self.close()

    def _told(self, rows, at) -> bytes:
        self.last = rows[-1].id
        body = orjson.dumps(document(rows, self.form, at))
        return b"id: %d\ndata: %s\n\n" % (self.last, body)

    def close(self) -> None:
        """Let another stream be opened."""
        if self.is_open:
            self.is_open = False
            with suppress(ValueError):
                open_streams.release()
