import stat
from dataclasses import astuple
from pathlib import Path

from deploy.launcher.keys import Keys, kept


def test_keys_are_drawn_once_and_read_by_us_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    first = kept(file)
    assert kept(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys.json"]


def test_every_key_is_different_and_has_256_bits() -> None:
    keys = astuple(Keys())
    assert len({*keys, *astuple(Keys())}) == 2 * len(keys)
    assert all(len(key) == 64 and key.isalnum() for key in keys)
