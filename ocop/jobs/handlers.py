"""Which function does which kind of long work, and what it tells on its way.

A handler is a generator: it does one short step, yields how far it is and where to go on, and
returns what came of it. Whatever a step writes is committed together with its checkpoint.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from ocop.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Progress:
    """One step was done: rows so far, rows in all where known, and where to go on."""

    done: int
    total: int | None = None
    cursor: Any = None


@dataclass(frozen=True, slots=True)
class File:
    """The work ends with a file, kept for seven days."""

    name: str
    mime: str
    data: bytes
    line: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The work ends with a file that it has kept already, too large to be held at once."""

    name: str
    mime: str
    key: str
    size: int
    line: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The work ends with something to look at, at an address of this site."""

    url: str
    line: str = ""


Outcome = File | Kept | Page | str | None
Steps = Generator[Progress, None, Outcome]
Function = Callable[[Job, dict[str, Any], Any], Steps]


@dataclass(frozen=True, slots=True)
class Handler:
    """A function, and whether its steps write rows."""

    run: Function
    reads_only: bool


_HANDLERS: dict[str, Handler] = {}


def job(kind: str, *, reads_only: bool = False) -> Callable[[Function], Function]:
    """Let a generator function do the work of this kind.

    A step runs inside the transaction of its checkpoint; ``reads_only`` steps write no rows, and
    run before it, so that slow work on files keeps nobody waiting.
    """

    def register(function: Function) -> Function:
        _HANDLERS[kind] = Handler(function, reads_only)
        return function

    return register


def handler_of(kind: str) -> Handler:
    """Return who does work of this kind; KeyError where nobody does."""
    _discover()
    return _HANDLERS[kind]


@cache
def _discover() -> None:
    """Load the module ``jobs`` of every package that has one."""
    autodiscover_modules("jobs")
