"""Acts on the evidence of a dossier."""

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.dossiers.checklist import annexes
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.operations.drafts import refuse_unless_writable
from ocop.dossiers.verbs import Verb
from ocop.files import store
from ocop.files.checking import check
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.rulesets.queries import sheet_of

MOST_FILES = 300


@transaction.atomic
def attach(dossier: Dossier, act: Act, *, part: str, data: bytes, filename: str) -> Evidence:
    """Keep a file as evidence for ``part``; one of the same name there becomes its old version.

    The very same bytes under the same name, as a phone sends them twice, change nothing and
    write no line. Refused outside draft and return, for a part that the dossier does not have,
    and for a file that ``files`` refuses.
    """
    lock(dossier)
    refuse_unless_writable(dossier)
    _refuse_unknown(dossier, part)
    checked = check(data, filename)
    current = dossier.evidence.all().current()
    old = current.filter(part=part, name=checked.name).first()
    if old is not None and old.sha256 == checked.sha256:
        return old
    if old is None and current.count() >= MOST_FILES:
        raise Refused(f"Hồ sơ đã có {MOST_FILES} tệp. Hãy gộp các tệp nhỏ lại rồi gửi.")
    evidence = Evidence.objects.create(
        dossier=dossier,
        part=part,
        name=checked.name,
        mime=checked.mime,
        size=checked.size,
        sha256=checked.sha256,
        key=store.save(data),
        by_id=getattr(act.by, "pk", None),
        created_at=act.at,
    )
    if old is not None:
        old.replaced_by = evidence
        old.save(update_fields=["replaced_by"])
    record(
        act,
        Verb.ATTACHED,
        dossier,
        part=part,
        sha256=checked.sha256,
        size=checked.size,
        replaces=old.sha256 if old else None,
    )
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, act: Act) -> None:
    """Take a file out of its dossier; the bytes stay, for what was filed must stay provable.

    Refused outside draft and return, and for a version that was replaced or taken out before.
    """
    lock(evidence.dossier)
    lock(evidence)
    refuse_unless_writable(evidence.dossier)
    if evidence.removed_at is not None or evidence.replaced_by_id is not None:
        raise Refused("Tệp này đã được gỡ hoặc thay bằng bản mới. Hãy tải lại trang.")
    evidence.removed_at = act.at
    evidence.save(update_fields=["removed_at"])
    record(act, Verb.REMOVED, evidence.dossier, part=evidence.part, sha256=evidence.sha256)


def _refuse_unknown(dossier: Dossier, part: str) -> None:
    if part not in annexes(dossier.kind) and part not in sheet_of(dossier.rubric).by_code:
        raise Refused("Hồ sơ này không có tiêu chí hoặc phần đó. Hãy tải lại trang.", field="part")
