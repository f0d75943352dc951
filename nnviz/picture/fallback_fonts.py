"""The Japanese font of this system, for the characters that the fonts of nnviz lack.

A Japanese font weighs as much as all the rest of nnviz, and nearly every system has one. So
none is shipped: the usual folders are searched for the usual files, best beside Inter first, and
only once a text needs it.
"""

import os
import sys
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

# The regular and the bold file of each family. In all these collections (.ttc) the first face is
# the Japanese one; those of Noto go on with Korean and Chinese, which write some characters
# differently.
FAMILIES: Final = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKjp-Regular.otf", "NotoSansCJKjp-Bold.otf"),
    ("NotoSansJP-Regular.otf", "NotoSansJP-Bold.otf"),
    ("NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf"),
    ("SourceHanSans-Regular.ttc", "SourceHanSans-Bold.ttc"),
    ("SourceHanSansJP-Regular.otf", "SourceHanSansJP-Bold.otf"),
    ("ヒラギノ角ゴシック W3.ttc", "ヒラギノ角ゴシック W6.ttc"),
    ("ヒラギノ角ゴ ProN W3.otf", "ヒラギノ角ゴ ProN W6.otf"),
    ("YuGothM.ttc", "YuGothB.ttc"),
    ("meiryo.ttc", "meiryob.ttc"),
    ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf"),
    ("ipaexg.ttf", "ipaexg.ttf"),
    ("ipagp.ttf", "ipagp.ttf"),
    ("ipag.ttf", "ipag.ttf"),
    ("VL-PGothic-Regular.ttf", "VL-PGothic-Regular.ttf"),
    ("VL-Gothic-Regular.ttf", "VL-Gothic-Regular.ttf"),
    ("TakaoPGothic.ttf", "TakaoPGothic.ttf"),
    ("TakaoGothic.ttf", "TakaoGothic.ttf"),
    ("msgothic.ttc", "msgothic.ttc"),
)
FOLDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
        "win32": ("${WINDIR}/Fonts", "${LOCALAPPDATA}/Microsoft/Windows/Fonts"),
        "linux": (
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            "/run/current-system/sw/share/X11/fonts",
            "~/.local/share/fonts",
            "~/.fonts",
        ),
    }
)
REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "darwin": "download Hiragino Sans in Font Book, or install Noto Sans JP",
        "win32": "add the Japanese supplemental fonts under Settings, Optional features, or "
        "install Noto Sans JP",
        "linux": "on Debian and Ubuntu: apt-get install fonts-noto-cjk; on Fedora: dnf install "
        "google-noto-sans-cjk-fonts; on Arch: pacman -S noto-fonts-cjk",
    }
)


class FallbackFace(NamedTuple):
    """A font of a file.

    Attributes:
        file: where it is.
        number: which of the fonts of the file, from 0.

    """

    file: Path
    number: int = 0


def remedy() -> str:
    """Return what to do on this system where it has no Japanese font."""
    return REMEDIES.get(sys.platform, REMEDIES["linux"])


@lru_cache(maxsize=2)
def japanese_face(*, bold: bool) -> FallbackFace | None:
    """Return the Japanese font of this system; None where none is found."""
    found = _font_files()
    for regular, strong in FAMILIES:
        file = found.get(regular.casefold())
        if file is not None:
            return FallbackFace(found.get(strong.casefold(), file) if bold else file)
    return None


def _font_files() -> dict[str, Path]:
    """Return where the files of `FAMILIES` lie, by their names in small letters.

    A file of the user's own wins against the system's of the same name.
    """
    wanted = {name.casefold() for family in FAMILIES for name in family}
    found = {}
    for folder in FOLDERS.get(sys.platform, FOLDERS["linux"]):
        for root, _, names in os.walk(Path(os.path.expandvars(folder)).expanduser()):
            for name in names:
                plain = unicodedata.normalize("NFC", name).casefold()  # macOS parts the accents
                if plain in wanted:
                    found[plain] = Path(root, name)
    return found
