"""Rules look cheaply before they look closely: the cheap look lets nothing pass that the close one would tell."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.checks import sums
from toolkit.checks.language import numbering, open_work, phrases, stance

ALWAYS, NEVER = re.compile(""), re.compile(r"(?!)")
PIECES = (
    "（一）", "（二）", "1.", "2、", "一是", "二是", "三是", "第一，", "第三，", "第2项", "①", "③", "共", "其中", "12家", "7家", "三处",
    "二十户", "百分之五十", "另一个", "3.5公里", "合计", "，", "。", "；", "\n", " ", "　", "已", "全部", "均", "现", "完成", "整改到位",
    "完成整改", "解决", "销号", "结束", "目标均达到", "画上句号", "剩余", "另有2户", "待", "问题", "该问题", "目前", "“", "”", "占", "的50%", "=", "/", "同上", "正在推进中", "见附件", "排口",
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
PHRASES = ("同上", "见附件", "正在推进中", "已按要求落实")


def empty(text: str) -> bool:
    return phrases.EmptyPhrases(PHRASES).says_nothing(text)


def told(find: Callable[[str], object], text: str) -> object:
    found = find(text)
    return found if found is None or isinstance(found, (bool, str)) else list(found)  # type: ignore[call-overload]


LOOKS = [
    (stance.all_done, stance, "_MAY_BE_DONE", ALWAYS, "3处已封堵。该问题已全部完成整改。"),
    (stance.all_done, stance, "_ENDS_LIKE_IT", ALWAYS, "3处已封堵。该问题已全部完成整改。"),
    (open_work.unfinished, open_work, "_CUES", ALWAYS, "3处已封堵，其余2处由业主自封。剩余1处山体陡峭。"),
    (numbering.muddles, numbering, "_MAY_RUN", ALWAYS, "一是封堵5处；三是清淤。"),
    (sums.disagreements, sums, "_TWO_FIGURES", ALWAYS, "共12家，其中7家完成，4家正在整改。"),
    (empty, phrases, "_FIGURE", NEVER, "（1）同上"),
]


@pytest.mark.parametrize(("find", "module", "look", "close", "spoken"), LOOKS, ids=lambda x: getattr(x, "__name__", None))
def test_a_cheap_look_changes_no_answer(
    find: Callable[[str], object], module: object, look: str, close: re.Pattern[str], spoken: str,
) -> None:
    assert told(find, spoken)
    cheap = getattr(module, look)

    @settings(max_examples=250, deadline=None, derandomize=True)
    @given(TEXTS)
    def check(text: str) -> None:
        quickly = told(find, text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, look, close)
            assert told(find, text) == quickly

    check()
    assert getattr(module, look) is cheap
