"""Rows at the addresses of everybody, and who reaches each of them."""

from tests.house.walked_people import EVERYONE, NOBODY, OWN
from tests.house.walked_spots import joined, one


def public(the):
    """Return the rows of pages that stand in no door of a role."""
    return joined(part(the) for part in (of_desks, of_open))


def of_desks(the):
    """What stands on everybody's desk."""
    return {
        "thong-bao/": [one("hers", OWN, pk=the.notice.pk)],
        **{
            f"{door}/viec/": [
                one("the producer's", OWN, pk=the.jobs["producer"].pk),
                one("an officer's", frozenset({"province"}), pk=the.jobs["province"].pk),
            ]
            for door in ("chu-the", "van-phong")
        },
        "ban-lam-viec/bo-loc/": [
            one("hers", frozenset({"commune"}), pk=the.view.pk)
        ],
    }  # fmt: skip


def of_open(the):
    """Pages for everybody."""
    mine = the.places["mine"]
    log = the.checkpoint.size
    return {
        "khieu-nai/": [one("any ticket", EVERYONE, code="KN-2026-0001")],
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
