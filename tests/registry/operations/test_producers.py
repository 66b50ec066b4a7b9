"""Acts on producers: each does its thing with one line of history, each refusal does nothing."""

from datetime import timedelta

import pytest

from ocop.audit.queries import history
from ocop.kernel.act import Act
from ocop.registry.models import Paper, Producer, Product
from ocop.registry.operations import (
    add_paper,
    appoint,
    describe_producer,
    dismiss,
    merge_producers,
    register_producer,
    register_product,
)
from ocop.registry.verbs import Verb
from tests.factories.dossiers import a_commune, a_producer, a_product, a_user
from tests.moment import NOW
from tests.registry.unchanged import refused

pytestmark = pytest.mark.django_db


def verbs(thing):
    return [entry.verb for entry in history(thing)]


def test_a_producer_is_registered_with_a_code_of_its_own(act):
    first = register_producer(act, kind="cooperative", name=" HTX Ba Chẽ ", commune=a_commune())
    second = register_producer(act, kind="company", name="Công ty Đạp Thanh", commune=a_commune())

    assert (first.name, first.folded, first.created_at) == ("HTX Ba Chẽ", "htx ba che", act.at)
    assert (first.code, second.code) == ("CT-00001", "CT-00002")
    assert verbs(first) == [Verb.PRODUCER_REGISTERED]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_producer_without_a_name_is_refused(act, name):
    with refused("Hãy ghi tên chủ thể"):
        register_producer(act, kind="company", name=name, commune=a_commune())


def test_a_detail_that_no_producer_has_is_a_bug(act):
    with pytest.raises(TypeError):
        register_producer(act, kind="company", name="A", commune=a_commune(), merged_into=None)


def test_describing_tells_what_changed_and_keeps_products_findable(act):
    producer = a_producer()
    product = a_product(producer=producer)

    describe_producer(producer, act, name="Hợp tác xã mới", phone=producer.phone)

    [entry] = history(producer)
    assert (entry.verb, entry.facts) == (Verb.PRODUCER_DESCRIBED, {"changed": ["name"]})
    assert "hop tac xa moi" in Product.objects.get(pk=product.pk).folded


def test_describing_a_name_away_is_refused(act):
    producer = a_producer()

    with refused("Hãy ghi tên chủ thể"):
        describe_producer(producer, act, name=" ")


def test_a_representative_acts_until_dismissed(act):
    producer, user = a_producer(), a_user()

    representative = appoint(producer, act, user=user, position="Giám đốc")
    dismiss(representative, act)

    assert (representative.appointed_on, representative.withdrawn_on) == (act.day, act.day)
    assert sorted(verbs(producer)) == sorted([Verb.APPOINTED, Verb.DISMISSED])


def test_nobody_appoints_themselves_and_somebody_else_may_appoint_them():
    officer, other = a_user(), a_user()
    mine, theirs = (Act(by=one, at=NOW) for one in (officer, other))
    producer = a_producer()

    with refused("Không tự cử mình làm đại diện"):
        appoint(producer, mine, user=officer)

    assert appoint(producer, theirs, user=officer).user == officer


def test_somebody_acts_for_a_producer_only_once(act):
    producer, user = a_producer(), a_user()
    representative = appoint(producer, act, user=user)

    with refused("đã là đại diện"):
        appoint(producer, act, user=user)
    dismiss(representative, act)

    later = Act(by=None, at=act.at + timedelta(days=1))
    assert appoint(producer, later, user=user).appointed_on == later.day


def test_nobody_is_dismissed_twice(act):
    representative = appoint(a_producer(), act, user=a_user())
    dismiss(representative, act)

    with refused("đã thôi đại diện"):
        dismiss(representative, act)


def test_merging_moves_products_and_papers_to_the_one_that_stays(act):
    double, kept = a_producer(), a_producer()
    product = register_product(act, producer=double, name="Trà", set_number=11)
    add_paper(act, producer=double, kind="haccp")

    assert merge_producers(double, act, into=kept) == kept

    product.refresh_from_db()
    assert product.producer == kept
    assert "hop tac xa thu" in product.folded
    assert Paper.objects.get().producer == kept
    assert Producer.objects.get(pk=double.pk).merged_into == kept
    [entry] = history(kept)
    assert (entry.verb, entry.facts) == (Verb.PRODUCERS_MERGED, {"merged": double.code})


def test_a_producer_is_not_merged_with_itself(act):
    producer = a_producer()

    with refused("hai chủ thể khác nhau"):
        merge_producers(producer, act, into=producer)


def test_what_was_merged_is_not_merged_again(act):
    double, kept, third = a_producer(), a_producer(), a_producer()
    merge_producers(double, act, into=kept)

    with refused("đã được gộp từ trước"):
        merge_producers(double, act, into=third)
    with refused("đã được gộp từ trước"):
        merge_producers(third, act, into=double)
