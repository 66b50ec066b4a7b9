"""Who walks through the doors, and which rows each of them is at home with."""

from ocop.accounts.permissions import HELD_BY, Role
from tests.world_councils import SEALED_OPINION, SEALED_REMARK
from tests.world_people import HELPERS as HELPED
from tests.world_places import told_of_a_case, told_to_the_office, told_within

POSTS = {
    "commune": Role.COMMUNE_OFFICER,
    "other commune": Role.COMMUNE_OFFICER,
    "province": Role.PROVINCE_OFFICER,
    "other province": Role.PROVINCE_OFFICER,
    "leader": Role.PROVINCE_LEADER,
    "ministry": Role.MINISTRY_OFFICER,
    "administrator": Role.ADMINISTRATOR,
    "officer in conflict": Role.PROVINCE_OFFICER,
}
HELPERS = tuple(HELPED)
# They act for "mine" at the producer's door; elsewhere they are whoever they are.
ONE_DOOR = HELPERS
ROLES = [
    "anonymous", "stranger", "producer", *POSTS, "withdrawn officer",
    "chair", "member", "conflicted", "other council", "secretary", "adviser", "former member",
    *HELPERS,
]  # fmt: skip
EVERYONE, NOBODY = frozenset(ROLES), frozenset()
OWN = frozenset({"producer"})
ACTING = frozenset(HELPERS) - {"former helper"}
OWNER = OWN | ACTING
IN_CONFLICT = frozenset({"officer in conflict"})
HERE = frozenset({"province"}) | IN_CONFLICT
THERE = frozenset({"other province"})
OF_PLACE = {
    "mine": HERE | {"commune", "leader"},
    "neighbour": HERE | {"commune", "leader"},
    "beside": HERE | {"other commune", "leader"},
    "far": THERE,
}
MINISTRY = frozenset({"ministry"})
NATIONAL = MINISTRY | {"administrator"}
LEADER = frozenset({"leader"})
DECIDING = HERE | LEADER
CHAIR = frozenset({"chair"})
SCORING = CHAIR | {"member"}
SECRETARY = frozenset({"secretary"})
SITTING = SCORING | SECRETARY | {"adviser"}
SEATED = SITTING | {"conflicted"} | IN_CONFLICT


def holds(role, permission):
    """Tell whether the table of powers gives a role this permission."""
    return permission in HELD_BY.get(POSTS.get(role), ())


def knowers():
    """Return, by the words that stand in the world's rows, the roles that may ever read them."""
    told = {SEALED_REMARK: CHAIR, SEALED_OPINION: CHAIR}
    for name, near in OF_PLACE.items():
        owner = OWNER if name == "mine" else NOBODY
        told[told_within(name)] = near | owner
        told[told_of_a_case(name)] = near | owner | NATIONAL
        told[told_to_the_office(name)] = THERE if name == "far" else HERE
    return {word.encode(): roles for word, roles in told.items()}


# What a helper may open of the producer's door, by how an address begins; the longest decides.
# "read" is to be looked at only; "filing" takes leave to file.
DOSSIERS, PAPERS, ALL = "helper with dossiers", "helper with papers", "helper"
FILES = frozenset({"helper who files", "assisting officer"})
EVERY, WHOLE = ACTING, ACTING - {DOSSIERS, PAPERS}
OF_DOSSIERS, OF_PAPERS = ACTING - {PAPERS}, ACTING - {DOSSIERS}
OPENED = {
    "": (WHOLE, WHOLE),
    "lam-thay/": (EVERY, EVERY),
    "uy-quyen/": (EVERY, EVERY),
    "viec-lam-thay/": (EVERY, EVERY),
    "viec/": (EVERY, EVERY),
    "san-pham/": (EVERY, OF_PAPERS),
    "san-pham/<str:code>/anh/": (OF_PAPERS, OF_PAPERS),
    "san-pham/<str:code>/giay-to/": (OF_PAPERS, OF_PAPERS),
    "san-pham/<str:code>/lien-ket/": (WHOLE, WHOLE),
    "san-pham/<str:code>/len-sao/": (EVERY, EVERY),
    "san-pham/<str:code>/ho-so-moi/": (OF_DOSSIERS, OF_DOSSIERS),
    "san-pham/<str:code>/nhap-ho-so/": (OF_DOSSIERS, OF_DOSSIERS),
    "kho-giay-to/": (OF_PAPERS, OF_PAPERS),
    "ho-so/": (OF_DOSSIERS, OF_DOSSIERS),
    "ho-so/<str:code>/nop/": (OF_DOSSIERS, FILES),
    "ho-so/<str:code>/da-nop/": (OF_DOSSIERS, FILES),
    "ho-so/<str:code>/rut/": (OF_DOSSIERS, FILES),
    "minh-chung/": (OF_DOSSIERS, OF_DOSSIERS),
    "y-tuong/": (OF_DOSSIERS, OF_DOSSIERS),
    "y-tuong/<str:code>/nop/": (OF_DOSSIERS, FILES),
    "y-tuong/<str:code>/rut/": (OF_DOSSIERS, FILES),
    "phuong-an/": (OF_DOSSIERS, OF_DOSSIERS),
    "phuong-an/<str:code>/nop/": (OF_DOSSIERS, FILES),
    "nhan-hieu/kiem-tra/<str:code>/rut/": (WHOLE, FILES),
    "xem-xet-lai/": (WHOLE, FILES),
    "giay-chung-nhan/": (EVERY, WHOLE),
    "thong-tin/": (EVERY, OF_PAPERS),
    "thong-tin/<str:code>/khai-tu-nguyen/": (NOBODY, NOBODY),
}
DOOR = "chu-the/"


def delegated(address, method, role):
    """Tell whether what was delegated to a helper opens an address of the producer's door."""
    page = address.removeprefix(DOOR)
    starts = max((start for start in OPENED if page.startswith(start)), key=len)
    if address == DOOR:
        return True
    reading, writing = OPENED[starts]
    return role in (writing if method == "post" else reading)
