"""Why a file is refused."""

from platform_core.errors import RuleBroken


class UploadRefused(RuleBroken):
    """A file that cannot be accepted: `code` for programs, `message` for the person, in French."""
