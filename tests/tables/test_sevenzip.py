"""7z archives: made by 7-Zip and by the format's own description, spoilt, locked, and of other methods."""

from __future__ import annotations

import base64
import random
import zlib

import pytest

from toolkit.tables import Refusal, archive

FILES = [("市水务局.xlsx", b"1"), ("夹/二.txt", b"two" * 9), ("夹/空.txt", b"")]
MADE = {
    "LZMA2 behind a filter for programs":
        "N3q8ryccAATolfZAkgAAAAAAAAAWAAAAAAAAADo2DrTgABsACl0AGJ0K5xlWyAvAAADgAJgAeF0AAIEzB64PzxYxDAeww9oq11hkrLN4"
        "zlTdvlv0DWnRRdOdlshA+lquy+LA44YzAfOpUyS0KDEgX5mdagJfOHm7ODbPcRFpvDNNdZvI2a8+l1L5/seY4g4FLwY2LVGZefflZxA4"
        "KoMC0joN4sPgotiOHEeNOXaMAAAAABcGEgEJgIAABwsBAAEhIQEYDICZAAA=",
    "LZMA":
        "N3q8ryccAAQZVQ5DkwAAAAAAAAAWAAAAAAAAAE/2DpsAGJ0K5xlWyiqjw///AMAAAOAAnAB6XQAAgTMHrg/PBHGMB8hDgIOBW/+sds94"
        "Pw6JMdmn0JPY13STa23bqq3iZUZDT5aE/ZWVlOEtyXDw4FpainGjvtLgB4kNTFzuU7LBFjyujzt49bHlXNId+H5txfN/6MVvFzPu3Xh1"
        "a1I4Vy7d5OgmR/XscB9bMFMf1AAAAAAXBhEBCYCCAAcLAQABISEBGAyAnQAA",
    "BZip2":
        "N3q8ryccAAThbir0qAAAAAAAAAAVAAAAAAAAAG5necVCWmg5MUFZJlNZgZ49SgAAAAmAIAAAAISAIAAgqJoM00uhR2h4u5IpwoSEDPHq"
        "UOAAkABxXQAAgTMHrg/Q8bH8nz9HO+fRdryLNRzyjv66jcATIekrpnHQhc/3HF+w4usYry0CEwbXB7TUhfdrokyqmD1Cd47XQqFva/g+"
        "aqsxqAvxU6PRD0yFgWUQbUbDhYGnMHz5kI6W4dkA3swZXMRzmBbQ4gAAAAAXBi8BCXkABwsBAAEhIQEYDICRAAA=",
    "Deflate":
        "N3q8ryccAATmp1FxgAAAAAAAAAAVAAAAAAAAAP8MXOozLCnPx4UA4ACQAHFdAACBMweuD84lflFCynMixw/Nfs/0yC4T/0bHptOQgiFM"
        "wMaTVJI9h3f2SkgrsBGgXl4Hes5n3cz2bfb7e0P50p8mu+ojPwyb/DC9gWec3I/8ghD+Ik+RsJI9fo18FqnwEJsgncsV/xtz77qbL03B"
        "AAAAABcGBwEJeQAHCwEAASEhARgMgJEAAA==",
    "stored":
        "N3q8ryccAASYBHw5lgAAAAAAAAAVAAAAAAAAAPewKH0xdHdvdHdvdHdvdHdvdHdvdHdvdHdvdHdvdHdv4ACUAHJdAACBMweuD8/Hr2gP"
        "6+stXPoEXnENFRD40I1DPQgJGwZAmROR8Y2q9NS2pqXiUuQ4f839AOId65MXGHKp2meYxz49rHM64wMkqFkdPEtkFv2yw/HadWc/MJvf"
        "vC7fSqRFSTg7udKAqhVexyQJjur8ogAAAAAXBhwBCXoABwsBAAEhIQEYDICVAAA=",
    "Delta":
        "N3q8ryccAARPctjUlgAAAAAAAAAWAAAAAAAAAFIRqP/gABsAC10AGJC8b4QtiwlJEAAA4ACcAHtdAACBMweuD88n8IwHsMPaKtdGfxcj"
        "hVHbrt82E0GZLQssSBKsXaNJ9QhZwF4CCdAFHKtYtlQLJUTcFBzGqz/W391nAx/uGsHEmxRKOezW8OceDmI9QTg403EsIfSVzUj27/5r"
        "41fd8gNEvvnAVcboU1GbCUBZDbdoXAAAAAAXBhMBCYCDAAcLAQABISEBGAyAnQAA",
}
LOCKED = {
    "names too":
        "N3q8ryccAAQDxY1EkAAAAAAAAAA9AAAAAAAAACYOiTyskyL3WhARYt9LCn1ks50dhIS9ELyjcOXyCWOhaPBBtjgS9+lx+3bwOPChV9s7"
        "u+43OqSXhZI6EyO6m7sTcc9JigvahoypP1SuhHU2KcRhkhzMQyr2+ed3A814XYGelxDIFsV9QSZ+Qe9Y3mmt9gb6I5Io9hsd7wgv2QpM"
        "3yX/OVQapNrAd9sLM66VgDz7rvsXBhABCYCAAAcLAQACJAbxBwESUw+H7im+eZHwEHEWadPTyf6kIwMBAQVdABAAAAEADH+AlgoBtKWo"
        "pwAA",
    "contents":
        "N3q8ryccAAQ4Pc0JEAAAAAAAAAByAAAAAAAAAO1Xo09DvkKaQGaYFqO8r0iZNYODAQQGAAEJEAAHCwEAAiQG8QcBElMPx5Yfo0Mt3oZh"
        "MBXlGibZOiEhAQABAAwHAwAICgF6em/tAAAFARkBABEZAAJeNGyhUkBcLwD0iw5mLgB0AHgAdAAAABkCAAAUCgEASio5E0563QEVBgEA"
        "IICkgQAA",
}
PPMD = (
    "N3q8ryccAATBkbeliQAAAAAAAAAVAAAAAAAAAJyk9YAAMUTnVMc+QhgA4ACYAHddAACBMweuD85vVl76DfomZkAfRdWmWCbX5+ywLS2t"
    "l5YIfNZyR3LJY3w8mBffdXHnweKUt2y7+WIyGXDQmqr/BUGBUVhEJVsPJMh4CrJo06HRWuobFI0W/MnLH8mkb61+5pbximpN/fWrkbJC"
    "DsoR9EUUL4WGAAAAABcGCgEJfwAHCwEAASEhARgMgJkAAA==")


