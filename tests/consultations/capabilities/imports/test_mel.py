"""The real export of the Métropole Européenne de Lille: every row taken in, or refused with its reason; twice is once."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from consultations.capabilities.comments.models import Comment
from consultations.capabilities.imports.models import Import, State
from consultations.capabilities.imports.operations import bring_file, confirm_import, read_import
from consultations.process.models import Contribution, Step
from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.errors import NotAllowed
from tenants.spaces.models import Space
from tests import making

DATA = Path(settings.BASE_DIR) / "deploy" / "demo" / "data" / "mel-2019"
WORKER = System("tests")


@pytest.fixture
def step(space: Space) -> Step:
    return making.make_step(making.make_consultation(), "proposals", opens=-30, closes=-1)


def bring(step: Step, by: User, importer: str, name: str, content: bytes | None = None) -> Import:
    file = io.BytesIO(content if content is not None else (DATA / name).read_bytes())
    return read_import(by=WORKER, job=bring_file(by=by, step=step, importer=importer, file=file, name=name))


def take(step: Step, by: User, importer: str, name: str, content: bytes | None = None) -> Import:
    job = bring(step, by, importer, name, content)
    return read_import(by=WORKER, job=confirm_import(by=by, job=job))


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((DATA / name).read_text()), delimiter=";"))


def counts(job: Import) -> tuple[int, int, int, int]:
    return job.read, job.new, job.known, job.refused


def test_a_preview_says_what_would_happen_and_writes_nothing(step: Step, administrator: User) -> None:
    job = bring(step, administrator, "decidim-proposals", "propositions-libres.csv")
    assert (job.state, counts(job)) == (State.PREVIEWED, (196, 196, 0, 0))
    assert not Contribution.objects.exists()


def test_all_proposals_are_taken_in_with_their_votes_and_categories(step: Step, administrator: User) -> None:
    assert counts(take(step, administrator, "decidim-proposals", "propositions-libres.csv")) == (196, 196, 0, 0)
    proposals = Contribution.objects.filter(kind="proposal")
    assert proposals.count() == 196
    assert sum(proposals.values_list("supports_count", flat=True)) == 498
    assert proposals.filter(theme=None).count() == 34
    assert proposals.get(source="participation.lillemetropole.fr:proposal:457").title == "Collectivités territoriales"
    assert counts(take(step, administrator, "decidim-proposals", "propositions-libres.csv")) == (196, 0, 196, 0)


def test_debates_and_their_comments_keep_alignment_and_depth(step: Step, administrator: User) -> None:
    assert counts(take(step, administrator, "decidim-debates", "debats.csv")) == (29, 29, 0, 0)
    assert counts(take(step, administrator, "decidim-comments", "commentaires_debats.csv")) == (693, 693, 0, 0)
    comments = Comment.objects.all()
    assert Counter(comments.values_list("alignment", flat=True)) == {0: 574, 1: 93, -1: 26}
    assert Counter(comments.values_list("depth", flat=True)) == {0: 545, 1: 120, 2: 21, 3: 7}
    announced = sum(int(row["comments"]) for row in rows_of("debats.csv"))
    assert (
        sum(Contribution.objects.filter(kind="proposal").values_list("comments_count", flat=True)) == announced == 693
    )
    assert counts(take(step, administrator, "decidim-comments", "commentaires_debats.csv")) == (693, 0, 693, 0)
    assert Contribution.objects.filter(author_label="Participant·e 1153", author=None).exists()


def test_comments_of_another_platform_are_refused_one_by_one(step: Step, administrator: User) -> None:
    take(step, administrator, "decidim-proposals", "propositions-libres.csv")
    job = take(step, administrator, "decidim-comments", "commentaires_propositions_libres.csv")
    rows = rows_of("commentaires_propositions_libres.csv")
    elsewhere = [row for row in rows if "lillemetropole" not in row["root_commentable_url"]]
    assert job.read == len(rows) == 44
    assert job.new + job.refused == 44
    assert job.refused >= len(elsewhere) > 0
    assert job.lines.count() == job.refused
    assert all("n’a pas été importé" in line.reason for line in job.lines.all())


@pytest.mark.parametrize(
    ("content", "state", "problem"),
    [
        (b"id;title\n1;x\n", State.UNREADABLE, "Il manque des colonnes"),
        (b"id;url;created_at;votes;title/fr\nx;;;;\n", State.PREVIEWED, "numéro d’origine"),
        (b"id;url;created_at;votes;title/fr\n1;http://a.fr/1;hier;0;Titre\n", State.PREVIEWED, "date"),
        (
            b"id;url;created_at;votes;title/fr\n1;http://a.fr/1;2019-01-01 10:00:00 +0100;peu;T\n",
            State.PREVIEWED,
            "entier",
        ),
        (
            b"id;url;created_at;votes;title/fr\n1;http://a.fr/1;2019-01-01 10:00:00 +0100;1;\n",
            State.PREVIEWED,
            "titre",
        ),
    ],
)
def test_what_is_wrong_is_said(step: Step, administrator: User, content: bytes, state: str, problem: str) -> None:
    job = bring(step, administrator, "decidim-proposals", "fichier.csv", content)
    assert job.state == state
    said = job.problem if state == State.UNREADABLE else job.lines.get().reason
    assert problem in said


def test_only_administrators_import(step: Step, moderator: User, resident: User) -> None:
    for person in (moderator, resident):
        with pytest.raises(NotAllowed):
            bring_file(by=person, step=step, importer="decidim-proposals", file=io.BytesIO(b"a;b"), name="a.csv")


def test_through_the_pages(step: Step, administrator: User, resident: User, visit: making.Visit) -> None:
    browser = visit(administrator)
    with (DATA / "debats.csv").open("rb") as file:
        answer = browser.post(f"/equipe/imports/etape/{step.pk}/", {"importer": "decidim-debates", "file": file})
    job = Import.objects.get()
    assert answer["Location"] == f"/equipe/imports/{job.pk}/"
    assert "Lecture en cours" in browser.get(answer["Location"]).content.decode()
    read_import(by=WORKER, job=job)
    assert "Ajouter 29 contributions" in browser.get(answer["Location"]).content.decode()
    for _twice in range(2):
        browser.post(f"/equipe/imports/{job.pk}/confirmer/")
        job.refresh_from_db()
        read_import(by=WORKER, job=job)
    assert Contribution.objects.filter(kind="proposal").count() == 29
    assert visit(resident).get("/equipe/imports/").status_code == 403
    refused = browser.post(f"/equipe/imports/etape/{step.pk}/", {"importer": "decidim-debates"})
    assert (refused.status_code, "Choisissez un fichier" in refused.content.decode()) == (422, True)
