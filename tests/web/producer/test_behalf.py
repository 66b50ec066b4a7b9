"""Acting for a producer: started, labelled, told, kept to what was delegated, and ended at once."""

import pytest
from django.urls import reverse

from ocop.audit.models import Entry
from ocop.audit.queries import done_for
from ocop.dossiers.flow import State
from ocop.figures.models import Declaration
from ocop.notices.queries import inbox_of
from ocop.registry.models import Delegation, Scope
from ocop.web.behalf import ANY, DOSSIERS, OWN, PAPERS, READ_BY_ANY
from ocop.web.producer.urls import urlpatterns
from tests import cast
from tests.factories.cycles import a_plan, an_idea
from tests.factories.delegations import a_delegation
from tests.factories.dossiers import (
    a_commune,
    a_dossier,
    a_producer,
    a_product,
    a_representative,
)
from tests.house.test_doors import walk
from tests.moment import TODAY
from tests.web import desk

pytestmark = pytest.mark.django_db
STORY = {"text": "Chè hái từ sáng sớm trên núi."}


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    desk.stand_still(monkeypatch)


@pytest.fixture
def product():
    producer = a_producer(commune=a_commune())
    a_representative(producer, cast.hoa())
    return a_product(producer=producer)


def helper(product, scope=Scope.ALL, user=None, **details):
    """Return the browser of somebody who has begun to act for the product's producer."""
    user = user or cast.stranger()
    given = a_delegation(product.producer, user, scope, **details)
    client = desk.at(user)
    client.post(reverse("producer:helping"), {"pk": given.pk})
    return client


def tell_story(client, product):
    return client.post(reverse("producer:story", args=[product.code]), STORY)


def test_an_act_done_for_a_producer_is_labelled_kept_and_told(product):
    client = helper(product)
    assert tell_story(client, product).status_code == 302

    entry = Entry.objects.latest("pk")
    assert (entry.behalf, entry.by) == (product.producer.code, cast.stranger())
    assert inbox_of(cast.hoa()).get().subject == "Khách Qua Đường đã làm thay: Kể câu chuyện"
    page = desk.text(desk.at(cast.lan()).get(reverse("office:product", args=[product.code])))
    assert "làm thay" in page


def test_the_same_act_on_the_same_thing_is_told_once_a_day(product):
    client = helper(product)
    tell_story(client, product)
    tell_story(client, product)

    assert done_for(product.producer.code).count() == 2
    assert inbox_of(cast.hoa()).count() == 1


def test_a_banner_says_for_whom_and_a_press_ends_it(product):
    client = helper(product)
    assert f"Đang làm thay cho <b>{product.producer}</b>" in desk.text(client.get("/chu-the/"))

    client.post(reverse("producer:helping-stop"))
    assert "Đang làm thay" not in desk.text(client.get("/chu-the/"))
    assert tell_story(client, product).status_code == 404


def test_before_it_is_started_a_delegation_opens_nothing(product):
    a_delegation(product.producer, cast.stranger())

    client = desk.at(cast.stranger())
    assert client.get(reverse("producer:product", args=[product.code])).status_code == 404


def test_nobody_starts_what_was_not_delegated_to_them(product):
    given = a_delegation(product.producer, cast.stranger())

    answer = desk.at(cast.van()).post(reverse("producer:helping"), {"pk": given.pk})
    assert answer.status_code == 404


def test_a_producer_that_ends_it_stops_the_next_request(product):
    client = helper(product)
    given = Delegation.objects.get()
    desk.at(cast.hoa()).post(reverse("producer:delegation-end", args=[given.pk]))
    before = Entry.objects.count()

    answer = tell_story(client, product)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk")
    assert Entry.objects.count() == before


def test_a_post_that_ends_stops_the_officers_next_request(product):
    lan = cast.lan()
    client = helper(product, user=lan, role=Delegation.Role.OFFICER)
    lan.memberships.update(withdrawn_on=TODAY)

    assert tell_story(client, product)["Location"] == reverse("desk")


