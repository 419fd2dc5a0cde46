"""The composition root: settings, images, the demonstration."""
