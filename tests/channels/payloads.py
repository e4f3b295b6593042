"""Strategies: updates as the Bot API 10.1 has them, and the same with something missing, unknown or wrong."""

from typing import Any

from hypothesis import strategies as st

from tests.channels.damage import damaged, junk

Json = dict[str, Any]

# Whom our platform knows first: Lan, An, and the chat of a group.
LAN, AN, STREET = 4_503_599_000_000_001, 4_503_599_000_000_002, -4_000_000_001
TELEGRAM, ANONYMOUS, CHANNEL_BOT = 777_000, 1_087_968_824, 136_817_688
LARGEST = 2**52 - 1

PEOPLE = st.sampled_from((LAN, LAN, AN, LARGEST, 5))
ROOMS = st.sampled_from((STREET, STREET, -5, -LARGEST))
STATUSES = ("creator", "administrator", "member", "restricted", "left", "kicked")

_SAID = (
    *("chào", "1", "0", "Có", "/start", "/start KV-0001", "/start@hoc_vu_so_bot nhom", "/noi", "/noi@hoc_vu_so_bot"),
    *("/help@another_bot", "/" + "x" * 40, "/NOI-1", "MOI-7K3A-Q2LD", "mật khẩu của tôi là hoasen123", "0901 234 567"),
    *("dừng", "xoá dữ liệu của tôi", "vắng 3 7, thêm bà Tư", "8h sáng thứ bảy", "30/2", "99", "-1", "1e9", "٣", "²"),
    *("\u202eđảo chữ\u202c", "\u200f/start", "مرحبا بكم", "שלום", "你好", "สวัสดี", "नमस्ते", "ﷺ" * 40, "Z̸̡͇͌a̷l̴g̶o̸"),
    *(
        "👨‍👩‍👧‍👦" * 30,
        "\0",
        "một\0hai",
        "\ud800",
        "\udfff\ud800 hai nửa",
        "\ufeff",
        "\u2028\u2029\x85",
        "  ",
        "\n" * 50,
    ),
    *(
        "x" * 4096,
        "😀" * 2048,
        "1" * 4096,
        "0 " * 2048,
        "a b " * 1024,
        "(" * 4096,
        "%s{0}{name}<b>&lt;",
        "'; DROP TABLE person; --",
    ),
)
words = st.sampled_from(_SAID) | st.text(max_size=40)
languages = st.sampled_from(("vi", "en", "vi-VN", "pt-br", "zh-hans", "xx", "", "-", "\0", "v" * 300))
# What a tap brings: of the question that is open, of one there is not, of nobody's.
taps = st.sampled_from(
    ("1.0", "1.1", "1.99", "999999.0", f"{10**40}.0", "1", "1.", ".", "", "٣.٠", "1.0.0", "-1.-1", "\0", "x" * 64)
)
dates = st.sampled_from((0, 1, 1_795_000_000, 2**31 - 1, 2**31, 2**40, 10**18))
numbers = st.sampled_from((0, 1, -1, 512, 4096, 2**31, 2**52))
degrees = st.sampled_from((0.0, 10.98, 106.65, -90.0, 180.0, 999.0, -1e308, 1e-300))


