"""The mail domains of town halls, sorted by what they prove."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from tenants.territory.build.tables import Admin, Row, write_csv
from tenants.territory.folding import fold

# Words that say "commune" or link other words: they identify no commune in particular.
_EMPTY_WORDS = {
    *("mairie", "mairies", "ville", "villes", "commune", "communes", "village", "de", "du", "des", "d", "l", "la"),
    *("le", "les", "en", "sur", "sous", "lez", "au", "aux", "a", "et", "cc", "ca", "cu", "agglo", "metropole"),
}
_WRITTEN_TOGETHER = ("mairiede", "mairie", "villede", "ville", "communede", "commune")


def write_mail_domains(sources: Path, admin: Admin, data: Path) -> list[Path]:
    """Write the town halls' domains with their standing, and the cleaned list of public bodies' domains."""
    folder = data / "mail"
    free = set((folder / "free.txt").read_text(encoding="utf-8").split())
    domains = _declared(sources / "communes-email-domains" / "hdf_communes_domains.csv")
    users: dict[str, list[Row]] = defaultdict(list)
    for insee, domain in domains.items():
        users[domain].append(admin.local[insee])
    rows = [
        (insee, domain, _standing(domain, users[domain], admin, free)) for insee, domain in sorted(domains.items())
    ]
    return [
        write_csv(folder / "town-halls.csv", ("insee", "domain", "standing"), rows),
        _write_public_bodies(sources / "proconnect-reference", folder / "public-bodies.txt"),
    ]


def _declared(path: Path) -> dict[str, str]:
    """INSEE code → domain; a few rows of the source hold two addresses, the first domain is kept."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["insee"], row["email_domain"].split(",")[0].strip().lower()) for row in csv.DictReader(file)]
    return {insee: domain for insee, domain in rows if "." in domain}


def _standing(domain: str, users: list[Row], admin: Admin, free: set[str]) -> str:
    """Say what an address in this domain proves.

    ``free``: nothing (anyone can have one). ``own``: the domain is used by one town hall and carries its name.
    ``shared``: several town halls use it. ``unsure``: one town hall declares it, but it carries another name (a
    mistake in the source, a web host, an abbreviation): a person decides.
    """
    if domain in free or any(domain.endswith("." + parent) for parent in free):
        return "free"
    if len(users) > 1:
        return "shared"
    return "own" if resembles(domain, str(users[0]["nom"]), str(users[0]["departement"])) else "unsure"


def resembles(domain: str, name: str, departement: str) -> bool:
    """Tell whether a mail domain carries the name of a commune, and no other département's number."""
    *labels, _suffix = domain.split(".")
    text = fold(" ".join(labels)).replace(" ", "")
    digits = "".join(letter for letter in text if letter.isdigit())
    if digits and not digits.startswith(departement) and digits[:2] != departement:
        return False
    letters = "".join(letter for letter in text if letter.isalpha())
    words = [word for word in fold(name).split() if word not in _EMPTY_WORDS]
    return bool(words) and (_has_all(letters, words) or _begins_with_first(letters, words))


def _has_all(letters: str, words: Iterable[str]) -> bool:
    return all(word in letters or (word in {"saint", "sainte"} and "st" in letters) for word in words)


def _begins_with_first(letters: str, words: list[str]) -> bool:
    for prefix in _WRITTEN_TOGETHER:
        letters = letters.removeprefix(prefix)
    distinctive = [word for word in words if word not in {"saint", "sainte"}]
    return bool(distinctive) and letters.startswith(distinctive[0]) and len(distinctive[0]) >= 4  # noqa: PLR2004 - shorter words are too common


def _write_public_bodies(folder: Path, path: Path) -> Path:
    names = ("domaines-organismes-publics-2021.txt", "domaines-collectivites-2021.txt")
    lines = (line for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines())
    domains = sorted({line.strip().strip(".").lower().removeprefix("www.") for line in lines if "." in line})
    path.write_text("\n".join(domains) + "\n", encoding="utf-8")
    return path


def standings(path: Path) -> Counter[str]:
    """Count the standings of a written file, for the figures of the README."""
    with path.open(encoding="utf-8", newline="") as file:
        return Counter(row["standing"] for row in csv.DictReader(file))
