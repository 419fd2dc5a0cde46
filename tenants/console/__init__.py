"""The operator's console: what needs attention, spaces, requests, failures, the log of the platform."""
