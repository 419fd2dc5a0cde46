"""Proposals taken in from elsewhere are filed in the themes that are there already."""

from __future__ import annotations

import pytest

from consultations.modalities.proposals.importing import theme_named
from consultations.process.models import Theme
from tenants.spaces.models import Space
from tests import making


@pytest.mark.parametrize("written", ["Organisation de l'Etat", "ORGANISATION DE L’ÉTAT", "Organisation de l’État"])
def test_a_theme_written_with_other_accents_or_apostrophes_is_the_same(space: Space, written: str) -> None:
    step = making.make_step(making.make_consultation(), "proposals")
    theme = Theme.objects.create(consultation=step.consultation, title="Organisation de l’État", slug="etat")
    assert theme_named(written, step) == theme


def test_a_theme_that_is_not_there_is_made_once(space: Space) -> None:
    step = making.make_step(making.make_consultation(), "proposals")
    assert theme_named("Transports", step) == theme_named("transports", step)
    assert theme_named("", step) is None
    assert sorted(step.consultation.themes.values_list("title", flat=True)) == ["Arbres", "Transports"]
