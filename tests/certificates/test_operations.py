"""Issuing, importing and revoking certificates."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ocop.audit.models import Entry
from ocop.audit.operations import publish_checkpoint
from ocop.audit.queries import history
from ocop.certificates.models import Certificate, Decision, Level, Revocation
from ocop.certificates.operations import import_legacy, issue, record_decision, revoke
from ocop.certificates.paper import authority_of
from ocop.certificates.verbs import Verb
from ocop.kernel.errors import Refused
from tests.factories.dossiers import a_certificate, a_producer, a_product, a_province
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
Kind = Decision.Kind


def decided(act, kind=Kind.RECOGNITION, level=Level.PROVINCE, number="9/QĐ-UBND", on=TODAY):
    return record_decision(
        act, number=number, kind=kind, level=level, province=a_province(), signed_on=on
    )


def test_a_certificate_is_good_for_36_months(act):
    certificate = issue(act, product=a_product(), stars=4, decision=decided(act))

    assert (certificate.issued_on, certificate.lapses_on) == (TODAY, date(2029, 10, 5))
    [line] = history(certificate)
    assert line.verb == Verb.ISSUED


def test_numbers_run_without_gaps_within_a_year_and_begin_again(act):
    decision = decided(act, on=date(2025, 12, 31))
    days = [date(2025, 12, 31), date(2026, 1, 2), date(2026, 1, 3)]

    issued = [
        issue(act, product=a_product(), stars=3, decision=decision, issued_on=day) for day in days
    ]

    assert [c.number for c in issued] == [
        "0001/2025/GCN-OCOP-22",
        "0001/2026/GCN-OCOP-22",
        "0002/2026/GCN-OCOP-22",
    ]


def test_no_decision_is_recorded_while_history_waits_for_its_checkpoint(act):
    product = a_product()
    publish_checkpoint(replace(act, at=act.at - timedelta(hours=1)))
    issue(act, product=product, stars=3, decision=decided(act, number="1/QĐ-UBND"))
    late = replace(act, at=act.at + timedelta(hours=25))

    with pytest.raises(Refused, match="chưa công bố mốc mới"):
        decided(late, number="2/QĐ-UBND")
    # Reading goes on.
    assert Certificate.objects.in_force_on(late.day).count() == 1
    publish_checkpoint(late)
    assert decided(late, number="2/QĐ-UBND").number == "2/QĐ-UBND"


def test_a_refused_certificate_uses_no_number(act):
    decision = decided(act)
    with pytest.raises(Refused):
        issue(act, product=a_product(), stars=5, decision=decision)

    assert issue(act, product=a_product(), stars=3, decision=decision).number.startswith("0001/")


@pytest.mark.parametrize(
    ("stars", "level", "issued"),
    [
        (2, Level.PROVINCE, False),
        (3, Level.PROVINCE, True),
        (4, Level.PROVINCE, True),
        (5, Level.PROVINCE, False),
        (5, Level.NATIONAL, True),
        (4, Level.NATIONAL, False),
    ],
)
def test_the_province_recognises_three_and_four_stars_the_minister_five(act, stars, level, issued):
    decision = decided(act, level=level)

    if issued:
        assert issue(act, product=a_product(), stars=stars, decision=decision).stars == stars
    else:
        with pytest.raises(Refused):
            issue(act, product=a_product(), stars=stars, decision=decision)
    assert Certificate.objects.exists() is issued


@pytest.mark.parametrize("kind", [Kind.APPROVAL, Kind.REVOCATION])
def test_only_a_recognition_issues_a_certificate(act, kind):
    with pytest.raises(Refused, match="quyết định công nhận"):
        issue(act, product=a_product(), stars=3, decision=decided(act, kind))


def test_a_certificate_is_not_older_than_its_decision(act):
    with pytest.raises(Refused, match="trước ngày ký"):
        issue(
            act, product=a_product(), stars=3, decision=decided(act),
            issued_on=TODAY - timedelta(days=1),
        )  # fmt: skip


@pytest.mark.parametrize(("ahead", "recorded"), [(0, True), (1, False)])
def test_a_decision_is_not_signed_tomorrow(act, ahead, recorded):
    on = TODAY + timedelta(days=ahead)

    if recorded:
        decided(act, on=on)
    else:
        with pytest.raises(Refused, match="tương lai"):
            decided(act, on=on)
    assert Decision.objects.exists() is recorded


def test_a_decision_is_recorded_once(act):
    decided(act)

    with pytest.raises(Refused, match="đã được ghi"):
        decided(act)
    assert Decision.objects.count() == 1


def test_an_older_certificate_keeps_its_own_number(act):
    decision = decided(act, on=date(2024, 1, 5))

    kept = import_legacy(
        act, product=a_product(), number="15/GCN-OCOP", stars=4, decision=decision,
        issued_on=date(2024, 1, 5),
    )  # fmt: skip

    assert (kept.number, kept.is_legacy, kept.lapses_on) == ("15/GCN-OCOP", True, date(2027, 1, 5))
    with pytest.raises(Refused, match="đã có"):
        import_legacy(
            act, product=a_product(), number="15/GCN-OCOP", stars=3, decision=decision,
            issued_on=date(2024, 1, 5),
        )  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"stars": 2}, {"stars": 6}, {"issued_on": TODAY + timedelta(days=1)}]
)
def test_an_impossible_older_certificate_is_refused(act, wrong):
    given = {"number": "1", "stars": 3, "issued_on": TODAY, "decision": decided(act)}

    with pytest.raises(Refused):
        import_legacy(act, product=a_product(), **{**given, **wrong})
    assert not Certificate.objects.exists()


def revoked(act, certificate, **details):
    given = {
        "ground": Revocation.Ground.LAW,
        "reason": "Nhãn ghi sai thành phần.",
        "concluded_on": TODAY,
    }
    decision = details.pop("decision", None) or decided(act, Kind.REVOCATION, number="20/QĐ-UBND")
    return revoke(certificate, act, decision=decision, **{**given, **details})


@pytest.mark.parametrize("ground", Revocation.Ground)
def test_a_certificate_is_revoked_on_six_grounds(act, ground):
    certificate = a_certificate(a_product(), lapses_on=date(2027, 6, 1))

    revocation = revoked(act, certificate, ground=ground)

    assert revocation.effective_on == TODAY
    assert history(certificate).get().facts["ground"] == ground
    assert not Certificate.objects.in_force_on(TODAY).exists()
    assert Certificate.objects.in_force_on(TODAY - timedelta(days=1)).exists()


def test_six_grounds_are_all_there_are():
    assert len(Revocation.Ground) == 6


@pytest.mark.parametrize(("days", "taken"), [(1, True), (0, False), (-1, False)])
def test_what_has_lapsed_is_not_revoked(act, days, taken):
    certificate = a_certificate(a_product(), lapses_on=TODAY + timedelta(days=days))

    if taken:
        revoked(act, certificate)
    else:
        with pytest.raises(Refused, match="hết hạn"):
            revoked(act, certificate)
    assert Revocation.objects.exists() is taken


def test_a_certificate_is_revoked_once(act):
    certificate = a_certificate(a_product(), lapses_on=date(2027, 6, 1))
    revoked(act, certificate)

    with pytest.raises(Refused, match="đã bị thu hồi"):
        revoked(act, certificate, decision=decided(act, Kind.REVOCATION, number="21/QĐ-UBND"))


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"concluded_on": TODAY + timedelta(days=1)}, {"decision": "other"}]
)
def test_a_revocation_without_its_grounds_changes_nothing(act, wrong):
    certificate = a_certificate(a_product(), lapses_on=date(2027, 6, 1))
    if wrong.get("decision"):
        wrong = {"decision": decided(act)}
    else:
        decision = decided(act, Kind.REVOCATION, number="22/QĐ-UBND")
        wrong = {**wrong, "decision": decision}
    lines = Entry.objects.count()

    with pytest.raises(Refused):
        revoked(act, certificate, **wrong)
    assert Entry.objects.count() == lines
    assert not Revocation.objects.exists()


def test_another_provinces_decision_recognises_nothing(act):
    elsewhere = record_decision(
        act, number="9/QĐ-UBND", kind=Kind.RECOGNITION, level=Level.PROVINCE,
        province=a_province("24", "Bắc Ninh"), signed_on=TODAY,
    )  # fmt: skip

    with pytest.raises(Refused, match="tỉnh khác"):
        issue(act, product=a_product(), stars=3, decision=elsewhere)


@pytest.mark.parametrize(
    ("stars", "level", "taken"),
    [
        (4, Level.PROVINCE, True),
        (4, Level.NATIONAL, False),
        (5, Level.PROVINCE, False),
        (5, Level.NATIONAL, True),
    ],
)
def test_who_recognised_revokes(act, stars, level, taken):
    recognition = decided(act, level=Level.NATIONAL if stars == 5 else Level.PROVINCE)
    certificate = issue(act, product=a_product(), stars=stars, decision=recognition)
    decision = decided(act, Kind.REVOCATION, level, number="21/QĐ")

    if taken:
        revoked(act, certificate, decision=decision)
    else:
        with pytest.raises(Refused, match="Bộ trưởng thu hồi"):
            revoked(act, certificate, decision=decision)
    assert Revocation.objects.exists() is taken


@pytest.mark.parametrize(("before", "taken"), [(0, True), (1, False)])
def test_a_certificate_is_not_revoked_before_it_was_issued(act, before, taken):
    certificate = issue(act, product=a_product(), stars=3, decision=decided(act))
    on = TODAY - timedelta(days=before)
    decision = decided(act, Kind.REVOCATION, number="21/QĐ", on=on)

    if taken:
        revoked(act, certificate, decision=decision, concluded_on=on)
    else:
        with pytest.raises(Refused, match="trước ngày cấp"):
            revoked(act, certificate, decision=decision, concluded_on=on)
    assert Revocation.objects.exists() is taken


def test_the_ministry_counts_its_certificates_for_the_whole_country(act):
    issue(act, product=a_product(), stars=3, decision=decided(act))
    national = decided(act, level=Level.NATIONAL, number="77/QĐ-BNNMT")

    certificate = issue(act, product=a_product(), stars=5, decision=national)

    assert certificate.number == "0001/2026/GCN-OCOP-QG"


def test_a_number_that_an_older_paper_bears_is_passed_over(act):
    decision = decided(act)
    import_legacy(
        act, product=a_product(), number="0001/2026/GCN-OCOP-22", stars=3, decision=decision,
        issued_on=TODAY,
    )  # fmt: skip

    certificate = issue(act, product=a_product(), stars=3, decision=decision)

    assert certificate.number == "0002/2026/GCN-OCOP-22"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("Thôn Khe Lọng", "Thôn Khe Lọng, Xã Ba Chẽ"),
        ("Thôn Khe Lọng, Xã Ba Chẽ", "Thôn Khe Lọng, Xã Ba Chẽ"),
        ("", "Xã Ba Chẽ"),
    ],
)
def test_the_paper_names_the_commune_once(act, address, printed):
    product = a_product(producer=a_producer(address=address))

    certificate = issue(act, product=product, stars=3, decision=decided(act))

    assert certificate.holder_address == printed
    assert authority_of(certificate) == "Ủy ban nhân dân tỉnh Quảng Ninh"
