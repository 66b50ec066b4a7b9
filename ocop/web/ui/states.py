"""How states look: a tone and an icon for each code, beside its words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """A tone (calm, sea, leaf, amber, lacquer) and an icon's name."""

    tone: str
    icon: str


DRAFT = Look("calm", "pencil")
WAITING = Look("sea", "hourglass")
ATTENTION = Look("amber", "attention")
GOOD = Look("leaf", "check")
NO = Look("lacquer", "no")
ENDED = Look("calm", "archive")
OPEN = Look("sea", "play")

LOOKS = {
    "draft": DRAFT, "planned": DRAFT, "convened": DRAFT, "prepared": DRAFT,
    "asked": WAITING, "allotted": WAITING, "handed": GOOD,
    "submitted": WAITING, "received": WAITING, "proposed": WAITING, "assessed": WAITING,
    "filed": WAITING, "reviewed": WAITING, "closed": WAITING, "pending": WAITING,
    "forwarded": WAITING,
    "returned": ATTENTION, "lapsing": ATTENTION, "late": ATTENTION, "missing": ATTENTION,
    "decided": GOOD, "accepted": GOOD, "approved": GOOD, "minuted": GOOD, "signed": GOOD,
    "abstained": ENDED,
    "in_force": GOOD, "recognized_3": GOOD, "recognized_4": GOOD, "recognized_5": GOOD,
    "active": GOOD, "present": GOOD, "ok": GOOD, "done": GOOD,
    "declined": NO, "rejected": NO, "revoked": NO, "refused": NO, "overdue": NO, "error": NO,
    "withdrawn": ENDED, "lapsed": ENDED, "retired": ENDED, "none": ENDED, "inactive": ENDED,
    "valid": GOOD, "ending": ATTENTION, "ended": NO, "unknown": Look("calm", "info"),
    "grace": WAITING, "open": OPEN, "queued": WAITING, "running": OPEN, "failed": NO,
    "cancelled": ENDED,
    "checking": OPEN, "concluded": WAITING, "dropped": ENDED,
    "correcting": ATTENTION, "answered": GOOD, "passed": GOOD, "referred": NO,
    "sent": WAITING, "lifted": ENDED, "verified": GOOD,
    "acknowledged": OPEN, "found": WAITING, "transferred": ENDED,
}  # fmt: skip


def look_of(state: str) -> Look:
    """Return how a state looks; an unknown one looks calm."""
    return LOOKS.get(state.lower(), ENDED)


@dataclass(frozen=True, slots=True)
class StarLook:
    """How a star badge speaks in one state of the certificate."""

    state: str
    tone: str
    icon: str
    word: object


STAR_STATES = {
    "in_force": StarLook("in_force", "leaf", "check", _("Đang có hiệu lực")),
    "lapsing": StarLook("lapsing", "amber", "attention", _("Sắp hết hạn")),
    "grace": StarLook("grace", "sea", "hourglass", _("Đang chờ đánh giá lại")),
    "lapsed": StarLook("lapsed", "calm", "clock", _("Đã hết hạn")),
    "revoked": StarLook("revoked", "lacquer", "no", _("Đã thu hồi")),
    "pending": StarLook("none", "calm", "empty", _("Chưa xếp hạng")),
    "none": StarLook("none", "calm", "empty", _("Chưa xếp hạng")),
}
