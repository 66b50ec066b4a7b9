"""The small scripts: what they add to pages that work without them."""


def card_of(visit):
    """Open the first scorecard that Hải has still to fill in, in a window of its own."""
    page = visit("hai").open("/hoi-dong/")
    page.locator("main a", has_text="Phiên đang chấm").first.click()
    page.locator("main a[href$='/phieu/']").first.click()
    page.wait_for_selector("[data-score]")
    return page


def test_the_total_and_the_stars_follow_the_keyboard(visit):
    page = visit().open("/phong-mau/")
    page.locator("[data-line] input[data-worth]").first.focus()

    page.keyboard.press("1")
    low = page.inner_text("[data-total]"), page.inner_text("[data-floors]")
    page.keyboard.press("4")
    high = page.inner_text("[data-total]"), page.inner_text("[data-floors]")

    assert low == ("2", "Khung 4 sao · dấu sao cho phép đến 3 sao")
    assert high == ("5", "Khung 5 sao · dấu sao cho phép đến 4 sao")


def test_the_arrow_leads_to_the_next_line(visit):
    page = visit().open("/phong-mau/")
    page.locator("[data-line] input[data-worth]").first.focus()

    page.keyboard.press("ArrowDown")

    assert page.evaluate("document.activeElement.name") == "mark_7"


def test_a_sheet_saves_itself_and_says_when(visit):
    page = card_of(visit)

    page.locator("[data-line] label").first.click()

    page.wait_for_selector("[data-autosave-state]:has-text('Đã lưu lúc')")


def test_a_sheet_without_a_network_is_kept_and_sent_later(visit):
    page = card_of(visit)
    page.context.set_offline(True)

    page.locator("[data-line] label").nth(1).click()
    page.wait_for_selector("[data-autosave-state].unsent:has-text('Chưa có mạng')")
    kept = page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('ocop:'))")
    page.context.set_offline(False)
    page.wait_for_selector("[data-autosave-state]:has-text('Đã lưu lúc')")

    assert kept
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ocop:'))") == []


def test_a_form_is_sent_once_however_often_its_button_is_pressed(visit):
    page = visit().open("/tai-khoan/login/")
    page.route("**/tai-khoan/login/", lambda route: None)
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.fill("[name=login]", "tung")
    page.fill("[name=password]", "sai")

    page.evaluate(
        """() => {
            const form = document.querySelector("main form");
            form.requestSubmit();
            form.requestSubmit();
        }"""
    )
    page.wait_for_timeout(300)

    assert len(sent) == 1
    page.unroute_all(behavior="ignoreErrors")
    page.goto("about:blank")