def test_a_screen_that_saves_by_itself_is_told_that_it_is_over(product):
    client = helper(product)
    Delegation.objects.update(ended_on=TODAY)

    answer = client.post(
        reverse("producer:story", args=[product.code]),
        STORY,
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 409
    assert "đã hết" in answer.json()["refused"]


@pytest.mark.parametrize(
    ("scope", "page", "status"),
    [
        (Scope.ALL, "story", 200),
        (Scope.PAPERS, "papers", 200),
        (Scope.DOSSIERS, "papers", 403),
        (Scope.DOSSIERS, "product", 200),
        (Scope.DOSSIERS, "dossier-new", 200),
        (Scope.PAPERS, "dossier-new", 403),
    ],
)
def test_a_helper_opens_what_was_delegated_and_nothing_else(product, scope, page, status):
    client = helper(product, scope)

    assert client.get(reverse(f"producer:{page}", args=[product.code])).status_code == status


def test_every_page_of_the_door_has_a_scope():
    whole = {"links", "mark", "reviews", "stamps", "trace", "trace_lots", "trace_sites"}
    pages = {view.__module__.rpartition(".")[2] for _, view in walk(urlpatterns)}

    assert pages == ANY | READ_BY_ANY | DOSSIERS | PAPERS | OWN | whole


@pytest.mark.parametrize(
    ("scope", "name", "of", "status"),
    [
        (Scope.DOSSIERS, "coach", "product", 200),
        (Scope.PAPERS, "coach", "product", 200),
        (Scope.PAPERS, "vault", "", 200),
        (Scope.DOSSIERS, "vault", "", 403),
        (Scope.PAPERS, "ideas", "", 403),
        (Scope.DOSSIERS, "ideas", "", 200),
        (Scope.DOSSIERS, "mark", "", 403),
        (Scope.PAPERS, "mark", "", 403),
        (Scope.ALL, "mark", "", 200),
        (Scope.DOSSIERS, "reviews", "", 403),
        (Scope.ALL, "reviews", "", 200),
        (Scope.DOSSIERS, "jobs", "", 200),
        (Scope.PAPERS, "jobs", "", 200),
        (Scope.ALL, "declaration", "producer", 403),
    ],
)
def test_each_scope_opens_its_pages(product, scope, name, of, status):
    client = helper(product, scope)
    codes = {"": [], "product": [product.code], "producer": [product.producer.code]}[of]

    assert client.get(reverse(f"producer:{name}", args=codes)).status_code == status


def test_what_a_producer_tells_of_persons_no_helper_tells_for_it(product):
    client = helper(product)
    told = {"is_minority": "1", "agreed": "on"}

    answer = client.post(reverse("producer:declaration", args=[product.producer.code]), told)

    assert answer.status_code == 403
    assert "chỉ chủ thể tự làm được" in desk.text(answer)
    assert not Declaration.objects.exists()


def test_a_helper_with_papers_alone_has_no_dossiers(product):
    a_dossier(State.DRAFT, product=product)
    client = helper(product, Scope.PAPERS)

    assert client.get(reverse("producer:dossiers")).status_code == 403
    assert "Hoàn thành hồ sơ" not in desk.text(client.get("/chu-the/"))


@pytest.mark.parametrize(
    ("may_file", "status", "state"), [(False, 403, "DRAFT"), (True, 302, "WITHDRAWN")]
)
def test_a_helper_withdraws_only_where_the_producer_lets_them(product, may_file, status, state):
    dossier = a_dossier(State.DRAFT, product=product)
    client = helper(product, may_file=may_file)

    answer = client.post(reverse("producer:withdrawal", args=[dossier.code]))
    dossier.refresh_from_db()
    assert (answer.status_code, dossier.state) == (status, state)


@pytest.mark.parametrize(
    ("scope", "status"), [(Scope.DOSSIERS, 200), (Scope.ALL, 200), (Scope.PAPERS, 403)]
)
def test_a_helper_opens_the_ideas_and_plans_of_whom_they_help(product, scope, status):
    idea, plan = an_idea(producer=product.producer), a_plan(product=product)
    client = helper(product, scope)

    assert client.get(reverse("producer:idea", args=[idea.code])).status_code == status
    assert client.get(reverse("producer:plan", args=[plan.code])).status_code == status


def test_whoever_acts_for_one_producer_finds_no_ideas_of_their_own(product):
    own = a_product()
    user = a_representative(own.producer, cast.stranger())
    client = helper(product, user=user)

    idea, plan = an_idea(producer=own.producer), a_plan(product=own)
    assert client.get(reverse("producer:idea", args=[idea.code])).status_code == 404
    assert client.get(reverse("producer:plan", args=[plan.code])).status_code == 404


def test_a_helper_gives_nothing_on(product):
    client = helper(product)

    page = desk.text(client.get(reverse("producer:delegations")))
    assert "Uỷ quyền cho một người" not in page
    new = reverse("producer:delegation-new", args=[product.producer.code])
    assert client.get(new).status_code == 404


def test_the_office_is_entered_in_ones_own_name_while_acting_for_a_producer(product):
    client = helper(product, user=cast.lan(), role=Delegation.Role.OFFICER)
    client.post(
        reverse("office:edit-producer", args=[product.producer.code]),
        {"name": "Hợp tác xã mới", "kind": "cooperative", "commune": a_commune().pk},
    )

    assert Entry.objects.latest("pk").behalf == ""


def test_an_officer_helps_a_producer_of_their_commune_that_nobody_represents(product):
    quiet = a_product(producer=a_producer(commune=a_commune()))
    client = desk.at(cast.lan())
    address = reverse("office:assistance", args=[quiet.producer.code])

    assert "Bắt đầu làm thay" in desk.text(client.get(address))
    answer = client.post(address, {"consent": "Đến xã ký giấy", "scope": "all"})
    assert answer["Location"] == reverse("producer:home")
    assert tell_story(client, quiet).status_code == 302
    assert done_for(quiet.producer.code).get().by == cast.lan()


def test_an_officer_of_another_commune_finds_no_such_producer():
    beside = a_producer(commune=a_commune("06985", "Lương Minh"))

    address = reverse("office:assistance", args=[beside.code])
    assert desk.at(cast.lan()).post(address, {"consent": "x", "scope": "all"}).status_code == 404


def test_where_somebody_represents_the_producer_the_officer_is_sent_to_them(product):
    address = reverse("office:assistance", args=[product.producer.code])
    page = desk.text(desk.at(cast.lan()).get(address))

    assert "Triệu Thị Hoa" in page
    assert "Bắt đầu làm thay" not in page


def test_the_producer_reads_who_did_what_for_it_and_narrows_it(product):
    tell_story(helper(product), product)
    client = desk.at(cast.hoa())
    address = reverse("producer:behalf-acts", args=[product.producer.code])

    assert "Khách Qua Đường" in desk.text(client.get(address))
    assert "Không có dòng nào khớp" in desk.text(client.get(f"{address}?ai=Lan"))
    assert "Không có dòng nào khớp" in desk.text(client.get(f"{address}?den=04/10/2026"))
    rows = desk.table(client.get(f"{address}?tai=xlsx"))
    assert rows[0]["Việc"].value == "Kể câu chuyện"


def test_a_producer_delegates_to_its_commune_officer_or_to_a_relative(product):
    lan, client = cast.lan(), desk.at(cast.hoa())
    address = reverse("producer:delegation-new", args=[product.producer.code])
    client.post(address, {"to": lan.username, "scope": "papers"})
    child = cast.stranger()
    client.post(address, {"to": "nguoi-khac", "username": child.username, "scope": "all"})

    given = {one.user: one for one in Delegation.objects.all()}
    assert given[lan].role == Delegation.Role.OFFICER
    assert given[child].role == Delegation.Role.RELATIVE


def test_a_name_that_nobody_bears_is_told_at_its_field(product):
    address = reverse("producer:delegation-new", args=[product.producer.code])
    page = desk.text(
        desk.at(cast.hoa()).post(
            address, {"to": "nguoi-khac", "username": "khong-ai", "scope": "all"}
        )
    )
    assert "Không có tài khoản nào mang tên đăng nhập này." in page
