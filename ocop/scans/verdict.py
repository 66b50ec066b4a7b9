"""The one sentence that a scan is answered with: from what is known, exactly one headline. Pure.

The door and the pages of Django ask this rule, and nothing else decides what a scan says.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from ocop.stamps.ranges import Standing


class Headline(IntEnum):
    """What a scan says, in neutral words; the number stands in the table of scans."""

    RECORDED = 1
    ATTENTION = 2
    UNVERIFIED = 3
    LAPSED = 4
    REVOKED = 5
    RECALLED = 6

    @property
    def label(self) -> str:
        """Return the words that officers see."""
        return LABELS[self]


LABELS = {
    Headline.RECORDED: "Có trong sổ, giấy còn hiệu lực",
    Headline.ATTENTION: "Cần đối chiếu",
    Headline.UNVERIFIED: "Chưa xác minh được",
    Headline.LAPSED: "Giấy chứng nhận đã hết hạn",
    Headline.REVOKED: "Giấy chứng nhận đã bị thu hồi",
    Headline.RECALLED: "Lô hàng đang được thu hồi",
}


class Reading(StrEnum):
    """What became of the number in the address."""

    # The address names a product or a lot, and no single stamp.
    NONE = "none"
    READ = "read"
    # It has not the form of a number of ours, or its letters do not belong together.
    MALFORMED = "malformed"
    UNREAD = "unread"


class Worth(StrEnum):
    """What the product's certificate is worth today."""

    HOLDS = "holds"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    NONE = "none"


class Why(StrEnum):
    """Why something cannot be verified; empty for every other headline."""

    KNOWN = ""
    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    VOID = "void"
    NO_CERTIFICATE = "no_certificate"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A headline, and why where it needs a reason."""

    headline: Headline
    why: Why = Why.KNOWN

    def __hash__(self) -> int:
        # Pages are kept by it, and a member of an enumeration hashes its name anew each time.
        return int(self.headline)

    @property
    def status(self) -> int:
        """Return the status of the page (docs/adr/0035)."""
        return STATUS[self.why]

    @property
    def is_ours(self) -> bool:
        """Tell whether the number, if there was one, is known to be one of ours."""
        return self.why not in {Why.MALFORMED, Why.UNKNOWN}


STATUS = {
    Why.KNOWN: 200,
    Why.NO_CERTIFICATE: 200,
    Why.MALFORMED: 400,
    Why.UNKNOWN: 404,
    Why.WAITING: 404,
    Why.VOID: 410,
}


def verdict(
    reading: Reading,
    standing: Standing,
    worth: Worth,
    *,
    is_recalled: bool = False,
    is_doubtful: bool = False,
) -> Verdict:
    """Return what is said of a unit, by the first of these that holds.

    A number that is not ours says nothing of any goods. A recall comes before all else that is
    said of goods of ours, and what the certificate is worth before how often it was looked at.
    """
    if reading is Reading.MALFORMED:
        return Verdict(Headline.UNVERIFIED, Why.MALFORMED)
    has_number = reading is not Reading.NONE
    if reading is Reading.UNREAD or (has_number and standing is Standing.UNKNOWN):
        return Verdict(Headline.UNVERIFIED, Why.UNKNOWN)
    if is_recalled:
        return Verdict(Headline.RECALLED)
    if has_number and standing in _NOT_ON_GOODS:
        return Verdict(Headline.UNVERIFIED, _NOT_ON_GOODS[standing])
    if worth is not Worth.HOLDS:
        return _WITHOUT[worth]
    return Verdict(Headline.ATTENTION if is_doubtful else Headline.RECORDED)


_NOT_ON_GOODS = {Standing.VOID: Why.VOID, Standing.WAITING: Why.WAITING}
_WITHOUT = {
    Worth.LAPSED: Verdict(Headline.LAPSED),
    Worth.REVOKED: Verdict(Headline.REVOKED),
    Worth.NONE: Verdict(Headline.UNVERIFIED, Why.NO_CERTIFICATE),
}
