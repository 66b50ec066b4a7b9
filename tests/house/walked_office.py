"""Rows at the addresses of the office, and who reaches each of them."""

from tests.house.walked_people import (
    DECIDING,
    EVERYONE,
    HERE,
    IN_CONFLICT,
    LEADER,
    MINISTRY,
    NATIONAL,
    NOBODY,
    OF_PLACE,
    THERE,
)
from tests.house.walked_spots import NEAR, by_place, first_of, joined, of_scans, one


def office(the):
    """Return the rows of the office."""
    parts = (of_dossiers, of_cycle, of_councils, of_papers, of_record, of_watch, of_goods)
    return joined(part(the) for part in parts)


def of_dossiers(the):
    """Dossiers, their proofs and papers, and what went to the country's council."""
    mine = the.places["mine"]
    return {
        "van-phong/ho-so/<str:code>/tra-lai/": sent(the),
        "van-phong/ho-so/": every_dossier(the),
        "van-phong/dot-danh-gia/": [one("the year", EVERYONE, year=2026)],
        "van-phong/minh-chung/": [
            *by_place(the, "evidence", "pk"),
            one("before the council", OF_PLACE["mine"], IN_CONFLICT, pk=the.sealed_evidence.pk),
        ],
        "van-phong/trung-uong/<str:code>/tra-ve/": [
            one("without the centre's result", NOBODY, code=the.forwarded.code)
        ],
        "van-phong/trung-uong/": [
            one("forwarded", MINISTRY, code=the.forwarded.code),
            one("not forwarded", NOBODY, code=mine.dossier.code),
        ],
        "van-phong/kho-giay-to/tep/": by_place(the, "paper_file", "pk"),
        "van-phong/kho-giay-to/": by_place(the, "paper", "pk"),
        "van-phong/len-sao/": by_place(the, "product", "code"),
    }  # fmt: skip


def of_cycle(the):
    """The year of the programme: ideas, plans, trainings, goals."""
    return {
        "van-phong/y-tuong/": by_place(the, "idea", "code"),
        "van-phong/phuong-an/": by_place(the, "plan", "code"),
        "van-phong/tap-huan/<int:pk>/nguoi/<int:guest>/": [
            one(name, OF_PLACE[name], pk=its.training.pk, guest=its.guest.pk)
            for name, its in the.places.items()
        ],
        "van-phong/tap-huan/": by_place(the, "training", "pk"),
        "van-phong/chu-trinh/tham-gia/": by_place(the, "product", "code"),
        # The country's board is of the provinces that opened their year; here none did.
        "van-phong/chu-trinh/": [one("", EVERYONE - NATIONAL)],
        "van-phong/chu-trinh/chi-tieu/": [one("a kind", EVERYONE, kind="rank")],
    }  # fmt: skip


def of_councils(the):
    """Councils, their sittings, and what was decided on them."""
    mine = the.places["mine"]
    closed = first_of(the.closed)
    sealed = first_of(the.open)
    far = first_of(the.far_sitting)
    return {
        "van-phong/hoi-dong/<int:pk>/thanh-vien/<int:seat>/": [
            one("ours", HERE, pk=the.council.pk, seat=the.seats[1].pk),
            one("far", NOBODY, pk=the.other_council.pk, seat=the.seats[1].pk),
        ],
        "van-phong/hoi-dong/": [
            one("ours", HERE, pk=the.council.pk),
            one("far", THERE, pk=the.other_council.pk),
        ],
        "van-phong/phien-hop/<str:code>/<int:position>/": [
            one("closed", HERE, **closed), one("sealed", NOBODY, **sealed),
            one("far", NOBODY, **far),
        ],
        "van-phong/phien-hop/": [
            one("closed", HERE, code=the.closed.code),
            one("sealed", HERE, code=the.open.code),
            one("far", THERE, code=the.far_sitting.code),
        ],
        "van-phong/quyet-dinh/<str:code>/danh-gia-lai/": [
            one("not sent back", NOBODY, code=the.starless.code)
        ],
        "van-phong/quyet-dinh/": [
            one("starless", LEADER, code=the.starless.code),
            one("no result", NOBODY, code=mine.dossier.code),
        ],
    }  # fmt: skip


def of_papers(the):
    """Papers to print."""
    mine = the.places["mine"]
    closed = first_of(the.closed)
    sealed = first_of(the.open)
    far = first_of(the.far_sitting)
    far_decision = the.places["far"].certificate.decision
    return {
        "van-phong/van-ban/phien-hop/<str:code>/<int:position>/": [
            one("closed", DECIDING, **closed, paper="phieu-da-ky", form="pdf"),
            one("sealed", NOBODY, **sealed, paper="phieu-da-ky", form="pdf"),
            one("far", NOBODY, **far, paper="phieu-da-ky", form="pdf"),
        ],
        "van-phong/van-ban/phien-hop/": [
            one("closed", DECIDING, code=the.closed.code, paper="giay-moi", form="docx"),
            one("sealed", DECIDING, code=the.open.code, paper="giay-moi", form="docx"),
            one("far", THERE, code=the.far_sitting.code,
                paper="giay-moi", form="docx"),
        ],
        "van-phong/van-ban/quyet-dinh/<int:pk>/<slug:paper>": [
            one("of no result here", NOBODY, pk=mine.certificate.decision.pk,
                paper="quyet-dinh", form="pdf"),
        ],
        "van-phong/van-ban/quyet-dinh/": [
            one("ours", DECIDING, pk=mine.certificate.decision.pk),
            one("far", THERE, pk=far_decision.pk),
        ],
        "van-phong/van-ban/ho-so/": [
            one("without papers", NOBODY, code=mine.dossier.code, paper="mau-03", form="pdf"),
        ],
        "van-phong/van-ban/giay-chung-nhan/": [
            one(name, OF_PLACE[name] | NATIONAL, pk=each.certificate.pk,
                paper="trao-giay", form="docx")
            for name, each in the.places.items()
        ],
    }  # fmt: skip


