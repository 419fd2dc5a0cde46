import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.launcher import checkout
from tests.deploy.launcher.checkout import Checkout


@pytest.fixture
def private_checkout(tmp_path: Path) -> Iterator[Checkout]:
    """In a folder that only we can enter, with a space and an accent in its name."""
    made = checkout.make(tmp_path / "à moi")
    yield made
    checkout.clean(made)


@pytest.fixture
def open_checkout() -> Iterator[Checkout]:
    """In a folder that every account of the machine can enter."""
    folder = Path(tempfile.mkdtemp(prefix="citoyens-"))
    folder.chmod(0o755)
    made = checkout.make(folder)
    yield made
    checkout.clean(made)
    shutil.rmtree(folder, ignore_errors=True)
