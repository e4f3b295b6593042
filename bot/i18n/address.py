"""How a person is addressed and what the assistant calls itself in return."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class AddressForm:
    """A form of address (`goi`) and the self-reference that answers it (`xung`)."""

    goi: str
    xung: str


# The Southern usage: «con» to one's elders, «em» to elder peers, «mình» among students.
FORMS = {
    "ong": AddressForm("ông", "con"),
    "ba": AddressForm("bà", "con"),
    "bac": AddressForm("bác", "con"),
    "co": AddressForm("cô", "con"),
    "chu": AddressForm("chú", "con"),
    "anh": AddressForm("anh", "em"),
    "chi": AddressForm("chị", "em"),
    "ban": AddressForm("bạn", "mình"),
    "di": AddressForm("dì", "con"),
    "thim": AddressForm("thím", "con"),
    "mo": AddressForm("mợ", "con"),
    "cau": AddressForm("cậu", "con"),
    "duong": AddressForm("dượng", "con"),
}
# What is offered; the others are there for who types them.
OFFERED = ("ong", "ba", "bac", "co", "chu", "anh", "chi", "ban")
# Nobody's age is guessed: until the person has chosen, everybody is «cô, bác».
UNKNOWN = AddressForm("cô, bác", "trợ lý")


# Among students nobody says «dạ … ạ».
_AMONG_EQUALS = "ban"
_OPENING = re.compile(r"(?m)(^|(?<=[.!?] ))Dạ,? (\w)")
_CLOSING = re.compile(r" ạ(?=[.!?,]|$)", re.MULTILINE)


def in_tone(form: str | None, words: str) -> str:
    """The words without marks of deference, for those who are addressed as equals."""
    if form != _AMONG_EQUALS:
        return words
    return _CLOSING.sub("", _OPENING.sub(lambda found: found[1] + found[2].upper(), words))


def placeholders(form: str | None, called: str) -> dict[str, str]:
    """`{goi} {Goi} {xung} {Xung} {ten}` for one reader; `called` is the given name, or empty."""
    chosen = FORMS.get(form or "", UNKNOWN)
    return {
        "goi": chosen.goi,
        "Goi": chosen.goi[0].upper() + chosen.goi[1:],
        "xung": chosen.xung,
        "Xung": chosen.xung[0].upper() + chosen.xung[1:],
        "ten": called,
    }
