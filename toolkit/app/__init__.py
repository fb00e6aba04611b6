"""The only composer: one file per command; values in, an ``Outcome`` out. No step knows another."""
