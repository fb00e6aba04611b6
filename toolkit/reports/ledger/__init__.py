"""The ledger workbook (整改台账), sheet by sheet."""
