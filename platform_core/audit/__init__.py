"""Who did what, when: a log that only grows, one in each space and one for the platform."""
