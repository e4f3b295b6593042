"""Understood, asked, missed or wrong: what people type, by role and by what is open, and which intentions are confused.

`--split test` (the default) is the split written before there was a recogniser; `dev` is what it was built against.
`--talk` runs what is typed while nothing is open through the routing of the bot itself, on a database.
`--compare` sets nearest example, the classifier in use and a naive Bayes beside each other; `--time` takes the time of
each message, of 100,000 hostile ones, of the start, and the memory.
"""

import argparse
import asyncio
import csv
import math
import random
import statistics
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import process_time

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from bench.ear import Ear, Heard
from bot import clock
from bot.chat.chat import Chat
from bot.chat.message import Incoming
from bot.clock import LOCAL
from bot.domain.parsing.time import Either, Spoken, UnclearTime
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.people.places import GroupName
from bot.domain.understanding.danger import Danger
from bot.domain.understanding.frame import frame
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.name import SaidName
from bot.domain.understanding.open_question import Open
from bot.domain.understanding.recogniser import Recogniser, grams, plain
from bot.domain.understanding.yes_no import Answer
from bot.flows import FLOWS
from bot.flows.intentions import EXAMPLES, NEVER_WITH, learn, may_be_wanted, recogniser
from bot.routing import hearing
from bot.routing.arrived import Arrived
from bot.services.messaging import conversations
from bot.services.messaging.fitted_recogniser import answers
from bot.services.people import identity
from bot.storage import encryption, wards
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.tables.people import Role
from bot.storage.tables.places import ResidentialGroup

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
LINES = Path(__file__).parents[1] / "tests" / "domain" / "understanding"
# Asked about in the talk these mean the same as their neighbours: whoever hears one of them is well served.
SMALL = "small_talk"


class Result(StrEnum):
    """How it went."""

    UNDERSTOOD = "understood"
    ASKED = "asked"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True)
class Line:
    """One line: who types what while what is open, and all it may mean."""

    role: str
    state: str
    text: str
    meanings: frozenset[str]

    @property
    def may(self) -> Mapping[str, float]:
        return may_be_wanted(ROLES[self.role])

    @property
    def waits(self) -> Open:
        kind, _colon, rest = self.state.partition(": ")
        labels = tuple(rest.split(" | ")) if kind in {"list", "several"} else SIDES.get(kind, ())
        old = datetime(2026, 11, 25, 19, 0, tzinfo=LOCAL) if kind == "moving" else None
        return Open(KINDS.get(kind, AnswerKind.TWO_SIDES), labels, old)

    @property
    def open(self) -> str:
        return self.waits.kind.value if self.state != "danger" else "danger"


ROLES = {
    "resident": frozenset[RoleKind](),
    "relative": frozenset[RoleKind](),
    "volunteer": frozenset({RoleKind.VOLUNTEER}),
    "leader": frozenset({RoleKind.LEADER}),
    "official": frozenset({RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR, RoleKind.ORGANISER}),
}
KINDS = {
    "nothing": AnswerKind.NOTHING,
    "danger": AnswerKind.NOTHING,
    "consent": AnswerKind.CONSENT,
    "list": AnswerKind.LIST,
    "name": AnswerKind.NAME,
}
KINDS |= {"several": AnswerKind.SEVERAL, "form": AnswerKind.FORM, "moving": AnswerKind.WHEN}
KINDS |= {"erasing": AnswerKind.OWN_WORD, "calling_off": AnswerKind.OWN_WORD, "leaving": AnswerKind.LEAVING}
KINDS |= {"place": AnswerKind.PLACE}
KINDS |= {"group": AnswerKind.GROUP, "amount": AnswerKind.AMOUNT, "when": AnswerKind.WHEN, "call": AnswerKind.CALL}
SIDES = {
    "coming": ("✅ Đi được", "❌ Bận mất rồi"),
    "taking": ("✅ Tôi học được", "❌ Tôi bận"),
    "notice": ("👍 Tôi biết rồi", "❌ Bận mất rồi"),
    "doing": ("👍 Tôi tự làm được", "❌ Chưa"),
    "approving": ("✅ Duyệt", "❌ Từ chối"),
    "erasing": ("🗑 Xóa hết", "Giữ lại"),
    "calling_off": ("⛔ Báo nghỉ", "Không, vẫn học"),
    "leaving": ("👋 Thôi học", "Giữ chỗ"),
}
DANGERS = {Danger.HURT: "fall", Danger.CHEATED: "cheated", Danger.VISITOR: "visitor"}
CONSENTS = {"once_more": "again", "of_another": "witness"}


