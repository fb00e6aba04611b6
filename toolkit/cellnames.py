"""Columns by their letters, as every workbook names them. It stands alone, as ``unusable`` does: the child
that reads foreign files needs no word of the model, and starts in half the time without it.
"""


def column_letters(column: int) -> str:
    """Letters of a column number: 1 -> 'A', 27 -> 'AA'."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
