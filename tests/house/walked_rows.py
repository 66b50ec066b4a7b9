"""The hand-written table: which rows are tried at an address, and who reaches each of them."""

import re
from dataclasses import dataclass

from ocop.dossiers.forms import TYPED
from tests.house.walked_people import (
    CHAIR,
    DECIDING,
    EVERYONE,
    HERE,
    IN_CONFLICT,
    LEADER,
    MINISTRY,
    NATIONAL,
    NOBODY,
    OF_PLACE,
    OWN,
    OWNER,
    SCORING,
    SEATED,
    SECRETARY,
    SITTING,
    THERE,
)


@dataclass(frozen=True)
class Spot:
    """One set of values for an address, and who reaches the row that they name."""

    name: str
    values: dict
    reach: frozenset


def spots_of(address, rows):
    """Return the rows to try at an address; where the table has none, one that does not exist."""
    names = re.findall(r"<(?:(\w+):)?(\w+)>", address)
    for start, spots in rows.items():
        if address.startswith(start) and (names or (start == address and not spots[0].values)):
            return [whole(spot, names) for spot in spots]
    if not names:
        return [Spot("", {}, EVERYONE)]
    return [Spot("nowhere", {name: NOWHERE[kind] for kind, name in names}, NOBODY)]


def whole(spot, names):
    """Return a spot with a value for every name; where it had none, it leads nowhere."""
    lacking = {name: NOWHERE[kind] for kind, name in names if name not in spot.values}
    return Spot(spot.name, spot.values | lacking, NOBODY) if lacking else spot


NOWHERE = {
    "int": 999_999_999, "str": "khong-co", "slug": "khong-co", "path": "khong-co",
    "digital_link": "01/09506000134352", "compressed": "AQnYUc1gmg",
}  # fmt: skip


# Who looks after the programs of a province, and of none.
NEAR = {"mine": HERE | NATIONAL, "far": THERE | NATIONAL, "": NATIONAL}


def by_place(the, attribute, field, extra=NOBODY):
    """Return the four rows of a kind, reached by the officers of their place."""
    return [
        one(name, OF_PLACE[name] | extra, **{field: key_of(getattr(its, attribute), field)})
        for name, its in the.places.items()
    ]


def of_scans(the, attribute):
    """Return the four rows of what came of scans, for whoever looks after a place's stamps."""
    return [
        one(name, OF_PLACE[name] - LEADER, code=getattr(its.scanned, attribute).code)
        for name, its in the.places.items()
    ]


def owned(the, attribute, field="code", **values):
    """Return the four rows of a kind, of which whoever acts for "mine" reaches that one."""
    return [
        one(name, OWNER if name == "mine" else NOBODY,
            **{field: key_of(getattr(its, attribute), field)}, **values)
        for name, its in the.places.items()
    ]  # fmt: skip


def key_of(row, field):
    return row.pk if field == "pk" else row.code


def one(name, reach, closed_to=NOBODY, **values):
    return Spot(name, values, reach - closed_to)


def of_trace(the, reach, **fields):
    """Return the four rows of what the diary tells, by the values that their address names."""
    return [
        one(name, reach(name), **{field: get(its) for field, get in fields.items()})
        for name, its in the.places.items()
    ]


