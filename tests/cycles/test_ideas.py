"""An idea's way from the producer through the commune to the province."""

import pytest

from ocop.accounts.permissions import Permission
from ocop.audit.models import Entry
from ocop.cycles import operations
from ocop.cycles.access import ideas_for, my_ideas
from ocop.cycles.flow import IdeaState
from ocop.cycles.models import Idea
from ocop.cycles.models.ideas import By
from ocop.cycles.operations.ideas import Stale
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.notices.models import Notice
from tests import cast
from tests.factories.cycles import a_cycle, a_participation, an_idea
from tests.factories.dossiers import (
    a_commune,
    a_producer,
    a_product,
    a_representative,
    act_of,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer():
    a_cycle()
    return a_producer()


def test_a_new_idea_begins_as_a_draft_of_the_year(act, producer):
    idea = operations.draft_idea(act, producer=producer, kind="new", name=" Trà hoa vàng ")

    assert (idea.name, idea.state, idea.product) == ("Trà hoa vàng", IdeaState.DRAFT, None)
    assert idea.cycle.year == TODAY.year
    assert idea.code == f"YT-{TODAY.year}-0001"


def test_no_idea_begins_before_the_year_is_opened(act):
    with pytest.raises(Refused, match="chưa mở chu trình năm 2026"):
        operations.draft_idea(act, producer=a_producer(), kind="new", name="Trà")


def test_an_idea_for_an_existing_product_takes_its_name_and_set(act, producer):
    product = a_product(producer=producer)

    idea = operations.draft_idea(act, producer=producer, kind="existing", product=product)

    assert (idea.name, idea.set_number) == (product.name, product.set_number)


@pytest.mark.parametrize("case", ["none", "another's", "takes part", "under way", "retired"])
def test_an_existing_product_must_be_fit(act, producer, case):
    product = a_product(producer=producer)
    if case == "none":
        product = None
    if case == "another's":
        product = a_product()
    if case == "takes part":
        a_participation(product)
    if case == "under way":
        an_idea(product=product)
    if case == "retired":
        product.retired_on = TODAY
        product.save()

    with pytest.raises(Refused) as refused:
        operations.draft_idea(act, producer=producer, kind="existing", product=product)
    assert refused.value.field == "product"


def test_a_product_let_go_may_be_registered_again(act, producer):
    product = a_product(producer=producer)
    a_participation(product, ended_on=TODAY, why="left")

    assert operations.draft_idea(act, producer=producer, kind="existing", product=product)


def test_what_is_typed_is_kept_and_two_screens_do_not_overwrite_each_other(act):
    idea = an_idea(said={})

    version = operations.keep_idea(idea, act, version=0, said={"what": "Trà"}, name="Trà vàng")
    with pytest.raises(Stale):
        operations.keep_idea(idea, act, version=0, said={"what": "Khác"})

    idea.refresh_from_db()
    assert (version, idea.said, idea.name) == (1, {"what": "Trà"}, "Trà vàng")


def test_a_filed_slip_is_not_written_on(act):
    with pytest.raises(WrongState):
        operations.keep_idea(an_idea(IdeaState.FILED), act, version=0, said={})


def test_a_slip_with_a_blank_left_is_not_filed_and_the_blank_is_named(act):
    idea = an_idea()
    idea.said.pop("labour")
    idea.save()

    with pytest.raises(Refused, match="“Ai làm”"):
        operations.file_idea(idea, act)

    idea.refresh_from_db()
    assert idea.state == IdeaState.DRAFT


def test_a_full_slip_is_filed_and_filed_again_after_a_return(act):
    idea = an_idea()

    operations.file_idea(idea, act)
    operations.return_idea(idea, act, by=By.COMMUNE, reasons="Ghi rõ vùng nguyên liệu.")
    operations.file_idea(idea, act)

    assert idea.state == IdeaState.FILED
    assert idea.returns.get().back_by.isoformat() == "2026-10-19"


@pytest.mark.parametrize(
    ("state", "by", "taken"),
    [
        (IdeaState.FILED, By.COMMUNE, True),
        (IdeaState.FILED, By.PROVINCE, False),
        (IdeaState.REVIEWED, By.PROVINCE, True),
        (IdeaState.REVIEWED, By.COMMUNE, False),
    ],
)
def test_the_commune_returns_before_its_finding_and_the_province_after(act, state, by, taken):
    idea = an_idea(state)
    if taken:
        operations.return_idea(idea, act, by=by, reasons="Thiếu.")
        assert idea.state == IdeaState.RETURNED
    else:
        with pytest.raises(WrongState):
            operations.return_idea(idea, act, by=by, reasons="Thiếu.")


def test_a_return_needs_words_and_tells_the_producer_once(act):
    idea = an_idea(IdeaState.FILED)
    hoa = a_representative(idea.producer, cast.hoa())
    with pytest.raises(Refused, match="cần bổ sung gì"):
        operations.return_idea(idea, act, by=By.COMMUNE, reasons=" ")

    operations.return_idea(idea, act, by=By.COMMUNE, reasons="Ghi rõ vùng nguyên liệu.")

    told = Notice.objects.get(user=hoa)
    assert "Ghi rõ vùng nguyên liệu." in told.text
    assert told.link == f"/chu-the/y-tuong/{idea.code}/"


def test_the_commune_finds_an_idea_feasible_or_not_and_both_go_to_the_province(act):
    for feasible in (True, False):
        idea = an_idea(IdeaState.FILED)
        operations.review_idea(idea, act, is_feasible=feasible, finding="Có vùng nguyên liệu.")
        assert (idea.state, idea.is_feasible) == (IdeaState.REVIEWED, feasible)


def test_a_finding_needs_words_and_a_set(act):
    idea = an_idea(IdeaState.FILED, set_number=None)

    with pytest.raises(Refused) as wordless:
        operations.review_idea(idea, act, is_feasible=True, finding=" ", set_number=8)
    with pytest.raises(Refused) as setless:
        operations.review_idea(idea, act, is_feasible=True, finding="Được.")

    assert (wordless.value.field, setless.value.field) == ("finding", "set_number")
    operations.review_idea(idea, act, is_feasible=True, finding="Được.", set_number=8)
    assert idea.set_number == 8


def test_a_declined_idea_says_why_and_the_producer_is_told(act):
    idea = an_idea(IdeaState.REVIEWED)
    hoa = a_representative(idea.producer, cast.hoa())
    with pytest.raises(Refused, match="lý do"):
        operations.decline_idea(idea, act, reasons="")

    operations.decline_idea(idea, act, reasons="Chưa có vùng nguyên liệu.")

    assert idea.state == IdeaState.DECLINED
    assert "Chưa có vùng nguyên liệu." in Notice.objects.get(user=hoa).text


def test_nobody_judges_their_own_idea():
    idea = an_idea(IdeaState.FILED)
    own = act_of(a_representative(idea.producer))

    with pytest.raises(Refused, match="của chính mình"):
        operations.review_idea(idea, own, is_feasible=True, finding="Được.")
    with pytest.raises(Refused, match="của chính mình"):
        operations.return_idea(idea, own, by=By.COMMUNE, reasons="Thiếu.")
    reviewed = an_idea(IdeaState.REVIEWED, producer=idea.producer)
    with pytest.raises(Refused, match="của chính mình"):
        operations.decline_idea(reviewed, own, reasons="Không.")


@pytest.mark.parametrize("state", IdeaState)
def test_a_slip_is_withdrawn_until_the_province_has_decided(act, state):
    idea = an_idea(state)
    if state in {IdeaState.ACCEPTED, IdeaState.DECLINED, IdeaState.WITHDRAWN}:
        with pytest.raises(WrongState):
            operations.withdraw_idea(idea, act)
    else:
        operations.withdraw_idea(idea, act)
        assert idea.state == IdeaState.WITHDRAWN


def test_each_act_writes_one_line_of_history(act, producer):
    idea = operations.draft_idea(act, producer=producer, kind="new", name="Trà")
    operations.keep_idea(idea, act, version=0, said=an_idea().said, set_number=8)
    operations.file_idea(idea, act)
    operations.review_idea(idea, act, is_feasible=True, finding="Được.")

    lines = Entry.objects.filter(target_type="cycles.Idea").order_by("pk")
    assert [line.verb for line in lines] == [
        "cycles.idea_drafted", "cycles.idea_filed", "cycles.idea_reviewed",
    ]  # fmt: skip


def test_a_commune_sees_its_filed_ideas_and_what_it_typed_itself(act):
    lan, beside = cast.lan(), a_producer(commune=a_commune("06985", "Lương Minh"))
    filed = an_idea(IdeaState.FILED)
    assisted = an_idea(is_assisted=True)
    an_idea()
    an_idea(IdeaState.FILED, producer=beside)

    seen = ideas_for(lan, Permission.REVIEW_IDEAS, TODAY)

    assert set(seen) == {filed, assisted}
    assert ideas_for(cast.tung(), Permission.ACCEPT_IDEAS, TODAY).count() == 3
    assert not ideas_for(cast.ministry(), Permission.VIEW_OFFICE, TODAY).exists()


def test_a_producer_sees_its_own_ideas_drafts_too():
    mine = an_idea()
    hoa = a_representative(mine.producer, cast.hoa())
    an_idea()

    assert list(my_ideas(hoa, TODAY)) == [mine]
    assert Idea.objects.count() == 2
