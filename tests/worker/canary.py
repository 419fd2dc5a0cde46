"""A task of the tests: it writes down, where it works, the word it reads there and who the database says it is."""

from __future__ import annotations

from platform_core.accounts.models import User
from platform_core.background.tasks import task
from platform_core.outbox.models import Event
from tenants.postgresql.current import connection

READ = "tests.canary_read"
WORD = "canari-"


@task("tests.canary", scope="space")
def canary(*, number: int, **_future: object) -> None:
    """Read and write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path'), current_user")
        path, role = cursor.fetchone()
    words = list(User.objects.filter(email__startswith=WORD).values_list("email", flat=True))
    Event.objects.create(name=READ, payload={"number": number, "words": words, "path": path, "role": role})
