"""Dossiers at any stage, with the little world that one needs; rows only, no operation is run."""

from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import count

from ocop.accounts.models import Membership, User
from ocop.accounts.permissions import Role
from ocop.certificates.models import Certificate, Decision, Level
from ocop.certificates.queries import fold_number
from ocop.certificates.term import lapse_of
from ocop.cycles.calendar import rounds_of
from ocop.cycles.models import Cycle, Round
from ocop.dossiers.flow import State
from ocop.dossiers.forms import Type, blanks
from ocop.dossiers.models import Dossier, Evidence, Kind, Proposal
from ocop.kernel.act import VIETNAM, Act
from ocop.places.models import Commune, Province
from ocop.registry.models import Producer, Product, Representative
from ocop.rulesets import bundled
from ocop.rulesets.loader import digest
from ocop.rulesets.models import Rubric, Ruleset
from tests.moment import NOW, TODAY

MEAT, TOURISM = 8, 26
_numbers = count(1)


def act_of(user=None, at=NOW):
    """Return an act, by default of nobody in particular at the moment of the tests."""
    return Act(by=user, at=at, origin="test")


def at_ten(day):
    """Return ten o'clock in Hạ Long on ``day``."""
    return datetime.combine(day, time(10), VIETNAM)


def a_province(code="22", name="Quảng Ninh"):
    found = Province.objects.filter(code=code).first()
    return found or Province.objects.create(code=code, name=name, full_name=f"Tỉnh {name}")


def a_commune(code="06978", name="Ba Chẽ", province=None):
    found = Commune.objects.filter(code=code).first()
    if found:
        return found
    commune = Commune(
        code=code,
        province=province or a_province(),
        name=name,
        full_name=f"Xã {name}",
        kind=Commune.Kind.COMMUNE,
        valid_from=date(2025, 7, 1),
    )
    commune.fold_names()
    commune.save()
    return commune


def a_user(name="Người thử"):
    number = next(_numbers)
    return User.objects.create(username=f"dossiers-{number}", full_name=name, created_at=NOW)


def a_post(role=Role.COMMUNE_OFFICER, commune=None, province=None):
    """Return a user with a post; an officer of a commune unless said otherwise."""
    if role == Role.COMMUNE_OFFICER:
        commune = commune or a_commune()
        province = commune.province
    user = a_user()
    Membership.objects.create(
        user=user,
        role=role,
        commune=commune,
        province=province,
        granted_on=TODAY - timedelta(days=30),
        created_at=NOW,
    )
    return user


def a_producer(kind=Producer.Kind.COOPERATIVE, commune=None, **fields):
    number = next(_numbers)
    producer = Producer(
        code=f"CT-T{number:04d}",
        kind=kind,
        name=f"Hợp tác xã thử {number}",
        commune=commune or a_commune(),
        created_at=NOW,
        **{"address": "Thôn Khe Lọng", "phone": "0203 000 000", **fields},
    )
    producer.fold_names()
    producer.save()
    return producer


def a_representative(producer, user=None):
    user = user or a_user()
    Representative.objects.create(
        producer=producer, user=user, appointed_on=TODAY - timedelta(days=30), created_at=NOW
    )
    return user


def a_product(set_number=MEAT, producer=None, commune=None, **fields):
    producer = producer or a_producer()
    number = next(_numbers)
    product = Product(
        code=f"SP-T{number:04d}",
        producer=producer,
        commune=commune or producer.commune,
        name=f"Sản phẩm thử {number}",
        set_number=set_number,
        created_at=NOW,
        **fields,
    )
    product.fold_names()
    product.save()
    return product


@cache
def _digest(code):
    return digest(bundled.text(code))


def a_ruleset(code="qd26-2026", of="qd26-2026", effective_from=date(2026, 5, 22), **fields):
    """Return a ruleset row whose sheets are those of the bundled ruleset ``of``."""
    found = Ruleset.objects.filter(code=code).first()
    return found or Ruleset.objects.create(
        code=code,
        number="26/2026/QĐ-TTg",
        issued_on=effective_from,
        effective_from=effective_from,
        complete=True,
        digest=_digest(of),
        created_at=NOW,
        **fields,
    )


