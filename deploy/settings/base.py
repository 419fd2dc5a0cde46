"""Settings common to every environment. Values that differ come from the environment, read once here."""

from __future__ import annotations

import os
from ipaddress import ip_network
from typing import Any

import dj_database_url

from deploy.settings.api import *
from deploy.settings.api import NUM_PROXIES
from deploy.settings.apps import LAST_APPS, PLAIN_APPS, PLATFORM_APPS, SPACE_APPS
from deploy.settings.places import *
from deploy.settings.places import BASE_DIR

# --- where we are -----------------------------------------------------------------------------------------------------
SECRET_KEY = os.environ.get("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()  # former ones: they open, and sign no more
APEX_HOST = os.environ.get("APEX_HOST", "localhost:8000")  # with the port when it is not the scheme's own
APEX_DOMAIN = APEX_HOST.split(":", maxsplit=1)[0]
SCHEME = os.environ.get("SCHEME", "https")
# Any host reaches Django: tenants.routing answers 404 to those that are neither the apex nor a live space.
ALLOWED_HOSTS = ["*"]
DEBUG = False

# --- applications -----------------------------------------------------------------------------------------------------
SHARED_APPS = PLATFORM_APPS  # the names that django-tenants reads
TENANT_APPS = SPACE_APPS
INSTALLED_APPS = list(dict.fromkeys([*PLAIN_APPS, *PLATFORM_APPS, *SPACE_APPS, *LAST_APPS]))
TENANT_MODEL = "spaces.Space"
TENANT_DOMAIN_MODEL = "spaces.Domain"
PUBLIC_SCHEMA_NAME = "platform"
PUBLIC_SCHEMA_URLCONF = "deploy.urls.platform"
ROOT_URLCONF = "deploy.urls.space"
TENANT_LIMIT_SET_CALLS = True
TENANT_SYNC_ROUTER = "tenants.postgresql.router.SchemaRouter"
DATABASE_ROUTERS = [TENANT_SYNC_ROUTER]

# --- database ---------------------------------------------------------------------------------------------------------
ENGINE = "tenants.postgresql"


def database(url: str, **more: Any) -> dict[str, Any]:
    """Return one entry of DATABASES for a URL, on our engine."""
    # CONN_MAX_AGE bounded: PostgreSQL's relation cache grows with every table a connection has visited.
    return {**dj_database_url.parse(url, engine=ENGINE, conn_max_age=300, conn_health_checks=True), **more}


DATABASES = {
    # The application: no right of its own, takes the role of the platform or of one space.
    "default": database(os.environ.get("DATABASE_URL", "postgres://cec_app@localhost/citoyens")),
    # The owner: creates and migrates schemas. Used by provisioning and by commands, never by a page.
    "owner": database(
        os.environ.get("DATABASE_OWNER_URL")
        or os.environ.get("DATABASE_URL", "postgres://cec_owner@localhost/citoyens"),
        CONN_MAX_AGE=0,
        CONN_HEALTH_CHECKS=False,
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- cache, background work -------------------------------------------------------------------------------------------
CODE_VERSION = os.environ.get("CODE_VERSION", "1.0.0")  # shown to operators alone
REDIS_URL = os.environ.get("REDIS_URL", "redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "platform_core.scope.cache_key",
        "TIMEOUT": 300,
    },
}

# --- requests ---------------------------------------------------------------------------------------------------------
MIDDLEWARE = [
    "platform_core.web.health.HealthMiddleware",  # before anything that needs a space
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "platform_core.web.journal.JournalMiddleware",
    "tenants.routing.middleware.SpaceMiddleware",
    "platform_core.access.networks.OperatorNetworkMiddleware",  # needs the scope; before anything is read of who asks
    "platform_core.web.visitors.VisitorMiddleware",  # needs the space; before sessions and all that reads them
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "platform_core.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenants.support.middleware.SupportMiddleware",  # watches an operator who helps in a space
    "tenants.routing.closing.ClosedMiddleware",  # a closed space lets its team in, and nobody else
    "platform_core.access.middleware.AccessMiddleware",  # refuses every view that declares no access
]
VISITOR_PAGE_SECONDS = 10  # how old a page may be for someone who is not signed in; 0: always made anew
WSGI_APPLICATION = "deploy.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "platform_core.web.context.common",
                "platform_core.notifications.context.unread",
            ],
        },
    },
]
FORM_RENDERER = "platform_core.web.forms.Renderer"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- sessions, accounts -----------------------------------------------------------------------------------------------
SECURE_COOKIES = os.environ.get("SECURE_COOKIES", "1") == "1"
PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # in the space's schema: never valid in another
SESSION_COOKIE_NAME = f"{PREFIX}session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_NAME = f"{PREFIX}csrf"
CSRF_COOKIE_HTTPONLY = True
THIRD_PARTY_ACCESS = "deploy.urls.third_party.ACCESS"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "public_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "platform_core.accounts.passwords.GuessableValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "platform_core.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "platform_core.accounts.forms.joining.SignUpDetails"
ACCOUNT_FORMS = {
    "signup": "platform_core.accounts.forms.signing_in.SignUp",
    "confirm_login_code": "platform_core.accounts.forms.signing_in.SignInCode",
    "confirm_email_verification_code": "platform_core.accounts.forms.signing_in.AddressCode",
    "confirm_password_reset_code": "platform_core.accounts.forms.signing_in.ResetCode",
    "reset_password": "platform_core.accounts.forms.signing_in.AskReset",
    "reset_password_from_key": "platform_core.accounts.forms.signing_in.ResetPassword",
    "set_password": "platform_core.accounts.forms.signing_in.SetPassword",
    "change_password": "platform_core.accounts.forms.signing_in.ChangePassword",
    "reauthenticate": "platform_core.accounts.forms.signing_in.ConfirmPassword",
    "add_email": "platform_core.accounts.forms.signing_in.NewAddress",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "platform_core.accounts.queries.display_name"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}  # every code that is sent by e-mail
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# All codes live as long, in seconds: the letters say so.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_CHANGE_EMAIL = True  # one address an account
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # to change the address of an account that has a password or a second factor
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SCHEME
ALLAUTH_TRUSTED_PROXY_COUNT = NUM_PROXIES
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "platform_core.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "platform_core.accounts.forms.signing_in.SecondFactor",
    "reauthenticate": "platform_core.accounts.forms.signing_in.ConfirmSecondFactor",
    "activate_totp": "platform_core.accounts.forms.signing_in.TurnOnSecondFactor",
}
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds: clocks of phones drift

