"""A real browser on a real server, which serves the demo province on one day."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from tests.serving import free_port

ROOT = Path(__file__).resolve().parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
PASSWORD = "tra-hoa-vang"
PATIENCE = 120  # seconds until the first answer


def pytest_collection_modifyitems(items):
    """Mark what lies here, so that only ``bin/test`` asks for a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a server of its own, with a province of its own."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    var = tmp_path_factory.mktemp("site")
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environ |= {
        "OCOP_VAR": str(var),
        "OCOP_SITE_URL": address,
        "OCOP_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "ocop.settings",
    }
    told = (var / "server.log").open("w")
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=told, stderr=told)
    try:
        wait_for(server, f"{address}/healthz", var / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
        told.close()


def wait_for(server, address, log):
    """Wait for the first answer; a server that ends before it tells why."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"The server did not answer:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium; where there is none, the test says so."""
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        pytest.skip("there is no Chromium here; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """A person with a window: what they open, and what goes wrong in it."""

    def __init__(self, browser, site, username="", **options):
        self.site = site
        self.context = browser.new_context(base_url=site, **options)
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self.hear)
        self.page.on("request", self.watch)
        if username:
            self.sign_in(username)

    def hear(self, message):
        if message.type in {"error", "warning"}:
            self.faults.append(f"console: {message.text}")

    def watch(self, request):
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"elsewhere: {request.url}")

    def sign_in(self, username):
        self.page.goto("/tai-khoan/login/")
        self.page.fill("[name=login]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main form .button")
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def open(self, path):
        """Open a page, and return the faults that this page alone showed."""
        self.faults.clear()
        response = self.page.goto(path)
        if response.status != 200:
            self.faults.append(f"answered {response.status}")
        return self.page


@pytest.fixture(scope="session")
def visit(chromium, site):
    """Open a window: ``visit("tung", width=390, dark=True)``; the same one is kept for all."""
    windows = {}

    def opened(username="", *, width=1280, dark=False, scripts=True):
        key = (username, width, dark, scripts)
        if key not in windows:
            windows[key] = Visitor(
                chromium,
                site,
                username,
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
            )
        return windows[key]

    yield opened
    for window in windows.values():
        window.context.close()
