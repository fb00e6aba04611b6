"""Ledger -> blocks: what is printed, before it is Word, Excel or a page."""