def read(split: str) -> list[Line]:
    with (Path(split) if split.endswith(".tsv") else LINES / f"{split}.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [Line(row["role"], row["state"], row["text"], frozenset(row["meaning"].split("|"))) for row in rows]


def said(line: Line, heard: Heard) -> str | None:
    """What was heard, as the table of lines writes it; None for a wish or nothing."""
    if heard.dangers:
        return "|".join(DANGERS[danger] for danger in heard.dangers)
    if heard.line is not None:
        return ("yes", "no")[heard.line] if line.state in SIDES else str(heard.line + 1)
    return None if heard.answer is None else _value(heard.answer)


def _value(answer: object) -> str:
    if isinstance(answer, list):
        return " ".join(str(n + 1) for n in answer)
    if isinstance(answer, SaidName):
        return answer.name
    if isinstance(answer, GroupName):
        return f"{answer.kind} {answer.name}"
    if isinstance(answer, Spoken):
        whole = answer.day is not None and answer.time is not None
        return f"{answer.day} {answer.time:%H:%M}" if whole else "?"
    if isinstance(answer, Either | UnclearTime):
        return "?"
    return CONSENTS.get(str(answer), str(answer))


def judge(line: Line, heard: Heard) -> tuple[Result, str]:
    """How it went, and what was heard."""
    value = said(line, heard)
    if value == Answer.UNSURE:
        value = Answer.SWAYS.value
    if value is not None:
        if line.meanings <= {"-"} and value in {"no", "sways"} and line.waits.kind is not AnswerKind.TWO_SIDES:
            return Result.UNDERSTOOD, value
        fits = line.meanings & set(value.split("|")) or (value in {"comes", "cannot"} and _is_outcome(line, value))
        if value == "sways" and not fits:
            return Result.ASKED, value
        return (Result.UNDERSTOOD if fits else Result.WRONG), value
    if line.meanings <= {"-"}:
        # Where a question is open a wish may be heard; nothing was to be understood.
        quiet = not heard.sure or heard.wish == SMALL or line.state != "nothing"
        return (Result.UNDERSTOOD if quiet else Result.WRONG), heard.wish or ""
    if heard.wish is not None:
        return (Result.UNDERSTOOD if heard.wish in line.meanings else Result.WRONG), heard.wish
    asked = line.meanings & {each.name for each in heard.likely}
    return (Result.ASKED if asked else Result.MISSED), "/".join(each.name for each in heard.likely)


def _is_outcome(line: Line, value: str) -> bool:
    return {"comes": "told", "cannot": "declined"}[value] in line.meanings


def table(title: str, rows: Iterable[tuple[str, Result]]) -> None:
    counts: dict[str, Counter[Result]] = {}
    for name, result in rows:
        counts.setdefault(name, Counter())[result] += 1
    print(f"\n{title:12} {'lines':>6} " + " ".join(f"{result.value:>12}" for result in Result))
    for name, found in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        n = found.total()
        print(f"{name:12} {n:>6} " + " ".join(f"{found[r]:>5} {100 * found[r] / n:>5.1f}%" for r in Result))


def report(ear: Ear, lines: list[Line], *, show: bool) -> None:
    tell([(line, *judge(line, ear.hear(line.text, line.waits, line.may, NOW))) for line in lines], show=show)


def tell(judged: list[tuple[Line, Result, str]], *, show: bool) -> None:
    table("role", [(line.role, result) for line, result, _ in judged])
    table("open", [(line.open, result) for line, result, _ in judged])
    confused = Counter(
        (min(line.meanings), heard) for line, result, heard in judged if result is Result.WRONG or "/" in heard
    )
    print("\nconfused (meant → heard; several: asked about)")
    for (meant, heard), n in confused.most_common(30):
        print(f"  {n} × {meant} → {heard}")
    done = sum(result is Result.WRONG and heard in AT_ONCE for _line, result, heard in judged)
    print(f"\nwrong, and done before it is asked or read back: {done}")
    for line, result, heard in judged:
        if show and result is not Result.UNDERSTOOD:
            print(
                f"  {result.value:10} {line.role} · {line.state[:12]} · «{line.text}» · {min(line.meanings)} · {heard}"
            )


# ---- what the bot makes of it: its own routing, on a database


async def through_the_bot(lines: list[Line]) -> list[tuple[Line, Result, str]]:
    """Run what is typed while nothing is open through the routing of the bot, up to the flow that begins."""
    encryption.KEY_RING = encryption.KeyRing.fresh()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
        await migrate(database)
        async with database.begin() as db:
            await _neighbourhood(db)
        judged = []
        for line in lines:
            async with database.begin() as db:
                judged.append((line, *_judge_flows(line, *await _flows(db, line))))
        await database.close()
    return judged


async def _neighbourhood(db: AsyncSession) -> None:
    await wards.seed(db)
    home = ResidentialGroup(ward_code="25750", kind="khu_pho", name="3", search_name="3")
    db.add(home)
    await db.flush()
    for role, kinds in ROLES.items():
        address = await identity.caller(db, Incoming("web", "bench", role))
        person = address.person
        person.name, person.search_name, person.address_form = "Nguyễn Thị Tư", "nguyen thi tu", "ba"
        person.group_id, person.ward_code = home.id, home.ward_code
        db.add_all(
            Role(
                person_id=person.id,
                kind=kind,
                status=RoleStatus.ACTIVE,
                group_id=home.id if kind in {RoleKind.LEADER, RoleKind.VOLUNTEER} else None,
                ward_code=home.ward_code,
                requested_at=clock.now(),
            )
            for kind in kinds
        )


async def _flows(db: AsyncSession, line: Line) -> tuple[list[str], bool]:
    """The flow that begins, or those that are offered; and whether one begins."""
    incoming = Incoming("web", "said", line.role, text=line.text)
    standing = await conversations.standing(db, incoming)
    start = await hearing.start(Arrived(db, incoming, standing.address, standing.talk))
    if start is None or start.flow.name != "words":
        which = start.answers.get("which") if start is not None and start.flow.name == "danger" else None
        return [DANGERS[Danger(which)] if which else start.flow.name if start is not None else ""], True
    chat = Chat(db, standing.address, start.answers)
    await start.flow.run(chat)
    if chat.goes_on is not None:
        return [chat.goes_on[0]], True
    shown = {option.flow for said in chat.said for option in said.options}
    # Whoever is not understood is shown the menu: that is no offer.
    return [name for name in start.answers.get("offered", {}) if name in shown], False


def _judge_flows(line: Line, flows: list[str], begins: bool) -> tuple[Result, str]:  # noqa: FBT001 beside its flows
    heard = "/".join(flows)
    if line.meanings <= {"-"}:
        may_change = begins and FLOWS[flows[0]].right is not None
        return (Result.WRONG if may_change else Result.UNDERSTOOD), heard
    if begins:
        meant = line.meanings & {flows[0], *SAME.get(flows[0], ())}
        return (Result.UNDERSTOOD if meant else Result.WRONG), heard
    return (Result.ASKED if line.meanings & set(flows) else Result.MISSED), heard


# A greeting while nothing is open shows what can be done.
SAME = {"maybe_stop": ("stop",), "home": ("greeting",)}
# These do something at once; all others ask, read back, or only show.
AT_ONCE = frozenset({"stop", "remind_me", "only_text", "only_call", "person", "nobody_here", "other_language"})


# ---- nearest example and naive Bayes, to compare with


def compare(lines: list[Line]) -> None:
    examples = Recogniser(EXAMPLES, NOW, NEVER_WITH)
    wishes = [line for line in lines if line.state == "nothing" and not line.meanings <= {"-"}]
    for name, ranks in (
        ("nearest example", _nearest(examples)),
        ("naive Bayes", _bayes()),
        ("logistic regression", lambda words: {each.name: each.likely for each in examples.rank(words)}),
    ):
        first = three = 0
        for line in wishes:
            scores = ranks(plain(frame(line.text, NOW).words))
            best = sorted((wish for wish in scores if wish in line.may), key=lambda wish: -scores[wish])
            first += best[:1] != [] and best[0] in line.meanings
            three += not line.meanings.isdisjoint(best[:3])
        n = len(wishes)
        print(f"{name:20} first {100 * first / n:5.1f}%   among three {100 * three / n:5.1f}%   of {n} wishes")


_Ranks = Callable[[tuple[str, ...]], dict[str, float]]


def _nearest(examples: Recogniser) -> _Ranks:
    of = [name for name in EXAMPLES for _ in EXAMPLES[name]]

    def rank(words: tuple[str, ...]) -> dict[str, float]:
        best: dict[str, float] = {}
        for name, alike in zip(of, examples.alike(grams(words))[0], strict=True):
            best[name] = max(best.get(name, 0.0), float(alike))
        return best

    return rank


def _bayes() -> _Ranks:
    counts = {name: Counter[int]() for name in EXAMPLES}
    for name, phrases in EXAMPLES.items():
        for phrase in phrases:
            slots, weights = grams(plain(frame(phrase, NOW).words))
            counts[name].update(dict(zip(slots.tolist(), np.rint(weights * 2).astype(int).tolist(), strict=True)))
    known = len({slot for each in counts.values() for slot in each})

    def rank(words: tuple[str, ...]) -> dict[str, float]:
        slots, weights = grams(words)
        found = list(zip(slots.tolist(), weights.tolist(), strict=True))
        return {
            name: sum(n * math.log((each[slot] + 0.1) / (each.total() + 0.1 * known)) for slot, n in found)
            for name, each in counts.items()
        }

    return rank


# ---- time and memory


def measure(lines: list[Line], count: int, seed: int) -> None:
    ear = _start()
    usual = [_time(ear, line.text, line.waits) for line in lines]
    _tell_times("messages", usual)
    hostile = [(_time(ear, text, waits), text) for text, waits in _hostile(lines, count, seed)]
    _tell_times(f"hostile texts of seed {seed}", [took for took, _text in hostile])
    for took, text in sorted(hostile)[-_SLOWEST:]:
        print(f"  {1000 * took:.1f} ms, {len(text)} characters, {text[:60]!r}")


_SLOWEST = 3


def _start() -> Ear:
    """Hear with what an earlier start has fitted, as the bot does, and tell what that takes."""
    recogniser(), answers()  # kept for the next start
    for read in (recogniser, answers):
        read.cache_clear()
    began = process_time()
    recogniser(), answers()
    took = process_time() - began
    for read in (recogniser, answers):
        read.cache_clear()
    tracemalloc.start()
    ear = Ear(recogniser())
    answers()
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"start {took:.2f} s, kept {kept / 1e6:.1f} MB, at most {most / 1e6:.1f} MB")
    learn()
    return ear