def some(required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """An object of the API: `from` and the like are no names in Python."""
    return st.fixed_dictionaries(required, optional=optional)


def user(number: st.SearchStrategy[int], *, is_bot: bool = False) -> st.SearchStrategy[Json]:
    return some(
        {"id": number, "is_bot": st.just(is_bot), "first_name": words},
        last_name=words,
        username=words,
        language_code=languages,
        is_premium=st.just(value=True),
    )


def chat(number: int, kind: str) -> st.SearchStrategy[Json]:
    names = {"first_name": words} if kind == "private" else {"title": words}
    return some({"id": st.just(number), "type": st.just(kind)}, username=words, is_forum=st.booleans(), **names)


files = {"file_id": words, "file_unique_id": words}
picture = some({**files, "width": numbers, "height": numbers}, file_size=numbers)
entity = some(
    {
        "type": st.sampled_from(("bot_command", "text_mention", "custom_emoji", "date_time", "pre", "of the future")),
        "offset": numbers,
        "length": numbers,
    },
    url=words,
    user=user(PEOPLE),
    unix_time=dates,
)
origin = st.one_of(
    some({"type": st.just("user"), "date": dates, "sender_user": user(PEOPLE)}),
    some({"type": st.just("hidden_user"), "date": dates, "sender_user_name": words}),
    some({"type": st.just("channel"), "date": dates, "chat": chat(-7, "channel"), "message_id": numbers}),
)
contact = some(
    {
        "phone_number": st.sampled_from(
            ("84901234567", "+84901234567", "", "+", "0" * 4000, "không có", "\0", "\ud800")
        ),
        "first_name": words,
    },
    last_name=words,
    user_id=PEOPLE,
    vcard=words,
)
location = some(
    {"latitude": degrees, "longitude": degrees}, horizontal_accuracy=degrees, live_period=numbers, heading=numbers
)
CONTENTS: dict[str, st.SearchStrategy[Any]] = {
    "text": words,
    "photo": st.lists(picture, max_size=3),
    "document": some(files, file_name=words, mime_type=words, file_size=numbers, thumbnail=picture),
    "sticker": some(
        {
            **files,
            **dict.fromkeys(("type", "width", "height"), numbers | words),
            **dict.fromkeys(("is_animated", "is_video"), st.booleans()),
        },
        emoji=words,
        thumbnail=picture,
    ),
    "voice": some({**files, "duration": numbers}, mime_type=words),
    "contact": contact,
    "location": location,
    "venue": some({"location": location, "title": words, "address": words}),
    "poll": some(
        {"id": words, "question": words, "options": st.lists(some({"text": words, "voter_count": numbers}), max_size=2)}
    ),
    "new_chat_title": words,
    "new_chat_members": st.lists(user(PEOPLE), max_size=2),
    "pinned_message": some({"message_id": numbers, "date": st.just(0), "chat": chat(LAN, "private")}),
    "something_of_tomorrow": junk,
}


# Fields of a message that mean nothing to us.
unread = st.sampled_from(
    ("date", "edit_date", "entities", "caption", "reply_to_message", "via_bot", "poll", "of tomorrow")
)


@st.composite
def message(draw: st.DrawFn, where: st.SearchStrategy[Json], sender: st.SearchStrategy[Json] | None) -> Json:
    """One content, and what may stand beside it."""
    content = draw(st.sampled_from(("text", "text", "text", *CONTENTS)))
    beside: dict[str, st.SearchStrategy[Any]] = {
        "entities": st.lists(entity, max_size=2),
        "caption": words,
        "caption_entities": st.lists(entity, max_size=2),
        "forward_origin": origin,
        "via_bot": user(st.just(77), is_bot=True),
        "message_thread_id": numbers,
        "edit_date": dates,
        "media_group_id": words,
        "reply_to_message": some({"message_id": numbers, "date": dates, "chat": chat(LAN, "private")}, text=words),
    }
    body = draw(some({"message_id": numbers, "date": dates, "chat": where, content: CONTENTS[content]}, **beside))
    return body if sender is None else {**body, "from": draw(sender)}


@st.composite
def private(draw: st.DrawFn) -> Json:
    who = draw(PEOPLE)
    return draw(message(chat(who, "private"), user(st.just(who), is_bot=draw(st.sampled_from((False, False, True))))))


@st.composite
def in_group(draw: st.DrawFn) -> Json:
    """By somebody, by an anonymous administrator, in the name of a channel; or the chat has another id now."""
    where = chat(draw(ROOMS), draw(st.sampled_from(("group", "supergroup"))))
    body = draw(
        message(where, draw(st.sampled_from((user(PEOPLE), user(PEOPLE), user(st.just(ANONYMOUS), is_bot=True)))))
    )
    ways: dict[str, st.SearchStrategy[Any]] = {
        "sender_chat": where | chat(-7, "channel"),
        "author_signature": words,
        "migrate_to_chat_id": ROOMS,
        "migrate_from_chat_id": ROOMS,
        "is_automatic_forward": st.just(value=True),
    }
    also = draw(st.sampled_from((None, None, *ways)))
    if also is not None:
        body[also] = draw(ways[also])
    return body


posts = message(chat(-7, "channel"), None)
inaccessible = some(
    {
        "chat": PEOPLE.flatmap(lambda who: chat(who, "private")) | chat(STREET, "supergroup"),
        "message_id": numbers,
        "date": st.just(0),
    }
)
tap = some(
    {"id": words, "from": user(PEOPLE), "chat_instance": words},
    data=taps | words,
    message=inaccessible | private() | in_group() | posts,
    inline_message_id=words,
    game_short_name=words,
)


@st.composite
def standing(draw: st.DrawFn) -> Json:
    """We or somebody else: in every status before and after."""
    who = draw(PEOPLE)
    room = draw(ROOMS)
    kinds = (chat(who, "private"), chat(room, "group"), chat(room, "supergroup"), chat(-7, "channel"))
    return {
        "chat": draw(draw(st.sampled_from(kinds))),
        "from": draw(user(st.just(who)) | user(st.just(ANONYMOUS), is_bot=True)),
        "date": draw(dates),
        "old_chat_member": draw(member()),
        "new_chat_member": draw(member()),
    }


@st.composite
def member(draw: st.DrawFn) -> Json:
    status = draw(st.sampled_from(STATUSES))
    body: Json = {"status": status, "user": draw(user(st.just(123_456), is_bot=True))}
    if status == "restricted":
        body |= {"is_member": draw(st.booleans()), "can_send_messages": draw(st.booleans()), "until_date": draw(dates)}
    return body


ASKED: dict[str, st.SearchStrategy[Json]] = {
    "message": private() | private() | in_group(),
    "callback_query": tap,
    "my_chat_member": standing(),
}
UNASKED: dict[str, st.SearchStrategy[Json]] = {
    "edited_message": private() | in_group(),
    "channel_post": posts,
    "edited_channel_post": posts,
    "business_message": private(),
    "chat_member": standing(),
    "inline_query": some({"id": words, "from": user(PEOPLE), "query": words, "offset": words}),
    "something_of_tomorrow": junk,
}


# One that the platform was asked for, in a number of its own; and anything at all.
asked = st.sampled_from(tuple(ASKED)).flatmap(lambda kind: st.tuples(st.just(kind), damaged(ASKED[kind])))
updates = damaged(
    st.sampled_from((*ASKED, *UNASKED)).flatmap(
        lambda kind: some({"update_id": st.integers(1, LARGEST), kind: (ASKED | UNASKED)[kind]})
    )
)
