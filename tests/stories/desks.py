"""What people do at their desks, each through their own browser, in the words they would use."""

import re
from dataclasses import dataclass, field
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.demo.marks import choose
from ocop.dossiers.checklist import annexes, parts_to_check
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries import claimed
from ocop.grading.models import Result, Seat, Sitting
from ocop.grading.operations import adopt_by_law, establish_council, seat
from ocop.places.models import Commune, Province
from ocop.registry.models import Producer
from ocop.rulesets.queries import sheet_of
from tests import cast, market
from tests.factories.dossiers import a_rubric, act_of, filled_forms
from tests.files.samples import pdf
from tests.moment import TODAY

GOLDEN_TEA = 7  # chè, trà
TODAY_WORDS = f"{TODAY:%d/%m/%Y}"


@dataclass
class Person:
    """Somebody at a browser, where they signed in with their own password."""

    username: str
    password: str = cast.PASSWORD
    client: Client = field(default_factory=Client)

    def __post_init__(self):
        data = {"login": self.username, "password": self.password}
        assert self.client.post("/tai-khoan/login/", data).status_code == 302

    def reads(self, path):
        """Open a page and return its words."""
        response = self.client.get(path, follow=True)
        assert response.status_code == 200, (path, response.status_code)
        return unescape(response.content.decode())

    def does(self, path, **data):
        """Send a form that is taken, and return the page it leads to."""
        response = self.client.post(path, {"csrfmiddlewaretoken": "x", **data})
        assert response.status_code == 302, refusal_of(response)
        return self.reads(response.url)

    def is_refused(self, path, **data):
        """Send a form that is not taken, and return the page that says why."""
        response = self.client.post(path, {"csrfmiddlewaretoken": "x", **data})
        assert response.status_code in {200, 409}, response.status_code
        return unescape(response.content.decode())


def refusal_of(response):
    """Return what a page says was wrong, for whoever reads a failed test."""
    words = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return f"{response.status_code}: {' '.join(words.split())[:3000]}"


@dataclass
class Ground:
    """Where the stories play: the places, the law, the people, and a council of three."""

    def __post_init__(self):
        market.opened()
        a_rubric(GOLDEN_TEA)
        self.lan, self.tung = cast.lan(), cast.tung()
        self.leader, self.ministry = cast.leader(), cast.ministry()
        self.administrator = cast.administrator()
        self.councillors = [cast.van(), *(cast.person(f"uv{n}", f"Ủy viên {n}") for n in (1, 2))]
        act, province = act_of(self.leader), Province.objects.get(code="22")
        by_law = adopt_by_law(act, province=province, name="Quy chế")
        self.council = establish_council(
            act, province=province, name="Hội đồng tỉnh", by_law=by_law, decision_no="1/QĐ-UBND"
        )
        for number, person in enumerate(self.councillors):
            role = Seat.Role.MEMBER if number else Seat.Role.CHAIR
            seat(self.council, act, user=person, role=role)


def registered_by_lan():
    """Lan enters the cooperative, an account is opened for Hoa, who then acts for it."""
    lan, administrator = Person("lan"), Person("quantri")
    commune = Commune.objects.get(full_name="Xã Ba Chẽ")
    page = lan.does(
        "/van-phong/chu-the/moi/", name="HTX Trà hoa vàng Ba Chẽ", kind="cooperative",
        commune=commune.pk, address="Thôn Khe Lọng", phone="0912 345 678",
    )  # fmt: skip
    code = re.search(r"/van-phong/chu-the/(CT-[^/]+)/sua/", page)[1]
    invited = administrator.is_refused(
        "/van-phong/nguoi-dung/moi/", username="hoa", full_name="Triệu Thị Hoa"
    )
    password = re.search(r"mật khẩu lần đầu (\S+?)[<\s]", invited)[1]
    page = lan.does(f"/van-phong/chu-the/{code}/dai-dien/", user="hoa", position="Giám đốc")
    assert "Triệu Thị Hoa" in page
    return lan, Person("hoa", password)


def begun_by_hoa(hoa, name="Trà hoa vàng Ba Chẽ"):
    """Hoa enters her product and begins a dossier."""
    page = hoa.does("/chu-the/san-pham/moi/", name=name, set_number=GOLDEN_TEA, **only_producer())
    code = re.search(r"/chu-the/san-pham/(SP-[^/]+)/mo-ta/", page)[1]
    hoa.does(f"/chu-the/san-pham/{code}/ho-so-moi/", kind="first")
    return Dossier.objects.get(product__code=code)


def only_producer():
    """Return the producer that Hoa represents, as her form names it."""
    return {"producer": Producer.objects.get().pk}


