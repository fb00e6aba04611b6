"""Tables of wordings, one module a sort: each row with sentences that show it, which are its tests."""
