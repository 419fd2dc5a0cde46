"""For the tests: as production in all that matters, with mails kept in memory and quick password hashes."""

import os

os.environ.setdefault("SECRET_KEY", "test-only-test-only-test-only-test-only-test-only")
os.environ.setdefault("APEX_HOST", "citoyens.test")

os.environ.setdefault("BACKUP_KEYS", "0123456789abcdef" * 4)

from deploy.settings.base import *

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True  # static files are served from where they are: nothing to collect
API_LIMITS = dict.fromkeys(API_LIMITS, 1_000_000)  # the tests of the limits set theirs
# A server of the browser tests calls a sign-in provider on this machine; elsewhere, a test that needs it says so.
PRIVATE_ADDRESSES_ALLOWED = os.environ.get("PRIVATE_ADDRESSES_ALLOWED") == "1"
VISITOR_PAGE_SECONDS = 0  # tests read what they have just written; those of the pages kept set theirs
LOCALE_PATHS = LOCALE_PATHS[1:]  # sentences as the source writes them, so that tests can quote them
