"""QR codes as drawings that templates put on paper."""

from io import BytesIO

import segno


def qr(content: str) -> str:
    """An SVG; it can be read with an eighth of it smudged."""
    drawn = BytesIO()
    segno.make(content, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()
