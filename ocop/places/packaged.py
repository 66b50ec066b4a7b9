"""The administrative units that come with the system, as ``load_places`` takes them."""

import json
from importlib import resources
from typing import Any


def packaged_places() -> dict[str, Any]:
    """Return the packaged provinces, communes and predecessors, as plain data."""
    file = resources.files("ocop.places") / "data" / "places.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data
