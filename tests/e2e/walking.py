"""Someone in front of a browser, who uses the keyboard alone and whose every page is looked at by axe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Response, expect

from tests.e2e.site import APEX, Site
from tests.platform_core.web.browsing import AXE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 360)
FAR = 150  # no page should ask for more tabs than that
HIDDEN = "e => { const s = getComputedStyle(e); return s.outlineStyle === 'none' && s.boxShadow === 'none' }"
STICKS_OUT = (
    "document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]"
    ".filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120))"
)


class Walker:
    """Someone's window on the site."""

    def __init__(self, site: Site, page: Page, home: str) -> None:
        """Keep the page and where one starts from; note what goes wrong behind it."""
        self.site = site
        self.page = page
        self.home = home
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if "Content Security" in said.text else None)
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.status >= 400 and response.status != 422:
            said = self.site.log.read_text(encoding="utf-8", errors="replace")[-4000:]
            self.faults.append(f"{response.status} {response.url}\n{said}")

    def go(self, path: str) -> None:
        """Type an address, and look at the page."""
        self.page.goto(path if path.startswith("http") else f"{self.home}{path}")
        self.look()

    def look(self) -> None:
        """Check the page as it stands: nothing broken, nothing that axe refuses, nothing wider than the window."""
        self.page.wait_for_load_state()
        assert self.faults == []
        found = self.violations()
        assert found == [], (self.page.url, found)
        assert self.page.evaluate(STICKS_OUT) == [], self.page.url

    def violations(self) -> list[str]:
        """Return what axe finds, one line a fault with the element."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", TAGS)
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]]

    def status(self, path: str) -> int:
        """Type an address that may well be refused; returns the status of the answer."""
        answer = self.page.goto(path if path.startswith("http") else f"{self.home}{path}")
        assert answer
        self.faults = [fault for fault in self.faults if not fault.startswith(f"{answer.status} ")]
        return answer.status

    def reads(self, text: str) -> None:
        """Wait until a sentence can be read."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def reach(self, target: Locator) -> Locator:
        """Tab until the focus, which must show, is on the target."""
        expect(target).to_be_visible()
        for _ in range(FAR):
            if target.evaluate("e => e === document.activeElement"):
                assert not target.evaluate(HIDDEN), target
                return target
            self.page.keyboard.press("Tab")
        message = f"the keyboard does not reach {target}"
        raise AssertionError(message)

    def press(self, name: str, *, role: str = "button", key: str = "Enter", within: Locator | None = None) -> None:
        """Press a button, or follow a link, found by its name."""
        place = within or self.page.locator("body")
        target = place.get_by_role(role, name=name).first  # type: ignore[arg-type]  # a role of ARIA
        self.reach(target)
        self.page.keyboard.press(key)

    def send(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button that leads to another page, and look at it."""
        with self.page.expect_navigation():
            self.press(name, within=within)
        self.look()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        """Follow a link to another page, and look at it."""
        with self.page.expect_navigation():
            self.press(name, role="link", within=within)
        self.look()

    def field(self, label: str) -> Locator:
        """Return the first visible field with that label."""
        return (
            self.page.locator("input:visible, textarea:visible, select:visible")
            .and_(self.page.get_by_label(label))
            .first
        )

    def type(self, label: str, text: str) -> None:
        """Write in a field, in the place of what it holds."""
        self.reach(self.field(label))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def pick(self, label: str, wanted: str) -> None:
        """Pick in a list, by its first letters as the keyboard does."""
        chosen = self.reach(self.field(label))
        self.page.keyboard.type(wanted)
        expect(chosen.locator("option:checked")).to_have_text(wanted)

    def tick(self, label: str) -> None:
        """Tick a box."""
        box = self.reach(self.field(label))
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def choose(self, label: str) -> None:
        """Choose one of a group of radio buttons: Tab enters the group, the arrows walk in it."""
        wanted = self.page.get_by_label(label, exact=True).first
        group = self.page.locator(f"input[name='{wanted.get_attribute('name')}']")
        checked = group.and_(self.page.locator(":checked"))
        self.reach(checked.first if checked.count() else group.first)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()

    def shoot(self, folder: str, name: str) -> None:
        """Keep a picture of the whole page, when asked for."""
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@contextmanager
def window(
    site: Site, browser: Browser, width: int, home: str = APEX, *, session: str = "", script: bool = True
) -> Iterator[Walker]:
    """Open a window on a site, signed in when a session is given; closed afterwards, when nothing went wrong behind."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        reduced_motion="reduce",
        locale="fr-FR",
        accept_downloads=True,
    )
    context.set_default_timeout(20_000)
    if session:
        context.add_cookies([{"name": "session", "value": session, "url": home}])
    walker = Walker(site, context.new_page(), home)
    try:
        yield walker
    finally:
        context.close()
    assert walker.faults == [], walker.faults
