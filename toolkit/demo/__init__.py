"""An invented city (云川市): its published plan, its lead units' answers, and what came back.

Nothing here exists: city, counties, firms, figures and people are ours. The demo runs the real steps
on it; the package only supplies what people outside the toolkit would have supplied.
"""

from toolkit.demo.city import PLAN_NAME, plan_text, settings, units
from toolkit.demo.rounds import IMPORTED_ON, OPENINGS, ROUNDS, Delivery, Opening, Round, rounds_of
from toolkit.demo.written import Answer, Head, MeasureAnswer, UnitAnswers, answers

__all__ = [
    "IMPORTED_ON",
    "OPENINGS",
    "PLAN_NAME",
    "ROUNDS",
    "Answer",
    "Delivery",
    "Head",
    "MeasureAnswer",
    "Opening",
    "Round",
    "UnitAnswers",
    "answers",
    "plan_text",
    "rounds_of",
    "settings",
    "units",
]
