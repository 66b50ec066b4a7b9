"""The acts of long work: asked for, claimed, ended in one of three ways, taken up again."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from ocop.accounts.models import User
from ocop.accounts.queries import posts
from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.jobs.flow import FLOW, OPEN, STOPPED, State
from ocop.jobs.handlers import File, Kept, Outcome, Page, handler_of
from ocop.jobs.models import KEPT_FOR, Job
from ocop.jobs.queries import claimable
from ocop.jobs.verbs import Verb
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell

MOST_OPEN = 10
LEFT_AFTER = timedelta(minutes=1)


@transaction.atomic
def start(
    act: Act, *, kind: str, title: str, args: dict[str, Any], total: int | None = None
) -> Job:
    """Queue work for the worker, and return it; asked for twice, the first is returned.

    Refused while ten of the person's are open. Work of a kind that nobody does is a fault.
    """
    handler_of(kind)
    assert isinstance(act.by, User), "Long work belongs to a person."
    owner = User.objects.select_for_update().get(pk=act.by.pk)
    mine = Job.objects.open().filter(owner=owner)
    if same := next((job for job in mine if (job.kind, job.args) == (kind, args)), None):
        return same
    if len(mine) >= MOST_OPEN:
        raise Refused(
            f"Bạn đang có {MOST_OPEN} việc chờ hoặc đang chạy. "
            "Hãy chờ bớt một việc, hoặc dừng việc không cần nữa."
        )
    job = Job.objects.create(
        kind=kind, title=title[:200], owner=owner, args=args, total=total, request=act.request,
        behalf=getattr(act, "behalf", ""), created_at=act.at,
    )  # fmt: skip
    record(act, Verb.STARTED, job, kind=kind)
    return job


@transaction.atomic
def claim(
    job: Job, act: Act, *, worker: str, until: datetime, dead: frozenset[str] = frozenset()
) -> bool:
    """Take hold of work that nobody does; false where another was faster."""
    taken = claimable(act.at, dead).filter(pk=job.pk)
    if not taken.update(state=State.RUNNING, worker=worker, lease_until=until):
        return False
    lock(job)
    job.tries += 1
    job.started_at = job.started_at or act.at
    job.save(update_fields=["tries", "started_at"])
    record(act, Verb.CLAIMED, job, **_facts(job))
    return True


@transaction.atomic
def finish(job: Job, act: Act, *, outcome: Outcome) -> None:
    """End work with what came of it, which is kept for seven days."""
    state = FLOW.after("finish", State(lock(job).state))
    if isinstance(outcome, File):
        job.result_key, job.result_size = job.keep(outcome.data), len(outcome.data)
        job.result_name, job.result_mime = outcome.name, outcome.mime
    elif isinstance(outcome, Kept):
        job.result_key, job.result_size = outcome.key, outcome.size
        job.result_name, job.result_mime = outcome.name, outcome.mime
    elif isinstance(outcome, Page):
        job.result_url = outcome.url
    job.outcome = outcome if isinstance(outcome, str) else getattr(outcome, "line", "")
    job.done = job.total = max(job.done, job.total or 0)
    _end(job, act, state)
    _tell(job, act, f"Đã làm xong: {job.title}", job.outcome)
    record(act, Verb.FINISHED, job, sha256=job.result_key, **_facts(job))


@transaction.atomic
def fail(job: Job, act: Act, *, sentence: str) -> None:
    """End work that cannot go on, with a sentence that tells its owner what to do."""
    state = FLOW.after("fail", State(lock(job).state))
    job.failure = sentence
    _end(job, act, state)
    _tell(job, act, f"Việc bị dừng: {job.title}", job.failure)
    record(act, Verb.FAILED, job, **_facts(job))


@transaction.atomic
def cancel(job: Job, act: Act) -> None:
    """Stop work for good or until it is resumed; the step that runs is taken back.

    Refused when it has ended.
    """
    if lock(job).state not in OPEN:
        raise Refused("Việc này đã kết thúc nên không dừng được nữa.")
    _end(job, act, FLOW.after("cancel", State(job.state)))
    record(act, Verb.CANCELLED, job, **_facts(job))


@transaction.atomic
def resume(job: Job, act: Act) -> None:
    """Queue stopped work again, from its last checkpoint.

    Refused while it is open or done, and when what it had made is cleared away.
    """
    if lock(job).state not in STOPPED:
        raise Refused("Chỉ làm tiếp được việc đã dừng giữa chừng.")
    if not job.is_kept_at(act.at):
        raise Refused("Phần đã làm của việc này đã được dọn sau bảy ngày. Hãy giao lại việc.")
    job.state = FLOW.after("resume", State(job.state))
    job.finished_at = job.keeps_until = None
    job.failure, job.tries = "", 0
    job.save()
    record(act, Verb.RESUMED, job, **_facts(job))


def _end(job: Job, act: Act, state: State) -> None:
    job.state, job.worker, job.lease_until = state, "", None
    job.finished_at, job.keeps_until = act.at, act.at + KEPT_FOR
    job.save()


def _tell(job: Job, act: Act, subject: str, text: str) -> None:
    """Tell the owner, where they have waited so long that they will have left the page."""
    if act.at - job.created_at < LEFT_AFTER:
        return
    door = "van-phong" if posts(job.owner, act.day).exists() else "chu-the"
    tell(
        act, to=[job.owner], kind=Kind.JOB, subject=subject, text=text or subject,
        link=f"/{door}/viec/{job.pk}/", key=f"job:{job.pk}:{act.at.isoformat()}",
    )  # fmt: skip


def _facts(job: Job) -> dict[str, Any]:
    """Return what history says of work: none of its arguments, which may name people."""
    return {"kind": job.kind, "done": job.done, "total": job.total}
