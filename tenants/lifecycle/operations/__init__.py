"""What is written of the life of a space, besides its state (see `tenants.spaces.operations`)."""

from tenants.lifecycle.operations.reminding import remind
from tenants.lifecycle.operations.renaming import release_labels, rename_space

__all__ = ["release_labels", "remind", "rename_space"]
