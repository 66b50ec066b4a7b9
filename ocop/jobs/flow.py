"""How long work moves: queued, running, and one of three ends; what stopped may go on."""

from django.db.models import TextChoices

from ocop.kernel.flow import Flow


class State(TextChoices):
    QUEUED = "QUEUED", "Đang chờ"
    RUNNING = "RUNNING", "Đang làm"
    DONE = "DONE", "Đã xong"
    FAILED = "FAILED", "Bị dừng vì lỗi"
    CANCELLED = "CANCELLED", "Đã dừng theo yêu cầu"


OPEN = frozenset({State.QUEUED, State.RUNNING})
STOPPED = frozenset({State.FAILED, State.CANCELLED})

FLOW: Flow[State] = Flow(
    {
        # Running work is claimed anew when whoever did it was killed.
        "claim": (OPEN, State.RUNNING),
        "finish": (frozenset({State.RUNNING}), State.DONE),
        "fail": (frozenset({State.RUNNING}), State.FAILED),
        "cancel": (OPEN, State.CANCELLED),
        "resume": (STOPPED, State.QUEUED),
    }
)
