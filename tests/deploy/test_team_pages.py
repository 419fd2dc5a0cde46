"""Every page of the team that links lead to, from its home page on: it answers, and asks little of the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.capabilities.moderation.operations import hide_contribution, report_contribution
from consultations.modalities.proposals.queries import KIND as PROPOSAL
from consultations.process.content.loader import load_templates
from consultations.process.modality import modalities
from consultations.process.models import State
from consultations.process.operations.drafting import create_consultation
from platform_core.accounts.models import User
from platform_core.accounts.operations.team import invite_member
from tenants.postgresql.current import connection
from tests import making

MOST = 12  # statements of a page, of which three enter the space and two find who asks
HERE = "/equipe/"


@pytest.fixture
def busy(administrator: User, moderator: User, resident: User) -> User:
    """Return the administrator of a space where all sorts of things were done, several of each."""
    for number, template in enumerate(load_templates()):
        create_consultation(by=administrator, title=f"Brouillon {number}", template=template)
        over = making.make_consultation(title=f"Édition {number}", slug=f"edition-{number}", state=State.CLOSED)
        making.make_step(over, "proposals", opens=-30, closes=-2)
        running = making.make_consultation(title=f"En cours {number}", slug=f"en-cours-{number}")
        for modality in modalities():
            making.make_step(running, modality.slug, title=f"{modality.label} {number}")
        step = running.steps.get(modality="proposals")
        for title in ("a", "b", "c"):
            made = making.make_contribution(step, resident, title=title, kind=PROPOSAL)
            report_contribution(by=moderator, contribution=made, reason="off_topic")
        hide_contribution(by=moderator, contribution=made, reason="off_topic", message="Ailleurs.")
        invite_member(by=administrator, email=f"invite{number}@example.org", roles=["analyst"])
    return administrator


def pages(browser: Client) -> Iterator[tuple[str, int]]:
    """Yield every page that links lead to, each kind once, with the number of statements that it cost."""
    seen, queue = set(), [HERE]
    while queue:
        path = queue.pop(0)
        kind = re.sub(r"/\d+/", "/0/", path)
        if kind in seen:
            continue
        seen.add(kind)
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(path)
        if answer.status_code == 302:  # a way out of the team's pages
            continue
        assert answer.status_code == 200, path
        yield path, len(asked)
        if not answer.streaming:
            found = (urlsplit(link).path for link in re.findall(r'href="([^"]+)"', answer.content.decode()))
            queue += [link for link in found if link.startswith(HERE)]


def test_pages_of_the_team_answer_and_cost_little(visit: making.Visit, busy: User) -> None:
    browser = visit(busy)
    browser.get(HERE)
    found = dict(pages(browser))
    assert len(found) > 30
    assert {path: cost for path, cost in found.items() if cost > MOST} == {}
