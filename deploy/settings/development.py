"""On one's own machine: what `./run demo` uses."""

import os

os.environ.setdefault("SCHEME", "http")
os.environ.setdefault("SECRET_KEY", "development-only-development-only-development-only")
os.environ.setdefault("BACKUP_KEYS", "00" * 32)  # on one's own machine, there is nothing to hide
os.environ.setdefault("SECURE_COOKIES", "0")  # plain http on localhost
os.environ.setdefault("LOG_FORMAT", "readable")
os.environ.setdefault("OPERATOR_NAME", "Collectif de démonstration")
os.environ.setdefault("OPERATOR_CONTACT", "contact@example.org")
os.environ.setdefault("HOSTING_NAME", "Hébergeur de démonstration")
os.environ.setdefault("HOSTING_ADDRESS", "1 rue de l’Exemple, 59000 Lille")

from deploy.settings.base import *
from deploy.settings.places import RUN_DIR

# Mails become files that one can read; the demo prints where.
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = RUN_DIR / "mails"
DEMO = True
WHITENOISE_USE_FINDERS = True  # static files are served from where they are: nothing to collect
