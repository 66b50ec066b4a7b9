"""The second level, each at their desk: sent, scored at the centre, recognised or given back."""

import pytest
from django.test import Client

from ocop.certificates.models import Certificate, Level
from ocop.demo.marks import choose
from ocop.dossiers.models import Dossier
from ocop.grading.models import Council, ForwardedDossier, Forwarding, RedoRequest, Result, Sitting
from ocop.rulesets.queries import sheet_of
from tests import cast
from tests.stories import desks
from tests.stories.desks import TODAY_WORDS, Person
from tests.web.desk import text

OFFICE = "/van-phong"


@pytest.fixture
def play(ground):
    """Return everybody who plays, with a dossier of 94 points approved by the province."""
    return Play(ground)


class Play:
    """The desks of one story."""

    def __init__(self, ground):
        self.ground = ground
        self.lan, self.hoa = desks.registered_by_lan()
        self.tung, self.leader, self.giang = Person("tung"), Person("lanhdao"), Person("bo")
        self.visitor = Client()
        self.central = [cast.person(f"tw{n}", f"Ủy viên trung ương {n}") for n in range(3)]

    def scored(self, stars, total):
        """A dossier goes from Hoa to the province's council, which scores it so."""
        self.dossier = desks.begun_by_hoa(self.hoa)
        choices = desks.written_by_hoa(self.hoa, self.dossier, stars=stars, total=total)
        desks.filed_by_hoa(self.hoa, self.dossier)
        desks.proposed_by_lan(self.lan, self.dossier)
        desks.assessed_by_tung(self.tung, self.dossier)
        sitting = desks.laid_before_the_council(self.tung, self.ground, self.dossier)
        desks.scored_by_all(self.ground, sitting, choices)
        desks.concluded(self.tung, sitting)

    def choices(self, stars, total, seed="trung ương"):
        """Return what a councillor picks to give so many points."""
        return choose(sheet_of(self.dossier.rubric), stars=stars, total=total, seed=seed)

    def approved(self):
        """The chair approves, which recognises nothing."""
        self.leader.does(
            f"{OFFICE}/quyet-dinh/phe-duyet/", number="78/QĐ-UBND", signed_on=TODAY_WORDS,
            signer="Vũ Đình Khải", signer_post="Phó Chủ tịch", results=desks.results_waiting(),
        )  # fmt: skip

    def sent(self):
        """Tùng sends the letter with what the decision asks for; Giang takes it in."""
        page = self.tung.does(
            f"{OFFICE}/gui-bo/moi/", letter_no="512/UBND-NN", signed_on=TODAY_WORDS,
            results=[r.pk for r in Result.objects.filter(outcome="forwarded")],
        )  # fmt: skip
        assert "0/5 mẫu" in page
        letter, entry = Forwarding.objects.get(), ForwardedDossier.objects.get()
        start = f"{OFFICE}/gui-bo/{letter.code}"
        assert "05 mẫu sản phẩm" in self.tung.is_refused(f"{start}/gui/")
        assert self.giang.client.get(f"{start}/").status_code == 404
        self.tung.does(f"{start}/{entry.pk}/", samples="5")
        self.tung.does(f"{start}/gui/")
        assert "chờ tiếp nhận" in self.giang.reads(f"{OFFICE}/")
        self.giang.does(f"{start}/tra-lai/", reasons="Công văn chưa có chữ ký.")
        assert "Công văn chưa có chữ ký." in self.tung.reads(f"{start}/")
        self.tung.does(f"{start}/gui/")
        self.giang.does(f"{start}/tiep-nhan/", received_on=TODAY_WORDS, receipt_no="1001")
        self.giang.does(
            f"{start}/{entry.pk}/tham-dinh/", report_no="3/BC-TTVTW", reported_on=TODAY_WORDS,
            report="Đủ hồ sơ, mẫu đạt.",
        )  # fmt: skip

    def judged(self, stars, total):
        """The ministry sets up its council, which scores on the same sheets."""
        page = self.giang.does(
            f"{OFFICE}/hoi-dong/moi/", name="Hội đồng trung ương", decision_no="1/QĐ-BNNMT",
            established_on=TODAY_WORDS, by_law_name="Quy chế trung ương", quorum="3/4",
            spread="10", floors="mean",
        )  # fmt: skip
        assert "Hội đồng trung ương" in page
        council = Council.objects.get(level=Level.NATIONAL)
        for number, person in enumerate(self.central):
            self.giang.does(
                f"{OFFICE}/hoi-dong/{council.pk}/thanh-vien/", user=person.username,
                role="member" if number else "chair", joined_on=TODAY_WORDS,
            )  # fmt: skip
        self.giang.does(
            f"{OFFICE}/hoi-dong/{council.pk}/trieu-tap/", title="Phiên trung ương",
            held_on=TODAY_WORDS,
        )  # fmt: skip
        sitting = Sitting.objects.get(council=council)
        start = f"{OFFICE}/phien-hop/{sitting.code}"
        self.giang.does(f"{start}/them/", dossiers=[self.dossier.pk])
        self.giang.does(f"{start}/mo/")
        assert self.tung.client.get(f"{start}/").status_code == 404
        hall = type("Hall", (), {"councillors": self.central})
        desks.scored_by_all(hall, sitting, self.choices(stars, total))
        desks.concluded(self.giang, sitting)

    def given_back(self):
        """The centre finds less than five stars, and says so on paper."""
        assert "chưa có biên bản" not in self.giang.reads(f"{OFFICE}/trung-uong/ket-qua/")
        return self.giang.does(
            f"{OFFICE}/trung-uong/{self.dossier.code}/tra-ve/", document_no="90/BNNMT-VPĐP",
            answered_on=TODAY_WORDS,
        )  # fmt: skip

    def meets_again(self, stars, total):
        """The province's council scores the dossier once more, in a sitting of its own."""
        self.tung.does(
            f"{OFFICE}/hoi-dong/{self.ground.council.pk}/trieu-tap/", title="Phiên chấm lại",
            held_on=TODAY_WORDS,
        )  # fmt: skip
        sitting = Sitting.objects.get(title="Phiên chấm lại")
        start = f"{OFFICE}/phien-hop/{sitting.code}"
        self.tung.does(f"{start}/them/", dossiers=[self.dossier.pk])
        self.tung.does(f"{start}/mo/")
        desks.scored_by_all(self.ground, sitting, self.choices(stars, total, seed="lại"))
        self.tung.does(f"{start}/dong/")
        self.tung.does(f"{start}/1/ket-luan/")
        self.tung.does(f"{start}/bien-ban/", minutes_no="6/BB-HĐ", minutes="Đã chấm lại.")

    def recognized(self, number):
        """The chair recognises what the province's council found."""
        waiting = Result.objects.filter(outcome="recognized", decision=None)
        self.leader.does(
            f"{OFFICE}/quyet-dinh/cong-nhan/", number=number, signed_on=TODAY_WORDS,
            signer="Vũ Đình Khải", signer_post="Phó Chủ tịch", results=[r.pk for r in waiting],
        )  # fmt: skip

    @property
    def product(self):
        return text(self.visitor.get(f"/san-pham/{self.dossier.product.code}/"))