def traced(the):
    """Return the rows of places, lots, diaries and recalls."""

    def mine(name):
        return OWNER if name == "mine" else NOBODY

    def near(name):
        return OF_PLACE[name] | NATIONAL

    def recalling(name):
        return THERE if name == "far" else HERE

    return {
        "truy-xuat/<str:code>/": of_trace(
            the, lambda name: EVERYONE, code=lambda its: its.lot.product.code, lot=lambda its: "L01"
        ),
        "chu-the/nhat-ky/viec/": of_trace(the, mine, pk=lambda its: its.traced.entry.pk),
        "chu-the/nhat-ky/anh/": of_trace(
            the, mine, pk=lambda its: its.traced.photo.pk, width=lambda its: 320
        ),
        "chu-the/nhat-ky/dia-diem/<str:code>/": of_trace(
            the, mine, code=lambda its: its.traced.site.code
        ),
        "chu-the/nhat-ky/lo-hang/<int:pk>/": of_trace(the, mine, pk=lambda its: its.lot.pk),
        "chu-the/nhat-ky/thu-hoi/<str:code>/": of_trace(
            the, mine, code=lambda its: its.traced.recall.code
        ),
        "chu-the/nhat-ky/<slug:deed>/": [one("a deed", EVERYONE, deed="ban")],
        "van-phong/vung-trong/<str:code>/": of_trace(
            the, near, code=lambda its: its.traced.site.code
        ),
        "van-phong/lo-hang/<int:pk>/": of_trace(the, near, pk=lambda its: its.lot.pk),
        "van-phong/cong-quoc-gia/lo/": of_trace(
            the, near, pk=lambda its: its.lot.pk, kind=lambda its: "json"
        ),
        "van-phong/thu-hoi-lo/moi/<slug:what>/<int:pk>/": [
            *of_trace(the, recalling, what=lambda its: "lo", pk=lambda its: its.lot.pk),
            *of_trace(
                the, recalling, what=lambda its: "me", pk=lambda its: its.traced.harvest.pk
            ),
        ],
        "van-phong/thu-hoi-lo/<str:code>/": of_trace(
            the, near, code=lambda its: its.traced.recall.code, kind=lambda its: "docx"
        ),
        "van-phong/thu-hoi-lo/<str:code>/lo/": of_trace(
            the, recalling, code=lambda its: its.traced.recall.code,
            pk=lambda its: its.traced.row.pk,
        ),
        "van-phong/thu-hoi-lo/<str:code>/noi/": of_trace(
            the, recalling, code=lambda its: its.traced.recall.code,
            pk=lambda its: its.traced.stop.pk,
        ),
    }  # fmt: skip