def _tell_times(of: str, took: list[float]) -> None:
    over = sum(each > _MOST for each in took)
    print(
        f"{len(took)} {of}: median {1000 * statistics.median(took):.2f} ms, worst {1000 * max(took):.1f} ms,"
        f" {over} over {1000 * _MOST:.0f} ms"
    )


_MOST = 0.005  # seconds of the processor


def _time(ear: Ear, text: str, waits: Open) -> float:
    began = process_time()
    ear.hear(text, waits, may_be_wanted(ROLES["leader"]), NOW)
    return process_time() - began


def _hostile(lines: list[Line], count: int, seed: int) -> Iterable[tuple[str, Open]]:
    """Made of what is read: words again and again, parts of patterns, signs, other scripts, up to 10,000 long."""
    dice = random.Random(seed)  # noqa: S311 no secret
    pieces = [word for line in lines for word in line.text.split()] + [
        *(
            "8h",
            "28/11",
            "|",
            "@",
            "không",
            "đi được",
            "thứ",
            "ạ",
            "0912345678",
            "ﷺ",
            "한국어",
            "Ω",
            "👍",
            "\u0301" * 50,
        ),
        *("bà Tư", "Nguyễn Văn", "a" * 300, "ten la", ",", ".", "?", "\n", "(", "chu nhat dau thang", "sau gio"),
    ]
    kinds = list(AnswerKind)
    for n in range(count):
        few = dice.choices(pieces, k=dice.choice((1, 2, 5, 40, 400) if n % 50 == 0 else (1, 2, 5, 40)))
        text = dice.choice((" ", "", ", ")).join(few if n % 3 else few[:1] * len(few))[:10_000]
        yield text, Open(dice.choice(kinds), ("👍 Đi được", "❌ Bận mất rồi", "VNeID: 8 giờ sáng thứ Bảy, ngày 28/11"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--split", default="unseen", help="a table of lines in tests/domain/understanding, or elsewhere"
    )
    options.add_argument("--talk", action="store_true", help="what is typed while nothing is open, by the bot itself")
    options.add_argument("--compare", action="store_true")
    options.add_argument("--time", action="store_true")
    options.add_argument("--hostile", type=int, default=100_000, help="how many hostile texts to take the time of")
    options.add_argument("--seed", type=int, default=1, help="of the hostile texts")
    options.add_argument("--show", action="store_true", help="every line that was not understood")
    asked = options.parse_args()
    lines = read(asked.split)
    if asked.compare:
        return compare(lines)
    if asked.time:
        return measure(lines, asked.hostile, asked.seed)
    if asked.talk:
        open_to_wishes = [line for line in lines if line.state in {"nothing", "danger"}]
        return tell(asyncio.run(through_the_bot(open_to_wishes)), show=asked.show)
    report(Ear(Recogniser(EXAMPLES, NOW, NEVER_WITH)), lines, show=asked.show)


if __name__ == "__main__":
    main()
