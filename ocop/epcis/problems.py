"""What stands against a document, an event or a question, as the standard's exceptions name it.

EPCIS 2.0, 12.8: REST errors are RFC 7807 problems whose type is ``epcisException:`` and a name.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

_SHOWN = 80


class Kind(StrEnum):
    """The exceptions of the REST binding."""

    VALIDATION = "ValidationException"
    QUERY_VALIDATION = "QueryValidationException"
    QUERY_PARAMETER = "QueryParameterException"
    SUBSCRIPTION_CONTROLS = "SubscriptionControlsException"
    SECURITY = "SecurityException"
    NO_SUCH_NAME = "NoSuchNameException"
    NO_SUCH_RESOURCE = "NoSuchResourceException"
    NOT_ACCEPTABLE = "NotAcceptableException"
    ALREADY_EXISTS = "ResourceAlreadyExistsException"
    CAPTURE_LIMIT = "CaptureLimitExceededException"
    QUERY_TOO_LARGE = "QueryTooLargeException"
    QUERY_TOO_COMPLEX = "QueryTooComplexException"
    URI_TOO_LONG = "URITooLongException"
    UNSUPPORTED_MEDIA_TYPE = "UnsupportedMediaTypeException"
    IMPLEMENTATION = "ImplementationException"


STATUS = {
    Kind.VALIDATION: 400,
    Kind.QUERY_VALIDATION: 400,
    Kind.QUERY_PARAMETER: 400,
    Kind.SUBSCRIPTION_CONTROLS: 400,
    Kind.SECURITY: 403,
    Kind.NO_SUCH_NAME: 404,
    Kind.NO_SUCH_RESOURCE: 404,
    Kind.NOT_ACCEPTABLE: 406,
    Kind.ALREADY_EXISTS: 409,
    Kind.CAPTURE_LIMIT: 413,
    Kind.QUERY_TOO_LARGE: 413,
    Kind.QUERY_TOO_COMPLEX: 413,
    Kind.URI_TOO_LONG: 414,
    Kind.UNSUPPORTED_MEDIA_TYPE: 415,
    Kind.IMPLEMENTATION: 500,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: of which kind, what it is in a sentence, and at which event and field.

    ``event`` counts from 0 in the document; ``field`` is a JSON pointer within the event, or
    within the document where no event is meant.
    """

    kind: Kind
    title: str
    detail: str
    event: int | None = None
    field: str = ""

    @property
    def type(self) -> str:
        """Return the type of the problem as it stands in application/problem+json."""
        return f"epcisException:{self.kind}"

    @property
    def status(self) -> int:
        """Return the status of an answer that consists of this problem."""
        return STATUS[self.kind]

    def at(self, event: int | None) -> "Problem":
        """Return the same problem, of that event."""
        return replace(self, event=event)

    def as_json(self) -> dict[str, str | int]:
        """Return the members of the problem's JSON; event and field only where there are some."""
        told: dict[str, str | int] = {
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.event is not None:
            told["event"] = self.event
        if self.field:
            told["field"] = self.field
        return told


class Unreadable(ValueError):
    """A text that cannot be taken further, with the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def invalid(detail: str, field: str = "", event: int | None = None) -> Problem:
    """Return the problem of content that breaks the standard."""
    return Problem(Kind.VALIDATION, "The content does not follow EPCIS 2.0", detail, event, field)


def shown(value: object) -> str:
    """Return a value as a fault may show it, cut to a length that can be read."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = str(value)
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"
