"""Letters from the office's own text: ``templates/通知/*.docx`` with placeholders in ``{{ }}``."""

from __future__ import annotations

from toolkit.word.letters.edges import Edge, paper_lines, read_edges
from toolkit.word.letters.filling import fill_letter
from toolkit.word.letters.forms import common_names, letter_forms, letter_template
from toolkit.word.letters.mistakes import edge_mistakes, mistakes, paper_mistakes
from toolkit.word.letters.parts import words_of
from toolkit.word.letters.reading import default_parts, read_letter

__all__ = ["Edge", "common_names", "default_parts", "edge_mistakes", "fill_letter", "letter_forms", "letter_template",
           "mistakes", "paper_lines", "paper_mistakes", "read_edges", "read_letter", "words_of"]
