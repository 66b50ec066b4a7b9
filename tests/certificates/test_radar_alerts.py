"""Producer, commune and province are told of a lapse, once at each threshold."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import resolve

from ocop.audit.queries import history
from ocop.certificates.access import radar_for
from ocop.certificates.models import Certificate, Decision, Revocation
from ocop.certificates.operations import remind_all, send_alerts
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

    for link in Notice.objects.values_list("link", flat=True):
        assert resolve(link).view_name in {
            "producer:dossier-new", "producer:product", "office:certificate",
        }  # fmt: skip


def test_over_a_whole_term_each_is_told_once_at_each_threshold():
    lapsing(185)

    told = {days: send_alerts(on(days)).notices for days in range(220)}

    assert {185 - days for days, notices in told.items() if notices} == {180, 150, 120, 90, 30, 0}
    assert sum(told.values()) == 6 * 3


def test_a_certificate_seen_late_is_told_of_the_newest_threshold_only():
    lapsing(100)

    send_alerts(act_of())
    send_alerts(act_of())

    assert set(Notice.objects.values_list("key", flat=True)) == {
        f"lapse {Certificate.objects.get().pk} 120"
    }


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
    with django_assert_num_queries(6):
        send_alerts(act_of())
    for _ in range(8):
        lapsing(producer=Certificate.objects.first().product.producer)
    send_alerts(act_of())

    with django_assert_num_queries(6):
        send_alerts(act_of())


def test_the_command_tells_as_of_a_day(capsys):
    lapsing(200)

    call_command("send_alerts", on=TODAY)
    call_command("send_alerts", on=TODAY + timedelta(days=20))

    assert "Đã báo 0 lượt" in (said := capsys.readouterr().out)
    assert "Đã báo 3 lượt về 1 giấy" in said
