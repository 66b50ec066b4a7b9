"""Every address, asked by every role: the answer is the one that gate and place give.

The gate is read off the view; which rows a role reaches is the table below, written by hand.
Between them each answer is foretold: to the sign-in page, 403, 404, or in.
"""

import inspect
import re
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from ocop.accounts.permissions import HELD_BY, Permission, Role
from ocop.dossiers.forms import TYPED
from ocop.dossiers.models import Dossier
from tests import world
from tests.house.test_doors import LIBRARIES, gate_of, walk
from tests.moment import NOW

POSTS = {
    "commune": Role.COMMUNE_OFFICER,
    "other commune": Role.COMMUNE_OFFICER,
    "province": Role.PROVINCE_OFFICER,
    "other province": Role.PROVINCE_OFFICER,
    "leader": Role.PROVINCE_LEADER,
    "ministry": Role.MINISTRY_OFFICER,
    "administrator": Role.ADMINISTRATOR,
}
ROLES = [
    "anonymous", "stranger", "producer", *POSTS,
    "chair", "member", "conflicted", "other council", "secretary",
]  # fmt: skip
EVERYONE, NOBODY = frozenset(ROLES), frozenset()
OWNER = frozenset({"producer"})
OF_PLACE = {
    "mine": frozenset({"commune", "province", "leader"}),
    "beside": frozenset({"other commune", "province", "leader"}),
    "far": frozenset({"other province"}),
}
NATIONAL = frozenset({"ministry", "administrator"})
DECIDING = frozenset({"province", "leader"})
SCORING = frozenset({"chair", "member"})
SEATED = SCORING | {"conflicted", "secretary"}


@dataclass(frozen=True)
class Spot:
    """One set of values for an address, and who reaches the row that they name."""

    name: str
    values: dict
    reach: frozenset


def spots_of(address, the):
    """Return the rows to try at an address; where the table has none, one that does not exist."""
    names = re.findall(r"<(?:(\w+):)?(\w+)>", address)
    if not names:
        return [Spot("", {}, EVERYONE)]
    for start, spots in table(the).items():
        if address.startswith(start):
            return spots
    return [Spot("nowhere", {name: NOWHERE[kind] for kind, name in names}, NOBODY)]


NOWHERE = {"int": 999_999_999, "str": "khong-co", "slug": "khong-co"}


def by_place(the, attribute, field, extra=NOBODY):
    """Return the three rows of a kind, reached by the officers of their place."""
    return [
        Spot(name, {field: getattr(getattr(one, attribute), key_of(field))}, OF_PLACE[name] | extra)
        for name, one in the.places.items()
    ]


def key_of(field):
    return "pk" if field == "pk" else "code"


def one(name, reach, **values):
    return Spot(name, values, reach)