def of_record(the):
    """Producers, products, certificates, people, places and figures."""
    return {
        "van-phong/giay-chung-nhan/": by_place(the, "certificate", "pk", NATIONAL),
        "van-phong/chu-the/": by_place(the, "producer", "code", NATIONAL),
        "van-phong/san-pham/moi/": [
            one(name, OF_PLACE[name], producer=its.producer.code)
            for name, its in the.places.items()
        ],
        "van-phong/san-pham/": by_place(the, "product", "code", NATIONAL),
        "van-phong/nguoi-dung/vai-tro/": [
            one("a post", NATIONAL, pk=the.roles["commune"].memberships.get().pk)
        ],
        "van-phong/nguoi-dung/": [one("somebody", NATIONAL, pk=the.roles["stranger"].pk)],
        "van-phong/dia-ban/": [
            one("mine", HERE, pk=the.traits["mine"].pk),
            one("far", THERE, pk=the.traits["far"].pk),
        ],
        "van-phong/so-lieu/": [one("a figure", EVERYONE, code="ranked")],
    }  # fmt: skip


def of_watch(the):
    """What is looked after: revocations, labels, complaints, messages."""
    decided = [
        one("mine", LEADER, code=the.places["mine"].case.code),
        one("far", NOBODY, code=the.places["far"].case.code),
    ]
    return {
        "van-phong/thong-bao/<int:pk>/": [
            one("to mine", HERE | {"administrator"}, pk=the.delivery.pk)
        ],
        "van-phong/thong-bao/mo-phong/": [one("sms", EVERYONE, channel="sms")],
        "van-phong/thu-hoi/<str:code>/quyet-dinh/": decided,
        "van-phong/thu-hoi/<str:code>/giu-giay/": decided,
        "van-phong/thu-hoi/": by_place(the, "case", "code", NATIONAL),
        "van-phong/nhan-hieu/moi/": [
            one(name, THERE if name == "far" else HERE, product=its.product.code)
            for name, its in the.places.items()
        ],
        "van-phong/nhan-hieu/tep/": by_place(the, "artwork", "pk", NATIONAL),
        "van-phong/nhan-hieu/kiem-tra/": by_place(the, "label", "code", NATIONAL),
        "van-phong/khieu-nai/tep/": [
            one(name, THERE if name == "far" else HERE, pk=its.attachment.pk)
            for name, its in the.places.items()
        ],
        "van-phong/khieu-nai/": [
            *[one(name, THERE if name == "far" else HERE, code=its.complaint.code)
              for name, its in the.places.items()],
            *[one(f"review, {name}", THERE if name == "far" else HERE, code=its.code)
              for name, its in the.reviews.items()],
        ],
    }  # fmt: skip


def of_goods(the):
    """Stamps, scans, and the keys of programs."""
    return {
        "van-phong/canh-bao-tem/": of_scans(the, "alarm"),
        "van-phong/phan-anh-tem/": of_scans(the, "report"),
        "van-phong/tem/don/": by_place(the, "order", "code", NATIONAL),
        "van-phong/tem/lo/": by_place(the, "batch", "pk", NATIONAL),
        "van-phong/khoa-lap-trinh/": [
            one(name or "of the country", near, pk=the.keys[name].pk)
            for name, near in NEAR.items()
        ],
        "van-phong/nap-su-kien/": [
            one(name or "of the country", near, code=the.captures[name].capture_id)
            for name, near in NEAR.items()
        ],
    }  # fmt: skip


def every_dossier(the):
    """Return the four rows, and dossiers that stand where not everybody of their place reads."""
    return [
        *by_place(the, "dossier", "code"),
        one("before the council", OF_PLACE["mine"], IN_CONFLICT, code=the.before_council.code),
        one("draft", NOBODY, code=the.draft.code),
        one("forwarded", OF_PLACE["mine"] | MINISTRY, code=the.forwarded.code),
    ]


def sent(the):
    """Return those that may be sent back, which is no leader's to do."""
    return [
        *[
            one(spot.name, spot.reach - LEADER, **spot.values)
            for spot in by_place(the, "dossier", "code")
        ],
        one("draft", NOBODY, code=the.draft.code),
        one(
            "before the council",
            OF_PLACE["mine"] - LEADER,
            IN_CONFLICT,
            code=the.before_council.code,
        ),
    ]