@pytest.mark.parametrize("name", MADE)
def test_files_come_out_as_they_went_in(name: str) -> None:
    found = archive.members(base64.b64decode(MADE[name]))
    assert not isinstance(found, Refusal), found
    assert sorted(found) == sorted(FILES)


@pytest.mark.parametrize("name", LOCKED)
def test_a_password_is_told(name: str) -> None:
    found = archive.members(base64.b64decode(LOCKED[name]))
    assert isinstance(found, Refusal)
    assert found.kind == "encrypted"


def test_another_method_is_told() -> None:
    found = archive.members(base64.b64decode(PPMD))
    assert isinstance(found, Refusal)
    assert (found.kind, "ZIP" in found.reason) == ("unsupported", True)


def test_too_many_files_or_bytes_are_not_unpacked() -> None:
    content = base64.b64decode(MADE["LZMA"])
    assert isinstance(archive.members(content, archive.Room(members=2)), Refusal)
    assert isinstance(archive.members(content, archive.Room(size=20)), Refusal)


def test_a_spoilt_byte_of_a_stored_file_is_noticed() -> None:
    content = base64.b64decode(MADE["stored"])
    found = archive.members(content.replace(b"twotwo", b"twoTwo"))
    assert isinstance(found, Refusal)
    assert found.kind == "broken"


def test_whatever_is_done_to_it_ends_in_an_answer() -> None:
    chance, seen = random.Random(11), 0
    for content in map(base64.b64decode, MADE.values()):
        for _ in range(150):
            spoilt = bytearray(content)
            for _ in range(chance.randint(1, 5)):
                spoilt[chance.randrange(6, len(spoilt))] = chance.randrange(256)
            spoilt = spoilt[:chance.randint(20, len(spoilt))]
            start = 32 + int.from_bytes(spoilt[12:20], "little")
            part = spoilt[start:start + int.from_bytes(spoilt[20:28], "little")]
            if len(spoilt) > 32:
                spoilt[28:32] = zlib.crc32(part).to_bytes(4, "little")
            found = archive.members(bytes(spoilt))
            seen += isinstance(found, Refusal) or all(isinstance(body, bytes) for _, body in found)
    assert seen == 150 * len(MADE)
