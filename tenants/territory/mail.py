"""What a mail domain says about who writes."""

from dataclasses import dataclass

from tenants.territory import files
from tenants.territory.places import Kind, Organisation


@dataclass(frozen=True, slots=True)
class OfficialDomain:
    """The mail domain an authority declares, and whether an address in it proves that one works there."""

    domain: str
    standing: str

    @property
    def proves(self) -> bool:
        """Tell whether the domain belongs to this authority alone."""
        return self.standing == "own"


def domain_of(email: str) -> str:
    """Return the domain of an address in lower case, ASCII (IDNA), without final dot; empty when there is none."""
    local, _, domain = email.strip().rpartition("@")
    domain = domain.rstrip(".").lower()
    if not local or not domain or any(character.isspace() for character in domain):
        return ""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def within(domain: str, parent: str) -> bool:
    """Tell whether a domain is ``parent`` or one of its sub-domains."""
    return bool(parent) and (domain == parent or domain.endswith("." + parent))


def _listed(domain: str, name: str) -> bool:
    labels = domain.split(".")
    return any(".".join(labels[i:]) in files.domain_list(name) for i in range(len(labels) - 1))


def is_free(domain: str) -> bool:
    """Tell whether anyone can have an address in this domain (mail services, Internet providers, web hosts)."""
    return _listed(domain, "free")


def is_disposable(domain: str) -> bool:
    """Tell whether the domain is known for throw-away addresses."""
    return _listed(domain, "disposable")


def is_public_body(domain: str) -> bool:
    """Tell whether the domain is that of a French public body (the State's and the list of 2021)."""
    return within(domain, "gouv.fr") or _listed(domain, "public-bodies")


def official_mail_domain(insee: str) -> OfficialDomain | None:
    """Return the mail domain a town hall of Hauts-de-France declares, None when it declares none."""
    found = files.town_hall_domains().get(insee)
    return OfficialDomain(*found) if found else None


def official_domains(organisation: Organisation) -> list[OfficialDomain]:
    """Return the mail domains known for an authority of any kind, in alphabetical order."""
    if organisation.kind is Kind.COMMUNE:
        found = official_mail_domain(organisation.code)
        return [found] if found else []
    return [OfficialDomain(domain, "own") for domain in sorted(files.authority_domains().get(organisation.siren, ()))]
