"""Finding a place by what people type of its name or number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from tenants.territory.folding import fold, initials

# Words people leave out at the start of a name.
_OPENINGS = re.compile(
    r"^(?:(?:region|departement|communaute (?:de communes|d agglomeration|urbaine)|cc|ca|cu|metropole|commune|ville"
    r"|mairie)(?: (?:de la|de l|des|du|de|d))?|les|le|la|l) "
)
_LONGEST_QUERY = 80  # characters; no name is longer, and what is longer is not a name
_SHORTEST_TO_CORRECT = 4  # letters; below, every name looks like every other
_ALIKE = 0.82  # how alike a mistyped name must be (difflib's ratio); below, the answers puzzle more than they help


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that can be found: its key, name, weight (inhabitants), numbers, the place it is in, other names."""

    key: str
    name: str
    weight: int
    numbers: tuple[str, ...]
    where: str
    aliases: tuple[str, ...] = ()
    folded: str = field(init=False)
    bare: str = field(init=False)
    initials: str = field(init=False)
    folded_where: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        folded = fold(self.name)
        object.__setattr__(self, "folded", folded)
        object.__setattr__(self, "bare", _OPENINGS.sub("", folded))
        object.__setattr__(self, "initials", initials(self.name))
        object.__setattr__(self, "aliases", tuple(fold(alias) for alias in self.aliases))
        object.__setattr__(self, "folded_where", tuple(fold(self.where).split()))


class Index:
    """Places that can be searched; compared by identity, so that answers can be remembered cheaply."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    def search(self, query: str, limit: int) -> list[str]:
        """Return the keys of at most ``limit`` entries that answer, the most exact first, then the largest."""
        return list(_search(self, fold(query[:_LONGEST_QUERY]), max(limit, 0)))


@lru_cache(maxsize=512)
def _search(index: Index, folded: str, limit: int) -> tuple[str, ...]:
    if not folded:
        return ()
    words, numbers = _split(folded)
    ranked = [(rank, entry) for entry in index.entries if (rank := _rank(entry, words, numbers)) is not None]
    if not ranked and len(words) >= _SHORTEST_TO_CORRECT:
        ranked = _nearly(index.entries, words, numbers)
    ranked.sort(key=lambda pair: (pair[0], -pair[1].weight, pair[1].folded))
    return tuple(entry.key for _, entry in ranked[:limit])


def _split(folded: str) -> tuple[str, tuple[str, ...]]:
    """Separate the words of a name from postcodes and other numbers (“2a004” counts as a number)."""
    words: list[str] = []
    numbers: list[str] = []
    for word in folded.split():
        (numbers if word[0].isdecimal() else words).append(word)
    return " ".join(words), tuple(numbers)


def _rank(entry: Entry, words: str, numbers: tuple[str, ...]) -> int | None:
    """Return how exactly an entry answers (0 is best), None when it does not."""
    if not all(_has_number(entry, number) for number in numbers):
        return None
    if not words:
        return 0 if any(number in entry.numbers for number in numbers) else 1
    return _name_rank(entry, words)


def _has_number(entry: Entry, number: str) -> bool:
    """Tell whether a code of the entry begins with a number, or its name holds it (“CC des 7 Vallées”)."""
    return any(known.startswith(number) for known in entry.numbers) or number in entry.folded.split()


def _name_rank(entry: Entry, words: str) -> int | None:
    bare = _OPENINGS.sub("", words)
    if words in (entry.folded, entry.bare) or bare == entry.bare:
        return 0
    if entry.folded.startswith(words) or entry.bare.startswith(bare):
        return 1
    if words == entry.initials:  # “MEL”, “CAPSO”
        return 1
    typed = words.split()
    asked = [word for word in typed if word not in entry.folded_where] or typed
    if _each_begins_a_word(asked, entry.folded):
        return 2 if asked == typed else 1
    return 3 if any(alias.startswith(words) for alias in entry.aliases) else None


def _each_begins_a_word(asked: Iterable[str], name: str) -> bool:
    known = name.split()
    return all(any(word.startswith(part) for word in known) for part in asked)


def _nearly(entries: Iterable[Entry], words: str, numbers: tuple[str, ...]) -> list[tuple[int, Entry]]:
    """Return the entries whose name is nearly what was typed, for typing mistakes; ranks after every exact answer."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_OPENINGS.sub("", words))
    found = []
    for entry in entries:
        matcher.set_seq1(entry.bare)
        alike = matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio()
        if alike >= _ALIKE and _rank(entry, "", numbers) is not None:
            found.append((100 - round(alike * 100), entry))
    return found
