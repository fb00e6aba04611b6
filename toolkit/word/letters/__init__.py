"""Letters from the office's own text: ``templates/通知/*.docx`` with placeholders in ``{{ }}``."""

from __future__ import annotations

from toolkit.word.letters.filling import fill_letter
from toolkit.word.letters.forms import letter_forms, letter_template
from toolkit.word.letters.mistakes import mistakes
from toolkit.word.letters.parts import words_of
from toolkit.word.letters.reading import default_parts, read_letter

__all__ = ["default_parts", "fill_letter", "letter_forms", "letter_template", "mistakes", "read_letter", "words_of"]
