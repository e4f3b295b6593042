"""Renders a Typst template; the data are passed as JSON and never read as markup."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "fonts"


class FileFormat(StrEnum):
    PDF = "pdf"
    PNG = "png"
    SVG = "svg"


def draw(template: str, data: Mapping[str, object], form: FileFormat, ppi: int = 144) -> bytes:
    """Return the file; the same data give the same bytes. Raises TypeError if PNG or SVG needs a second page.

    It takes tens of milliseconds of CPU: call it in a thread from a coroutine. `ppi` is for PNG.
    """
    import typst  # noqa: PLC0415 eight megabytes that a quiet bot does not need: docs/adr/0030

    drawn = typst.compile(
        _HERE / "templates" / f"{template}.typ",
        root=_HERE / "templates",
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format=form.value,
        ppi=ppi if form is FileFormat.PNG else None,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )
    if not isinstance(drawn, bytes):
        raise TypeError(f"{template} has more than one page: {form} holds one")
    return drawn
