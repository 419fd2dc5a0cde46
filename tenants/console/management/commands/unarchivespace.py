"""Open an archived space again."""

from tenants.console.management.commands._gesture import SpaceCommand
from tenants.spaces.operations import unarchive_space


class Command(SpaceCommand):
    help = "Rouvre un espace archivé, son équipe est prévenue."
    operation = staticmethod(unarchive_space)
    said = "{label} n’est plus archivé."