# --- language, time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGE_COOKIE_NAME = f"{PREFIX}language"
LANGUAGE_COOKIE_SECURE = SECURE_COOKIES
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "deploy/locale/typography", BASE_DIR / "deploy/locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

# --- files ------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built"

# --- mail -------------------------------------------------------------------------------------------------------------
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 20
OWN_SENDER_TIMEOUT = 10  # seconds: for each exchange with the mail server of a space
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"ne-pas-repondre@{APEX_DOMAIN}")

# --- other people's machines: a space's own domain, its mail server, its sign-in provider -----------------------------
DNS_SERVERS = [one for one in os.environ.get("DNS_SERVERS", "").split(",") if one]  # empty: those of the machine
PRIVATE_ADDRESSES_ALLOWED = False  # loopback and private networks: tests and development only
# To what a space's own domain must lead: these addresses (IPv4 and IPv6), or, when empty, those of the apex.
PLATFORM_ADDRESSES = [one for one in os.environ.get("PLATFORM_ADDRESSES", "").split(",") if one]

# From which networks the operators' pages are reached ("192.0.2.0/24,2001:db8::/32"); empty: from anywhere.
OPERATOR_NETWORKS = [
    ip_network(one.strip()) for one in os.environ.get("OPERATOR_NETWORKS", "").split(",") if one.strip()
]

# --- who runs the platform: named on the legal pages of every space; what is left empty, each space's team fills ------
LEGAL_FACTS = {
    "operateur_nom": os.environ.get("OPERATOR_NAME", ""),
    "operateur_contact": os.environ.get("OPERATOR_CONTACT", ""),
    "operateur_adresse": os.environ.get("OPERATOR_ADDRESS", ""),
    "operateur_directeur": os.environ.get("OPERATOR_DIRECTOR", ""),
    "hebergeur_nom": os.environ.get("HOSTING_NAME", ""),
    "hebergeur_adresse": os.environ.get("HOSTING_ADDRESS", ""),
}

# --- logs -------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "platform_core.web.logs.formatter"},
        "readable": {"()": "platform_core.web.logs.readable_formatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": os.environ.get("LOG_FORMAT", "line")}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        # Its warnings (404, 403) say the path again; the line of the request says the route and the status.
        "django.request": {"level": "ERROR"},
    },
}
