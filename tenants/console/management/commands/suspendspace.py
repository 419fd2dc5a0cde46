"""Close a space at once, but to its team."""

from tenants.console.management.commands._gesture import SpaceCommand
from tenants.spaces.operations import suspend_space


class Command(SpaceCommand):
    help = "Suspend un espace : il ferme aussitôt à tous sauf à son équipe, qui est prévenue."
    operation = staticmethod(suspend_space)
    said = "{label} est suspendu."
