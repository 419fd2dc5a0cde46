"""What only a real browser shows: contrasts, keyboard, narrow screens, scripts, and life without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from platform_core.web.styleguide import PAGES
from tests.platform_core.web.browsing import SITE, focused, launched, opened, violations

pytestmark = pytest.mark.e2e

WIDTHS = (1280, 360, 320)  # 320 is also 1280 at 400 % zoom


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


def too_wide(page: Page) -> list[str]:
    """Return the elements that stick out of the window."""
    return list(
        page.evaluate(
            "document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]"
            ".filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 100))"
        )
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_passes_axe_and_fits_the_window(browser: Browser, width: int) -> None:
    with opened(browser, width) as page:
        for name in PAGES:
            page.goto(f"{SITE}/{name}/")
            assert violations(page) == [], name
            assert too_wide(page) == [], name


def test_refused_form_passes_axe_and_leads_to_each_field(browser: Browser) -> None:
    with opened(browser, 360) as page:
        page.goto(f"{SITE}/tache/")
        page.get_by_label("Titre de votre proposition").fill("Un guichet unique")
        page.get_by_role("button", name="Continuer").click()
        assert "error-summary" in focused(page)
        assert page.title().startswith("Erreur")
        assert violations(page) == []
        assert page.get_by_label("Titre de votre proposition").input_value() == "Un guichet unique"
        page.get_by_role("link", name="Thème").click()
        assert 'id="id_theme_0"' in focused(page)


def test_keyboard_walks_through_the_form_and_the_editor(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/tache/")
        page.get_by_label("Titre de votre proposition").focus()
        met: list[str] = []
        while "later" not in met and len(met) < 60:
            met.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", focused(page)
            page.keyboard.press("Tab")
        order = ["title", "theme", "audiences", "Aperçu", "body", "comment", "commune", "email", "charter", "later"]
        assert [name for name in dict.fromkeys(met) if name in order] == order


def test_filter_replaces_the_list_its_address_and_says_the_number_found(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/composants/?q=ancien&page=3")
        page.evaluate("window.stayed = true")
        page.get_by_label("Mots").fill("école & jeux")
        page.get_by_role("button", name="Afficher").click()
        page.get_by_role("link", name="Mots : école & jeux").wait_for()
        assert page.url.endswith("/composants/?q=%C3%A9cole%20%26%20jeux&subject=")  # the old words are gone
        assert "240 propositions" in page.locator("#annonces").inner_text().replace("\u00a0", " ")
        page.get_by_role("link", name="Suivante").click()
        page.wait_for_url("**&page=5")
        assert "page 5" in page.locator("[data-result-count]").inner_text()
        assert focused(page).startswith('<div id="liste"')
        assert page.evaluate("window.stayed")


def test_first_tab_skips_to_the_content(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/composants/")
        page.keyboard.press("Tab")
        assert page.get_by_role("link", name="Aller au contenu").evaluate("e => e.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert 'id="contenu"' in focused(page)


def test_tool_bar_acts_on_the_selection_and_preview_is_made_by_the_server(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/tache/")
        text = page.locator("#id_body")
        text.fill("un mot")
        text.press("Control+A")
        page.get_by_role("button", name="Gras").click()
        assert text.input_value() == "**un mot**"
        page.keyboard.press("Control+Z")
        assert text.input_value() == "un mot"
        text.fill("## Bonjour\n\n<img src=x onerror=alert(1)> **gras**")
        page.get_by_role("button", name="Aperçu").click()
        page.locator(".editor__preview strong").wait_for()
        assert page.locator(".editor__preview img").count() == 0
        assert violations(page) == []
        page.get_by_role("button", name="Aperçu").click()
        assert text.is_visible()


def test_too_long_text_is_kept_and_counted(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/tache/")
        page.locator("#id_comment").fill("a" * 203)
        assert page.get_by_text("3 signes de trop").first.is_visible()
        assert len(page.locator("#id_comment").input_value()) == 203


def test_typed_text_is_offered_again_and_forgotten_once_sent(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/composants/")
        page.get_by_label("Titre de votre proposition").fill("Un guichet unique")
        page.get_by_label("Thématique libre").check()
        page.goto(f"{SITE}/accueil/")  # left unsent: kept
        page.goto(f"{SITE}/composants/")
        page.get_by_role("button", name="Reprendre mon texte").click()
        assert page.get_by_label("Titre de votre proposition").input_value() == "Un guichet unique"
        assert page.get_by_label("Thématique libre").is_checked()
        page.evaluate("document.querySelector('form[data-autosave]').dispatchEvent(new Event('submit'))")
        page.goto(f"{SITE}/accueil/")
        assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('brouillon'))") == []


def test_accepted_text_is_not_offered_again_by_the_same_page(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/composants/")
        page.get_by_label("Titre de votre proposition").fill("Un guichet unique")
        page.evaluate("document.querySelector('form[data-autosave]').dispatchEvent(new Event('submit'))")
        page.goto(f"{SITE}/composants/?publiee")
        assert page.get_by_role("button", name="Reprendre mon texte").count() == 0


def test_text_lost_on_the_way_is_offered_again(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/composants/")
        page.get_by_label("Titre de votre proposition").fill("Un guichet unique")
        page.evaluate("document.querySelector('form[data-autosave]').dispatchEvent(new Event('submit'))")
        page.goto(f"{SITE}/erreur/")  # the session had ended, the form had expired, or the server failed
        page.goto(f"{SITE}/composants/")
        assert page.get_by_role("button", name="Reprendre mon texte").count() == 1


def test_dangerous_question_begins_on_cancel_and_gives_the_focus_back(browser: Browser) -> None:
    with opened(browser, 360) as page:
        page.goto(f"{SITE}/composants/")
        page.get_by_role("link", name="Supprimer", exact=True).click()
        assert "Annuler" in focused(page)
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert 'data-dialog="confirmer"' in focused(page)


def test_list_is_put_in_order_by_the_keyboard_and_says_where(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/composants/")
        page.locator("[data-id='1'] [data-move=down]").press("Enter")
        assert page.locator(".sortable > li").first.get_attribute("data-id") == "2"
        assert "position 2 sur 3" in page.locator("#annonces").inner_text()
        page.keyboard.press("Enter")
        assert 'data-move="up"' in focused(page)  # at the end, "down" is off: the focus is not lost


def test_map_shows_its_points_by_name(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.goto(f"{SITE}/composants/")
        page.get_by_role("button", name="Amiens participe").press("Enter")
        assert page.locator(".leaflet-popup-content a").inner_text() == "Amiens participe"
        assert ">Amiens participe</a>" in focused(page)
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert 'aria-label="Amiens participe, 12"' in focused(page)
        assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == "Agrandir"


def test_team_menu_opens_without_script(browser: Browser) -> None:
    with opened(browser, 360, script=False) as page:
        page.goto(f"{SITE}/equipe/")
        assert not page.get_by_role("link", name="Modération").is_visible()
        page.get_by_role("button", name="Espace de l’équipe").click()
        assert page.get_by_role("link", name="Modération").is_visible()
        page.get_by_role("button", name="Fermer").click()
        assert not page.get_by_role("link", name="Modération").is_visible()


def test_checked_boxes_show_in_high_contrast_themes(browser: Browser) -> None:
    with opened(browser, 1280) as page:
        page.emulate_media(forced_colors="active")
        page.goto(f"{SITE}/tache/")
        box = page.get_by_label("J’accepte la charte")
        assert box.evaluate("e => getComputedStyle(e).appearance") == "auto"


def test_form_without_script_is_sent_and_explained(browser: Browser) -> None:
    with opened(browser, 360, script=False) as page:
        page.goto(f"{SITE}/tache/")
        page.get_by_role("button", name="Continuer").click()
        assert page.get_by_role("alert").get_by_role("link").count() == 6
        assert page.locator("#id_body").is_visible()
