"""The ladder: how far the link between a person and an organisation can be confirmed without asking anyone.

“Official domain required” would lock most town halls out (59 % write from a free mail domain), and nobody checking
would let anyone speak for a town. So a request climbs: an address in the organisation's own mail domain confirms it;
else a code sent to an address in that domain; else the operator decides. Associations are free to open by default,
unless what they ask for could be taken for a public authority.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from platform_core.identifiers import Identifier
from tenants.opening.confusable import belongs_to_another, claimed_word
from tenants.opening.rules import OrganisationKind
from tenants.territory import mail, queries
from tenants.territory.places import Organisation


class Decision(StrEnum):
    """What becomes of a request."""

    CONFIRMED = "confirmed"
    CODE_TO_OFFICIAL = "code_to_official"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody asks to open a space for an organisation.

    ``organisation`` is the one chosen in the official lists, for authorities; ``identifier`` the number typed, if
    any; ``email`` the founder's address, confirmed by a code; ``official_email`` a second address, confirmed by a
    code too, when the ladder asked for one in the official domain.
    """

    kind: OrganisationKind
    name: str
    label: str
    email: str
    organisation: Organisation | None = None
    identifier: Identifier | None = None
    official_email: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One verified point, with the sentence that founder and operator read."""

    code: str
    passed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the ladder says: the decision, every check, and the domain a code can be sent to (empty: none)."""

    decision: Decision
    checks: tuple[Check, ...]
    official_domain: str = ""

    @property
    def reasons(self) -> list[str]:
        """The sentences of the checks that did not pass."""
        return [check.sentence for check in self.checks if not check.passed]


def assess(claim: Claim, *, refused_domains: Collection[str] = ()) -> Assessment:
    """Return how far a claim is confirmed; ``refused_domains`` are the mail domains the operator refused before."""
    checks = [_disposable(claim), _refused(claim, refused_domains), _public_words(claim), _others_name(claim)]
    official = ""
    if claim.kind.authority:
        checks += [_known(claim), *_matching_number(claim), _official_address(claim)]
        official = _provable_domain(claim.organisation)
    else:
        checks += [_number(claim), *_private_number(claim)]
    failed = {check.code for check in checks if not check.passed}
    if not failed:
        return Assessment(Decision.CONFIRMED, tuple(checks))
    if failed == {"official_address"} and official:
        return Assessment(Decision.CODE_TO_OFFICIAL, tuple(checks), official)
    return Assessment(Decision.HELD, tuple(checks))


def _domains(claim: Claim) -> list[str]:
    return [mail.domain_of(address) for address in (claim.email, claim.official_email) if address]


def _disposable(claim: Claim) -> Check:
    found = next((domain for domain in _domains(claim) if not domain or mail.is_disposable(domain)), None)
    if found is None:
        return Check("lasting_address", passed=True, sentence=_("L’adresse e-mail n’est pas jetable."))
    sentence = _("L’adresse e-mail vient d’un service d’adresses jetables (%(domain)s).") % {"domain": found}
    return Check("lasting_address", passed=False, sentence=sentence if found else _("L’adresse e-mail est illisible."))


def _refused(claim: Claim, refused: Collection[str]) -> Check:
    found = next((d for d in _domains(claim) for parent in refused if mail.within(d, parent.lower())), None)
    if found is None:
        return Check("accepted_domain", passed=True, sentence=_("Aucune demande venue de ce domaine n’a été refusée."))
    sentence = _("Une demande venue du domaine %(domain)s a déjà été refusée.") % {"domain": found}
    return Check("accepted_domain", passed=False, sentence=sentence)


def _public_words(claim: Claim) -> Check:
    word = claimed_word(claim.label, claim.kind) or (
        "" if claim.kind.authority else claimed_word(claim.name, claim.kind)
    )
    if not word:
        sentence = _("Le nom et l’adresse de l’espace n’annoncent pas une autre autorité publique.")
        return Check("no_public_word", passed=True, sentence=sentence)
    sentence = _("Le nom ou l’adresse de l’espace annonce une autorité publique (« %(word)s »).") % {"word": word}
    return Check("no_public_word", passed=False, sentence=sentence)