def table(the):
    """Return, by how an address begins, the rows to try and who reaches them: longest first."""
    mine, beside = the.places["mine"], the.places["beside"]
    dossiers = [
        *by_place(the, "dossier", "code"),
        one("draft", NOBODY, code=the.draft.code),
        one("forwarded", OF_PLACE["mine"] | {"ministry"}, code=the.forwarded.code),
    ]
    sent = [
        one("mine", OF_PLACE["mine"] - {"leader"}, code=mine.dossier.code),
        one("beside", OF_PLACE["beside"] - {"leader"}, code=beside.dossier.code),
        one("draft", NOBODY, code=the.draft.code),
    ]
    here = frozenset({"province"})
    closed = {"code": the.closed.code, "position": 1}
    sealed = {"code": the.open.code, "position": 1}
    far = {"code": the.far_sitting.code, "position": 1}
    log = the.checkpoint.size
    far_decision = the.places["far"].certificate.decision
    decided = [
        one("mine", frozenset({"leader"}), code=mine.case.code),
        one("far", NOBODY, code=the.places["far"].case.code),
    ]
    form = next(iter(TYPED.values()))
    blank = {"form": form.key, "section": form.sections[0].key}
    mine_only = [
        one("mine", OWNER, code=the.draft.code, letter="A", part="1.1", **blank),
        one("beside", NOBODY, code=beside.dossier.code, letter="A", part="1.1", **blank),
    ]
    own = [
        one("mine", OWNER, code=mine.product.code),
        one("beside", NOBODY, code=beside.product.code),
    ]
    return {
        "van-phong/ho-so/<str:code>/tra-lai/": sent,
        "van-phong/ho-so/": dossiers,
        "van-phong/y-tuong/": by_place(the, "idea", "code"),
        "van-phong/phuong-an/": by_place(the, "plan", "code"),
        "van-phong/tap-huan/<int:pk>/nguoi/<int:guest>/": [
            one(name, OF_PLACE[name], pk=its.training.pk, guest=its.guest.pk)
            for name, its in the.places.items()
        ],
        "van-phong/tap-huan/": by_place(the, "training", "pk"),
        "van-phong/chu-trinh/tham-gia/": by_place(the, "product", "code"),
        "van-phong/chu-trinh/chi-tieu/": [one("a kind", EVERYONE, kind="rank")],
        "van-phong/dot-danh-gia/": [one("the year", EVERYONE, year=2026)],
        "van-phong/minh-chung/": by_place(the, "evidence", "pk"),
        "van-phong/hoi-dong/": [
            one("ours", here, pk=the.council.pk),
            one("far", frozenset({"other province"}), pk=the.other_council.pk),
        ],
        "van-phong/phien-hop/<str:code>/<int:position>/": [
            one("closed", here, **closed), one("sealed", NOBODY, **sealed),
            one("far", NOBODY, **far),
        ],
        "van-phong/phien-hop/": [
            one("closed", here, code=the.closed.code),
            one("sealed", here, code=the.open.code),
            one("far", frozenset({"other province"}), code=the.far_sitting.code),
        ],
        "van-phong/quyet-dinh/": [
            one("starless", frozenset({"leader"}), code=the.starless.code),
            one("no result", NOBODY, code=mine.dossier.code),
        ],
        "van-phong/van-ban/phien-hop/<str:code>/<int:position>/": [
            one("closed", DECIDING, **closed, paper="phieu-da-ky", form="pdf"),
            one("sealed", NOBODY, **sealed, paper="phieu-da-ky", form="pdf"),
            one("far", NOBODY, **far, paper="phieu-da-ky", form="pdf"),
        ],
        "van-phong/van-ban/phien-hop/": [
            one("closed", DECIDING, code=the.closed.code, paper="giay-moi", form="docx"),
            one("sealed", DECIDING, code=the.open.code, paper="giay-moi", form="docx"),
            one("far", frozenset({"other province"}), code=the.far_sitting.code,
                paper="giay-moi", form="docx"),
        ],
        "van-phong/van-ban/quyet-dinh/<int:pk>/<slug:paper>": [
            one("of no result here", NOBODY, pk=mine.certificate.decision.pk,
                paper="quyet-dinh", form="pdf"),
        ],
        "van-phong/van-ban/quyet-dinh/": [
            one("ours", DECIDING, pk=mine.certificate.decision.pk),
            one("far", frozenset({"other province"}), pk=far_decision.pk),
        ],
        "van-phong/van-ban/ho-so/": [
            one("without papers", NOBODY, code=mine.dossier.code, paper="mau-03", form="pdf"),
        ],
        "van-phong/van-ban/giay-chung-nhan/": [
            one(name, OF_PLACE[name] | NATIONAL, pk=each.certificate.pk,
                paper="trao-giay", form="docx")
            for name, each in the.places.items()
        ],
        "van-phong/trung-uong/": [
            one("forwarded", frozenset({"ministry"}), code=the.forwarded.code),
            one("not forwarded", NOBODY, code=mine.dossier.code),
        ],
        "van-phong/thong-bao/<int:pk>/": [
            one("to mine", frozenset({"province", "administrator"}), pk=the.delivery.pk)
        ],
        "van-phong/thong-bao/mo-phong/": [one("sms", EVERYONE, channel="sms")],
        "thong-bao/": [one("hers", OWNER, pk=the.notice.pk)],
        "van-phong/thu-hoi/<str:code>/quyet-dinh/": decided,
        "van-phong/thu-hoi/<str:code>/giu-giay/": decided,
        "van-phong/thu-hoi/": by_place(the, "case", "code", NATIONAL),
        "van-phong/nhan-hieu/moi/": [
            one("mine", here, product=mine.product.code),
            one("beside", here, product=beside.product.code),
        ],
        "van-phong/nhan-hieu/tep/": by_place(the, "artwork", "pk", NATIONAL),
        "van-phong/nhan-hieu/kiem-tra/": by_place(the, "label", "code", NATIONAL),
        "van-phong/khieu-nai/tep/": [
            one("mine", here, pk=mine.attachment.pk),
            one("far", frozenset({"other province"}), pk=the.places["far"].attachment.pk),
        ],
        "van-phong/khieu-nai/": [
            one("mine", here, code=mine.complaint.code),
            one("far", frozenset({"other province"}), code=the.places["far"].complaint.code),
        ],
        "chu-the/nhan-hieu/tep/": [
            one("mine", OWNER, pk=mine.artwork.pk), one("beside", NOBODY, pk=beside.artwork.pk),
        ],
        "chu-the/nhan-hieu/kiem-tra/": [
            one("mine", OWNER, code=mine.label.code),
            one("beside", NOBODY, code=beside.label.code),
        ],
        "chu-the/nhan-hieu/": own,
        "khieu-nai/": [one("any ticket", EVERYONE, code="KN-2026-0001")],
        "van-phong/kho-giay-to/tep/": by_place(the, "paper_file", "pk"),
        "van-phong/kho-giay-to/": by_place(the, "paper", "pk"),
        "van-phong/len-sao/": by_place(the, "product", "code"),
        "chu-the/kho-giay-to/tep/": [
            one("mine", OWNER, pk=mine.paper_file.pk),
            one("beside", NOBODY, pk=beside.paper_file.pk),
        ],
        "chu-the/kho-giay-to/": [
            one("mine", OWNER, pk=mine.paper.pk), one("beside", NOBODY, pk=beside.paper.pk),
        ],
        "van-phong/giay-chung-nhan/": by_place(the, "certificate", "pk", NATIONAL),
        "van-phong/chu-the/": by_place(the, "producer", "code", NATIONAL),
        "van-phong/san-pham/moi/": [
            one("mine", OF_PLACE["mine"], producer=mine.producer.code),
            one("beside", OF_PLACE["beside"], producer=beside.producer.code),
        ],
        "van-phong/san-pham/": by_place(the, "product", "code", NATIONAL),
        "van-phong/nguoi-dung/vai-tro/": [
            one("a post", NATIONAL, pk=the.roles["commune"].memberships.get().pk)
        ],
        "van-phong/nguoi-dung/": [one("somebody", NATIONAL, pk=the.roles["stranger"].pk)],
        "hoi-dong/phien/<str:code>/<int:position>/ket-qua/": [
            one("closed", SEATED - {"conflicted"}, **closed), one("sealed", NOBODY, **sealed),
        ],
        **{
            f"hoi-dong/phien/<str:code>/<int:position>/{page}": [
                one("sealed, mine", frozenset({"chair"}), **sealed),
                one("closed", SCORING, **closed), one("far", NOBODY, **far),
            ]
            for page in ("bien-nhan/", "bien-nhan.pdf", "phieu.json")
        },
        "hoi-dong/phien/<str:code>/<int:position>/xung-dot/": [
            one("sealed", SEATED, **sealed), one("far", frozenset({"other council"}), **far),
        ],
        "hoi-dong/phien/<str:code>/<int:position>/": [
            one("sealed", SCORING, **sealed), one("closed", SCORING, **closed),
        ],
        "hoi-dong/phien/": [
            one("sealed", SEATED, code=the.open.code),
            one("far", frozenset({"other council"}), code=the.far_sitting.code),
        ],
        "hoi-dong/minh-chung/": [
            one("before us", SEATED - {"conflicted"}, pk=the.sealed_evidence.pk),
            one("not before us", NOBODY, pk=mine.evidence.pk),
        ],
        "chu-the/san-pham/<str:code>/anh/<int:pk>/": [
            one("no photo", NOBODY, code=mine.product.code, pk=NOWHERE["int"])
        ],
        "chu-the/san-pham/": own,
        "chu-the/ho-so/": mine_only,
        "chu-the/y-tuong/": [
            one("mine", OWNER, code=mine.idea.code, page="san-pham"),
            one("beside", NOBODY, code=beside.idea.code, page="san-pham"),
        ],
        "chu-the/phuong-an/moi/": own,
        "chu-the/phuong-an/": [
            one("mine", OWNER, code=mine.plan.code, page="san-pham"),
            one("beside", NOBODY, code=beside.plan.code, page="san-pham"),
        ],
        "chu-the/minh-chung/": [
            one("mine", OWNER, pk=the.draft.evidence.get().pk),
            one("beside", NOBODY, pk=beside.evidence.pk),
        ],
        "chu-the/giay-chung-nhan/": [
            one("mine", OWNER, pk=mine.certificate.pk),
            one("beside", NOBODY, pk=beside.certificate.pk),
        ],
        "chu-the/thong-tin/": [
            one("mine", OWNER, code=mine.producer.code),
            one("beside", NOBODY, code=beside.producer.code),
        ],
        "chu-the/uy-quyen/<str:code>/": [
            one("mine", OWNER, code=mine.producer.code),
            one("beside", NOBODY, code=beside.producer.code),
        ],
        "chu-the/viec-lam-thay/": [
            one("mine", OWNER, code=mine.producer.code),
            one("beside", NOBODY, code=beside.producer.code),
        ],
        "chu-the-ocop/": [one("mine", EVERYONE, code=mine.producer.code)],
        "san-pham/": [one("mine", EVERYONE, code=mine.product.code)],
        "minh-bach/kiem-chung/": [one("published", EVERYONE, size=log), one("not", NOBODY, size=1)],
        "minh-bach/bang-chung/": [
            one("published", EVERYONE, index=0), one("not", NOBODY, index=log)
        ],
        "minh-bach/nhat-quan/": [
            one("published", EVERYONE, old=log, new=log), one("not", NOBODY, old=1, new=log)
        ],
        "bo-tieu-chi/": [one("in force", EVERYONE, ruleset="qd26-2026", number=8)],
    }  # fmt: skip


