"""Raises when it is imported."""

raise RuntimeError("there is no licence\nfor this machine")
