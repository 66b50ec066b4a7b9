"""The decisions that follow a sitting: drafts to be signed, and the signed ones from the record."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.term import MONTHS
from ocop.documents.letters import BLANK, Annex, Letter, Signer, Table, decision, long_day, offices
from ocop.documents.letters.offices import Office
from ocop.documents.letters.posts import head_or_deputy
from ocop.grading.models import Result, Sitting
from ocop.grading.papers.heads import (
    established_by,
    office_of,
    refuse_sealed,
    round_of,
)
from ocop.grading.papers.outcomes import counted, list_table, rests_on_centre
from ocop.kernel.errors import Refused
from ocop.kernel.numbers import show_integer
from ocop.places.models import Province

IN_FORCE = "Quyết định này có hiệu lực kể từ ngày ký."
PROPOSED_BY = f"Theo đề nghị của {BLANK}"
LISTED = "Danh sách sản phẩm OCOP"
NATIONAL_RESPONSIBLE = (
    f"Chánh Văn phòng Bộ, thủ trưởng các đơn vị liên quan thuộc {offices.MINISTRY}, "
    "{chair} và các chủ thể có sản phẩm tại Phụ lục chịu trách nhiệm thi hành Quyết định này."
)
RESPONSIBLE = (
    "Chánh Văn phòng {committee}, Giám đốc các sở, thủ trưởng các ban, ngành, đơn vị liên quan, "
    "Chủ tịch Ủy ban nhân dân các xã, phường, đặc khu và các chủ thể có sản phẩm tại Phụ lục chịu "
    "trách nhiệm thi hành Quyết định này."
)


def recognition_draft(sitting: Sitting, day: date) -> Letter:
    """Return the decision to be signed on the 3 and 4 stars of a sitting.

    Refused while the cards are sealed, and when no product of it waits for recognition.
    """
    waiting = Q(outcome=Result.Outcome.RECOGNIZED, decision=None)
    handed_back = Q(central__stars__in=(3, 4), central__decision=None, set_aside_on=None)
    return _draft(sitting, day, waiting | handed_back, _recognition)


def national_draft(sitting: Sitting, day: date) -> Letter:
    """Return the Minister's decision to be signed on the five stars of a central sitting.

    One decision may name products of several provinces. Refused while the cards are sealed, and
    when no product of it waits for recognition.
    """
    # QĐ 26/2026/QĐ-TTg, Điều 7.4: Bộ trưởng công nhận 5 sao.
    waiting = Q(outcome=Result.Outcome.NATIONAL, decision=None)
    return _draft(sitting, day, waiting, _recognition)


def approval_draft(sitting: Sitting, day: date) -> Letter:
    """Return the decision to be signed on the results of 90 points and more of a sitting.

    Refused while the cards are sealed, and when there is no such result.
    """
    waiting = Q(outcome=Result.Outcome.FORWARDED, decision=None)
    return _draft(sitting, day, waiting, _approval)


def decision_paper(signed: Decision, day: date) -> Letter:
    """Return a recorded decision of recognition or approval, with its list.

    Refused for a decision that no result of this system stands under: its paper is elsewhere.
    """
    results = list(results_of(signed))
    if not results:
        raise Refused(
            f"Quyết định {signed} không có kết quả nào ghi trên hệ thống; hãy dùng bản giấy đã ký."
        )
    write = _approval if signed.kind == Decision.Kind.APPROVAL else _recognition
    return write(signed.province, results, day, signed)


def results_of(signed: Decision) -> QuerySet[Result]:
    """Return the results that a decision is about, those the centre answered among them.

    A product stands in it once: by what its province sent where the centre answered.
    """
    about = Q(decision=signed) | Q(central__decision=signed)
    return _whole(Result.objects.filter(about, answer=None))


def _whole(results: QuerySet[Result]) -> QuerySet[Result]:
    return results.select_related(
        "central__finding__item__sitting__council",
        "item__sitting__council__province",
        "item__sitting__round__cycle",
        "item__dossier__product__producer",
        "item__dossier__product__commune__province",
        "item__dossier__rubric__ruleset",
    ).order_by("item__sitting__held_on", "item__sitting_id", "item__position")


_Write = Callable[[Province | None, list[Result], date, Decision | None], Letter]


def _draft(sitting: Sitting, day: date, waiting: Q, write: _Write) -> Letter:
    refuse_sealed(sitting)
    results = list(_whole(Result.objects.filter(waiting, item__sitting=sitting)))
    if not results:
        raise Refused("Phiên họp này không còn kết quả nào chờ quyết định như vậy.")
    return write(sitting.council.province, results, day, None)


def _recognition(
    province: Province | None, results: list[Result], day: date, signed: Decision | None
) -> Letter:
    # QĐ 26/2026/QĐ-TTg, Điều 7.3.đ-e: công nhận, cấp giấy chứng nhận 3 và 4 sao.
    about = f"Công nhận kết quả đánh giá, phân hạng sản phẩm OCOP{_round(results)}"
    recognized = (
        f"Công nhận kết quả đánh giá, phân hạng {show_integer(len(results))} sản phẩm OCOP"
        f"{_round(results)}, gồm {counted(results, signed)} (danh sách tại Phụ lục kèm theo)."
    )
    term = (
        f"Giấy chứng nhận có hiệu lực {MONTHS} tháng kể từ ngày cấp. Chủ thể duy trì các tiêu chí "
        "như hồ sơ đã đánh giá và sử dụng nhãn hiệu OCOP đúng quy định trong thời hạn đó."
    )
    articles = (recognized, term, IN_FORCE)
    numbers = _certificate_numbers(signed) if signed else None
    return _letter(
        province, results, day, signed, about, articles, list_table(results, signed, numbers)
    )


def _approval(
    province: Province | None, results: list[Result], day: date, signed: Decision | None
) -> Letter:
    about = f"Phê duyệt kết quả đánh giá sản phẩm OCOP đạt từ 90 điểm trở lên{_round(results)}"
    approved = (
        f"Phê duyệt kết quả đánh giá {show_integer(len(results))} sản phẩm OCOP có tổng điểm trung "
        "bình từ 90 điểm trở lên (danh sách tại Phụ lục kèm theo). Việc phê duyệt chưa phải là "
        "công nhận hạng sao."
    )
    sent = (
        f"Gửi hồ sơ các sản phẩm tại Điều 1 đến {offices.MINISTRY} để đánh giá, công nhận 5 sao "
        "theo quy định."
    )
    articles = (approved, sent, IN_FORCE)
    return _letter(province, results, day, signed, about, articles, list_table(results, signed))


def _letter(
    province: Province | None,
    results: list[Result],
    day: date,
    signed: Decision | None,
    about: str,
    articles: tuple[str, ...],
    table: Table,
) -> Letter:
    level = signed.level if signed else Level.PROVINCE if province else Level.NATIONAL
    office, national = office_of(level, province), level == Level.NATIONAL
    answerable = _answerable(results, province, national=national)
    letter = decision(
        office,
        about=about,
        grounds=_grounds(results, level, signed),
        articles=(*articles, answerable),
        recipients=_recipients(national=national),
        signer=signer_of(signed, office),
        made_on=day,
    )
    return replace(
        letter,
        number=signed.number if signed else "",
        day=signed.signed_on if signed else None,
        annexes=(Annex(LISTED, (table,)),),
        sample=all(one.item.dossier.is_sample for one in results),
    )


def _answerable(results: list[Result], province: Province | None, *, national: bool) -> str:
    """Return who carries a decision out; the Minister's names the chair of each province in it."""
    if province is not None and not national:
        return RESPONSIBLE.format(committee=offices.committee(province.full_name))
    places = {one.item.dossier.product.commune.province.full_name for one in results}
    return NATIONAL_RESPONSIBLE.format(
        chair=", ".join(offices.chair_of(name) for name in sorted(places))
    )


