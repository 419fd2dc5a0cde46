"""Opens spaces on an installation, writes in them, keeps a picture in each (called through `manage.py shell`)."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

from PIL import Image

from consultations.process.models import Step
from platform_core.accounts.models import User
from platform_core.files.operations import store_upload
from tenants.spaces.models import Space
from tenants.spaces.preparing import prepare
from tests import making


def open_spaces(count: int) -> None:
    """Prepare the database, open that many spaces, write in each."""
    prepare()
    for n in range(count):
        with making.in_space(making.make_space(f"espace-{n}")) as space:
            making.make_step(making.make_consultation(), "proposals")
            making.make_user("habitante@example.org", "Camille")
            write(space.label)


def write_again() -> None:
    """Write once more in all the spaces."""
    with making.in_platform():
        spaces = list(Space.objects.order_by("pk"))
    for space in spaces:
        with making.in_space(space):
            write(f"{space.label}, encore")


def write(label: str) -> None:
    """Write one contribution and keep one picture in the current space."""
    author = User.objects.get(email="habitante@example.org")
    making.make_contribution(Step.objects.get(), author, title=f"Un abri à vélos à {label}")
    picture = BytesIO()
    Image.new("RGB", (8, 8), color=f"#{sha256(label.encode()).hexdigest()[:6]}").save(picture, "PNG")
    picture.name = "plan.png"
    picture.seek(0)
    store_upload(by=author, file=picture, public=True)
