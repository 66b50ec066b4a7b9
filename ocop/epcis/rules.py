"""What an event must hold beside its form: rules of EPCIS 2.0 that a schema cannot tell."""

from collections.abc import Mapping
from typing import Any

from ocop.epcis.context import STANDARD
from ocop.epcis.problems import Problem, invalid


def faults(event: Mapping[str, Any], namespaces: Mapping[str, str] = STANDARD) -> list[Problem]:
    """Return what stands against an event whose form is right, each with its field."""
    # EPCIS 2.0, 7.4.3: the parent may be left out of an observation alone.
    if event.get("type") == "AggregationEvent" and event.get("action") != "OBSERVE":
        if "parentID" not in event:
            return [invalid("An aggregation that is made or undone names its parent.", "/parentID")]
    return []
