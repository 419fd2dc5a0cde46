"""Templates, legal pages and help are whole, consistent and well written."""

import pytest

from consultations.process.content import loader
from consultations.process.models import Phase
from deploy.demo.questionnaire import Questionnaire
from deploy.demo.reading import build
from platform_core.access.roles import SPACE_ROLES
from tests.questionnaires import flaws_of
from tests.typography import faults_in

TEMPLATES = loader.load_templates()
PAGES = loader.legal_pages()


def test_three_templates_are_offered() -> None:
    assert [template.title for template in TEMPLATES] == ["Concertation thématique", "Enquête", "Appel à initiatives"]
    assert {template.slug for template in TEMPLATES} == {p.stem for p in (loader.FOLDER / "templates").glob("*.json")}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_template_leads_through_the_five_ingredients(template: loader.Template) -> None:
    assert tuple(template.wizard_help) == loader.INGREDIENTS
    assert template.themes
    assert len({step.slug for step in template.steps}) == len(template.steps)
    assert all(step.lasts_days >= 21 and step.starts_after_days >= 0 for step in template.steps)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_template_only_uses_modalities_that_exist(template: loader.Template) -> None:
    assert {step.modality for step in template.steps} <= {"surveys", "proposals", "initiatives"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_template_survey_is_a_sound_questionnaire(template: loader.Template) -> None:
    skeletons = [build(Questionnaire, dict(step.prefill)) for step in template.steps if step.prefill]
    assert skeletons
    assert [flaw for skeleton in skeletons for flaw in flaws_of(skeleton)] == []


def test_template_lasts_until_its_last_step_closes() -> None:
    assert {template.slug: template.lasts_days for template in TEMPLATES} == {
        "concertation-thematique": 70,
        "enquete": 30,
        "appel-a-initiatives": 56,
    }


def test_legal_pages_required_before_opening_are_all_there() -> None:
    required = {page.slug for page in PAGES if page.required}
    assert required == {"mentions-legales", "confidentialite", "charte-participation", "accessibilite"}


def test_legal_blanks_are_exactly_those_described() -> None:
    used = {blank for page in PAGES for blank in loader.blanks_in(page.body)}
    assert used == {token.token for token in loader.legal_tokens()}


def test_accessibility_statement_claims_nothing() -> None:
    statement = next(page for page in PAGES if page.slug == "accessibilite")
    assert "non conforme" in statement.title
    assert "**non conforme**" in statement.body


def test_filled_page_keeps_only_the_blanks_without_value() -> None:
    page = next(page for page in PAGES if page.slug == "accueil")
    assert loader.blanks_in(page.fill({})) == ("editeur_nom",)
    assert loader.blanks_in(page.fill({"editeur_nom": "   "})) == ("editeur_nom",)
    assert loader.blanks_in(page.fill({"editeur_nom": "Commune d’Ici"})) == ()


def test_filled_value_stays_plain_text() -> None:
    page = next(page for page in PAGES if page.slug == "accueil")
    filled = page.fill({"editeur_nom": "[Ici](https://x.example.org)\n# <b>*gras*</b> [[dpo_contact]]"})
    assert r"\[Ici\]\(https://x.example.org\) \# \<b\>\*gras\*\</b\>" in filled
    assert loader.blanks_in(filled) == ()


@pytest.mark.parametrize("topic", loader.HELP_TOPICS)
def test_help_keys_are_unique_and_found(topic: str) -> None:
    texts = loader.help_texts(topic)
    assert len({text.key for text in texts}) == len(texts)
    assert all(loader.help_text(f"{topic}.{text.key}") == text for text in texts)


def test_help_explains_what_the_code_knows() -> None:
    assert tuple(text.key for text in loader.help_texts("ingredients")) == loader.INGREDIENTS
    assert [text.key for text in loader.help_texts("roles")] == [role.value for role in SPACE_ROLES]
    assert [text.key for text in loader.help_texts("states")] == Phase.values


@pytest.mark.parametrize("key", ["roles.nobody", "nothing.at_all", "roles"])
def test_help_unknown_key_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        loader.help_text(key)


def test_texts_follow_french_typography_and_hold_no_html() -> None:
    assert faults_in(loader.FOLDER) == []
