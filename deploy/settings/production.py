"""In service: every secret and address comes from the environment; a missing one stops the start."""

import os

from deploy.settings.base import *

SECRET_KEY = os.environ["SECRET_KEY"]
DATABASE_OWNER_IS_SET = "DATABASE_OWNER_URL" in os.environ  # only the worker that provisions has it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
