"""Makes the committed data files from the public sources; not used when the platform runs."""
