"""The words that the scripts say, in the language of the page: scripts hold no sentence of their own."""

from django.utils.translation import gettext as _


def words() -> dict[str, str | list[str]]:
    """Return each text by the name scripts use; a pair is (singular, plural), `%n` stands for the number."""
    return {
        "copied": _("Lien copié"),
        "update_failed": _("La page n’a pas pu être mise à jour. Rechargez-la."),
        "offline": _("Connexion interrompue. Vérifiez votre réseau puis réessayez."),
        "left": [_("Il reste %n signe"), _("Il reste %n signes")],
        "too_many": [_("%n signe de trop"), _("%n signes de trop")],
        "tools": _("Mise en forme"),
        "bold": _("Gras"),
        "italic": _("Italique"),
        "heading": _("Titre"),
        "list": _("Liste"),
        "quote": _("Citation"),
        "link": _("Lien"),
        "sample_bold": _("texte en gras"),
        "sample_italic": _("texte en italique"),
        "sample_heading": _("Un titre"),
        "sample_list": _("un élément"),
        "sample_quote": _("une citation"),
        "sample_link": _("texte du lien"),
        "preview": _("Aperçu"),
        "loading": _("Chargement…"),
        "nothing": _("Rien à afficher pour l’instant."),
        "preview_failed": _("L’aperçu n’est pas disponible. Votre texte est intact."),
        "kept": _("Nous avons gardé ce que vous aviez écrit ici."),
        "restore": _("Reprendre mon texte"),
        "discard": _("Repartir de zéro"),
        "moved": _("%name : position %n sur %total"),
        "order_failed": _("L’ordre n’a pas pu être enregistré. Rechargez la page."),
        "close": _("Fermer"),
        "places": _("%n points proches"),
        "zoom_in": _("Agrandir"),
        "zoom_out": _("Réduire"),
    }