def test_the_central_council_finds_five_stars_and_the_minister_recognises_them(play):
    play.scored(5, 92)
    play.approved()
    play.sent()
    play.judged(5, 91)

    play.giang.does(
        f"{OFFICE}/trung-uong/cong-nhan/", number="900/QĐ-BNNMT", signed_on=TODAY_WORDS,
        signer="Bộ trưởng", signer_post="Bộ trưởng",
        findings=[Result.objects.get(outcome="national").pk],
    )  # fmt: skip

    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.level) == (5, Level.NATIONAL)
    assert certificate.number in play.product
    assert certificate.number in play.giang.reads(f"{OFFICE}/trung-uong/nam-sao/")
    assert "Đã công nhận 5 sao" in play.hoa.reads("/thong-bao/")
    paper = play.giang.client.get(
        f"{OFFICE}/van-ban/quyet-dinh/{certificate.decision.pk}/quyet-dinh.docx"
    )
    assert paper.status_code == 200


def test_the_province_recognises_four_stars_on_what_the_centre_gave_back(play):
    play.scored(5, 92)
    play.approved()
    play.sent()
    play.judged(4, 88)
    assert "88" in play.given_back()
    assert not Certificate.objects.exists()

    page = play.leader.reads(f"{OFFICE}/quyet-dinh/")
    assert "90/BNNMT-VPĐP" in page
    play.leader.does(
        f"{OFFICE}/quyet-dinh/tra-ve/", number="99/QĐ-UBND", signed_on=TODAY_WORDS,
        signer="Vũ Đình Khải", signer_post="Phó Chủ tịch",
        results=[Result.objects.get(outcome="forwarded").pk],
    )  # fmt: skip

    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.level) == (4, Level.PROVINCE)
    assert "Đã công nhận 4 sao: 99/QĐ-UBND" in play.giang.reads(f"{OFFICE}/trung-uong/ket-qua/")


