"""Labels nobody can take: names of machines, of the platform's own pages, of the State's services."""

import re
from functools import cache

from tenants.opening.confusable import skeletons

_MACHINES = """
    api app apps autoconfig autodiscover backup backups broadcasthost cache cdn cloud cpanel db dns exchange ftp git
    host imap ip ipv4 ipv6 isatap ldap localdomain localhost mail mailer mails mta mx ntp pop pop3 postgres proxy
    redis root router sftp smtp ssh ssl sso server serveur serveurs tls valkey vpn webmail wpad www
"""
_MAILBOXES = """
    abuse contact dmarc dpo hostmaster info infos mailer-daemon newsletter no-reply nobody noreply notifications
    postmaster security sysadmin webmaster
"""
_DATABASE = (
    "extensions information-schema pg pg-catalog pg-toast platform postgresql public schema template0 template1"
)
_PLATFORM = """
    about account accounts accueil acces accessibilite admin administrateur administration administrator aide
    annuaire apex assets auth bench beta billing blog charte commun communs compte comptes connexion console
    contributions dashboard dev develop developpement doc docs documentation download echange editeur espace espaces
    exemple example export exports fichier fichiers file files health healthz help html image images img import
    imports inscription install invitation js login logout maintenance media medias mentions-legales metrics
    moderation moderateur monitoring mot-de-passe operateur operator operators oauth open opening ouvrir password
    plateforme portail preprod prod production profil profile readyz recette register sandbox securite sentry
    service services session sessions setup signin signup space spaces staging stat static statique statistiques
    stats status statut support system systeme telechargement tenant tenants test tests token tokens undefined null
    upload uploads user users utilisateur utilisateurs version web webhook webhooks citoyens-en-communs
    citoyens-communs demo demos demonstration
"""
_AUTHORITIES = """
    academie agglo agglomeration agglomerations assemblee-nationale assemblee collectivite collectivites commune
    communes communaute conseil-departemental conseil-regional conseil-municipal departement departements elysee epci
    etat europe france franceconnect france-connect gendarmerie gouv gouv-fr gouvernement interieur intercommunalite
    justice mairie mairies maire maires marianne matignon metropole metropoles ministere ministeres ministre police
    prefecture prefectures prefet prefets proconnect pro-connect rectorat region regions republique
    republique-francaise rf senat service-public services-publics sous-prefecture tribunal ville villes
"""

RESERVED = frozenset(f"{_MACHINES} {_MAILBOXES} {_DATABASE} {_PLATFORM} {_AUTHORITIES}".split())

# Series of machines, and the prefixes PostgreSQL keeps for itself or that look like a space's schema.
_SERIES = re.compile(
    r"(?:www|web|ns|dns|mx|mail|smtp|imap|pop|vpn|srv|server|host|node|db|app|api|cdn|static|media|ftp)-?\d+"
    r"|pg-.*|template\d+|xn-.*",
)


@cache
def _by_skeleton() -> dict[str, str]:
    longest_first = sorted(RESERVED, key=lambda label: (-len(label), label))
    return {key: label for label in longest_first for key in skeletons(label)}


def reserved_as(label: str) -> str:
    """Return the reserved label that this one is, or could be taken for (plural, look-alikes); empty when there is none."""
    if label in RESERVED or _SERIES.fullmatch(label):
        return label
    known = _by_skeleton()
    return next((known[key] for key in sorted(skeletons(label)) if key in known), "")
