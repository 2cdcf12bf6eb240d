"""The outside world for tests and the demo: a strict Bot API and people as actors."""