def test_the_province_may_evaluate_again_what_the_centre_gave_back(play):
    play.scored(5, 92)
    play.approved()
    play.sent()
    play.judged(4, 88)
    play.given_back()

    play.leader.does(
        f"{OFFICE}/quyet-dinh/{play.dossier.code}/danh-gia-lai/", reason="Xem lại vùng nguyên liệu."
    )
    play.meets_again(3, 68)
    play.recognized("101/QĐ-UBND")

    assert Certificate.objects.get().stars == 3
    old = Result.objects.get(outcome="forwarded")
    assert old.set_aside_because == "Xem lại vùng nguyên liệu."
    assert "Đánh giá lại từ" in play.giang.reads(f"{OFFICE}/trung-uong/ket-qua/")


def test_an_irregular_recognition_is_withdrawn_and_scored_again(play):
    play.scored(4, 78)
    play.recognized("81/QĐ-UBND")
    first = Certificate.objects.get()
    assert first.stars == 4

    play.giang.does(
        f"{OFFICE}/giay-chung-nhan/{first.pk}/danh-gia-lai/", reason="Hai phiếu giống nhau.",
        document_no="77/BNNMT-VPĐP", asked_on=TODAY_WORDS, answer_by="05/11/2026",
    )  # fmt: skip
    redo = RedoRequest.objects.get()
    here = f"{OFFICE}/danh-gia-lai/{redo.code}"
    assert "chờ xử lý" in play.tung.reads(f"{OFFICE}/")
    play.leader.does(
        f"{here}/thu-hoi/", number="82/QĐ-UBND", signed_on=TODAY_WORDS, signer="Vũ Đình Khải"
    )
    assert first.number not in play.product or "Đã thu hồi" in play.product
    assert "Đã thu hồi quyết định công nhận" in play.hoa.reads("/thong-bao/")
    assert "chưa có kết quả mới" in play.tung.is_refused(
        f"{here}/tra-loi/", answer_no="1", answer="Đã xong."
    )
    play.meets_again(3, 66)
    play.recognized("83/QĐ-UBND")
    play.tung.does(f"{here}/tra-loi/", answer_no="600/UBND-NN", answer="Đã chấm lại, 3 sao.")

    page = play.giang.reads(f"{here}/")
    assert "Không còn giá trị từ" in page
    assert "Đã chấm lại, 3 sao." in page
    standing = Certificate.objects.in_force_on(redo.asked_on)
    assert [one.stars for one in standing] == [3]
    assert Dossier.objects.get().state == "DECIDED"
