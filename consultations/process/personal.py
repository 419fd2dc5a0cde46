"""What the process keeps of a person, and what erasing an account does to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from consultations.process.contributing import withdraw
from consultations.process.modality import PersonalData, modalities
from consultations.process.models import Contribution, Status
from platform_core.accounts.models import User
from platform_core.accounts.personal_data import on_erasure, register_personal_data, register_source


def declare() -> None:
    """Say it, for contributions of every kind and for what each modality keeps besides."""
    register_personal_data(PersonalData("process.Contribution", "author", _("Contributions")))
    register_source(of_modalities)
    on_erasure("contributions", leave)


def of_modalities() -> Iterator[PersonalData]:
    """Yield what modalities declare."""
    for modality in modalities():
        yield from modality.personal_data


def leave(user: User, withdrawing: bool) -> None:  # noqa: FBT001 (given by the registry)
    """Delete the drafts of a person who goes; take back what they published when they ask for it."""
    theirs = Contribution.objects.filter(author=user)
    theirs.filter(status=Status.DRAFT).delete()
    if withdrawing:
        for contribution in theirs.filter(status=Status.PUBLISHED).order_by("pk"):
            withdraw(contribution, by=user)
