"""Decide that a space is deleted after the time of grace."""

from tenants.console.management.commands._gesture import SpaceCommand
from tenants.spaces.operations import schedule_deletion


class Command(SpaceCommand):
    help = "Programme la suppression d’un espace dans trente jours, son équipe est prévenue et peut annuler."
    operation = staticmethod(schedule_deletion)
    said = "La suppression de {label} est programmée dans trente jours."
