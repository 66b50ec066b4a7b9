"""Acts on the evidence of a dossier."""

from collections.abc import Iterable

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.dossiers.checklist import annexes
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.operations.writing import refuse_unless_writable
from ocop.dossiers.supply import Offer, offers
from ocop.dossiers.verbs import Verb
from ocop.files import store
from ocop.files.checking import Checked, check
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.models import PaperFile
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
    store.save(data)
    evidence = _kept(dossier, act, part=part, name=checked.name, file=checked, replaces=old)
    record(
        act, Verb.ATTACHED, dossier, part=part, sha256=checked.sha256, size=checked.size,
        replaces=old.sha256 if old else None,
    )  # fmt: skip
    return evidence


@transaction.atomic
def draw_evidence(dossier: Dossier, act: Act) -> int:
    """Take from the vault what proves the criteria claimed, and return how many files came.

    Each file is frozen in the version it has now; an older version from the vault gives way to
    it. Refused outside draft and return, and when the vault has nothing to add.
    """
    lock(dossier)
    refuse_unless_writable(dossier)
    taken = take_offers(dossier, act, offers(dossier, act.day))
    if not taken:
        raise Refused("Kho giấy tờ không có gì thêm cho các tiêu chí đã tự chấm.")
    record(act, Verb.DRAWN, dossier, files=taken)
    return taken


def take_offers(dossier: Dossier, act: Act, offered: Iterable[Offer]) -> int:
    """Add the offered files as far as the dossier has room, and return how many were added.

    Part of the act that calls it, which writes the line of history.
    """
    current = dossier.evidence.all().current()
    room = MOST_FILES - current.count()
    drawn = current.exclude(paper_file=None).select_related("paper_file")
    older = {(one.part, one.paper_file.replaced_by_id): one for one in drawn if one.paper_file}
    taken = 0
    for offer in offered:
        source, old = offer.file, older.get((offer.part, offer.file.pk))
        old = old if isinstance(source, PaperFile) else None
        if old is None and taken >= room:
            break
        _kept(dossier, act, part=offer.part, name=offer.name, file=source, replaces=old)
        taken += 1
    return taken


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


def _kept(
    dossier: Dossier,
    act: Act,
    *,
    part: str,
    name: str,
    file: Checked | PaperFile | Evidence,
    replaces: Evidence | None = None,
) -> Evidence:
    """Write one file down, with where it comes from, in the place of the one it replaces."""
    evidence = Evidence.objects.create(
        dossier=dossier, part=part, name=name, mime=file.mime, size=file.size,
        # Content is stored under its digest.
        sha256=file.sha256, key=file.sha256 if isinstance(file, Checked) else file.key,
        paper_file=file if isinstance(file, PaperFile) else None,
        taken_from=file if isinstance(file, Evidence) else None,
        by_id=getattr(act.by, "pk", None), created_at=act.at,
    )  # fmt: skip
    if replaces is not None:
        replaces.replaced_by = evidence
        replaces.save(update_fields=["replaced_by"])
    return evidence


def _refuse_unknown(dossier: Dossier, part: str) -> None:
    if part not in annexes(dossier.kind) and part not in sheet_of(dossier.rubric).by_code:
        raise Refused("Hồ sơ này không có tiêu chí hoặc phần đó. Hãy tải lại trang.", field="part")
