"""Long work with certificates: telling many people of many lapses."""

from typing import Any

from ocop.certificates.models import Certificate
from ocop.certificates.operations.alerts import remind_each, tell_officers
from ocop.jobs.handlers import Page, Progress, Steps, job
from ocop.jobs.models import Job

STEP = 20


@job("remind")
def remind_many(job: Job, args: dict[str, Any], cursor: Any) -> Steps:
    """Remind of certificates twenty at a time; who was told before a kill is not told again."""
    keys: list[int] = args["certificates"]
    for start in range(cursor or 0, len(keys), STEP):
        part = keys[start : start + STEP]
        remind_each(Certificate.objects.filter(pk__in=part), job.act)
        done = start + len(part)
        yield Progress(done, len(keys), done)
    tell_officers(job.act)
    return Page("/van-phong/ra-da/", line=f"Đã nhắc về {len(keys)} giấy chứng nhận.")
