"""The style guide in a real browser, without any server: the pages and files are handed to the browser directly.

The content security policy is the strictest that the product can have: nothing inline, nothing from elsewhere.
"""

import mimetypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, sync_playwright

from platform_core.web import colours, views

SITE = "http://styleguide.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
AXE = Path(__file__).parents[2] / "e2e" / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str | None:
    """Return the system's Chromium, None for the one that Playwright brings."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def arguments() -> list[str]:
    """Return what Chromium must be told on this machine."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses root otherwise


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield a browser, closed afterwards."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=arguments())


@contextmanager
def opened(browser: Browser, width: int, *, script: bool = True) -> Iterator[Page]:
    """Yield a page `width` pixels wide that fails on anything the policy refuses and on an error of a script."""
    faults: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=script, reduced_motion="reduce", locale="fr-FR"
    )
    page = context.new_page()
    page.route("**/*", answer)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert faults == []


def answer(route: Route) -> None:
    """Hand over a file, the colour of the space, the preview, or a page of the style guide."""
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        route.fulfill(path=found, content_type=kind) if found else route.fulfill(status=404)
    elif path.startswith("/couleurs/"):
        route.fulfill(body=colours.stylesheet(path[-10:-4]), content_type="text/css")
    elif path == "/erreur/":
        route.fulfill(status=403, body=render_to_string("403_csrf.html"), content_type="text/html")
    else:
        show(route, path)


def show(route: Route, path: str) -> None:
    """Answer with the view that stands behind the path."""
    factory = RequestFactory()
    request = factory.get(route.request.url.removeprefix(SITE))
    if route.request.method == "POST":
        kind = route.request.headers.get("content-type", "")
        request = factory.generic("POST", path, route.request.post_data_buffer or b"", content_type=kind)
    response = views.preview(request) if path == "/apercu-du-texte/" else views.styleguide(request, path.strip("/"))
    route.fulfill(
        status=response.status_code,
        body=response.content,
        headers={
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": POLICY,
        },
    )


def violations(page: Page) -> list[str]:
    """Return what axe finds, one line a fault with the element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]


def focused(page: Page) -> str:
    """Return the HTML of the element that has the focus."""
    return str(page.evaluate("document.activeElement.outerHTML"))
