"""Acts on a label: the producer sends and corrects, the office looks and says what it found."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.certificates.models import Revocation, RevocationCase
from ocop.certificates.operations import open_case
from ocop.certificates.queries import live_certificate
from ocop.files import store
from ocop.files.checking import check as checked_file
from ocop.files.kinds import IMAGES, Kind
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.mark.checklist import version_on
from ocop.mark.codes import codes_in, judged
from ocop.mark.flow import LABEL_FLOW, CheckState
from ocop.mark.models import Artwork, Finding, LabelCheck
from ocop.mark.queries import lines_of, names_of, newest
from ocop.mark.right import right_of
from ocop.mark.verbs import Verb
from ocop.notices.kinds import Kind as About
from ocop.notices.operations import tell
from ocop.registry.access import represents
from ocop.registry.models import Product
from ocop.registry.queries import people_of

ARTWORK = IMAGES | {Kind.PDF}
LONGEST_CODE = 300
# What the officer says on each line of the list: a verdict, and words where it failed.
Said = Mapping[str, tuple[str, str]]


@transaction.atomic
def send_artwork(
    act: Act, *, product: Product, data: bytes, filename: str, stars_shown: int, note: str = ""
) -> LabelCheck:
    """Lay a product's label before the office; its codes are read at once.

    Refused while another label of the product is before it, and for a file that ``files``
    refuses or that is neither picture nor PDF.
    """
    lock(product)
    try:
        with transaction.atomic():
            check = LabelCheck.objects.create(
                code=f"NH-{act.day.year}-{take_number(f'labels {act.day.year}'):04d}",
                product=product,
                checklist=version_on(act.day),
                is_sample=product.is_sample,
                created_at=act.at,
            )
    except IntegrityError as error:
        raise Refused("Sản phẩm này đang có một mẫu nhãn chờ kiểm tra.") from error
    artwork = _keep(check, act, data, filename, stars_shown, note)
    record(act, Verb.SENT, check, product=product.code, sha256=artwork.sha256)
    _tell_office(check, act, "Có mẫu nhãn chờ kiểm tra", artwork.version)
    return check


@transaction.atomic
def pass_label(check: LabelCheck, act: Act, *, findings: Said) -> None:
    """Find that the label is right in every line; refused while one fails or is not answered."""
    lock(check)
    state = LABEL_FLOW.after("pass_label", CheckState(check.state))
    kept = _find(check, act, findings)
    if failed := [one for one in kept if one.verdict == Finding.Verdict.FAIL]:
        raise Refused(f"Còn {len(failed)} nội dung không đạt, hãy yêu cầu chủ thể sửa.")
    check.state, check.ended_on = state, act.day
    check.save(update_fields=["state", "ended_on"])
    record(act, Verb.PASSED, check, version=kept[0].artwork.version if kept else None)
    _tell_producer(check, act, "Nhãn đạt", "Mẫu nhãn đã được kiểm tra và đạt, có thể in.")


@transaction.atomic
def ask_correction(check: LabelCheck, act: Act, *, findings: Said, correct_by: date | None) -> None:
    """Tell the producer what to correct and by when; refused when nothing failed."""
    lock(check)
    state = LABEL_FLOW.after("ask_correction", CheckState(check.state))
    kept = _find(check, act, findings)
    failed = [one.line for one in kept if one.verdict == Finding.Verdict.FAIL]
    if not failed:
        raise Refused("Mọi nội dung đều đạt, hãy kết luận nhãn đạt.")
    if correct_by is None or correct_by <= act.day:
        raise Refused("Hạn sửa phải sau hôm nay.", field="correct_by")
    check.state, check.correct_by = state, correct_by
    check.save(update_fields=["state", "correct_by"])
    record(act, Verb.CORRECTION_ASKED, check, failed=failed, correct_by=correct_by)
    words = f"Có {len(failed)} nội dung cần sửa trước ngày {correct_by:%d/%m/%Y}."
    _tell_producer(check, act, "Cần sửa nhãn", words)


@transaction.atomic
def answer(
    check: LabelCheck, act: Act, *, data: bytes, filename: str, stars_shown: int, note: str = ""
) -> Artwork:
    """Send a corrected version of the label; refused when the file is the very same."""
    lock(check)
    state = LABEL_FLOW.after("answer", CheckState(check.state))
    before = newest(check)
    artwork = _keep(check, act, data, filename, stars_shown, note, before.version + 1)
    if artwork.sha256 == before.sha256 and stars_shown == before.stars_shown:
        raise Refused("Tệp này giống hệt bản trước. Hãy gửi bản nhãn đã sửa.", field="file")
    check.state = state
    check.save(update_fields=["state"])
    record(act, Verb.ANSWERED, check, version=artwork.version, sha256=artwork.sha256)
    _tell_office(check, act, "Chủ thể đã gửi bản nhãn mới", artwork.version)
    return artwork


@transaction.atomic
def refer(check: LabelCheck, act: Act, *, seen: str) -> RevocationCase:
    """Take misuse of the mark to a case for revocation.

    Refused without words on what was seen, for the product of one's own producer, and where no
    certificate is in force: then there is nothing to revoke, only a label to be taken off.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 8.1.d.
    lock(check)
    state = LABEL_FLOW.after("refer", CheckState(check.state))
    _refuse_own(check, act)
    certificate = live_certificate(check.product, act.day)
    if certificate is None:
        raise Refused(
            "Sản phẩm không có giấy chứng nhận đang có hiệu lực nên không có gì để thu hồi. "
            "Hãy yêu cầu chủ thể gỡ nhãn hiệu khỏi nhãn."
        )
    case = open_case(
        act,
        certificate=certificate,
        ground=Revocation.Ground.MARK,
        source=RevocationCase.Source.LABEL,
        seen=seen,
    )
    check.state, check.case, check.ended_on = state, case, act.day
    check.save(update_fields=["state", "case", "ended_on"])
    record(act, Verb.REFERRED, check, case=case.code)
    return case


