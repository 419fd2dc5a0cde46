"""The sealed file: read anywhere with its key, unreadable without, refused as soon as a bit changed."""

from __future__ import annotations

import io
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.backup.sealed import BLOCK, HEADER, TAG, SealingWriter, Unreadable, key_name, opened

KEY, OTHER = b"k" * 32, b"o" * 32


def sealed(text: bytes, key: bytes = KEY, step: int = 10_000) -> bytes:
    out = io.BytesIO()
    writer = SealingWriter(out, key)
    for start in range(0, len(text), step):
        writer.write(text[start : start + step])
    writer.finish()
    return out.getvalue()


def clear(file: bytes, *keys: bytes) -> bytes:
    return opened(io.BytesIO(file), {key_name(key): key for key in keys or (KEY,)}).read()


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 200_001])
def test_what_is_sealed_is_read_back(size: int) -> None:
    text = os.urandom(size)
    assert clear(sealed(text)) == text
    assert clear(sealed(text, OTHER), KEY, OTHER) == text


@given(st.lists(st.tuples(st.integers(0, 150_000), st.integers(0, 90_000)), max_size=8))
@settings(max_examples=30)
def test_any_part_is_read_wherever_one_goes(parts: list[tuple[int, int]]) -> None:
    file = opened(io.BytesIO(SEALED), {key_name(KEY): KEY})
    for place, size in parts:
        file.seek(place)
        assert file.read(size) == TEXT[place : place + size]


TEXT = random.Random(1).randbytes(150_000)
SEALED = sealed(TEXT)


def test_without_the_key_nothing_is_read() -> None:
    secret = b"une phrase que l'on cherche " * 5000
    file = sealed(secret)
    assert b"phrase" not in file
    with pytest.raises(Unreadable):
        clear(file, OTHER)
    assert sealed(secret) != file  # never twice the same


def test_a_bit_that_changes_anywhere_is_detected() -> None:
    chance = random.Random(7)
    for _time in range(120):
        spoilt = bytearray(SEALED)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        with pytest.raises(Unreadable):
            clear(bytes(spoilt))


def test_blocks_cut_moved_or_repeated_are_detected() -> None:
    block = BLOCK + TAG
    head, first, second, rest = (
        SEALED[: HEADER.size],
        SEALED[HEADER.size : HEADER.size + block],
        SEALED[HEADER.size + block : HEADER.size + 2 * block],
        SEALED[HEADER.size + 2 * block :],
    )
    for spoilt in (
        head + first, head + first + second, head + second + first + rest, head + first + first + rest, head, b"",
        head + first + second + rest + rest, SEALED[:-1], SEALED + b"\0",
    ):  # fmt: skip
        with pytest.raises(Unreadable):
            clear(spoilt)
