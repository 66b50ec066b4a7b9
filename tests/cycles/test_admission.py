"""A decision lets products take part: another population than the ranked."""

from datetime import timedelta

import pytest

from ocop.audit.models import Entry
from ocop.cycles import operations
from ocop.cycles.flow import IdeaState
from ocop.cycles.models import Admission, Idea, Participation
from ocop.cycles.queries import participating_on, plan_of, ranked_on, takes_part
from ocop.kernel.errors import Refused
from ocop.kernel.flow import WrongState
from ocop.notices.models import Notice
from ocop.registry.models import Product
from tests import cast
from tests.factories.cycles import a_participation, a_plan, an_idea
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_producer,
    a_product,
    a_province,
    a_representative,
    a_rubric,
    act_of,
)
from tests.moment import TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def province():
    a_rubric()
    return a_province()


def accept(act, province, *ideas, **told):
    said = {"number": "350/QĐ-UBND", "signed_on": TODAY} | told
    return operations.accept_ideas(act, province=province, ideas=ideas, **said)


def test_one_decision_accepts_many_ideas_new_and_existing(act, province):
    product = a_product()
    new, old = an_idea(IdeaState.REVIEWED), an_idea(IdeaState.REVIEWED, product=product)

    admission = accept(act, province, new, old)

    new.refresh_from_db()
    assert set(admission.ideas.all()) == {new, old}
    assert new.product.name == new.name
    assert new.product.description == new.said["what"]
    assert set(participating_on(TODAY)) == {new.product, product}


def test_the_history_tells_the_decision_each_idea_and_each_new_product(act, province):
    accept(act, province, an_idea(IdeaState.REVIEWED))

    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["registry.product_registered", "cycles.idea_accepted", "cycles.admitted"]


def test_the_producer_is_told_of_the_decision(act, province):
    idea = an_idea(IdeaState.REVIEWED)
    hoa = a_representative(idea.producer, cast.hoa())

    accept(act, province, idea)

    assert "350/QĐ-UBND" in Notice.objects.get(user=hoa).text


@pytest.mark.parametrize("state", [s for s in IdeaState if s != IdeaState.REVIEWED])
def test_only_what_the_commune_has_reviewed_is_accepted_and_else_nothing(act, province, state):
    ready, idea = an_idea(IdeaState.REVIEWED), an_idea(state)

    with pytest.raises(WrongState):
        accept(act, province, ready, idea)

    assert Idea.objects.get(pk=ready.pk).state == IdeaState.REVIEWED
    assert not Admission.objects.filter(number="350/QĐ-UBND").exists()


@pytest.mark.parametrize(("signed_on", "taken"), [(TODAY, True), (TODAY + DAY, False)])
def test_a_decision_is_not_dated_in_the_future(act, province, signed_on, taken):
    idea = an_idea(IdeaState.REVIEWED)
    if taken:
        accept(act, province, idea, signed_on=signed_on)
    else:
        with pytest.raises(Refused) as refused:
            accept(act, province, idea, signed_on=signed_on)
        assert refused.value.field == "signed_on"


def test_a_decision_is_entered_once_and_never_without_an_idea_or_a_number(act, province):
    accept(act, province, an_idea(IdeaState.REVIEWED))

    with pytest.raises(Refused, match="đã được ghi"):
        accept(act, province, an_idea(IdeaState.REVIEWED))
    with pytest.raises(Refused, match="ít nhất một ý tưởng"):
        accept(act, province)
    with pytest.raises(Refused, match="số quyết định"):
        accept(act, province, an_idea(IdeaState.REVIEWED), number=" ")


def test_another_provinces_idea_is_refused(act, province):
    far = a_producer(commune=a_commune("09169", "Quế Võ", a_province("24", "Bắc Ninh")))

    with pytest.raises(Refused, match="tỉnh khác"):
        accept(act, province, an_idea(IdeaState.REVIEWED, producer=far))


def test_nobody_accepts_their_own_idea(province):
    idea = an_idea(IdeaState.REVIEWED)
    own = act_of(a_representative(idea.producer))

    with pytest.raises(Refused, match="của chính mình"):
        accept(own, province, idea)


def test_an_older_decision_is_entered_for_products_on_record(act, province):
    product = a_product()

    operations.admit(
        act, province=province, products=[product], number="1/QĐ-UBND",
        signed_on=TODAY.replace(year=2020),
    )  # fmt: skip

    assert takes_part(product, TODAY.replace(year=2021))
    with pytest.raises(Refused, match="đã đang tham gia"):
        operations.admit(
            act, province=province, products=[product], number="2/QĐ-UBND", signed_on=TODAY
        )


def test_a_product_takes_part_from_the_decision_to_the_day_before_it_goes():
    product = a_product()
    a_participation(product, began_on=TODAY - 10 * DAY, ended_on=TODAY, why="left")

    told = [takes_part(product, TODAY + n * DAY) for n in (-11, -10, -1, 0)]

    assert told == [False, True, True, False]


def test_a_retired_or_merged_product_takes_no_part():
    retired, double = a_product(retired_on=TODAY), a_product(merged_into=a_product())
    a_participation(retired)
    a_participation(double)

    assert not participating_on(TODAY).exists()


def test_taking_part_and_being_ranked_are_two_things():
    alone, starred = a_product(), a_product()
    a_participation(alone)
    a_certificate(starred)

    assert list(participating_on(TODAY)) == [alone]
    assert list(ranked_on(TODAY)) == [starred]


def test_a_product_is_let_go_once_with_its_reason_and_keeps_its_star(act):
    part = a_participation(began_on=TODAY - DAY)
    a_certificate(part.product)

    operations.end_participation(part, act, ended_on=TODAY, why="stopped", note="BB 3")

    assert not takes_part(part.product, TODAY)
    assert ranked_on(TODAY).filter(pk=part.product.pk).exists()
    with pytest.raises(Refused, match="từ trước"):
        operations.end_participation(part, act, ended_on=TODAY, why="left")


@pytest.mark.parametrize(("days", "taken"), [(-2, False), (-1, True), (0, True), (1, False)])
def test_a_product_goes_between_its_beginning_and_today(act, days, taken):
    part = a_participation(began_on=TODAY - DAY)
    if taken:
        operations.end_participation(part, act, ended_on=TODAY + days * DAY, why="left")
    else:
        with pytest.raises(Refused) as refused:
            operations.end_participation(part, act, ended_on=TODAY + days * DAY, why="left")
        assert refused.value.field == "ended_on"


def test_what_a_double_had_follows_it_into_the_entry_that_stays(act):
    producer = a_producer()
    double, kept = a_product(producer=producer), a_product(producer=producer)
    a_participation(double)
    a_participation(kept)
    plan, idea = a_plan("APPROVED", product=double), an_idea(IdeaState.ACCEPTED, product=double)

    operations.move_participations(double, act, into=kept)

    assert plan_of(kept) == plan
    assert Idea.objects.get(pk=idea.pk).product == kept
    assert Participation.objects.filter(product=kept, ended_on=None).count() == 1
    assert not Participation.objects.filter(product=double).exists()
    assert Product.objects.filter(pk=double.pk).exists()


def test_two_open_ideas_are_not_merged_unseen(act):
    producer = a_producer()
    double, kept = a_product(producer=producer), a_product(producer=producer)
    an_idea(product=double)
    an_idea(product=kept)

    with pytest.raises(Refused, match="chưa xong"):
        operations.move_participations(double, act, into=kept)