def written_by_hoa(hoa, dossier, *, stars, total):
    """Hoa fills in both forms, scores herself, and attaches a proof to each claim."""
    start = f"/chu-the/ho-so/{dossier.code}"
    for form, sections in filled_forms(dossier.kind).items():
        for section, values in sections.items():
            if section != "pledge":
                hoa.does(f"{start}/mau/{form}/{section}/", **versioned(dossier), **sent(values))
    sheet = sheet_of(dossier.rubric)
    choices = choose(sheet, stars=stars, total=total, seed="hoa")
    for part in sheet.parts:
        codes = [c.code for c in part.criteria if c.code in choices]
        picked = {f"c-{code}": choices[code] for code in codes}
        hoa.does(f"{start}/cham/{part.letter}/", **versioned(dossier), **picked)
    dossier.refresh_from_db()
    for part in [*(claim.code for claim in claimed(dossier)), *annexes(dossier.kind)]:
        hoa.does(f"{start}/minh-chung/{part}/", **versioned(dossier), claim="Có sổ.", files=proof())
    return choices


def proof():
    """Return a document as a browser sends it."""
    return SimpleUploadedFile("minh-chung.pdf", pdf())


def versioned(dossier):
    """Return the version of a draft as its page would send it."""
    return {"version": Dossier.objects.get(pk=dossier.pk).version}


def sent(values):
    """Return typed values as a browser sends them."""
    return {key: "on" if value is True else value for key, value in values.items() if value}


def filed_by_hoa(hoa, dossier):
    """Hoa pledges and files; the receipt tells what comes next."""
    page = hoa.does(
        f"/chu-the/ho-so/{dossier.code}/nop/", **versioned(dossier), agreed="on",
        signed_at="Ba Chẽ", signed_on=TODAY_WORDS,
    )  # fmt: skip
    assert dossier.code in page
    return page


def proposed_by_lan(lan, dossier):
    """Lan takes the dossier in, checks every part, and proposes it."""
    start = f"/van-phong/ho-so/{dossier.code}"
    lan.does(f"{start}/nhan/")
    needed = parts_to_check(dossier.kind, sampled=dossier.rubric.sample_required)
    return lan.does(
        f"{start}/de-nghi/", report_no="12/BC-UBND", letter_no="34/UBND-KT",
        signed_on=TODAY_WORDS, material="Trà trồng tại xã.", labour="Hai mươi lao động.",
        idea_kind="traditional", idea="Nghề có từ lâu.", identity="Cách sao riêng.",
        parts=[part.key for part in needed],
    )  # fmt: skip


def assessed_by_tung(tung, dossier):
    """Tùng enters the report of the advisers."""
    return tung.does(
        f"/van-phong/ho-so/{dossier.code}/tham-dinh/", report_no="7/BC-TTV",
        signed_on=TODAY_WORDS, content="Hồ sơ đủ, cơ sở đúng như mô tả.",
    )  # fmt: skip


def laid_before_the_council(tung, ground, dossier):
    """Tùng calls the council, lays the dossier before it and opens the scoring."""
    tung.does(
        f"/van-phong/hoi-dong/{ground.council.pk}/trieu-tap/", title="Phiên đợt II",
        held_on=TODAY_WORDS, place="Hạ Long",
    )  # fmt: skip
    sitting = Sitting.objects.get()
    tung.does(f"/van-phong/phien-hop/{sitting.code}/them/", dossiers=[dossier.pk])
    tung.does(f"/van-phong/phien-hop/{sitting.code}/mo/")
    return sitting


def scored_by_all(ground, sitting, choices):
    """Each councillor fills in their sheet and signs it."""
    for person in ground.councillors:
        councillor = Person(person.username)
        page = councillor.does(f"/hoi-dong/phien/{sitting.code}/1/mo/")
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        picked = {f"c-{code}": position for code, position in choices.items()}
        councillor.does(
            f"/hoi-dong/phien/{sitting.code}/1/phieu/", version=version, sign="1", **picked
        )
        signed = councillor.does(f"/hoi-dong/phien/{sitting.code}/1/ky/", agreed="on")
        assert "Phiếu đã ký lúc" in signed


def concluded(tung, sitting):
    """Tùng closes the cards, writes down the conclusion and files the minutes."""
    start = f"/van-phong/phien-hop/{sitting.code}"
    tung.does(f"{start}/dong/")
    page = tung.does(f"{start}/1/ket-luan/")
    tung.does(f"{start}/bien-ban/", minutes_no="5/BB-HĐ", minutes="Hội đồng thống nhất.")
    return page


def results_waiting():
    """Return the results that wait for a signature, as the form lists them."""
    return [result.pk for result in Result.objects.filter(decision=None)]
