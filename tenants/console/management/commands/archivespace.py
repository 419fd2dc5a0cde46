"""Make a space read-only."""

from tenants.console.management.commands._gesture import SpaceCommand
from tenants.spaces.operations import archive_space


class Command(SpaceCommand):
    help = "Archive un espace : il se lit encore, il ne se modifie plus. Son équipe est prévenue."
    operation = staticmethod(archive_space)
    said = "{label} est archivé."
