"""Which application lives where: in the platform's schema, in each space's schema, or in both.

The order inside a list is the order of migration; a space's schema holds only `SPACE_APPS`.
"""

# What both a space and the platform have: accounts (residents there, operators here), their sessions, a log, an outbox.
COMMON_APPS = [
    "django.contrib.sessions",
    "platform_core.accounts",
    "allauth.account",
    "allauth.mfa",
    "platform_core.audit",
    "platform_core.outbox",
    "platform_core.mail",
    "platform_core.notifications",
    "platform_core.api",
]

PLATFORM_APPS = [
    *COMMON_APPS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "tenants.spaces",
    "tenants.domains",
    "tenants.opening",
    "tenants.console",
    "tenants.health",
    "tenants.founders",
    "tenants.holds",
    "tenants.arrivals",
    "tenants.backup",
    "tenants.announcements",
    "tenants.pauses",
    "tenants.journals",
    "billing_free.metering",
    "billing_free.plans",
    "billing_free.reciprocity",
]

SPACE_APPS = [
    *COMMON_APPS,
    "platform_core.files",
    "billing_free.quotas",
    "platform_core.pages",
    "platform_core.senders",
    "platform_core.identity",
    "tenants.archive",
    "tenants.support",
    "consultations.process",
    "consultations.capabilities.authoring",
    "consultations.capabilities.supports",
    "consultations.capabilities.comments",
    "consultations.capabilities.moderation",
    "consultations.capabilities.outcomes",
    "consultations.capabilities.imports",
    "consultations.capabilities.follows",
    "consultations.capabilities.exports",
    # One line a modality: this is all that adding one takes outside its folder.
    "consultations.modalities.surveys",
    "consultations.modalities.proposals",
    "consultations.modalities.initiatives",
]

# Applications without tables.
PLAIN_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tenants",
    "django_htmx",
    "template_partials",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "platform_core.access",
    "platform_core.background",
    "platform_core.richtext",
    "platform_core.web",
    "consultations.capabilities.lists",
    "tenants.brand",
    "tenants.features",
    "tenants.directory",
    "tenants.lifecycle",
    "tenants.routing",
    "tenants.territory",
    "billing_free",
    "worker",
    "deploy",
]

# Last, so that the templates of ours come before its own.
LAST_APPS = ["allauth"]
