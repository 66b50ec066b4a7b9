"""Who comes to the doors of the small world, whom they helped, and what is theirs alone."""

from datetime import timedelta

from ocop.accounts.models import ApiKey
from ocop.accounts.permissions import Role
from ocop.epcis.models import Capture
from ocop.jobs.models import Job
from ocop.notices.models import Delivery
from ocop.registry.models import Delegation, Scope
from tests import cast
from tests.factories.delegations import a_delegation
from tests.factories.dossiers import a_province, a_representative
from tests.factories.notices import a_delivery, reached
from tests.moment import NOW, TODAY


def people(places):
    """Return whoever comes to the doors, by what they are there."""
    far = a_province("24", "Bắc Ninh")
    mine = places["mine"].producer
    post = {"role": Role.PROVINCE_OFFICER, "province": mine.commune.province}
    withdrawn = cast.person("thoi", "Hà Văn Thôi", **post)
    withdrawn.memberships.update(withdrawn_on=TODAY - timedelta(days=1))
    return {
        "anonymous": None,
        "stranger": cast.stranger(),
        "producer": a_representative(places["mine"].producer, cast.hoa()),
        "commune": cast.lan(),
        "other commune": cast.person(
            "binh", "Lý Thị Bình", Role.COMMUNE_OFFICER, commune=places["beside"].producer.commune
        ),
        "province": cast.tung(),
        "other province": cast.person("xa", "Đỗ Văn Xa", Role.PROVINCE_OFFICER, province=far),
        "leader": cast.leader(),
        "ministry": cast.ministry(),
        "administrator": cast.administrator(),
        "chair": cast.van(),
        "member": cast.person("tho", "Trần Văn Thọ"),
        "conflicted": cast.person("khai", "Bùi Thị Khai"),
        "other council": cast.person("khac", "Ngô Văn Khác"),
        "secretary": cast.person("thuky", "Lưu Thị Ký"),
        "adviser": cast.person("tuvan", "Mạc Văn Vấn"),
        "former member": cast.person("cuu", "Đinh Văn Cựu"),
        "withdrawn officer": withdrawn,
        "officer in conflict": cast.person("vuong", "Tô Văn Vướng", **post),
    }


# What each helper of "mine" was given; the officer's is by role, and one is over.
HELPERS = {
    "helper with dossiers": {"scope": Scope.DOSSIERS},
    "helper with papers": {"scope": Scope.PAPERS},
    "helper": {"scope": Scope.ALL},
    "helper who files": {"scope": Scope.ALL, "may_file": True},
    "assisting officer": {"scope": Scope.ALL, "may_file": True, "role": Delegation.Role.OFFICER},
    "former helper": {"scope": Scope.ALL, "may_file": True, "ended_on": TODAY},
}


def helpers(producer):
    """Return those to whom ``producer`` delegated, with what it delegated to each."""
    made = {}
    for number, (role, given) in enumerate(HELPERS.items()):
        is_officer = given.get("role") == Delegation.Role.OFFICER
        post = {"role": Role.COMMUNE_OFFICER, "commune": producer.commune} if is_officer else {}
        user = cast.person(f"giup{number}", f"Người Giúp {number}", **post)
        made[role] = user, a_delegation(producer, user, **given)
    return made


def a_job(user):
    """Return long work of ``user`` that is done, with what came of it."""
    job = Job.objects.create(
        kind="listing.export", title="Tải sổ", owner=user, state="DONE", finished_at=NOW,
        keeps_until=NOW + timedelta(days=7), result_name="so.xlsx", created_at=NOW,
    )  # fmt: skip
    job.result_key = job.keep(b"PK a workbook")
    job.save()
    return job


def a_key(province):
    """Return the key of a program, for a province or for the whole country."""
    code = province.code if province else "00"
    return ApiKey.objects.create(
        name=f"Máy {code}", digest=code, head="ocop_", scopes=["epcis:capture"], province=province,
        created_at=NOW,
    )  # fmt: skip


def a_capture(province):
    """Return what came of a document that was handed in for a province, by its number."""
    return Capture.objects.create(
        capture_id=f"NAP-{province}", province=province, events=1, finished_at=NOW, created_at=NOW
    )


def given_up(user):
    """Return a sending to ``user`` that could not be made."""
    delivery = a_delivery(reached(user, sms=True), key="không gửi được")
    Delivery.objects.filter(pk=delivery.pk).update(state="given_up")
    return delivery
