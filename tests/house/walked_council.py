"""Rows at the addresses of councils, and who reaches each of them."""

from tests.house.walked_people import (
    CHAIR,
    IN_CONFLICT,
    NOBODY,
    SCORING,
    SEATED,
    SECRETARY,
    SITTING,
)
from tests.house.walked_spots import first_of, joined, one


def council(the):
    """Return the rows of the council's rooms."""
    return joined(part(the) for part in (of_cards, of_sittings))


def of_cards(the):
    """Cards, and what came of them."""
    mine = the.places["mine"]
    closed = first_of(the.closed)
    sealed = first_of(the.open)
    far = first_of(the.far_sitting)
    return {
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
        "hoi-dong/phien/<str:code>/<int:position>/xung-dot/": [
            one("sealed", SEATED, **sealed), one("far", frozenset({"other council"}), **far),
        ],
        "hoi-dong/phien/<str:code>/<int:position>/": [
            one("sealed", SCORING, **sealed), one("closed", SCORING, **closed),
        ],
        "hoi-dong/minh-chung/": [
            one("before us", SITTING, pk=the.sealed_evidence.pk),
            one("not before us", NOBODY, pk=mine.evidence.pk),
        ],
    }  # fmt: skip


def of_sittings(the):
    """Sittings as a whole."""
    return {
        "hoi-dong/phien/<str:code>/khoa/": [
            one("sealed", SEATED, code=the.open.code),
            one("not sealed", NOBODY, code=the.far_sitting.code),
        ],
        "hoi-dong/phien/<str:code>/goi/": [
            one("sealed", SCORING | {"conflicted"} | IN_CONFLICT, code=the.open.code),
            one("closed", NOBODY, code=the.closed.code),
            one("not open", NOBODY, code=the.far_sitting.code),
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
    }  # fmt: skip