@transaction.atomic
def withdraw(check: LabelCheck, act: Act) -> None:
    """Take the label back: it is not used."""
    lock(check)
    check.state = LABEL_FLOW.after("withdraw", CheckState(check.state))
    check.ended_on = act.day
    check.save(update_fields=["state", "ended_on"])
    record(act, Verb.WITHDRAWN, check)


def _keep(
    check: LabelCheck,
    act: Act,
    data: bytes,
    filename: str,
    stars_shown: int,
    note: str,
    version: int = 1,
) -> Artwork:
    file = checked_file(data, filename, kinds=ARTWORK)
    named = names_of(check.product, right_of(check.product, act.day))
    codes = [(text[:LONGEST_CODE], *judged(text, named)) for text in codes_in(data, file.kind)]
    return Artwork.objects.create(
        check_of=check,
        version=version,
        name=file.name,
        mime=file.mime,
        size=file.size,
        sha256=file.sha256,
        key=store.save(data),
        stars_shown=stars_shown,
        note=note.strip(),
        codes=[{"text": text, "verdict": verdict, "line": line} for text, verdict, line in codes],
        by_id=getattr(act.by, "pk", None),
        created_at=act.at,
    )


def _find(check: LabelCheck, act: Act, findings: Said) -> list[Finding]:
    """Keep what was said of the newest version; every line of the list is answered."""
    _refuse_own(check, act)
    artwork = newest(check)
    made = []
    for line in lines_of(check, artwork):
        verdict, words = findings.get(line.key, ("", ""))
        if verdict not in Finding.Verdict.values:
            raise Refused(f"Hãy nhận xét: {line.title}.", field=f"{line.key}_verdict")
        if verdict == Finding.Verdict.FAIL and not words.strip():
            raise Refused(f"Hãy nói rõ vì sao không đạt: {line.title}.", field=f"{line.key}_words")
        made.append(
            Finding(
                artwork=artwork,
                line=line.key,
                verdict=verdict,
                words=words.strip(),
                created_at=act.at,
            )
        )
    return Finding.objects.bulk_create(made)


def _refuse_own(check: LabelCheck, act: Act) -> None:
    if represents(act.by, check.product.producer, act.day):
        raise Refused("Người đại diện chủ thể không tự kiểm tra nhãn của mình.")


def _tell_producer(check: LabelCheck, act: Act, subject: str, text: str) -> None:
    _tell(check, act, people_of(check.product.producer, act.day), subject, text, "/chu-the")


def _tell_office(check: LabelCheck, act: Act, subject: str, version: int) -> None:
    officers = officers_of(
        province=check.product.commune.province, permission=Permission.CHECK_LABELS, day=act.day
    )
    text = f"{check.product} của {check.product.producer}, bản {version}."
    _tell(check, act, officers, subject, text, "/van-phong")


def _tell(
    check: LabelCheck, act: Act, to: Iterable[User], subject: str, text: str, door: str
) -> None:
    version = newest(check).version
    tell(
        act,
        to=to,
        kind=About.MARK,
        subject=f"{subject}: {check.product}",
        text=text,
        link=f"{door}/nhan-hieu/kiem-tra/{check.code}/",
        key=f"label {check.code} {version} {check.state}",
    )
