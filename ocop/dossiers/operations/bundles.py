"""Taking in a dossier that was packed elsewhere, or here: what was typed and every file."""

from collections.abc import Callable

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.dossiers.bundle.reading import Bundle, Member
from ocop.dossiers.checklist import annexes
from ocop.dossiers.entries import checked_case, merged_choices, merged_claims, merged_forms
from ocop.dossiers.models import Dossier, Evidence
from ocop.dossiers.operations.writing import refuse_unless_writable
from ocop.dossiers.queries import contents_digest
from ocop.dossiers.verbs import Verb
from ocop.files import store
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.rulesets.queries import sheet_of


@transaction.atomic
def take_in(
    dossier: Dossier,
    act: Act,
    *,
    bundle: Bundle,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Make a draft say exactly what the bundle says; what it said before gives way.

    Refused outside draft and return, for another kind or sheet of criteria, for a part that the
    sheet does not have, and for a file that was changed or that ``files`` refuses.
    """
    lock(dossier)
    refuse_unless_writable(dossier)
    _refuse_other(dossier, bundle)
    _type_in(dossier, bundle)
    dossier.evidence.all().current().update(removed_at=act.at)
    for done, member in enumerate(bundle.members, start=1):
        _file_in(dossier, act, member, bundle.file(member))
        report(done, len(bundle.members))
    record(act, Verb.TAKEN_IN, dossier, digest=contents_digest(dossier))


def _refuse_other(dossier: Dossier, bundle: Bundle) -> None:
    index, rubric = bundle.index, dossier.rubric
    if index["kind"] != dossier.kind:
        raise Refused("Bộ hồ sơ này thuộc lần đánh giá khác. Hãy lập đúng loại hồ sơ rồi nhập.")
    if index["rubric"] != {"ruleset": rubric.ruleset.code, "set": rubric.number}:
        raise Refused(
            f"Bộ hồ sơ này lập theo bộ tiêu chí khác; hồ sơ ở đây dùng bộ {rubric.number} "
            f"({rubric.ruleset}). Hãy nhập vào sản phẩm cùng bộ, hoặc nhập tay."
        )
    parts = {*annexes(dossier.kind), *sheet_of(rubric).by_code}
    if unknown := sorted({one.part for one in bundle.members} - parts):
        raise Refused(f"Bộ tiêu chí của hồ sơ không có tiêu chí “{unknown[0][:20]}”.")


def _type_in(dossier: Dossier, bundle: Bundle) -> None:
    """Write what was typed, judged as if it were typed here; refused if that would change it."""
    index, sheet = bundle.index, sheet_of(dossier.rubric)
    dossier.case = checked_case(sheet, index["case"])
    dossier.forms = merged_forms({}, index["forms"])
    dossier.choices = merged_choices(sheet, dossier.case, {}, index["choices"])
    dossier.claims = merged_claims(sheet, {}, index["claims"])
    if any(getattr(dossier, name) != index[name] for name in ("forms", "choices", "claims")):
        raise Refused("Bộ hồ sơ này có nội dung không đúng biểu mẫu. Hãy tải lại bộ gốc rồi nhập.")
    dossier.version += 1
    dossier.save(update_fields=["case", "forms", "choices", "claims", "version"])


def _file_in(dossier: Dossier, act: Act, member: Member, data: bytes) -> None:
    Evidence.objects.create(
        dossier=dossier, part=member.part, name=member.name, mime=member.mime, size=member.size,
        sha256=member.sha256, key=store.save(data), by_id=getattr(act.by, "pk", None),
        created_at=act.at,
    )  # fmt: skip