def _others_name(claim: Claim) -> Check:
    texts = (claim.label,) if claim.kind.authority else (claim.label, claim.name)
    owner = next((one for text in texts if (one := belongs_to_another(text, claim.organisation))), None)
    if owner is None:
        sentence = _("Le nom et l’adresse de l’espace ne sont pas ceux d’une autre collectivité.")
        return Check("own_name", passed=True, sentence=sentence)
    sentence = _("Le nom ou l’adresse de l’espace est celui d’une collectivité : %(name)s.") % {"name": owner.name}
    return Check("own_name", passed=False, sentence=sentence)


def _known(claim: Claim) -> Check:
    organisation = claim.organisation
    if organisation is None or organisation.kind is not claim.kind.authority:
        sentence = _("Aucune collectivité de la liste officielle n’a été choisie.")
        return Check("in_official_list", passed=False, sentence=sentence)
    sentence = _("%(name)s figure dans la liste officielle.") % {"name": organisation.name}
    return Check("in_official_list", passed=True, sentence=sentence)


def _matching_number(claim: Claim) -> list[Check]:
    """Compare the number typed with the one of the official list; an authority chosen there needs none."""
    if claim.identifier is None or claim.organisation is None:
        return []
    passed = claim.identifier.siren == claim.organisation.siren
    if passed:
        sentence = _("Le numéro saisi est celui de la liste officielle.")
    else:
        values = {"number": claim.identifier, "name": claim.organisation.name}
        sentence = _("Le numéro saisi (%(number)s) n’est pas celui de la liste officielle pour %(name)s.") % values
    return [Check("number_matches", passed=passed, sentence=sentence)]


def _provable_domain(organisation: Organisation | None) -> str:
    """Return a domain whose addresses belong to this organisation alone, empty when none is known."""
    domains = mail.official_domains(organisation) if organisation else []
    return next((one.domain for one in domains if one.proves), "")


def _official_address(claim: Claim) -> Check:
    organisation = claim.organisation
    known = mail.official_domains(organisation) if organisation else []
    for one in known:
        if one.proves and any(mail.within(domain, one.domain) for domain in _domains(claim)):
            sentence = _("L’adresse e-mail est en @%(domain)s, le domaine officiel.") % {"domain": one.domain}
            return Check("official_address", passed=True, sentence=sentence)
    return Check("official_address", passed=False, sentence=_why_not_official(claim, known))


def _why_not_official(claim: Claim, known: list[mail.OfficialDomain]) -> str:
    founder = mail.domain_of(claim.email)
    official = next((one for one in known if one.proves), None)
    if official:
        sentence = _(
            "L’adresse e-mail n’est pas en @%(domain)s, le domaine officiel : "
            "un code peut être envoyé à une adresse de ce domaine.",
        )
        return sentence % {"domain": official.domain}
    if any(one.standing == "free" for one in known):
        sentence = _(
            "L’adresse officielle de la mairie est en @%(domain)s, un domaine ouvert à tous : "
            "elle ne suffit pas à confirmer le lien.",
        )
        return sentence % {"domain": known[0].domain}
    if known:
        sentence = _("Le domaine officiel connu, @%(domain)s, ne suffit pas à confirmer le lien.")
        return sentence % {"domain": known[0].domain}
    if mail.is_public_body(founder):
        sentence = _(
            "@%(domain)s est le domaine d’un organisme public, mais son lien avec la collectivité n’est pas connu."
        )
        return sentence % {"domain": founder}
    return _("Aucun domaine e-mail officiel n’est connu pour cette collectivité.")


def _number(claim: Claim) -> Check:
    if claim.identifier is None:
        sentence = _("Aucun numéro SIREN, SIRET ou RNA n’a été donné.")
        return Check("number_given", passed=False, sentence=sentence)
    values = {"register": claim.identifier.kind.upper(), "number": claim.identifier}
    return Check("number_given", passed=True, sentence=_("Le numéro %(register)s %(number)s est bien formé.") % values)


def _private_number(claim: Claim) -> list[Check]:
    """Associations have no number of a public body: the SIREN of a town hall is public, anyone can copy it."""
    identifier = claim.identifier
    if identifier is None or not identifier.siren:
        return []
    owner = queries.organisation_by_siren(identifier.siren)
    if owner:
        sentence = _("Le numéro saisi est celui d’une collectivité : %(name)s.") % {"name": owner.name}
    elif identifier.public_body:
        sentence = _("Le numéro saisi est celui d’un organisme public.")
    else:
        sentence = _("Le numéro saisi n’est pas celui d’un organisme public.")
    return [Check("private_number", passed=not owner and not identifier.public_body, sentence=sentence)]
