"""Load: as many requests as a server answers, by wrk where it is installed, else by our client."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MANY = 32
# Enough to keep one worker at work on pages that take it long.
FEW = 4
SECONDS = 2
SCRIPT = """
local paths, requests, at = {%s}, {}, 0
function init() for i, path in ipairs(paths) do requests[i] = wrk.format("GET", path) end end
function request() at = at %% #requests + 1 return requests[at] end
"""


def tool() -> str:
    """Return the name of what makes the load."""
    return "wrk" if shutil.which("wrk") else "bench.client"


def rate(port: int, paths: Sequence[str], connections: int = MANY) -> float:
    """Return how many requests a second the server answers, ``paths`` asked in turn."""
    by = by_wrk if shutil.which("wrk") else by_client
    return by(port, paths, connections)


def by_wrk(port: int, paths: Sequence[str], connections: int) -> float:
    """Let wrk ask; an answer that is no success ends the measurement."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ", ".join(f'"{path}"' for path in paths))
        script.flush()
        told = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", script.name,
             f"http://127.0.0.1:{port}"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"The server did not answer everything:\n{told}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found, told
    return float(found[1])


def by_client(port: int, paths: Sequence[str], connections: int) -> float:
    """Let ``bench.client`` ask, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paths"
        file.write_text("\n".join(paths))
        command = [sys.executable, "-m", "bench.client", port, SECONDS, connections, file]
        told = subprocess.run(
            [str(part) for part in command], check=True, capture_output=True, text=True
        ).stdout
    return float(told)
