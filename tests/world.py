"""One small world in which every door has something to guard: mine, a neighbour's, one far away.

Rows only. "mine" is of Ba Chẽ, where Lan is the officer; "neighbour" of another producer there;
"beside" of another commune of the province; "far" of another province. Two councils sit: one has a
sealed sitting and a closed one. Each row keeps a word that nobody writes but there.
"""

from types import SimpleNamespace

from ocop.accounts.models import SavedView
from ocop.audit.operations import publish_checkpoint
from ocop.complaints.models import Attachment, Complainant, Complaint
from ocop.dossiers.flow import State
from ocop.dossiers.models import Evidence
from ocop.figures.models import Trait
from ocop.files import store
from ocop.grading.models import Result
from ocop.kernel.act import Act
from tests.factories.delegations import a_delegation
from tests.factories.dossiers import a_commune, a_dossier, a_product, a_province, a_user
from tests.factories.notices import a_notice
from tests.moment import NOW, TODAY
from tests.world_councils import (
    councils,
    forwarded,
    scored,
    starless,
)
from tests.world_people import a_capture, a_job, a_key, given_up, helpers, people
from tests.world_places import place


def built():
    """Build the world and return it."""
    province, far = a_province(), a_province("24", "Bắc Ninh")
    places = {
        "mine": place(a_commune(), "mine"),
        "neighbour": place(a_commune(), "neighbour"),
        "beside": place(a_commune("06985", "Lương Minh"), "beside"),
        "far": place(a_commune("09169", "Quế Võ", far), "far"),
    }
    roles, mine = people(places), places["mine"].producer
    rooms = councils(province, far, places, roles)
    sealed = scored(rooms)
    draft = a_dossier(State.DRAFT, product=a_product(producer=mine))
    key = store.save(b"%PDF-1.4 a proof")
    Evidence.objects.update(key=key, sha256=key)
    helping = helpers(mine)
    starless_here = starless(rooms.council, mine)
    starless_far = starless(rooms.other_council, places["far"].producer, "PH-KHONG-XA")
    return SimpleNamespace(
        **vars(rooms),
        places=places, roles=roles | {role: user for role, (user, _) in helping.items()},
        helping={role: delegation for role, (_, delegation) in helping.items()},
        delegated_beside=a_delegation(places["beside"].producer, a_user(), ended_on=TODAY),
        **found_wanting({"mine": starless_here, "far": starless_far}),
        **on_desks(roles, places),
        keys={name: a_key(one) for name, one in (("mine", province), ("far", far), ("", None))},
        captures={name: a_capture(one) for name, one in (("mine", 22), ("far", 24), ("", 0))},
        sealed=sealed, sealed_evidence=rooms.before_council.evidence.get(),
        draft=draft, starless=starless_here, forwarded=forwarded(rooms.council, mine),
        notice=a_notice(roles["producer"]), delivery=given_up(roles["producer"]),
        checkpoint=publish_checkpoint(Act(by=None, at=NOW, origin="test")),
    )  # fmt: skip


def found_wanting(dossiers):
    """Return the results of dossiers, and the requests that they be looked at again."""
    results = {name: Result.objects.get(item__dossier=it) for name, it in dossiers.items()}
    reviews = {name: a_review(result, name) for name, result in results.items()}
    return {"results": results, "reviews": reviews}


def on_desks(roles, places):
    """Return what some of them keep on their desks: work that is done, a view, traits of places."""
    view = SavedView.objects.create(
        user=roles["commune"], path="/van-phong/ho-so/", name="Của tôi", created_at=NOW
    )
    traits = {
        name: Trait.objects.create(
            commune=places[name].producer.commune, kind="remote", source="Quyết định",
            since=TODAY, created_at=NOW,
        )
        for name in ("mine", "far")
    }  # fmt: skip
    jobs = {role: a_job(roles[role]) for role in ("producer", "province")}
    return {"jobs": jobs, "view": view, "traits": traits}


def a_review(result, name):
    """Return a request, with a file, that a result be looked at again."""
    product = result.item.dossier.product
    review = Complaint.objects.create(
        code=f"XX-{name}", kind="review", about="score", province=product.commune.province,
        product=product, result=result, text="Xin xem lại.", acknowledge_by=TODAY,
        answer_by=TODAY, created_at=NOW,
    )  # fmt: skip
    Complainant.objects.create(complaint=review, created_at=NOW)
    key = store.save(b"%PDF-1.4 a proof")
    Attachment.objects.create(
        complaint=review, name="tep.pdf", mime="application/pdf", size=9, key=key, sha256=key,
        created_at=NOW,
    )  # fmt: skip
    return review
