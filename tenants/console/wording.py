"""The platform's log in words. An action without words here shows its code name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenants.spaces.models import State

ACTIONS = {
    "spaces.reserve": _("Adresse réservée"),
    "spaces.build": _("Espace construit"),
    "spaces.abandon": _("Construction abandonnée"),
    "spaces.open": _("Espace ouvert au public"),
    "spaces.settle": _("Liste des premiers pas rangée"),
    "spaces.suspend": _("Espace suspendu"),
    "spaces.reopen": _("Espace rouvert"),
    "spaces.archive": _("Espace archivé"),
    "spaces.unarchive": _("Espace archivé rouvert"),
    "spaces.ask_deletion": _("Suppression demandée"),
    "spaces.approve_deletion": _("Suppression accordée"),
    "spaces.schedule_deletion": _("Suppression programmée"),
    "spaces.cancel_deletion": _("Suppression annulée"),
    "spaces.delete": _("Espace supprimé"),
    "spaces.seal_receipt": _("Reçu de suppression scellé"),
    "support.ask": _("Entrée demandée à l’équipe"),
    "support.break_glass": _("Entrée en urgence"),
    "support.open": _("Lien d’entrée ouvert"),
    "lifecycle.rename": _("Adresse changée"),
    "lifecycle.release_labels": _("Anciennes adresses libérées"),
    "spaces.describe": _("Présentation de l’espace modifiée"),
    "opening.start": _("Demande commencée"),
    "opening.assess": _("Demande examinée automatiquement"),
    "opening.hold": _("Demande mise en attente d’un opérateur"),
    "opening.accept": _("Demande acceptée"),
    "opening.refuse": _("Demande refusée"),
    "opening.retry": _("Construction relancée"),
    "opening.build": _("Espace d’une demande construit"),
    "opening.give_up": _("Construction échouée"),
    "opening.expire": _("Demandes abandonnées effacées"),
    "opening.enter": _("Fondateur entré dans son espace"),
    "opening.forget_domain": _("Domaine refusé oublié"),
    "reciprocity.confirm": _("Don confirmé"),
    "reciprocity.refuse": _("Don non confirmé"),
    "reciprocity.account": _("Comptes de l’année saisis"),
    "plans.choose": _("Plan d’un espace choisi"),
    "plans.raise": _("Limite relevée"),
    "plans.end_raise": _("Limite relevée terminée avant sa fin"),
    "plans.answer": _("Réponse à une demande de limite"),
    "health.ask_update": _("Mise à jour d’un espace demandée"),
    "health.update": _("Espace mis à jour"),
    "announcements.publish": _("Annonce aux équipes publiée"),
    "announcements.change": _("Annonce aux équipes modifiée"),
    "announcements.withdraw": _("Annonce aux équipes retirée"),
    "announcements.retry": _("Lettres d’une annonce relancées"),
    "backup.ask": _("Sauvegarde demandée"),
    "backup.make": _("Espace sauvegardé"),
    "backup.ask_restoration": _("Restauration à côté demandée"),
    "backup.restore": _("Restauration à côté commencée"),
    "backup.fail": _("Restauration échouée"),
    "backup.ask_switch": _("Mise en service d’une sauvegarde demandée"),
    "backup.approve_switch": _("Mise en service d’une sauvegarde accordée"),
    "backup.switch": _("Version restaurée mise en service, ou retirée"),
    "backup.ask_back": _("Retour à la version d’avant demandé"),
    "backup.give_up": _("Version restaurée abandonnée"),
    "backup.end": _("Restauration terminée"),
    "pauses.begin": _("Plateforme mise en lecture seule"),
    "pauses.end": _("Lecture seule levée"),
    "journals.purge": _("Lignes du journal de plus d’un an retirées"),
    "holds.set": _("Conservation légale mise"),
    "holds.lift": _("Conservation légale levée"),
    "console.retry": _("Travail relancé"),
    "console.retry_everywhere": _("Travail relancé dans tous les espaces"),
    "console.export": _("Liste téléchargée"),
}
DETAILS = {
    "reason": _("motif"),
    "plan": _("plan"),
    "quota": _("usage limité"),
    "limit": _("limite"),
    "limits": _("limites"),
    "until": _("jusqu’au"),
    "before": _("avant"),
    "after": _("après"),
    "label": _("adresse"),
    "delete_at": _("date de la suppression"),
    "asked_by": _("demandée par le compte"),
    "member": _("compte de l’espace"),
    "checksum": _("empreinte"),
    "access": _("accès n°"),
    "schema": _("schéma"),
    "consumer": _("travail"),
    "count": _("nombre"),
    "spaces": _("espaces"),
    "table": _("liste"),
    "filters": _("filtres"),
    "rows": _("lignes"),
    "decision": _("décision"),
    "failed": _("points non vérifiés"),
    "refused_domain": _("domaine retenu"),
    "attempts": _("essais"),
    "audience": _("pour qui"),
    "letter": _("avec un e-mail"),
}

STATES = dict(State.choices)


def action_label(action: str) -> str:
    """Return an action in words."""
    return str(ACTIONS.get(action, action))


def detail_lines(details: dict[str, object]) -> list[tuple[str, str]]:
    """Return the details of an entry as (name, value) texts; of two states, what changed."""
    known = {name: value for name, value in details.items() if value not in ("", {}, [])}
    changes = []
    if "before" in known and "after" in known:
        changes = _changes(known.pop("before"), known.pop("after"))
    return [*changes, *((str(DETAILS.get(name, name)), _text(value)) for name, value in known.items())]


def _changes(before: object, after: object) -> list[tuple[str, str]]:
    if isinstance(before, dict) and isinstance(after, dict):
        return [(str(name), f"{_text(before.get(name, ''))} → {_text(after[name])}") for name in after]
    return [(str(_("changement")), f"{_text(before)} → {_text(after)}")]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} : {each}" for name, each in value.items())
    if isinstance(value, bool):
        return str(_("oui") if value else _("non"))
    return str(STATES.get(str(value), value))
