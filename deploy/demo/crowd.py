"""Residents without a story, for the figures: who answers the surveys and backs the proposals."""

from random import Random
from string import ascii_uppercase

from deploy.demo.contents import Person
from deploy.demo.loader import CONTENT
from deploy.demo.reading import read_json


def crowd(count: int, *, seed: int = 59) -> tuple[Person, ...]:
    """`count` fictional residents with distinct keys and addresses; a longer crowd starts with the same people."""
    random = Random(seed)
    source = read_json(CONTENT / "crowd.json")
    return tuple(_resident(number, source, random) for number in range(1, count + 1))


def _resident(number: int, source: dict[str, list], random: Random) -> Person:
    first_name = random.choice(source["first_names"])
    commune = random.choice(source["communes"])
    key = f"participant-{number:04}"
    return Person(
        key=key,
        public_name=f"{first_name} {random.choice(ascii_uppercase)}.",
        email=f"{key}@example.org",
        commune=commune["name"],
        commune_code=commune["code"],
    )
