"""Scoring where there is no network: taken along, signed on the device, sent once, never lost."""

import json
import re

import pytest

from tests.browser.conftest import Visitor


@pytest.fixture
def councillor(chromium, site):
    """Open a device of its own, with a sitting taken along."""
    opened = []

    def device(username):
        one = Visitor(chromium, site, username, viewport={"width": 1024, "height": 768})
        opened.append(one)
        take_along(one.page)
        return one.page

    yield device
    for one in opened:
        one.context.close()


def take_along(page):
    """Download the open sitting, and go into the room."""
    page.goto("/hoi-dong/")
    page.locator("main a", has_text="Phiên đang chấm").first.click()
    page.click("[data-take] button")
    page.click("[data-go]", timeout=60_000)
    page.wait_for_selector("[data-packs] tbody tr")


def open_card(page):
    """Open the first card that is still to be filled, and return its place on the list."""
    row = page.locator("[data-packs] tbody tr").filter(
        has=page.locator(".status", has_text=re.compile("Chưa mở phiếu|Đang chấm"))
    )
    link = row.first.locator("a")
    place = link.get_attribute("href")
    link.click()
    page.wait_for_selector("[data-open], [data-sheet]")
    if page.locator("[data-open]").count():
        page.click("[data-open]")
    page.wait_for_selector("[data-sheet]")
    return place


def choose(page, line, option=0):
    page.locator("[data-sheet] [data-line]").nth(line).locator("label:has(input[data-worth])").nth(
        option
    ).click()


def score(page, option=0):
    """Choose on every line, and wait until the device has kept it."""
    for line in range(page.locator("[data-sheet] [data-line]").count()):
        choose(page, line, option)
    page.wait_for_selector("[data-kept]:has-text('Đã lưu trên máy này')")


def sign(page):
    page.check("[data-agreed]")
    page.click("[data-sign]")
    page.wait_for_selector("[data-card] .refusal:has-text('Đã ký trên máy, chưa gửi')")


def to_the_list(page):
    page.click("[data-card] >> text=Về danh sách")
    page.wait_for_selector("[data-list]:not([hidden]) tbody tr")


def wait_until_sent(page):
    page.wait_for_selector("[data-unsent]:has-text('Mọi phiếu trên máy đã gửi')", timeout=60_000)


def test_two_cards_are_signed_without_network_and_sent_when_it_is_back(councillor):
    page = councillor("thao")
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("[data-packs] tbody tr")

    places = []
    for _ in range(2):
        places.append(open_card(page))
        score(page)
        sign(page)
        to_the_list(page)
    unsent = page.inner_text("[data-unsent]")
    page.goto("/hoi-dong/")
    landed = page.url
    page.context.set_offline(False)
    wait_until_sent(page)

    assert unsent == "2 phiếu chưa gửi"
    assert landed.endswith("/hoi-dong/ngoai-tuyen/")
    page.locator(f"[data-packs] a[href='{places[0]}']").click()
    told = page.inner_text("[data-card-told]")
    assert "Máy chủ đã nhận phiếu" in told
    page.click("[data-card-told] a")
    digest = page.inner_text("dl.facts code >> nth=0")
    assert digest in told


def test_what_a_killed_tab_had_sent_is_sent_again_and_kept_once(councillor):
    page = councillor("uyen")
    place = open_card(page)
    page.context.set_offline(True)
    score(page)
    lost = []
    page.context.route("**/dong-bo/", lambda route: lost.append(answer_lost(route)))
    page.context.set_offline(False)
    page.click("[data-sync]")
    page.wait_for_timeout(1500)
    context = page.context
    page.close()
    context.unroute("**/dong-bo/")
    again = context.new_page()
    again.goto("/hoi-dong/ngoai-tuyen/")
    wait_until_sent(again)

    first = lost[0]["answers"][0]
    assert first["status"] == "saved"
    again.locator(f"[data-packs] a[href='{place}']").click()
    again.wait_for_selector("[data-sheet]")
    assert again.locator("[data-sheet] input[data-worth]:checked").count() > 0
    assert again.locator("[data-card] .refusal:has-text('một nơi khác')").count() == 0


def answer_lost(route):
    """Let the request reach the server, and its answer nobody."""
    answer = json.loads(route.fetch().body())
    route.abort()
    return answer


def test_nothing_is_readable_on_the_device_and_a_second_tab_writes_on(councillor):
    page = councillor("phuc")
    place = open_card(page)
    page.context.set_offline(True)
    page.fill("[name=opinion]", "Rất thơm và sạch")
    page.wait_for_selector("[data-kept]:has-text('Đã lưu trên máy này')")
    other = page.context.new_page()
    other.goto(f"/hoi-dong/ngoai-tuyen/{place}")
    other.wait_for_selector("[data-sheet]")
    other.fill("[name=opinion]", "Rất thơm và sạch, bao bì đẹp")
    other.wait_for_selector("[data-kept]:has-text('Đã lưu trên máy này')")
    page.wait_for_function("document.querySelector('[name=opinion]').value.endsWith('bao bì đẹp')")
    stored = page.evaluate(READ_ALL)
    page.context.set_offline(False)
    wait_until_sent(page)

    assert "outbox" in stored
    assert "thơm" not in stored
    assert "extractable=true" not in stored


# All that lies in IndexedDB and the caches, as text; buffers as Latin-1.
READ_ALL = """async () => {
  const db = await new Promise((ok) => {
    const asked = indexedDB.open("ocop-phieu"); asked.onsuccess = () => ok(asked.result);
  });
  const told = [];
  const text = (value) => {
    if (value instanceof CryptoKey) return `extractable=${value.extractable}`;
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      return new TextDecoder("utf-8").decode(value);
    }
    if (value && typeof value === "object") return Object.values(value).map(text).join(" ");
    return String(value);
  };
  for (const name of db.objectStoreNames) {
    const rows = await new Promise((ok) => {
      const asked = db.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => ok(asked.result);
    });
    told.push(name, ...rows.map(text));
  }
  for (const shelf of await caches.keys()) {
    for (const request of await (await caches.open(shelf)).keys()) {
      told.push(await (await caches.match(request)).text());
    }
  }
  return told.join("\\n");
}"""
