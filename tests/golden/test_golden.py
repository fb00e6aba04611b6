"""What goes out, compared part by part with what was last looked at and found good (see README.md)."""

from __future__ import annotations

import difflib

import pytest
from invented_period import pieces
from projection import projected
from renew import HERE, golden

MADE = dict(pieces())
_MOST = 60


@pytest.mark.parametrize("name", MADE)
def test_a_piece_says_what_it_said_when_it_was_last_looked_at(name: str) -> None:
    before = golden(name).read_text(encoding="utf-8").splitlines() if golden(name).exists() else []
    now = projected(name, MADE[name]).splitlines()
    diff = list(difflib.unified_diff(before, now, "golden", "now", lineterm="", n=1))
    if diff:
        more = [f"… {len(diff) - _MOST} more lines"] if len(diff) > _MOST else []
        pytest.fail("\n".join([
            f"{name} has changed. If it is meant: python tests/golden/renew.py, look, commit.",
            *(line[:300] for line in diff[:_MOST]), *more]), pytrace=False)


def test_there_is_a_text_for_every_piece_and_none_besides_and_they_stay_small() -> None:
    kept = {path.name: path.stat().st_size for path in golden("").parent.iterdir()}
    assert set(kept) == {golden(name).name for name in MADE}
    assert sum(kept.values()) < 160_000
    assert (HERE / "README.md").exists()


def test_the_comparison_sees_a_style_a_height_a_field_and_a_word() -> None:
    """The projection itself: each of these changes something, so each must change the text."""
    def differs(name: str, part: str, old: bytes, new: bytes) -> bool:
        import io
        import zipfile

        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(MADE[name])) as source, zipfile.ZipFile(target, "w") as changed:
            for member in source.namelist():
                content = source.read(member)
                if member == part:
                    assert old in content, (part, old)
                    content = content.replace(old, new, 1)
                changed.writestr(member, content)
        return projected(name, target.getvalue()) != projected(name, MADE[name])

    annex, ledger = "附件-逐项.docx", "整改台账.xlsx"
    assert differs(annex, "word/document.xml", b"w:pStyle", b"w:nStyle")
    assert differs(annex, "word/footer1.xml", b" PAGE ", b" NUMPAGES ")
    assert differs(annex, "word/document.xml", "污口".encode(), "水口".encode())
    assert differs(annex, "word/document.xml", b'w:top="2098"', b'w:top="2099"')
    assert differs(ledger, "xl/worksheets/sheet1.xml", b' ht="', b' ht="1')
    assert differs(ledger, "xl/styles.xml", "黑体".encode(), "楷体".encode())
    assert differs(ledger, "xl/workbook.xml", b"Print_Area", b"Print_Aria")
