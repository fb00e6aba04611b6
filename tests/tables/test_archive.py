"""Zips that came back: names as their senders saw them, limits, and one verdict for the whole."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.tables import Refusal, archive


def zipped(files, flag_utf8=True) -> bytes:
    """A zip; without the flag, names are written as GBK, as Chinese Windows does."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files:
            target.writestr(name, content)
    return stream.getvalue() if flag_utf8 else with_names(files, "gbk")


def with_names(files, encoding: str) -> bytes:
    """Names of the same length in ASCII first, then the raw bytes put in their place."""
    raws = [name if isinstance(name, bytes) else name.encode(encoding) for name, _ in files]
    stand_ins = [f"{n:0{len(raw)}d}" for n, raw in enumerate(raws)]
    content = zipped([(stand_in, body) for stand_in, (_, body) in zip(stand_ins, files, strict=True)])
    for stand_in, raw in zip(stand_ins, raws, strict=True):
        assert content.count(stand_in.encode()) == 2
        content = content.replace(stand_in.encode(), raw)
    return content


def test_members_in_order():
    files = [("市园林局.xlsx", b"1"), ("报送/区县/甲.xlsx", b"2"), ("里面.zip", b"PK")]
    assert list(archive.members(zipped(files))) == files


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_the_flag(encoding):
    files = [("报送表（乔木绿化）2025.xlsx", b"1"), ("文件夹名字/碶峒乗.xlsx", b"2")]
    assert list(archive.members(with_names(files, encoding))) == files


@given(st.text(st.characters(codec="gb2312", min_codepoint=0x3400), min_size=6, max_size=30))
def test_any_chinese_name_in_gbk(name):
    raw = name.encode("gbk")
    expected = name
    with contextlib.suppress(UnicodeDecodeError):  # never seen in practice; nobody could tell then
        expected = raw.decode("utf-8")
    assert list(archive.members(with_names([(raw, b"1")], "gbk"))) == [(expected, b"1")]


def test_undecodable_bytes_stay_visible():
    (name, _), = archive.members(with_names([(b"ab\xff\xfe\x81.xlsx", b"1")], "gbk"))
    assert "\\xff" in name


def test_names_do_no_harm_and_stay_apart():
    files = [("../../etc/甲.xlsx", b"1"), ("/乙.xlsx", b"2"), ("a\\..\\丙.xlsx", b"3"), ("./etc/甲.xlsx", b"4"),
             ("..", b"5")]
    assert list(archive.members(zipped(files))) == [
        ("etc/甲.xlsx", b"1"), ("乙.xlsx", b"2"), ("a/丙.xlsx", b"3"), ("etc/甲.xlsx#2", b"4"), ("无名文件", b"5")]


def test_folders_are_left_out_and_what_a_mac_adds_is_met():
    assert list(archive.members(zipped([("a/", b""), ("__MACOSX/._a", b"x"), ("a/b.xlsx", b"1")]))) == [
        ("__MACOSX/._a", b"x"), ("a/b.xlsx", b"1")]


def refused(content: bytes) -> Refusal:
    answer = archive.members(content)
    assert isinstance(answer, Refusal), list(answer)
    assert "请" in answer.reason
    return answer


def locked(content: bytes, names: int) -> bytes:
    """A zip whose last ``names`` members say that they are encrypted."""
    raw, at = bytearray(content), len(content)
    for _ in range(names):
        at = raw.rfind(b"PK\x01\x02", 0, at)
        raw[at + 8] |= 1
    return bytes(raw)


def test_a_zip_with_a_password_is_refused_as_a_whole():
    content = zipped([("甲.xlsx", b"1"), ("乙.xlsx", b"2")])
    assert refused(locked(content, 2)).kind == "encrypted"


def test_one_spoilt_member_does_not_keep_the_others_from_being_read():
    locked_one = list(archive.members(locked(zipped([("甲.xlsx", b"1"), ("乙.xlsx", b"2")]), 1)))
    assert locked_one[0] == ("甲.xlsx", b"1")
    assert (locked_one[1][1].kind, "乙.xlsx" in locked_one[1][1].reason) == ("encrypted", True)
    content = zipped([("甲.xlsx", b"1"), ("乙.xlsx", bytes(range(256)) * 20), ("丙.xlsx", b"3")])
    spoilt = list(archive.members(content.replace(content[200:260], b"\xff" * 60)))
    assert [name for name, _ in spoilt] == ["甲.xlsx", "乙.xlsx", "丙.xlsx"]
    assert spoilt[1][1].kind == "broken"
    assert [part for _, part in spoilt[::2]] == [b"1", b"3"]


def test_archives_within_archives_share_one_room():
    room = archive.Room(members=3)
    assert len(list(archive.members(zipped([("a", b"1"), ("b", b"2")]), room))) == 2
    assert isinstance(archive.members(zipped([("a", b"1"), ("b", b"2")]), room), Refusal)


def test_bombs_and_crowds():
    assert refused(zipped([("甲.xlsx", b"\0" * (64 << 20))])).kind == "hostile"
    assert refused(zipped([(f"{n}", b"") for n in range(5_001)])).kind == "hostile"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18 + b"x" * 9, zipped([("甲", b"1")])[:-30]])
def test_what_is_no_zip(content):
    answer = archive.members(content)
    assert isinstance(answer, Refusal) or list(answer) == []


@given(st.data())
def test_mutated_zips_never_raise(data):
    content = bytearray(zipped([("甲.xlsx", b"1" * 50), ("乙.xlsx", b"2")]))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    answer = archive.members(bytes(content))
    if not isinstance(answer, Refusal):
        assert all(isinstance(body, bytes | Refusal) for _, body in answer)
