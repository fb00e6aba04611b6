"""A newly published list over the one in force: who meets whom, and what becomes of every field."""
