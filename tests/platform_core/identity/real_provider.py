"""A provider that is not ours: the one of django-allauth, a site of its own in a process of its own.

Run with a folder for its database, the address to which it sends people back, the one for after they signed out, and the
address of its one person, which is confirmed; prints its port. `running` does so.
"""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import URLPattern, URLResolver

PASSWORD = "une phrase de passe chez un autre"
CLIENT, SECRET = "lille", "le secret d’un client chez un autre"
APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.idp.oidc",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
urlpatterns: list[URLPattern | URLResolver] = []


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name that the library gives)
        """Say nothing."""


def configure(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    settings.configure(
        SECRET_KEY="only for the tests of another site" * 2,
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=APPS,
        MIDDLEWARE=MIDDLEWARE,
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        TEMPLATES=TEMPLATES,
        ROOT_URLCONF=__name__,
        LOGIN_URL="account_login",
        LOGIN_REDIRECT_URL="/",
        ACCOUNT_LOGIN_METHODS={"email"},
        ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"],
        EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
        IDP_OIDC_PRIVATE_KEY=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        IDP_OIDC_RP_INITIATED_LOGOUT_ASKS_FOR_OP_LOGOUT=False,
    )
    django.setup()
    from django.urls import include, path  # noqa: PLC0415 (needs loaded apps)

    urlpatterns.extend([path("compte/", include("allauth.account.urls")), path("", include("allauth.idp.urls"))])


def populate(back: str, home: str, somebody: str) -> None:
    from allauth.account.models import EmailAddress  # noqa: PLC0415 (needs loaded apps)
    from allauth.idp.oidc.models import Client  # noqa: PLC0415 (needs loaded apps)
    from django.contrib.auth.models import User  # noqa: PLC0415 (needs loaded apps)

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("dominique", somebody, PASSWORD)
    EmailAddress.objects.create(user=user, email=somebody, verified=True, primary=True)
    client = Client(id=CLIENT, name="Lille", scopes="openid\nemail", redirect_uris=back, skip_consent=True)
    client.set_secret(SECRET)
    client.set_post_logout_redirect_uris([home])
    client.save()


@contextmanager
def running(folder: Path, place: str, somebody: str) -> Iterator[str]:
    """Run the provider for the space at an address (`https://lille.exemple.fr`); gives its issuer."""
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    told = [f"{place}/compte/connexion/retour/", f"{place}/", somebody]
    command = [sys.executable, __file__, str(folder), *told]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean) as other:
        assert other.stdout
        yield f"http://127.0.0.1:{other.stdout.readline().strip()}"
        other.terminate()


if __name__ == "__main__":
    where, *told = sys.argv[1:]
    configure(Path(where))
    populate(*told)
    with make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet) as server:
        print(server.server_port, flush=True)  # noqa: T201 (who started it reads this)
        server.serve_forever()
