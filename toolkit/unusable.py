"""The one base class of refusals. It stands alone so that `--help` need not load the model."""


class Unusable(Exception):
    """Input a command cannot use: one Chinese sentence saying what is wrong and what to do. Exit 2."""
