"""This process, the database, the cache, the disk."""

from __future__ import annotations

import shutil
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from redis import RedisError

from platform_core.web.dates import long_moment
from tenants.console.measures import size_in_words
from tenants.health.registry import Reading, Status
from tenants.health.rules import BUSIER, BUSY, FULL, FULLER, LONG_TRANSACTION
from tenants.postgresql.activity import Activity, activity
from tenants.spaces.versions import known_version

STARTED_AT = timezone.now()


def read_web() -> Reading:
    """Tell which version answers, and since when."""
    values = {"code": settings.CODE_VERSION, "schema": known_version(), "when": long_moment(STARTED_AT)}
    says = _("Version %(code)s (schéma %(schema)s), démarré le %(when)s.") % values
    return Reading(status=Status.FINE, says=says)


def read_database() -> Reading:
    """Tell the size, the connections and the oldest transaction."""
    found = activity()
    says = _("Elle répond : %(size)s, %(used)d connexions sur %(limit)d, plus longue transaction %(minutes)d min.") % {
        "size": size_in_words(found.size_bytes),
        "used": found.connections,
        "limit": found.limit,
        "minutes": found.oldest // timedelta(minutes=1),
    }
    status, advice = _database_status(found)
    return Reading(status=status, says=says, advice=advice)


def _database_status(found: Activity) -> tuple[Status, str]:
    if found.connections >= BUSY * found.limit:
        return Status.DOWN, _(
            "Presque plus de connexions : redémarrez les serveurs web, puis relevez max_connections."
        )
    if found.oldest >= LONG_TRANSACTION:
        return Status.WATCH, _(
            "Une transaction dure : cherchez-la dans pg_stat_activity et arrêtez-la si elle est perdue."
        )
    if found.connections >= BUSIER * found.limit:
        return Status.WATCH, _("Beaucoup de connexions : vérifiez le nombre de serveurs web et max_connections.")
    return Status.FINE, ""


def read_cache() -> Reading:
    """Write a value in the cache and read it back."""
    try:
        cache.set("health", "1", 60)
        works = cache.get("health") == "1"
    except RedisError:
        works = False
    if works:
        return Reading(status=Status.FINE, says=_("Il répond."))
    return Reading(
        status=Status.DOWN,
        says=_("Il ne répond pas : les pages sont plus lentes, les limites d’usage ne comptent plus."),
        advice=_("Redémarrez le service Redis ou Valkey, puis vérifiez REDIS_URL."),
    )


def read_disk() -> Reading:
    """Tell what is left where files are kept."""
    try:
        usage = shutil.disk_usage(settings.MEDIA_ROOT)
    except FileNotFoundError:
        return Reading(status=Status.FINE, says=_("Aucun fichier n’a encore été déposé."))
    except OSError:
        return Reading(
            status=Status.DOWN,
            says=_("Le dossier des fichiers ne peut pas être lu."),
            advice=_("Vérifiez que le disque est monté et que MEDIA_ROOT lui correspond."),
        )
    says = _("%(free)s libres sur %(total)s.") % {
        "free": size_in_words(usage.free),
        "total": size_in_words(usage.total),
    }
    part = usage.used / usage.total
    if part >= FULL:
        advice = _("Agrandissez le disque maintenant : les dépôts de fichiers vont échouer.")
        return Reading(status=Status.DOWN, says=says, advice=advice)
    if part >= FULLER:
        return Reading(status=Status.WATCH, says=says, advice=_("Prévoyez d’agrandir le disque."))
    return Reading(status=Status.FINE, says=says)