def addresses():
    """Yield every address that is ours, with its view."""
    for address, view in walk(get_resolver().url_patterns):
        if not view.__module__.startswith(LIBRARIES):
            yield address, view


def path_of(address, values):
    """Return the address with its values filled in."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), address)


def takes_post_only(view):
    """Tell whether a view refuses to be looked at."""
    while view is not None:
        told = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if told.get("request_method_list") == ["POST"]:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def foretold(gate, role, reach):
    """Return what a role must meet at an address: "sign in", 403, 404, or "in"."""
    if gate == "public":
        return "in" if role in reach else 404
    if role == "anonymous":
        return "sign in"
    if gate != "signed-in" and gate not in HELD_BY.get(POSTS.get(role), ()):
        return 403
    return "in" if role in reach else 404


def met(response):
    """Return what a role met."""
    if response.status_code == 302 and response["Location"].startswith("/tai-khoan/login/"):
        return "sign in"
    return response.status_code if response.status_code in {403, 404} else "in"


def signed_in_as(user):
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def asked(client, method, path):
    """Ask, and leave the world as it was."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        _ = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response


@pytest.fixture
def the(db, monkeypatch):
    """The world, standing still."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return world.built()


def surprises(the, role):
    """Return what a role met that was not foretold, and how often it asked."""
    client, wrong, count = signed_in_as(the.roles[role]), [], 0
    for address, view in addresses():
        method = "post" if takes_post_only(view) else "get"
        for spot in spots_of(address, the):
            path, count = path_of(address, spot.values), count + 1
            response = asked(client, method, path)
            expected = foretold(gate_of(view), role, spot.reach)
            if met(response) != expected or response.status_code >= 500:
                wrong.append(f"{path} ({spot.name}): {response.status_code}, not {expected}")
    return wrong, count


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_a_role_as_gate_and_place_say(the, role):
    wrong, count = surprises(the, role)
    print(f"{role}: {count} requests")

    assert wrong == []


def test_the_walk_sees_rows_that_are_handed_to_anyone(the, monkeypatch):
    everything = Dossier.objects.all()
    monkeypatch.setattr("ocop.web.office.dossiers.dossiers_for", lambda *asked: everything)

    wrong, _ = surprises(the, "commune")

    assert any("(far): 200, not 404" in fault for fault in wrong)


def test_the_walk_sees_a_gate_that_lets_anyone_in(the, monkeypatch):
    everything = frozenset(Permission)
    monkeypatch.setattr("ocop.web.gates.permissions_of", lambda user, day: everything)

    wrong, _ = surprises(the, "stranger")

    assert any("not 403" in fault for fault in wrong)


def test_a_view_that_only_acts_is_asked_to_act():
    views = dict(addresses())

    assert takes_post_only(views["van-phong/ho-so/<str:code>/nhan/"])
    assert not takes_post_only(views["van-phong/ho-so/"])
