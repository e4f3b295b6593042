"""Forms of address that are said before a name: by their key, and whom each is said to."""

from bot.domain.vietnamese import fold

# The key of each is how it is typed without marks.
SPELLED = {
    fold(form): form for form in ("ông", "bà", "bác", "cô", "chú", "anh", "chị", "cậu", "dượng", "dì", "mợ", "thím")
}
GENDER_OF: dict[str, str | None] = dict.fromkeys(SPELLED) | {
    **dict.fromkeys(("ong", "chu", "anh", "cau", "duong"), "m"),
    **dict.fromkeys(("ba", "co", "chi", "di", "mo", "thim"), "f"),
}
# Typed without their marks these are other words, such as «đi» and «mơ».
OTHER_WORDS = frozenset({"di", "thim", "mo", "cau", "duong"})


def said_to(gender: str) -> tuple[str, ...]:
    """Return those said to women («f») or to men («m») alone, as they are spelled."""
    return tuple(SPELLED[form] for form, of in GENDER_OF.items() if of == gender)
