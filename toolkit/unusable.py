"""The one base class of refusals. It stands alone so that `--help` need not load the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Unusable(Exception):
    """Input a command cannot use: one Chinese sentence saying what is wrong and what to do. Exit 2.

    ``document`` stands beside the sentence in JSON: what a program may show before it asks again.
    """

    def __init__(self, sentence: str = "", document: Mapping[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.document: Mapping[str, Any] = document or {}
