"""From a printed text or a cell of the ledger back to the cell, file and edit it came from."""
