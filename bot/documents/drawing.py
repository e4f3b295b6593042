"""Draws a page: a template of `templates/`, with its data as JSON, so that nothing in it is ever taken for markup."""

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "fonts"


class FileFormat(StrEnum):
    """What the file is to be."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"


def draw(template: str, data: Mapping[str, object], form: FileFormat, ppi: int = 144) -> bytes:
    """The file; the same data makes the same bytes. `ppi` is for PNG. One page only, unless it is a PDF.

    It takes tens of milliseconds of a core: from a coroutine call it in a thread.
    """
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
