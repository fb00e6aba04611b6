"""Hypothesis without deadlines: a busy machine must not fail a test that asks about text."""

import os

from hypothesis import settings

# The same examples in every run: a red build is one anybody can repeat. Look for new ones with
# HYPOTHESIS_SEARCH=1 in the environment.
settings.register_profile(
    "shop", deadline=None, print_blob=True, derandomize=not os.environ.get("HYPOTHESIS_SEARCH"))
settings.load_profile("shop")
