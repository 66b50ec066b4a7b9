"""What is found on a PDF file: is it as it was signed, by whom, when, and do we know them."""

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature; ``trusted`` is nothing where this installation trusts no root at all.

    ``intact`` tells that what it covers is as it was signed, ``whole`` that nothing but later
    signatures was added since.
    """

    who: str
    office: str
    issuer: str
    at: str
    stamped: bool
    intact: bool
    whole: bool
    trusted: bool | None
    in_term: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands on one file; ``problem`` says that it could not be read at all."""

    signatures: tuple[Signature, ...] = ()
    problem: bool = False

    @property
    def intact(self) -> bool:
        """Tell whether the whole file is as its signers left it."""
        return bool(self.signatures) and all(s.intact and s.whole for s in self.signatures)

    def as_json(self) -> str:
        """Return the findings as they travel from one process to another."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_json(text: str) -> Findings:
    """Return findings that travelled as JSON."""
    told: dict[str, Any] = json.loads(text)
    signatures = tuple(Signature(**each) for each in told["signatures"])
    return Findings(signatures, told["problem"])
