"""The label of a space: the first part of its address, as in ``saint-omer.example.org``."""

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from tenants.opening.confusable import bare_name, owners_of_name, skeletons
from tenants.opening.reserved import reserved_as
from tenants.opening.rules import OrganisationKind, Problem
from tenants.territory.folding import LINKS, fold, initials
from tenants.territory.places import Organisation

SHORTEST, LONGEST = 3, 40  # characters; DNS allows 63, nobody reads them
SUGGESTIONS = 5
_CHARACTERS = re.compile(r"[a-z0-9-]+")


def clean_label(text: str) -> str:
    """Return what was typed in a form field without outer space and in lower case; nothing else is corrected."""
    return text.strip().lower()


def check_label(
    label: str,
    *,
    taken: Collection[str] = (),
    organisation: Organisation | None = None,
) -> Problem | None:
    """Return why a label cannot be used, None when it can.

    ``taken`` holds the labels in use or kept after a space changed its label. ``organisation`` is the authority that
    asks, if it is one. A label that imitates the name of another authority is refused; one that is exactly its name
    is not refused here, it is held for the operator's decision (see ``ladder``).
    """
    return (
        _shape(label) or _reserved(label) or _collision(label, taken, organisation) or _imitation(label, organisation)
    )


def _shape(label: str) -> Problem | None:
    if not label:
        return Problem("label_missing", _("Choisissez l’adresse de votre espace."))
    if not _CHARACTERS.fullmatch(label):
        message = _("L’adresse ne contient que des lettres minuscules sans accent, des chiffres et des tirets.")
        return Problem("label_characters", message)
    if not SHORTEST <= len(label) <= LONGEST:
        message = _("L’adresse compte de %(min)d à %(max)d caractères ; celle-ci en a %(count)d.")
        return Problem("label_length", message % {"min": SHORTEST, "max": LONGEST, "count": len(label)})
    if label.startswith("-") or label.endswith("-") or "--" in label:
        message = _("Un tiret se place entre deux mots : ni au début, ni à la fin, ni deux fois de suite.")
        return Problem("label_hyphens", message)
    if not any(character.isalpha() for character in label):
        return Problem("label_digits", _("L’adresse contient au moins une lettre."))
    return None


def _reserved(label: str) -> Problem | None:
    reserved = reserved_as(label)
    if not reserved:
        return None
    if reserved == label:
        message = _(
            "« %(label)s » est réservé au fonctionnement de la plateforme ou aux services publics. "
            "Ajoutez le nom de votre organisation, ou choisissez une autre adresse.",
        )
    else:
        message = _("« %(label)s » se confond avec « %(other)s », qui est réservé. Choisissez une autre adresse.")
    return Problem("label_reserved", message % {"label": label, "other": reserved})


def _collision(label: str, taken: Collection[str], organisation: Organisation | None) -> Problem | None:
    if label in taken:
        message = _("L’adresse « %(label)s » est déjà prise. Ajoutez un mot ou le numéro du département.")
        return Problem("label_taken", message % {"label": label})
    if organisation and label in plain_labels(organisation):
        return None  # Illies looks like Lille, and still is its own name
    shapes = skeletons(label)
    near = next((one for one in taken if shapes & skeletons(one)), None)
    if near is None:
        return None
    message = _(
        "« %(label)s » se confond avec l’adresse « %(other)s », déjà prise. Ajoutez un mot qui vous distingue."
    )
    return Problem("label_confusable", message % {"label": label, "other": near})


def _imitation(label: str, organisation: Organisation | None) -> Problem | None:
    owners = owners_of_name(label)
    if not owners or organisation in owners or any(label in plain_labels(owner) for owner in owners):
        return None
    message = _("« %(label)s » se confond avec un nom officiel : %(name)s. Ajoutez un mot qui vous distingue.")
    return Problem("label_imitation", message % {"label": label, "name": owners[0].name})


def plain_labels(organisation: Organisation) -> set[str]:
    """Return the labels that are simply the name of an authority: “departement-du-nord” and “nord”."""
    return {slug(organisation.name), slug(bare_name(organisation.name))}


def slug(text: str) -> str:
    """Return a text as a label of at most ``LONGEST`` characters, cut after a word that counts; it may be empty."""
    words = re.sub(r"[^a-z0-9 ]", "", fold(text)).split()
    kept = words
    while kept and len("-".join(kept)) > LONGEST:
        kept = kept[:-1]
        while kept and kept[-1] in LINKS:
            kept = kept[:-1]
    return "-".join(kept) if kept or not words else words[0][:LONGEST]


def suggest_labels(
    name: str,
    kind: OrganisationKind,
    taken: Collection[str] = (),
    *,
    organisation: Organisation | None = None,
) -> list[str]:
    """Return up to five usable labels for an organisation, the plainest first; empty when the name has no letter."""
    usable: list[str] = []
    for candidate in _candidates(name, kind, organisation):
        label = slug(candidate)
        if label not in usable and check_label(label, taken=taken, organisation=organisation) is None:
            usable.append(label)
        if len(usable) == SUGGESTIONS:
            break
    return usable


# The first words of a name that say what kind of organisation it is, and the short word people use instead.
_KIND_WORDS = (
    (re.compile(r"^communaute d agglomeration "), "agglo"),
    (re.compile(r"^communaute urbaine "), "cu"),
    (re.compile(r"^communaute de communes "), "cc"),
    (re.compile(r"^(?:la )?(?:ville|commune|mairie) "), "ville"),
    (re.compile(r"^(?:le )?departement "), "departement"),
    (re.compile(r"^(?:la )?region "), "region"),
    (re.compile(r"^(?:l )?(?:association|asso) (?:pour )?"), "asso"),
)
_LEADING_LINK = re.compile(r"^(?:de la|de l|des|du|de|d) ")
_USUAL_WORD = {OrganisationKind.COMMUNE: "ville", OrganisationKind.ASSOCIATION: "asso"}
_KNOWN_BY_INITIALS = {OrganisationKind.EPCI, OrganisationKind.ASSOCIATION, OrganisationKind.OTHER}
_ENOUGH_TRIES = 50  # numbered suggestions; by then, suggestions are no help


def _split_kind(folded: str) -> tuple[str, str]:
    """Return (short word for the kind, name without it): “Ville de Saint-Omer” gives “ville” and “saint omer”."""
    for pattern, word in _KIND_WORDS:
        rest = pattern.sub("", folded)
        if rest != folded:
            return word, _LEADING_LINK.sub("", rest)
    return "", folded


def _candidates(name: str, kind: OrganisationKind, organisation: Organisation | None) -> Iterator[str]:
    whole = fold(name)
    if not whole:
        return
    found, short = _split_kind(whole)
    word = found or _USUAL_WORD.get(kind, "")
    yield short
    if word:
        yield f"{word} {short}"
    if kind in _KNOWN_BY_INITIALS:
        yield initials(name if organisation else short)
    if organisation and kind is OrganisationKind.COMMUNE:
        yield f"{short} {organisation.code[:2]}"
    yield from (whole, f"{short} participe", f"espace {short}", f"participer {short}")
    room = slug(short)[: LONGEST - 3].rstrip("-")
    yield from (f"{room}-{number}" for number in range(2, _ENOUGH_TRIES))
