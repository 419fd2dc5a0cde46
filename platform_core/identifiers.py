"""The numbers of organisations: SIREN and SIRET (INSEE), RNA (répertoire national des associations)."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules

_SEPARATORS = re.compile(r"[\s.\-‐‑‒–—_/·]+")
_LEADING_WORDS = re.compile(r"^(?:N[°ºO]?)?(?:SIREN|SIRET|RNA)?(?:N[°ºO]?)?:?")
# A VAT number holds the SIREN: FR, two characters, SIREN (article 286 ter of the general tax code).
_VAT = re.compile(r"FR[0-9A-Z]{2}([0-9]{9})")
# The format of the directory of associations: W, the registry's code, seven digits.
_RNA = re.compile(r"W[0-9][A-Z0-9][0-9]{7}")
_DIGITS = re.compile(r"[0-9]+")
_SIREN_DIGITS, _SIRET_DIGITS = 9, 14
_LONGEST = 60  # characters; beyond, it is not a number somebody typed


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something typed cannot be accepted: a stable code, and a sentence in French that says what to do."""

    code: str
    message: str


class IdentifierKind(StrEnum):
    """Which register a number belongs to."""

    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A well-formed number, without spaces: well-formed does not mean that the organisation exists."""

    kind: IdentifierKind
    value: str

    @property
    def siren(self) -> str:
        """The SIREN the number holds; empty for an RNA number."""
        return "" if self.kind is IdentifierKind.RNA else self.value[:_SIREN_DIGITS]

    @property
    def public_body(self) -> bool:
        """Tell whether INSEE gave the number to a legal person of public law (SIREN that begin with 1 or 2)."""
        return self.siren.startswith(("1", "2"))

    def __str__(self) -> str:
        if self.kind is IdentifierKind.RNA:
            return self.value
        siren = self.siren
        return " ".join(part for part in (siren[:3], siren[3:6], siren[6:9], self.value[9:]) if part)


def compact(text: str) -> str:
    """Return what was typed in upper case without separators nor the words people write before a number."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).upper()
    return _LEADING_WORDS.sub("", _SEPARATORS.sub("", plain))


def identify(text: str) -> Identifier | Problem:
    """Return the number somebody typed, or the problem to show beside the field.

    SIREN and SIRET: nine and fourteen digits, Luhn's key (or La Poste's own rule for its branches). RNA: the format
    only, it has no key.
    """
    number = compact(text)
    vat = _VAT.fullmatch(number)
    if vat:
        number = vat[1]
    if not number:
        return Problem("number_missing", _("Indiquez un numéro SIREN, SIRET ou RNA."))
    if number.startswith("W"):
        return _rna(number)
    if not _DIGITS.fullmatch(number):
        return _not_a_number()
    return _siren_or_siret(number)


def _rna(number: str) -> Identifier | Problem:
    if _RNA.fullmatch(number):
        return Identifier(IdentifierKind.RNA, number)
    message = _(
        "Un numéro RNA commence par la lettre W suivie de 9 caractères, par exemple W595012345. "
        "Vérifiez-le sur le récépissé de déclaration en préfecture (attention au chiffre 0 et à la lettre O).",
    )
    return Problem("rna_format", message)


def _siren_or_siret(number: str) -> Identifier | Problem:
    if len(number) == _SIREN_DIGITS:
        return _checked(IdentifierKind.SIREN, number)
    if len(number) == _SIRET_DIGITS:
        return _checked(IdentifierKind.SIRET, number)
    message = _(
        "Un numéro SIREN a 9 chiffres et un numéro SIRET en a 14 ; vous en avez saisi %(count)d. "
        "Si votre association n’a qu’un ancien numéro de préfecture, laissez ce champ vide.",
    )
    return Problem("number_length", message % {"count": len(number)})


def _checked(kind: IdentifierKind, number: str) -> Identifier | Problem:
    rules = siren_rules if kind is IdentifierKind.SIREN else siret_rules
    try:
        rules.validate(number)
    except ValidationError:
        return _wrong_key(kind)
    # Zeros satisfy Luhn's key, and are what people type to get past a field.
    return _wrong_key(kind) if number.startswith("0" * _SIREN_DIGITS) else Identifier(kind, number)


def _wrong_key(kind: IdentifierKind) -> Problem:
    message = _(
        "Ce numéro %(register)s n’existe pas : un chiffre est faux ou deux chiffres sont inversés. "
        "Comparez-le à un courrier officiel ou à l’avis de situation de l’INSEE.",
    )
    return Problem(f"{kind}_key", message % {"register": kind.upper()})


def _not_a_number() -> Problem:
    message = _(
        "Ce n’est ni un SIREN (9 chiffres), ni un SIRET (14 chiffres), ni un numéro RNA (W suivi de 9 caractères). "
        "Recopiez le numéro seul.",
    )
    return Problem("number_format", message)
