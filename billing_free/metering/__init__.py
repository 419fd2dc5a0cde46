"""Metering: what each space uses of the platform, measured by the worker, shown to its team and to operators."""
