"""Load: as many requests as a server answers, by wrk where it is installed, else by our client."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

MANY = 32
# Enough to keep one worker at work on pages that take it long.
FEW = 4
SECONDS = 2
NONE: Mapping[str, str] = MappingProxyType({})
SCRIPT = """
local paths, visitors, headers, requests, at = {%s}, {%s}, {%s}, {}, 0
function init()
  for i = 1, math.max(#paths, #visitors) do
    if #visitors > 0 then headers["X-Forwarded-For"] = visitors[i %% #visitors + 1] end
    requests[i] = wrk.format("GET", paths[i %% #paths + 1], headers)
  end
end
function request() at = at %% #requests + 1 return requests[at] end
"""


def tool() -> str:
    """Return the name of what makes the load."""
    return "wrk" if shutil.which("wrk") else "bench.client"


def rate(
    port: int,
    paths: Sequence[str],
    connections: int = MANY,
    headers: Mapping[str, str] = NONE,
    visitors: Sequence[str] = (),
) -> float:
    """Return how many requests a second the server answers, ``paths`` asked in turn.

    ``visitors`` are the addresses that a proxy would tell, in turn as well.
    """
    by = by_wrk if shutil.which("wrk") else by_client
    return by(port, paths, connections, headers, visitors)


def by_wrk(
    port: int,
    paths: Sequence[str],
    connections: int,
    headers: Mapping[str, str],
    visitors: Sequence[str],
) -> float:
    """Let wrk ask; an answer that is no success ends the measurement."""
    told = [
        ", ".join(f'"{path}"' for path in paths),
        ", ".join(f'"{visitor}"' for visitor in visitors),
        ", ".join(f'["{name}"]="{value}"' for name, value in headers.items()),
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % tuple(told))
        script.flush()
        said = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", script.name,
             f"http://127.0.0.1:{port}"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"The server did not answer everything:\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    return float(found[1])


def by_client(
    port: int,
    paths: Sequence[str],
    connections: int,
    headers: Mapping[str, str],
    visitors: Sequence[str],
) -> float:
    """Let ``bench.client`` ask, in a process of its own, as one visitor."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paths"
        file.write_text("\n".join(paths))
        more = [f"{name}: {value}" for name, value in headers.items()]
        command = [sys.executable, "-m", "bench.client", port, SECONDS, connections, file, *more]
        told = subprocess.run(
            [str(part) for part in command], check=True, capture_output=True, text=True
        ).stdout
    return float(told)
