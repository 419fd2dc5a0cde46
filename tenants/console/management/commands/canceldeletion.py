"""Give up deleting a space."""

from tenants.console.management.commands._gesture import SpaceCommand
from tenants.spaces.operations import cancel_deletion


class Command(SpaceCommand):
    help = "Annule la suppression d’un espace, son équipe est prévenue."
    operation = staticmethod(cancel_deletion)
    said = "La suppression de {label} est annulée."
