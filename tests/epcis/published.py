"""The standard's own artefacts, beside the checkout where they are: to compare with, not ours."""

from pathlib import Path

import pytest

GS1 = Path(__file__).parents[2].parent / "shared" / "gs1"
EXAMPLES = sorted((GS1 / "epcis" / "examples").rglob("*.jsonld"))
HASHED = sorted((GS1 / "hash").glob("*.jsonld"))

compared = pytest.mark.skipif(
    not GS1.is_dir(), reason="The standard's artefacts do not lie beside this checkout."
)
