"""Many people at the same moment, over HTTP, on two server processes."""
