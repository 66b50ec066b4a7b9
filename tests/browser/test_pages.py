"""Every kind of page, as each person sees it: reachable by all, in one piece, from here alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PHONE, DESK = 390, 1280
# Who opens which pages; "?" stands for the first address below the one before it.
PAGES = [
    ("", "/"),
    ("", "/san-pham/"),
    ("", "/san-pham/?tu=tra"),
    ("", "/san-pham/?tu=khong-co-gi-nhu-the"),
    ("", "/san-pham/ ?"),
    ("", "/chung-nhan/"),
    ("", "/bo-tieu-chi/"),
    ("", "/bo-tieu-chi/qd26-2026/11/"),
    ("", "/gioi-thieu/"),
    ("", "/phong-mau/"),
    ("", "/tai-khoan/login/"),
    ("hoa", "/chu-the/"),
    ("hoa", "/chu-the/ho-so/"),
    ("hoa", "/chu-the/ho-so/ ?"),
    ("hoa", "/chu-the/giay-chung-nhan/"),
    ("hai", "/hoi-dong/"),
    ("hai", "/hoi-dong/ ?"),
    ("lan", "/van-phong/"),
    ("lan", "/van-phong/ho-so/"),
    ("tung", "/van-phong/"),
    ("tung", "/van-phong/ho-so/"),
    ("tung", "/van-phong/ho-so/ ?"),
    ("tung", "/van-phong/chu-the/"),
    ("tung", "/van-phong/san-pham/"),
    ("tung", "/van-phong/giay-chung-nhan/"),
    ("tung", "/van-phong/hoi-dong/"),
    ("tung", "/van-phong/dot-danh-gia/"),
    ("quantri", "/van-phong/"),
    ("tung", "/tai-khoan/xac-thuc/"),
    ("tung", "/tai-khoan/password/change/"),
]
SERIOUS = {"serious", "critical"}
FIRST_BELOW = """([start]) => [...document.querySelectorAll("main a")]
    .map((link) => new URL(link.href))
    .find((url) => url.pathname.startsWith(start) && url.pathname !== start
        && !url.pathname.includes("/moi/") && !url.search)?.pathname"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


def opened(visitor, path):
    """Open the page that ``path`` stands for."""
    start, _, below = path.partition(" ")
    page = visitor.open(start)
    if below:
        first = page.evaluate(FIRST_BELOW, [start])
        assert first, f"{start} leads to no page below it"
        page = visitor.open(first)
    return page


def told(violation):
    """Say one violation in a line: the rule, and where."""
    places = [" ".join(node["target"]) for node in violation["nodes"][:3]]
    return f"{violation['id']}: {', '.join(places)}"


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(("username", "path"), PAGES)
def test_a_page_is_whole_and_within_everybodys_reach(visit, username, path, width):
    visitor = visit(username, width=width)

    page = opened(visitor, path)

    assert visitor.faults == []
    assert page.evaluate(WIDER) <= 0
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "vi"
    violations = Axe().run(page).response["violations"]
    assert [told(v) for v in violations if v["impact"] in SERIOUS] == []


@pytest.mark.parametrize(("username", "path"), [("", "/phong-mau/"), ("hai", "/hoi-dong/ ?")])
def test_a_page_can_be_read_in_the_dark(visit, username, path):
    page = opened(visit(username, dark=True), path)

    violations = Axe().run(page).response["violations"]

    assert [told(v) for v in violations if v["id"] == "color-contrast"] == []


@pytest.mark.parametrize("path", ["/", "/san-pham/", "/chung-nhan/", "/tai-khoan/login/"])
def test_a_public_page_works_without_scripts(visit, path):
    visitor = visit(scripts=False)

    page = visitor.open(path)

    assert visitor.faults == []
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize(("path", "budget"), [("/", 250_000), ("/chung-nhan/", 150_000)])
def test_a_first_visit_is_light(chromium, site, path, budget):
    context = chromium.new_context(base_url=site, viewport={"width": PHONE, "height": 900})
    page = context.new_page()
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))

    page.goto(path, wait_until="networkidle")
    context.close()

    assert sum(sizes) <= budget