def table(the):
    """Return, by how an address begins, the rows to try and who reaches them: longest first."""
    mine, beside = the.places["mine"], the.places["beside"]
    dossiers = [
        *by_place(the, "dossier", "code"),
        one("before the council", OF_PLACE["mine"], IN_CONFLICT, code=the.before_council.code),
        one("draft", NOBODY, code=the.draft.code),
        one("forwarded", OF_PLACE["mine"] | MINISTRY, code=the.forwarded.code),
    ]
    sent = [
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
    closed = {"code": the.closed.code, "position": 1}
    sealed = {"code": the.open.code, "position": 1}
    far = {"code": the.far_sitting.code, "position": 1}
    log = the.checkpoint.size
    far_decision = the.places["far"].certificate.decision
    decided = [
        one("mine", LEADER, code=mine.case.code),
        one("far", NOBODY, code=the.places["far"].case.code),
    ]
    form = next(iter(TYPED.values()))
    blank = {"form": form.key, "section": form.sections[0].key}
    blank |= {"letter": "A", "part": "1.1"}
    mine_only = [one("draft", OWNER, code=the.draft.code, **blank), *owned(the, "dossier", **blank)]
    own = owned(the, "product")
    rows = {
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
        # The country's board is of the provinces that opened their year; here none did.
        "van-phong/chu-trinh/": [one("", EVERYONE - NATIONAL)],
        "van-phong/chu-trinh/chi-tieu/": [one("a kind", EVERYONE, kind="rank")],
        "van-phong/dot-danh-gia/": [one("the year", EVERYONE, year=2026)],
        "van-phong/minh-chung/": [
            *by_place(the, "evidence", "pk"),
            one("before the council", OF_PLACE["mine"], IN_CONFLICT, pk=the.sealed_evidence.pk),
        ],
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
        "van-phong/trung-uong/<str:code>/tra-ve/": [
            one("without the centre's result", NOBODY, code=the.forwarded.code)
        ],
        "van-phong/trung-uong/": [
            one("forwarded", MINISTRY, code=the.forwarded.code),
            one("not forwarded", NOBODY, code=mine.dossier.code),
        ],
        "van-phong/thong-bao/<int:pk>/": [
            one("to mine", HERE | {"administrator"}, pk=the.delivery.pk)
        ],
        "van-phong/thong-bao/mo-phong/": [one("sms", EVERYONE, channel="sms")],
        "thong-bao/": [one("hers", OWN, pk=the.notice.pk)],
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
        "chu-the/nhan-hieu/tep/": owned(the, "artwork", "pk"),
        "chu-the/nhan-hieu/kiem-tra/": owned(the, "label"),
        "chu-the/nhan-hieu/": own,
        "khieu-nai/": [one("any ticket", EVERYONE, code="KN-2026-0001")],
        "van-phong/kho-giay-to/tep/": by_place(the, "paper_file", "pk"),
        "van-phong/kho-giay-to/": by_place(the, "paper", "pk"),
        "van-phong/len-sao/": by_place(the, "product", "code"),
        "chu-the/kho-giay-to/tep/": owned(the, "paper_file", "pk"),
        "chu-the/kho-giay-to/": owned(the, "paper", "pk"),
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
        "hoi-dong/phien/<str:code>/<int:position>/ket-qua/": [
            one("closed", SITTING, **closed), one("sealed", NOBODY, **sealed),
        ],
        **{
            f"hoi-dong/phien/<str:code>/<int:position>/{page}": [
                one("sealed, mine", CHAIR, **sealed),
                one("closed", SCORING, **closed), one("far", NOBODY, **far),
            ]
            for page in ("bien-nhan/", "bien-nhan.pdf", "phieu.json")
        },
        "hoi-dong/phien/<str:code>/<int:position>/goi/": [
            one("sealed", SCORING, **sealed), one("closed", NOBODY, **closed),
            one("far", NOBODY, **far),
        ],
        "hoi-dong/phien/<str:code>/khoa/": [
            one("sealed", SEATED, code=the.open.code),
            one("not sealed", NOBODY, code=the.far_sitting.code),
        ],
        "hoi-dong/phien/<str:code>/goi/": [
            one("sealed", SCORING | {"conflicted"} | IN_CONFLICT, code=the.open.code),
            one("closed", NOBODY, code=the.closed.code),
            one("not open", NOBODY, code=the.far_sitting.code),
        ],
        "hoi-dong/phien/<str:code>/<int:position>/xung-dot/": [
            one("sealed", SEATED, **sealed), one("far", frozenset({"other council"}), **far),
        ],
        "hoi-dong/phien/<str:code>/<int:position>/": [
            one("sealed", SCORING, **sealed), one("closed", SCORING, **closed),
        ],
        **{
            f"hoi-dong/phien/<str:code>/{page}/": [
                one("sealed", CHAIR | SECRETARY, code=the.open.code),
                one("closed", CHAIR | SECRETARY, code=the.closed.code),
                one("far", frozenset({"other council"}), code=the.far_sitting.code),
            ]
            for page in ("phong", "man-hinh")
        },
        "hoi-dong/phien/<str:code>/bien-ban/": [
            one("sealed", SECRETARY, code=the.open.code),
            one("closed", SECRETARY, code=the.closed.code),
            one("far", NOBODY, code=the.far_sitting.code),
        ],
        "hoi-dong/phien/": [
            one("sealed", SEATED, code=the.open.code),
            one("far", frozenset({"other council"}), code=the.far_sitting.code),
        ],
        "hoi-dong/minh-chung/": [
            one("before us", SITTING, pk=the.sealed_evidence.pk),
            one("not before us", NOBODY, pk=mine.evidence.pk),
        ],
        "chu-the/san-pham/<str:code>/anh/<int:pk>/": [
            *[one(name, OWNER if name == "mine" else NOBODY, code=its.product.code, pk=its.photo.pk)
              for name, its in the.places.items()],
            one("of another", NOBODY, code=mine.product.code, pk=beside.photo.pk),
        ],
        **traced(the),
        "chu-the/tem/don/": owned(the, "order"),
        "chu-the/tem/lo/": owned(the, "batch", "pk"),
        "van-phong/canh-bao-tem/": of_scans(the, "alarm"),
        "van-phong/phan-anh-tem/": of_scans(the, "report"),
        "van-phong/tem/don/": by_place(the, "order", "code", NATIONAL),
        "van-phong/tem/lo/": by_place(the, "batch", "pk", NATIONAL),
        "chu-the/san-pham/": own,
        "chu-the/ho-so/": mine_only,
        "chu-the/y-tuong/": owned(the, "idea", page="san-pham"),
        "chu-the/phuong-an/moi/": own,
        "chu-the/phuong-an/": owned(the, "plan", page="san-pham"),
        "chu-the/minh-chung/": [
            one("mine", OWNER, pk=the.draft.evidence.get().pk), *owned(the, "evidence", "pk"),
        ],
        "chu-the/giay-chung-nhan/": owned(the, "certificate", "pk"),
        "chu-the/thong-tin/": owned(the, "producer"),
        "chu-the/uy-quyen/<str:code>/": [
            one(spot.name, spot.reach & OWN, **spot.values) for spot in owned(the, "producer")
        ],
        "chu-the/viec-lam-thay/": owned(the, "producer"),
        "chu-the/uy-quyen/<int:pk>/": [
            *[one(f"to the {role}", OWN | {role}, pk=given.pk)
              for role, given in the.helping.items() if role != "former helper"],
            one("beside", NOBODY, pk=the.delegated_beside.pk),
        ],
        "chu-the/kho-giay-to/them/": [one("", OWNER)],
        "chu-the/xem-xet-lai/moi/": [
            one("mine", OWNER, pk=the.results["mine"].pk),
            one("far", NOBODY, pk=the.results["far"].pk),
        ],
        "chu-the/xem-xet-lai/tep/": [
            one("mine", OWNER, pk=the.reviews["mine"].attachments.get().pk),
            one("far", NOBODY, pk=the.reviews["far"].attachments.get().pk),
            one("no review", NOBODY, pk=beside.attachment.pk),
        ],
        "chu-the/xem-xet-lai/": [
            one("mine", OWNER, code=the.reviews["mine"].code),
            one("far", NOBODY, code=the.reviews["far"].code),
            one("no review", NOBODY, code=beside.complaint.code),
        ],
        **{
            f"{door}/viec/": [
                one("the producer's", OWN, pk=the.jobs["producer"].pk),
                one("an officer's", frozenset({"province"}), pk=the.jobs["province"].pk),
            ]
            for door in ("chu-the", "van-phong")
        },
        "van-phong/khoa-lap-trinh/": [
            one(name or "of the country", near, pk=the.keys[name].pk)
            for name, near in NEAR.items()
        ],
        "van-phong/nap-su-kien/": [
            one(name or "of the country", near, code=the.captures[name].capture_id)
            for name, near in NEAR.items()
        ],
        "van-phong/dia-ban/": [
            one("mine", HERE, pk=the.traits["mine"].pk),
            one("far", THERE, pk=the.traits["far"].pk),
        ],
        "van-phong/so-lieu/": [one("a figure", EVERYONE, code="ranked")],
        "ban-lam-viec/bo-loc/": [
            one("hers", frozenset({"commune"}), pk=the.view.pk)
        ],
        # Both are of a stamp that the query names.
        "tem/bao/": [one("of no stamp", NOBODY)],
        "tem/ma-cao/": [one("of no stamp", NOBODY)],
        "<digital_link:path>": [
            one("in the register", EVERYONE, path=f"01/{mine.product.gtin}/10/L1"),
            one("of nobody", NOBODY, path="01/09506000134352"),
        ],
        "anh/": [one("shown", EVERYONE, pk=mine.photo.pk, width=320)],
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
    return dict(sorted(rows.items(), key=lambda row: -len(row[0])))
