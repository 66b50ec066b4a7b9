"""Rows at the addresses of places, lots, diaries and recalls, and who reaches each."""

from tests.house.walked_people import EVERYONE, HERE, NATIONAL, NOBODY, OF_PLACE, OWNER, THERE
from tests.house.walked_spots import joined, of_trace, one


def traced(the):
    """Return the rows of places, lots, diaries and recalls."""
    return joined(part(the) for part in (in_the_diary, in_the_office))


def mine(name):
    return OWNER if name == "mine" else NOBODY


def near(name):
    return OF_PLACE[name] | NATIONAL


def recalling(name):
    return THERE if name == "far" else HERE


def in_the_diary(the):
    """What who acts for a producer keeps, and the way of a lot as everybody reads it."""
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
    }  # fmt: skip


def in_the_office(the):
    """What the office reads of lots, and whom a recall is open to."""
    return {
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
