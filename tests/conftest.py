"""Hypothesis without deadlines: a busy machine must not fail a test that asks about text."""

from hypothesis import settings

settings.register_profile("shop", deadline=None, print_blob=True)
settings.load_profile("shop")
