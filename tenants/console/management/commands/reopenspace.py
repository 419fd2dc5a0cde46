"""Open a suspended space again."""

from tenants.console.management.commands._gesture import SpaceCommand
from tenants.spaces.operations import reopen_space


class Command(SpaceCommand):
    help = "Rouvre un espace suspendu, son équipe est prévenue."
    operation = staticmethod(reopen_space)
    said = "{label} est rouvert."
