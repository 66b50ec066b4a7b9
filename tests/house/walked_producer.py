"""Rows at the addresses of producers, and who reaches each of them."""

from ocop.dossiers.forms import TYPED
from tests.house.walked_people import NOBODY, OWN, OWNER
from tests.house.walked_spots import joined, one, owned


def producer(the):
    """Return the rows of those who make the goods."""
    parts = (of_work, of_standing, of_acting)
    return joined(part(the) for part in parts)


def of_work(the):
    """Products, and what is handed in for them."""
    mine = the.places["mine"]
    beside = the.places["beside"]
    own = owned(the, "product")
    return {
        "chu-the/kho-giay-to/tep/": owned(the, "paper_file", "pk"),
        "chu-the/kho-giay-to/": owned(the, "paper", "pk"),
        "chu-the/san-pham/<str:code>/anh/<int:pk>/": [
            *[one(name, OWNER if name == "mine" else NOBODY, code=its.product.code, pk=its.photo.pk)
              for name, its in the.places.items()],
            one("of another", NOBODY, code=mine.product.code, pk=beside.photo.pk),
        ],
        "chu-the/san-pham/": own,
        "chu-the/ho-so/": own_dossiers(the),
        "chu-the/y-tuong/": owned(the, "idea", page="san-pham"),
        "chu-the/phuong-an/moi/": own,
        "chu-the/phuong-an/": owned(the, "plan", page="san-pham"),
        "chu-the/minh-chung/": [
            one("mine", OWNER, pk=the.draft.evidence.get().pk), *owned(the, "evidence", "pk"),
        ],
        "chu-the/kho-giay-to/them/": [one("", OWNER)],
    }  # fmt: skip


def of_standing(the):
    """What was given: certificates, labels, stamps, reviews."""
    beside = the.places["beside"]
    own = owned(the, "product")
    return {
        "chu-the/nhan-hieu/tep/": owned(the, "artwork", "pk"),
        "chu-the/nhan-hieu/kiem-tra/": owned(the, "label"),
        "chu-the/nhan-hieu/": own,
        "chu-the/tem/don/": owned(the, "order"),
        "chu-the/tem/lo/": owned(the, "batch", "pk"),
        "chu-the/giay-chung-nhan/": owned(the, "certificate", "pk"),
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
    }  # fmt: skip


def of_acting(the):
    """Who acts for a producer."""
    return {
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
    }  # fmt: skip


def own_dossiers(the):
    """Return the dossiers, with a value for whatever a page of theirs is named by."""
    form = next(iter(TYPED.values()))
    blank = {"form": form.key, "section": form.sections[0].key, "letter": "A", "part": "1.1"}
    return [one("draft", OWNER, code=the.draft.code, **blank), *owned(the, "dossier", **blank)]
