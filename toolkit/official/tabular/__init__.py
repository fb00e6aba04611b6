"""Tables of published documents: ledgers with a row a problem, and forms down the page."""
