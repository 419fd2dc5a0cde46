"""The territory shipped with the platform: places, organisations, mail domains and outlines, all offline."""
