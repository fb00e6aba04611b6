"""The declaration of a campaign (专项配置): the package's defaults, and the workbook the office edits.

``Profile`` itself is in ``model``. A column, a status word, a unit or a holiday is one row of the
workbook; what the defaults are is said once, in ``toolkit/defaults/profile.toml``.
"""

from toolkit.profile.declared import default_profile
from toolkit.profile.extended import add_to_profile
from toolkit.profile.layout import FILE
from toolkit.profile.learned import learn_into_profile
from toolkit.profile.reading import read_profile
from toolkit.profile.writing import write_profile

__all__ = [
    "FILE", "add_to_profile", "default_profile", "learn_into_profile", "read_profile", "write_profile",
]