def signer_of(signed: Decision | None, office: Office) -> Signer:
    """Return who signs a decision: whom the record names, else the head with the name open."""
    if signed is None:
        return Signer(office.post)
    return head_or_deputy(signed.signer_post or office.post, signed.signer, head=office.post)


def _grounds(results: list[Result], level: str, signed: Decision | None) -> tuple[str, ...]:
    """Return what the decision rests on: law, its own council's papers, the centre's answer."""
    rulesets = {one.item.dossier.rubric.ruleset for one in results}
    laws = [
        offices.by_prime_minister(each.number, each.issued_on)
        for each in sorted(rulesets, key=lambda each: each.issued_on, reverse=True)
    ]
    sittings = {
        sitting
        for one in results
        for sitting in _sittings_behind(one)
        if sitting.council.level == level
    }
    councils = {sitting.council for sitting in sittings}
    setting_up = [established_by(each) for each in sorted(councils, key=lambda each: each.pk)]
    first = [] if level == Level.NATIONAL else [offices.local_government_act()]
    minuted = [_minuted(each) for each in sorted(sittings, key=lambda each: each.code)]
    return (*first, *laws, *setting_up, *minuted, *_answered(results, signed), PROPOSED_BY)


def _sittings_behind(result: Result) -> Iterable[Sitting]:
    """Yield the province's sitting, and the centre's where it found something upon it."""
    yield result.item.sitting
    answer = getattr(result, "central", None)
    if answer is not None and answer.finding is not None:
        yield answer.finding.item.sitting


def _answered(results: list[Result], signed: Decision | None) -> list[str]:
    if signed is not None and signed.level == Level.NATIONAL:
        return []
    answers = {one.central for one in results if rests_on_centre(one, signed)}
    told = {
        f"Căn cứ Văn bản số {each.document_no} ngày {long_day(each.answered_on)} về kết quả đánh "
        "giá của trung ương"
        for each in answers
    }
    return sorted(told)


def _minuted(sitting: Sitting) -> str:
    number = f" số {sitting.minutes_no}" if sitting.minutes_no else ""
    return f"Căn cứ Biên bản{number} ngày {long_day(sitting.held_on)} của {sitting.council.name}"


def _round(results: list[Result]) -> str:
    rounds = {round_of(one.item.sitting) for one in results}
    return rounds.pop() if len(rounds) == 1 else ""


def _certificate_numbers(signed: Decision) -> dict[int, str]:
    issued: Iterable[tuple[int, str]] = Certificate.objects.filter(decision=signed).values_list(
        "product_id", "number"
    )
    return dict(issued)


def _recipients(*, national: bool) -> tuple[str, ...]:
    above = () if national else (f"{offices.MINISTRY} (để báo cáo)",)
    return ("Như Điều 4", *above, "Lưu: VT, hồ sơ")
