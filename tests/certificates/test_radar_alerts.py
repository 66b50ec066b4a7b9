"""Producer, commune and province are told of a lapse, once at each threshold."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import resolve

from ocop.audit.queries import history
from ocop.certificates.access import radar_for
from ocop.certificates.models import Certificate, Decision, LapseAlert, Revocation
from ocop.certificates.operations import alert, remind_all, send_alerts
from ocop.certificates.operations.alerts import awaiting_alert
from ocop.certificates.queries import lapsing_soon
from ocop.certificates.verbs import Verb
from ocop.notices.models import Notice
from ocop.registry.models import Product
from tests import cast
from tests.factories.dossiers import (
    a_certificate,
    a_commune,
    a_producer,
    a_product,
    a_province,
    a_representative,
    act_of,
    at_ten,
)
from tests.moment import NOW, TODAY
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def lapsing(left=150, producer=None, **fields):
    product = a_product(producer=producer or hoas())
    return a_certificate(product, lapses_on=TODAY + timedelta(days=left), **fields)


def hoas():
    producer = a_producer()
    a_representative(producer, cast.hoa())
    cast.lan(), cast.tung()
    return producer


def on(days):
    return act_of(at=at_ten(TODAY + timedelta(days=days)))


def readers(**asked):
    return sorted(Notice.objects.filter(**asked).values_list("user__username", flat=True))


def test_producer_commune_and_province_are_told_in_words_of_their_own():
    certificate = lapsing()

    sent = send_alerts(act_of())

    assert (sent.certificates, sent.notices) == (1, 3)
    assert readers() == ["hoa", "lan", "tung"]
    assert Notice.objects.values("text").distinct().count() == 3
    [line] = history(certificate)
    assert (line.verb, line.facts) == (Verb.ALERTED, {"threshold": 150, "people": 3})


def test_every_link_of_an_alert_leads_to_a_page():
    lapsing()
    lapsing(60, producer=Certificate.objects.get().product.producer)
    send_alerts(act_of())

    views = {resolve(link.split("?")[0]).view_name for link in links()}
    assert views == {"producer:dossier-new", "producer:product", "office:radar"}


def test_one_lapse_is_told_to_an_officer_in_words_of_its_own():
    lapsing()
    send_alerts(act_of())

    assert {resolve(link).view_name for link in links()} == {
        "producer:dossier-new", "office:certificate",
    }  # fmt: skip


def links():
    return Notice.objects.values_list("link", flat=True)


def test_an_officer_gets_one_list_of_a_run_and_a_producer_a_notice_for_each():
    producer = hoas()
    for left in (150, 120, 90, 30, 30, 0, 31):
        lapsing(left, producer=producer)

    sent = send_alerts(act_of())

    assert (sent.certificates, sent.notices) == (7, 21)
    assert [readers().count(name) for name in ("hoa", "lan", "tung")] == [7, 1, 1]
    told = Notice.objects.get(user=cast.tung())
    assert told.subject == "7 giấy chứng nhận sắp hết hạn hoặc vừa hết hạn"
    assert told.text.count("\n– ") == 5
    assert "hết hiệu lực từ hôm nay" in told.text
    assert "Và 2 giấy khác" in told.text
    [line] = history(cast.tung()).filter(verb=Verb.LAPSES_LISTED)
    assert line.facts == {"certificates": 7}


@pytest.mark.parametrize(("many", "more"), [(5, False), (6, True)])
def test_a_list_names_five_and_says_how_many_more_there_are(many, more):
    producer = hoas()
    for _ in range(many):
        lapsing(producer=producer)
    send_alerts(act_of())

    text = Notice.objects.get(user=cast.lan()).text
    assert (text.count("\n– "), "giấy khác" in text) == (5, more)


def test_a_second_run_of_the_day_lists_only_what_is_new():
    producer = hoas()
    lapsing(producer=producer)
    send_alerts(act_of())
    later = [lapsing(producer=producer) for _ in range(2)]
    send_alerts(act_of())
    send_alerts(act_of())

    assert readers().count("tung") == 2
    newest = Notice.objects.filter(user=cast.tung()).latest("pk")
    assert newest.subject.startswith("2 giấy")
    assert all(one.product.name in newest.text for one in later)


def test_a_run_that_was_cut_short_before_its_lists_is_finished_by_the_next():
    first, second = lapsing(), lapsing(producer=hoas())
    act = act_of()
    for one in (first, second):
        [waiting] = awaiting_alert([one], act)
        alert(one, act, threshold=waiting.threshold, people=waiting.people)
    before = readers()

    send_alerts(on(1))

    assert before == ["hoa", "hoa"]
    assert readers() == ["hoa", "hoa", "lan", "tung"]


def test_a_reminder_of_many_by_hand_is_one_list_for_each_officer():
    producer = hoas()
    for left in (10, 20, 100):
        lapsing(left, producer=producer)

    remind_all(Certificate.objects.all(), act_of(cast.lan()))
    remind_all(Certificate.objects.all(), act_of(cast.lan()))

    assert [readers().count(name) for name in ("hoa", "lan", "tung")] == [3, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_each_person_once():
    producer = hoas()
    for _ in range(3):
        lapsing(producer=producer)

    at_once(*[lambda: send_alerts(act_of())] * 2)

    assert [readers().count(name) for name in ("hoa", "lan", "tung")] == [3, 1, 1]


def test_over_a_whole_term_each_is_told_once_at_each_threshold():
    lapsing(185)

    told = {days: send_alerts(on(days)).notices for days in range(220)}

    assert {185 - days for days, notices in told.items() if notices} == {180, 150, 120, 90, 30, 0}
    assert sum(told.values()) == 6 * 3


def test_a_certificate_seen_late_is_told_of_the_newest_threshold_only():
    lapsing(100)

    send_alerts(act_of())
    send_alerts(act_of())

    assert set(LapseAlert.objects.values_list("threshold", flat=True)) == {120}
    assert Notice.objects.get(user=cast.hoa()).key == f"lapse {Certificate.objects.get().pk} 120"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("nothing", True), ("revoked", False), ("retired", False), ("renewed", False),
        ("renewal revoked", True), ("an older one", True),
    ],
)  # fmt: skip
def test_only_what_really_ends_is_told(change, told):
    certificate = lapsing()
    product = certificate.product
    if change == "revoked":
        revoke(certificate)
    elif change == "retired":
        Product.objects.update(retired_on=TODAY)
    elif change == "renewed":
        a_certificate(product, lapses_on=TODAY + timedelta(days=900))
    elif change == "renewal revoked":
        revoke(a_certificate(product, lapses_on=TODAY + timedelta(days=900)))
    elif change == "an older one":
        a_certificate(product, lapses_on=TODAY - timedelta(days=900), issued_on=date(2020, 1, 1))

    assert bool(send_alerts(act_of()).notices) == told


def revoke(certificate):
    Revocation.objects.create(
        certificate=certificate, decision=Decision.objects.first(), ground="a", reason="Sai",
        concluded_on=TODAY, effective_on=TODAY, created_at=NOW,
    )  # fmt: skip


def test_who_comes_later_is_told_of_the_threshold_that_stands():
    certificate = lapsing()
    send_alerts(act_of())
    a_representative(certificate.product.producer, cast.person("moi", "Người Mới"))

    assert send_alerts(act_of()).notices == 1
    assert readers(user__username="moi") == ["moi"]


def test_one_reminder_tells_everybody_of_the_chosen_rows_once_a_day():
    mine = lapsing(100)
    lapsing(100, producer=a_producer(commune=a_commune("06985", "Lương Minh")))
    chosen = radar_for(cast.lan(), TODAY)
    act = act_of(cast.lan())

    first, again = remind_all(chosen, act), remind_all(chosen, act)

    assert (first.notices, first.certificates, again.notices) == (3, 1, 0)
    assert remind_all(chosen, on(1)).notices == 3
    assert history(mine).filter(verb=Verb.REMINDED).count() == 2


def test_whom_the_alert_told_today_the_reminder_leaves_in_peace():
    lapsing(100)
    send_alerts(act_of())

    assert remind_all(Certificate.objects.all(), act_of()).notices == 0
    assert remind_all(Certificate.objects.all(), on(1)).notices == 3


def test_the_radar_shows_a_commune_its_own_a_province_all_and_the_ministry_five_stars():
    mine, five = lapsing(), lapsing(stars=5)
    beside = lapsing(producer=a_producer(commune=a_commune("06985", "Lương Minh")))
    far = lapsing(
        producer=a_producer(commune=a_commune("09169", "Quế Võ", a_province("24", "Bắc Ninh")))
    )

    def seen(user):
        return set(lapsing_soon(radar_for(user, TODAY), TODAY))

    assert seen(cast.lan()) == {mine, five}
    assert seen(cast.tung()) == {mine, five, beside}
    assert seen(cast.ministry()) == {five}
    assert seen(cast.hoa()) == set()
    assert far not in seen(cast.tung())


def test_looking_at_many_asks_as_few_questions_as_at_one(django_assert_num_queries):
    lapsing()
    send_alerts(act_of())
    with django_assert_num_queries(7):
        send_alerts(act_of())
    for _ in range(8):
        lapsing(producer=Certificate.objects.first().product.producer)
    send_alerts(act_of())

    with django_assert_num_queries(7):
        send_alerts(act_of())


def test_the_command_tells_as_of_a_day(capsys):
    lapsing(200)

    call_command("send_alerts", on=TODAY)
    call_command("send_alerts", on=TODAY + timedelta(days=20))

    assert "Đã báo 0 lượt" in (said := capsys.readouterr().out)
    assert "Đã báo 3 lượt về 1 giấy" in said
