"""What resembles what: labels that the eye confuses, names that belong to public authorities."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from tenants.opening.rules import OrganisationKind
from tenants.territory import queries
from tenants.territory.folding import fold
from tenants.territory.places import Kind, Organisation

_LOOK_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l"})
_LABEL_CHARACTERS = re.compile(r"[^a-z0-9 ]")

# Words that claim an authority wherever they stand, and which kinds of authority they describe.
_CLAIMS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(("mairie", "mairies", "hotel de ville", "conseil municipal"), frozenset({Kind.COMMUNE})),
    **dict.fromkeys(("conseil departemental", "conseil general"), frozenset({Kind.DEPARTEMENT})),
    **dict.fromkeys(("conseil regional",), frozenset({Kind.REGION})),
    **dict.fromkeys(
        ("communaute urbaine", "communaute d agglomeration", "communaute de communes"), frozenset({Kind.EPCI})
    ),
    **dict.fromkeys(
        (
            *(
                "prefecture",
                "prefectures",
                "prefet",
                "prefete",
                "sous prefecture",
                "gouv",
                "gouvernement",
                "ministere",
            ),
            *("republique francaise", "rectorat", "elysee", "matignon", "senat", "assemblee nationale", "tribunal"),
            *("gendarmerie", "police nationale", "police municipale", "douane", "impots", "service public"),
        ),
        frozenset[Kind](),
    ),
}
# Words that claim an authority only at the head of a name: “région Hauts-de-France”, not “réseau de la région”.
_CLAIMS_AT_THE_HEAD: dict[str, frozenset[Kind]] = {
    "ville de": frozenset({Kind.COMMUNE}),
    "commune de": frozenset({Kind.COMMUNE}),
    "departement": frozenset({Kind.DEPARTEMENT}),
    "departements": frozenset({Kind.DEPARTEMENT}),
    "region": frozenset({Kind.REGION}),
    "regions": frozenset({Kind.REGION}),
    "metropole": frozenset({Kind.EPCI}),
    "agglo": frozenset({Kind.EPCI}),
    "agglomeration": frozenset({Kind.EPCI}),
    "intercommunalite": frozenset({Kind.EPCI}),
}
# Words that only say what kind of authority it is: what remains is compared with the official names.
_FILLERS = frozenset(
    {
        *("mairie", "mairies", "ville", "commune", "departement", "region", "metropole", "agglo", "agglomeration"),
        *("communaute", "communes", "urbaine", "conseil", "municipal", "municipale", "departemental", "regional"),
        *("officiel", "officielle", "cc", "ca", "cu", "hdf", "fr", "prefecture", "site", "web"),
    },
)
_LEADING_LINKS = re.compile(r"^(?:(?:de la|de l|des|du|de|d|le|la|les|l) )+")
_NUMBER_OF_DEPARTEMENT = re.compile(r"\d{2,3}")


@lru_cache(maxsize=20_000)
def skeletons(text: str) -> frozenset[str]:
    """Return what the eye keeps of a label or a name; two labels that share a skeleton can be taken for each other.

    Hyphens and plural “s” do not count (at the end of the whole, or of each word); 0 is o, 1 and i are l, rn is m,
    vv is w.
    """
    words = _LABEL_CHARACTERS.sub("", fold(text)).split()
    joined = ("".join(words).rstrip("s"), "".join(word.rstrip("s") for word in words))
    return frozenset(one.translate(_LOOK_ALIKE).replace("rn", "m").replace("vv", "w") for one in joined if one)


def bare_name(name: str) -> str:
    """Return a folded name without the words that only say what kind of authority it is (“Mairie du Nord”: “nord”)."""
    words = fold(name).split()
    kept = [word for word in words if word not in _FILLERS and not _NUMBER_OF_DEPARTEMENT.fullmatch(word)]
    return _LEADING_LINKS.sub("", " ".join(kept)) if kept != words else " ".join(words)


def _indexed(names: Iterable[tuple[str, Organisation]]) -> dict[str, tuple[Organisation, ...]]:
    owners: dict[str, list[Organisation]] = defaultdict(list)
    for name, one in names:
        for key in skeletons(name):
            if one not in owners[key]:
                owners[key].append(one)
    return {key: tuple(sorted(found, key=lambda one: -(one.population or 0))) for key, found in owners.items()}


@cache
def _authorities() -> tuple[Organisation, ...]:
    communes = (queries.organisation_of(one) for one in queries.communes())
    groupings = (one for epci in queries.local_epci() if (one := queries.organisation(Kind.EPCI, epci.siren)))
    return (*communes, *groupings, *queries.upper_authorities())


@cache
def _official_names() -> dict[str, tuple[Organisation, ...]]:
    """Skeleton of an official name → the authorities of Hauts-de-France that bear it, the largest first."""
    return _indexed((name, one) for one in _authorities() for name in (one.name, bare_name(one.name)))


@cache
def _names_without_article() -> dict[str, tuple[Organisation, ...]]:
    """Return the same for “Quesnoy” (Le Quesnoy), which says so only beside a word such as “mairie”."""
    return _indexed((_LEADING_LINKS.sub("", fold(one.name)), one) for one in _authorities())


def _owners(text: str, names: dict[str, tuple[Organisation, ...]]) -> tuple[Organisation, ...]:
    return next((names[key] for key in sorted(skeletons(text)) if key in names), ())


def owners_of_name(text: str) -> tuple[Organisation, ...]:
    """Return the authorities of Hauts-de-France whose official name the eye could read in a label or a name."""
    return _owners(text, _official_names())


def official_owners(text: str) -> tuple[Organisation, ...]:
    """Return the same as ``owners_of_name``, words such as “mairie” or a département's number left out."""
    bare = bare_name(text)
    found = owners_of_name(text) or owners_of_name(bare)
    return found if found or bare == fold(text) else _owners(bare, _names_without_article())