def a_rubric(number=MEAT, ruleset=None):
    ruleset = ruleset or a_ruleset()
    sheet = bundled.ruleset("qd26-2026").sheets[number]
    found = Rubric.objects.filter(ruleset=ruleset, number=number).first()
    return found or Rubric.objects.create(
        ruleset=ruleset,
        number=number,
        slug=sheet.slug,
        title=sheet.title.vi,
        title_en=sheet.title.en,
        industry_name=sheet.industry_name.vi,
        group_name=sheet.group_name.vi,
        sample_required=sheet.sample_required,
    )


def a_round(province=None, year=2026, number=2):
    province = province or a_province()
    cycle = Cycle.objects.filter(province=province, year=year).first()
    cycle = cycle or Cycle.objects.create(province=province, year=year, created_at=NOW)
    cut, end = next((cut, end) for n, cut, end in rounds_of(year) if n == number)
    found = cycle.rounds.filter(number=number).first()
    return found or Round.objects.create(
        cycle=cycle, number=number, proposals_until=cut, finish_by=end, created_at=NOW
    )


def a_certificate(product, lapses_on=None, stars=3, issued_on=date(2024, 6, 1)):
    number = next(_numbers)
    province = product.commune.province
    decision = Decision.objects.create(
        number=f"{number}/QĐ-UBND",
        kind=Decision.Kind.RECOGNITION,
        level=Level.PROVINCE,
        province=province,
        signed_on=issued_on,
        created_at=NOW,
    )
    return Certificate.objects.create(
        number=f"{number}/GCN-OCOP",
        folded_number=fold_number(f"{number}/GCN-OCOP"),
        province=province,
        product=product,
        decision=decision,
        stars=stars,
        level=Level.PROVINCE,
        issued_on=issued_on,
        lapses_on=lapses_on or lapse_of(issued_on),
        product_name=product.name,
        holder_name=product.producer.name,
        created_at=NOW,
    )


def filled_forms(kind=Kind.FIRST):
    """Return Mẫu 01 and Mẫu 02 with every blank filled in."""
    said = {
        Type.LINE: "Có ghi",
        Type.TEXT: "Có mô tả.\nDòng thứ hai.",
        Type.DAY: "01/10/2026",
        Type.WHOLE: "1.200",
        Type.CHECK: True,
    }
    forms = {}
    for form, section, field in blanks(kind):
        value = field.options[0][0] if field.type is Type.CHOICE else said[field.type]
        forms.setdefault(form.key, {}).setdefault(section.key, {})[field.key] = value
    return forms


def a_dossier(state=State.DRAFT, kind=Kind.FIRST, product=None, filed_on=TODAY, **fields):
    """Return a dossier that lacks nothing: forms, one claim with points, its evidence."""
    number = next(_numbers)
    product = product or a_product()
    rubric = fields.pop("rubric", None) or a_rubric(product.set_number)
    filed = state not in {State.DRAFT, State.WITHDRAWN}
    given = {
        "code": f"HS-T-{number:04d}",
        "forms": filled_forms(kind),
        "choices": {"1.1": 2} if product.set_number == MEAT else {},
        "submitted_at": at_ten(filed_on) if filed else None,
        "created_at": NOW,
    }
    dossier = Dossier.objects.create(
        product=product, kind=kind, state=state, rubric=rubric, **(given | fields)
    )
    for part in dossier.choices:
        an_evidence(dossier, part)
    if kind != Kind.FIRST:
        an_evidence(dossier, "changes")
    if state in {State.PROPOSED, State.ASSESSED, State.DECIDED}:
        a_proposal(dossier)
    return dossier


def an_evidence(dossier, part="1.1", name=None, **fields):
    number = next(_numbers)
    given = {"sha256": f"{number:064x}", "key": f"{number:064x}", "size": 2048}
    return Evidence.objects.create(
        dossier=dossier,
        part=part,
        name=name or f"minh-chung-{number}.pdf",
        mime="application/pdf",
        created_at=NOW,
        **(given | fields),
    )


def a_proposal(dossier, at=NOW):
    return Proposal.objects.create(
        dossier=dossier,
        report_no="12/BC-UBND",
        letter_no="34/UBND-KT",
        signed_on=at.date(),
        material="Chè trồng tại xã.",
        labour="Hai mươi lao động của xã.",
        idea_kind=Proposal.Idea.TRADITIONAL,
        idea="Nghề có từ lâu.",
        identity="Cách sao chè riêng.",
        created_at=at,
    )
