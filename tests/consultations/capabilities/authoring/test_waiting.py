"""Files joined to a form that is refused: kept for their author, shown again, joined once, taken away, forgotten."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from consultations.capabilities.authoring.models import WaitingFile
from consultations.capabilities.authoring.tasks import forget_files_left
from consultations.capabilities.authoring.waiting import KEPT, MOST, forget_files, stale
from consultations.process.models import Attachment, Contribution, Step
from platform_core.access import System
from platform_core.accounts.models import User
from platform_core.background.periodic import periodic_named
from platform_core.errors import NotAllowed
from platform_core.files.models import StoredFile
from tenants.spaces.models import Space
from tests import making
from worker.schedule import SCHEDULE

WRITTEN: dict[str, dict[str, str]] = {
    "proposals": {"title": "Des bancs à l’ombre", "body": "Il en manque."},
    "initiatives": {
        "title": "Le jardin partagé",
        "body": "On y jardine.",
        "carried_by": "Les voisins",
        "audience": "tous",
    },
}
PATHS = {"proposals": "propositions", "initiatives": "initiatives"}


@pytest.fixture(params=sorted(WRITTEN))
def step(request: pytest.FixtureRequest, space: Space) -> Step:
    return making.make_step(making.make_consultation(), request.param)


def address(step: Step) -> str:
    return f"/{PATHS[step.modality]}/etape/{step.pk}/deposer/"


def typed(step: Step, **more: object) -> dict[str, Any]:
    return {**WRITTEN[step.modality], "theme": step.consultation.themes.get().pk, **more}


def picture(color: str = "green") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), color).save(out, "PNG")
    return SimpleUploadedFile("place.png", out.getvalue(), "image/png")


def document(name: str = "devis.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"Le texte de {name}\n".encode(), "text/plain")


def status(browser: Client, path: str) -> int:
    answer: Any = browser.get(path)
    if answer.streaming:
        b"".join(answer)  # read to its end, which closes the file
    return int(answer.status_code)


def waiting(page: str) -> list[str]:
    return re.findall(r'name="waiting" value="([^"]+)"', page)


def test_files_of_a_refused_form_are_joined_when_it_is_corrected(
    step: Step, resident: User, moderator: User, visit: making.Visit
) -> None:
    browser = visit(resident)
    sent = typed(step, title="", picture=picture(), picture_description="La place", documents=[document()])
    refused = browser.post(address(step), sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "devis.txt" in page
    assert "place.png" in page
    assert len(waiting(page)) == 2
    assert not StoredFile.objects.filter(is_public=True).exists()
    private = f"/fichiers/{waiting(page)[0]}/"
    assert (status(browser, private), status(visit(), private)) == (200, 404)
    browser.post(address(step), typed(step, waiting=waiting(page), picture_description="La place"))
    made = Contribution.objects.get()
    joined = [(one.file.name, one.description, one.file.is_public) for one in made.attachments.all()]
    assert joined == [("place.png", "La place", True), ("devis.txt", "", True)]
    assert not WaitingFile.objects.exists()
    assert status(visit(), private) == 200
    browser.post(address(step), typed(step, title="Une autre fois la même", waiting=waiting(page)))
    assert Attachment.objects.count() == 2


def test_one_file_refused_loses_neither_the_others_nor_the_text(
    step: Step, resident: User, visit: making.Visit
) -> None:
    disguised = SimpleUploadedFile("photo.png", b"<script>alert(1)</script>", "image/png")
    sent = typed(step, picture=disguised, picture_description="Une photo", documents=[document()])
    page = visit(resident).post(address(step), sent).content.decode()
    assert "devis.txt" in page
    assert WRITTEN[step.modality]["body"] in page
    assert 'href="#id_picture"' in page
    assert [one.file.name for one in WaitingFile.objects.all()] == ["devis.txt"]
    assert not Contribution.objects.exists()


def test_a_file_that_waits_is_taken_away_or_replaced(step: Step, resident: User, visit: making.Visit) -> None:
    browser = visit(resident)
    first = browser.post(address(step), typed(step, title="", picture=picture(), documents=[document()]))
    kept = waiting(first.content.decode())
    other = picture("red")
    other.name = "autre.png"
    again = typed(step, title="", waiting=kept, remove=kept[1], picture=other, picture_description="Rouge")
    page = browser.post(address(step), again).content.decode()
    assert [one.file.name for one in WaitingFile.objects.all()] == ["autre.png"]
    assert StoredFile.objects.count() == len(waiting(page)) == 1
    assert "devis.txt" not in page


def test_a_picture_that_waits_must_be_described(step: Step, resident: User, visit: making.Visit) -> None:
    browser = visit(resident)
    page = browser.post(address(step), typed(step, picture=picture())).content.decode()
    assert "Décrivez l’image" in page
    again = browser.post(address(step), typed(step, waiting=waiting(page)))
    assert again.status_code == 422
    assert not Contribution.objects.exists()


def test_nobody_joins_or_removes_the_file_of_another(
    step: Step, resident: User, moderator: User, visit: making.Visit
) -> None:
    page = visit(resident).post(address(step), typed(step, title="", documents=[document()])).content.decode()
    (key,) = waiting(page)
    visit(moderator).post(address(step), typed(step, waiting=[key, "n’importe quoi"], remove=key))
    assert not Contribution.objects.get().attachments.exists()
    assert str(WaitingFile.objects.get(person=resident).pk) == key


def test_five_documents_are_counted_with_those_that_wait(step: Step, resident: User, visit: making.Visit) -> None:
    browser = visit(resident)
    four = [document(f"{n}.txt") for n in range(4)]
    page = browser.post(address(step), typed(step, title="", documents=four)).content.decode()
    more = typed(step, waiting=waiting(page), documents=[document("cinq.txt"), document("six.txt")])
    refused = browser.post(address(step), more)
    assert "cinq documents au plus" in refused.content.decode()
    assert len(waiting(refused.content.decode())) == 4


def test_what_is_joined_is_shown_when_editing_and_can_be_taken_away(
    step: Step, resident: User, visit: making.Visit
) -> None:
    browser = visit(resident)
    browser.post(address(step), typed(step, documents=[document("un.txt"), document("deux.txt")]))
    made = Contribution.objects.get()
    edit = f"/{PATHS[step.modality]}/{made.pk}/modifier/"
    shown = browser.get(edit).content.decode()
    assert "un.txt" in shown
    assert "deux.txt" in shown
    first = made.attachments.get(file__name="un.txt").file
    refused = browser.post(edit, typed(step, title="", remove=str(first.pk))).content.decode()
    assert f'value="{first.pk}" id="retirer-{first.pk}" checked' in refused
    assert made.attachments.count() == 2
    browser.post(edit, typed(step, remove=str(first.pk)))
    assert [one.file.name for one in made.attachments.all()] == ["deux.txt"]
    assert StoredFile.objects.count() == 1


def test_one_person_keeps_few_files(step: Step, resident: User, visit: making.Visit) -> None:
    browser = visit(resident)
    for turn in range(4):
        browser.post(address(step), typed(step, title="", documents=[document(f"{turn}{n}.txt") for n in range(4)]))
    assert WaitingFile.objects.count() == StoredFile.objects.count() == MOST
    assert not WaitingFile.objects.filter(file__name="00.txt").exists()


def test_files_left_behind_are_forgotten_by_the_platform_alone(
    step: Step, resident: User, administrator: User, visit: making.Visit
) -> None:
    visit(resident).post(address(step), typed(step, title="", documents=[document("vieux.txt"), document("neuf.txt")]))
    due = periodic_named("authoring.forget_files").due
    assert not due()
    WaitingFile.objects.filter(file__name="vieux.txt").update(created_at=timezone.now() - KEPT - timedelta(hours=1))
    assert due()
    with pytest.raises(NotAllowed):
        forget_files(by=administrator, before=timezone.now())
    assert forget_files(by=System("tests"), before=timezone.now() - KEPT) == 1
    assert [one.name for one in StoredFile.objects.all()] == ["neuf.txt"]
    assert not stale(timezone.now() - KEPT).exists()
    assert forget_files_left.name in {line["kwargs"].get("name") for line in SCHEDULE.values()}