def claimed_word(text: str, kind: OrganisationKind) -> str:
    """Return the word by which a name or label claims an authority that ``kind`` is not; empty when there is none."""
    words = fold(text)
    padded = f" {words} "
    for claim, kinds in _CLAIMS.items():
        if f" {claim} " in padded and kind.authority not in kinds:
            return claim
    head = re.sub(r"^(?:les|la|le|l) ", "", words) + " "
    head = re.sub(r"^(ville|commune) (?:du|des|d) ", r"\1 de ", head)
    claims = (claim for claim in _CLAIMS_AT_THE_HEAD if head.startswith(f"{claim} "))
    return next((claim for claim in claims if kind.authority not in _CLAIMS_AT_THE_HEAD[claim]), "")


_SHORTEST_SLIP = 6  # letters; shorter names are one slip away from many ordinary words


@cache
def _letters_of_names() -> tuple[tuple[str, Organisation], ...]:
    names = ((bare_name(one.name).replace(" ", ""), one) for one in _authorities())
    return tuple((letters, one) for letters, one in names if len(letters) >= _SHORTEST_SLIP)


def _one_slip_apart(left: str, right: str) -> bool:
    """Tell whether one letter is missing, added, changed, or two neighbours are swapped."""
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) > 1 or left == right:
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest_short, rest_long = short[start:], long[start:]
    if len(short) < len(long):
        return rest_short == rest_long[1:]
    swapped = rest_short[:2] == rest_long[1::-1] and rest_short[2:] == rest_long[2:]
    return swapped or rest_short[1:] == rest_long[1:]


def nearly_official(text: str) -> tuple[Organisation, ...]:
    """Return the authorities whose name is one slip of the keyboard away from a label or a name."""
    letters = bare_name(text).replace(" ", "")
    if len(letters) < _SHORTEST_SLIP:
        return ()
    return tuple(one for known, one in _letters_of_names() if _one_slip_apart(letters, known))


def belongs_to_another(text: str, organisation: Organisation | None) -> Organisation | None:
    """Return the largest other authority that a label or a name could be taken for, None when it is nobody else's.

    Homonyms share their name: none of them is “another” for the others.
    """
    owners = official_owners(text) or nearly_official(text)
    return owners[0] if owners and organisation not in owners else None
