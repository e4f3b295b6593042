"""What people say or ask beside what they came for: answered in a line or two, and nothing is changed.

They are asides: the question that was open is asked again below the answer.
"""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.i18n import _, lines, verbatim
from bot.i18n.catalogs import CHOICE
from bot.services.calls import callback
from bot.services.courses import catalogue
from bot.services.messaging import conversations
from bot.services.messaging.shown import lately, open_card
from bot.storage import session_queries

_HOME = option(_("🏠 Home"), "home")
_JOIN = option(_("📝 Join a class"), "sign_up")
_MINE = option(_("📅 My classes"), "my_classes")
_PERSON = option(_("🙋 Talk to a person"), "person")


async def greeting(chat: Chat) -> None:
    talk = await conversations.talk_of(chat.db, chat.address)
    is_stranger = chat.person.name is None  # to whom no card was sent
    if talk.question_id is None and (is_stranger or open_card(await lately(chat.db, chat.address)) is None):
        return chat.go("home")
    chat.say(_("Hello! I am glad that you write."))


async def thanks(chat: Chat) -> None:
    chat.say(_("Thank you, that is kind of you 😊"))


async def small_talk(chat: Chat) -> None:
    chat.say(_("I am a program and only know about the classes. It is nice to hear from you all the same."))


async def who_are_you(chat: Chat) -> None:
    leaders = await session_queries.leaders(chat.db, chat.person.group_id) if chat.person.group_id else []
    chat.say(
        lines(
            _("I am the automatic assistant of the «Digital literacy» classes, a program and no person."),
            _("{name} is in charge of the classes.", name=labels.person(leaders[0])) if leaders else None,
            _("I never ask for money, passwords or codes."),
        ),
        _PERSON,
        _HOME,
    )


async def who_teaches(chat: Chat) -> None:
    seats = await catalogue.seats_of(chat.db, chat.person)
    if not seats:
        return chat.say(_("You have not signed up for a class yet."), _JOIN, _HOME)
    helpers = await session_queries.helpers(chat.db, seats[0].session.id)
    leaders = await session_queries.leaders(chat.db, seats[0].group.id)
    names = labels.enumeration([labels.person(each) for each in helpers])
    chat.say(
        lines(
            labels.session(seats[0]),
            _("{names} will be there to help.", names=names)
            if helpers
            else _("Who will help there is not settled yet."),
            _("{name} is in charge of the classes.", name=labels.person(leaders[0])) if leaders else None,
        ),
        _MINE,
        _PERSON,
    )
    return None


async def is_it_free(chat: Chat) -> None:
    chat.say(_("Learning is free: nobody pays anything."), _JOIN, _MINE)


async def what_to_bring(chat: Chat) -> None:
    chat.say(
        lines(
            _("Please bring your telephone, charged."),
            _("No paper is needed. Please show your ID card and passwords to nobody."),
        ),
        _MINE,
        _PERSON,
    )


async def no_smartphone(chat: Chat) -> None:
    chat.say(
        lines(
            _("Of course you can learn: many come without knowing anything, and nobody is too old."),
            _("Without a smartphone of your own you can look on with your neighbour."),
        ),
        _JOIN,
        _PERSON,
    )


async def device_trouble(chat: Chat) -> None:
    chat.say(
        lines(
            _("That happens to many. Please bring the telephone to class, and somebody will look at it with you."),
            _("Please tell nobody a password or a code, whoever asks."),
        ),
        _MINE,
        _PERSON,
    )


async def other_language(chat: Chat) -> None:
    caller = await callback.call_back(chat.db, chat.person)
    chat.say(
        _("I do not know your language yet. I have told {name}, who will call you.", name=labels.person(caller))
        if caller is not None
        else _("I do not know your language yet. Somebody in charge will see that you wrote."),
        option(_("🌐 {languages}", languages=verbatim(CHOICE)), "language"),
        _HOME,
    )


async def on_the_way(chat: Chat) -> None:
    chat.say(_("Please take your time and come safely. Your seat stays yours if you come late."))


async def nobody_here(chat: Chat) -> None:
    """Say where and when the class is, and tell a human at once."""
    soon = await catalogue.seats_of(chat.db, chat.person)
    caller = await callback.call_back(chat.db, chat.person)
    chat.say(
        lines(
            _("I am sorry. I have told {name}, who will call you back.", name=labels.person(caller))
            if caller is not None
            else _("I am sorry. Somebody in charge will see that you wrote."),
            labels.session(soon[0]) if soon else None,
        ),
        _PERSON if caller is None else _MINE,
        _HOME,
    )


async def wrong_number(chat: Chat) -> None:
    chat.say(
        _("I am sorry if this is not for you. Shall I stop writing to this telephone?"),
        option(_("🔕 Stop reminding"), "stop"),
        option(_("🗑 Erase everything"), "erase"),
        _PERSON,
    )


FLOWS = (
    Flow(
        "greeting",
        greeting,
        intent=Intent.GREETING,
        aside=True,
        kind=True,
        phrases="""
            chào · xin chào · chào con · chào cháu · alo · a lô · hello · hi · chào buổi sáng · chào em
            con khỏe không · chào cả nhà · hi em · dạ chào chị
            con ơi · em ơi cho chị hỏi · good morning · chào buổi chiều · hello con · dạ chào cô
            chào anh · hello em · chào mọi người · con ơi con
        """,
    ),
    Flow(
        "thanks",
        thanks,
        aside=True,
        kind=True,
        phrases="""
            cảm ơn · cảm ơn cháu nhiều · thank you · thanks · quý hóa quá · tốt quá cảm ơn con · cảm ơn nhiều nha
            biết ơn con nhiều · con giỏi quá · cảm ơn trợ lý · dễ thương quá · cảm ơn con nhiều nghe · cám ơn nhiều
            cảm ơn nhé · tốt lắm · hay quá con · giỏi quá
            cám ơn con nghen · biết ơn con quá · tks · thương con ghê
            tốt quá · cam on nhieu · hay lắm con
            thầy cô dạy dễ hiểu quá · mang ơn mấy cô · quý hóa quá
            bạn bè ai cũng khen lớp · mấy người quen nói lớp này hay · hàng xóm kể lớp vui
        """,
    ),
    Flow(
        "small_talk",
        small_talk,
        aside=True,
        kind=True,
        phrases="""
            hôm nay trời đẹp · trời nóng quá · con ăn cơm chưa · nhà tôi có con mèo · giá vàng hôm nay
            xổ số ra con gì · mưa to quá · cháu nội tôi mới sinh · hôm qua coi đá banh · bữa nay tôi đi chợ mua cá
            tối nay ăn gì · haha vui ghê · buồn quá con ơi · thời tiết ngày mai · giá xăng bao nhiêu
            con có người yêu chưa · coi phim gì hay · chúc con ngủ ngon · hôm nay là ngày mấy · tôi đang nấu cơm
            thằng con tôi đi làm xa · làm thơ cho tôi nghe · kể chuyện cười đi · bán nhà không · vay tiền không
            what is the weather · tell me a joke · đội nào thắng tối qua · chính trị thế giới · tôi mới mua xe
            đau lòng quá
            mệt ghê · vui ghê · hôm qua coi phim · đi chợ chưa · chán quá · trời lạnh · đói bụng quá
            kể chuyện nghe đi · con mấy tuổi · xe buýt số mấy đi chợ
            cá mắc quá · giá thịt heo mắc quá · hôm nay gió lớn · cháu ngoại tui giỏi lắm · nhà tui mới sơn
            chợ bữa nay đông · mấy con gà nhà tui · tối qua ngủ không được · cải lương hay quá · đá banh ai thắng
            mưa suốt ngày · rau cải bữa nay rẻ · lúa năm nay được mùa · tui trồng bông đẹp lắm · nhà có đám vui lắm
            thằng cháu tui thi đậu rồi
            con cháu nó chỉ hoài tui cũng quên · thằng cháu dạy cho tui suốt ngày · học sao mà khó dữ vậy
            cháu nội chỉ bà hoài
        """,
    ),
    Flow(
        "who_are_you",
        who_are_you,
        aside=True,
        label=_("🤖 Who are you?"),
        phrases="""
            ai vậy · ai đây · ai nhắn vậy · sao biết tên bà · bên nào nhắn tin vậy · đây là ai · người hay máy
            con tên gì · sao có số của tôi · tin này của ai gửi · who are you · is this a scam
            có phải công an không · cái này có tin được không · tổ chức nào vậy · con là ai sao biết tên bà
            ai mà nhắn hoài vậy · có phải bọn lừa đảo không · bên đâu vậy · tin nhắn này của ai · ủa ai vậy
            em là người thật hay máy trả lời · cái này của ai · trang này của phường hả · bên đâu nhắn tui vậy
            có tin được không · có phải dụ người ta không · is this a robot · em là bot hả · sao có số của tui
            ai cho số của tôi vậy · sao biết số tui · số này của ai · ai nhắn tin cho tui đó · ở đâu mà nhắn tôi
            ai cho số tui · lấy số tui ở đâu ra · bạn là ai · con ở đâu nhắn bà · đây là máy hay là người
            tin này thiệt hay giả · của phường thiệt không · mấy người là ai
            đứa nào nhắn hoài vậy · mày là ai vậy
            đang nhắn với người hay với máy · máy trả lời hay có ai ngồi đó · phải máy tự trả lời không
        """,
    ),
    Flow(
        "who_teaches",
        who_teaches,
        aside=True,
        label=_("🧑‍🏫 Who teaches?"),
        for_learners=True,
        phrases="""
            ai dạy vậy · ai dạy bà vậy · ai dạy lớp này · bữa đó ai dạy · lớp này ai đứng · thầy cô nào dạy vậy con
            buổi tới ai dạy · mai ai dạy · ai hướng dẫn lớp · cô nào dạy · ai kèm bà · bữa nay ai kèm tui
            người dạy là ai · giáo viên là ai · bạn nào dạy lớp thứ bảy · ai đứng lớp vneid · who teaches the class
            who is the teacher · có ai chỉ bà không · ai chỉ cho tui bữa đó · lớp đó do ai dạy · tên thầy dạy là gì
            người nào sẽ kèm bà · ai dạy má em · thầy nào dạy lớp này · ai day lop nay · ai day vay con
        """,
    ),
    Flow(
        "is_it_free",
        is_it_free,
        aside=True,
        label=_("💵 Does it cost anything?"),
        phrases="""
            tốn tiền không · phải đóng tiền không · miễn phí không · học có thu phí không · lớp bao nhiêu tiền
            is it free · how much · giá bao nhiêu · có đóng gì không · học có tốn đồng nào không · có tốn tiền không
            đi học phải trả tiền không · đi học có phải đóng tiền gì không con
            phải trả tiền không · có mất phí không · đóng bao nhiêu · có lấy tiền không
            học không mất tiền phải không
            đóng bao nhiêu một buổi · có mất đồng nào không · học khỏi trả tiền hả · có phụ thu gì không
            phải nộp tiền gì không · how much does it cost · tiền nong sao con
            lớp này lấy tiền không · phường có thu phí không · có thu tiền không vậy · có đóng học phí không
            học này tốn bao nhiêu · tiền học mấy · học có mất tiền chi không · đi học có trả tiền không
            trả công thầy cô bao nhiêu vậy · có thâu học phí không · chi phí học ra sao · học có đóng gì không
            how much does it cost · is it free to learn
        """,
    ),
    Flow(
        "what_to_bring",
        what_to_bring,
        aside=True,
        label=_("🎒 What shall I bring?"),
        phrases="""
            đi học mang theo gì · cần chuẩn bị gì · mang căn cước không · đem theo điện thoại hả · cần giấy tờ gì
            what should I bring · đem tập viết không · có cần mang theo giấy tờ · phải chuẩn bị những gì
            cần đem theo gì · có cần đem gì không · phải mang gì theo · đem theo cái chi · mang sạc không
            đem giấy tờ gì theo · có phải mang điện thoại không
            học cần cầm cái gì theo · có cần tập viết không · mang điện thoại thôi hả · phải đem giấy tờ gì theo hông
            đi học cần chuẩn bị những gì · có phải mang sạc không
            đi học đem gì · mai đem gì theo · cần đem chi không con · có phải đem căn cước không · mang theo cái gì
            cần cầm theo gì · mai di hoc mang gi · dem theo gi · đem điện thoại với gì nữa · có cần sạc pin không
            phải đem theo giấy tờ chi · phải xách theo gì không · chuẩn bị gì trước không con
            có cần xách theo cái gì không
            đi người không thôi có học được không · quên mang đồ theo có sao không · không cầm gì theo được hông
        """,
    ),
    Flow(
        "no_smartphone",
        no_smartphone,
        aside=True,
        label=_("📱 Without a smartphone"),
        phrases="""
            không có điện thoại thông minh có học được không · tôi không có smartphone
            điện thoại bàn phím có học được không · nhà không có mạng · không biết chữ học được không
            già rồi có học được không · điện thoại cùi học được không · 80 tuổi có học được không
            bà không có điện thoại học được không · má em xài máy cũ học được không
            tui xài máy bàn phím thôi · điện thoại cùi bắp học được hông · có mỗi cái điện thoại nút bấm
            không có máy xịn có học được không · chỉ có điện thoại nghe gọi · chưa mua điện thoại cảm ứng
            lớn tuổi quá học nổi hông · không biết mặt chữ thì học sao
            tui không có điện thoại xịn · xài máy cục gạch có học được không · không có điện thoại cảm ứng
            máy cũ quá học được không · già quá học được không · không biết chữ có học được không
            khong co dien thoai · tui 75 tuổi học nổi không · máy bấm nút thì học sao · lớn tuổi rồi có nhận không
            xài cục gạch học nổi không · điện thoại cục gạch theo lớp được không
        """,
    ),
    Flow(
        "device_trouble",
        device_trouble,
        aside=True,
        label=_("🔧 My phone does not work"),
        phrases="""
            máy tôi bị hư · điện thoại hư rồi · quên mật khẩu · quên mật khẩu vneid · máy không vào được zalo
            không mở được ứng dụng · máy bị đơ · điện thoại báo lỗi · đăng nhập không được · bể màn hình
            hết dung lượng · zalo bị khóa · vneid bị lỗi · không nhận được mã · my phone is broken
            forgot my password · zalo mở không lên · điện thoại mở không lên · máy bà hư · ứng dụng không vào được
            quên mã pin · điện thoại không lên nguồn
            điện thoại bị đơ · máy treo hoài · máy lên không nổi · bấm không ăn · đăng nhập zalo không được
            quên mã khóa máy · điện thoại hết dung lượng · mạng chập chờn vô không được · máy chạy chậm rì
            mất tài khoản zalo · màn hình đen thui · nó báo lỗi hoài
            máy đen màn hình · màn hình tối thui · zalo văng ra hoài · zalo bị văng · app không mở được
            điện thoại tắt nguồn · điện thoại không bấm được · máy không lên · may bi hu · không vô được VNeID
            zalo bắt đăng nhập lại · điện thoại không có mạng · sim không nhận · cái máy nó đơ rồi
            máy nóng quá tắt luôn · điện thoại hết bộ nhớ
            app cứ báo sai mật khẩu · máy đen màn hình không lên · zalo đăng nhập hoài không được
            quên mã mở khóa điện thoại
            loa điện thoại hư rồi · máy của mẹ không có tiếng · điện thoại má tôi rè loa
        """,
    ),
    Flow(
        "other_language",
        other_language,
        aside=True,
        label=_("🌐 Another language"),
        phrases="""
            tôi nói tiếng Khmer · tôi người Hoa không rành tiếng Việt · nói tiếng Việt không rành
            có ai nói tiếng Khmer không · tôi người dân tộc không rành tiếng Việt · có dạy tiếng Hoa không
            tui là người Khmer · người Hoa không biết tiếng Việt · bà nói tiếng Hoa
            có cô nào biết tiếng Hoa không · tui nói tiếng Miên rành hơn · không rành tiếng Kinh
            do you have classes in another language
            tui nói tiếng Hoa thôi · bà chỉ biết tiếng Khmer · lớp có dạy tiếng Khmer không · khong biet tieng viet
            mẹ em người Hoa không rành tiếng Việt
        """,
    ),
    Flow(
        "on_the_way",
        on_the_way,
        aside=True,
        label=_("🚶 I am on my way"),
        phrases="""
            tôi đang trên đường tới · tới trễ chút nha · bà tới trễ · đang đi tới · tôi tới muộn 10 phút
            chờ tôi chút · em đến trễ · kẹt xe tới trễ · on my way · running late · sắp tới rồi · chắc trễ nửa tiếng
            bà đang đi · gần tới rồi · bà trễ một chút · đang trên đường · tới liền · xin tới trễ
            tui ra tới ngõ rồi · gần tới nơi rồi đợi chút · kẹt xe tới muộn · xe hư giữa đường tới trễ
            chờ tui năm phút · đi gần tới rồi con · đang chạy xe tới · ra tới đầu đường rồi đợi nghen
            chở má tới trễ chút
            đang chạy tới · bà đi chậm tới sau nha · kẹt xe đợi chút · tới trễ mười phút · ra khỏi nhà rồi
            tui tới liền · cho bà trễ chút · dang di toi · toi tre 5 phut · đợi bác xíu · hư xe tới trễ
            tui tới sau một chút
        """,
    ),
    Flow(
        "nobody_here",
        nobody_here,
        aside=True,
        label=_("📍 Nobody is here"),
        phrases="""
            tôi tới nơi rồi mà không thấy ai · cửa khóa không ai mở · tới lớp không thấy lớp · không thấy ai hết
            đứng đây nãy giờ không có ai · nobody is here · tới nhà văn hóa mà đóng cửa · sao không có ai ở lớp
            lớp đâu rồi sao không thấy · tới lớp mà cửa đóng · không có ai ở đây · lớp không có ai hết con
            đến nơi rồi không thấy ai cả
            đứng ngoài này hổng có ai hết · tới chỗ học mà đóng cửa · cửa đóng im ỉm · chở ba tới mà không thấy ai
            lớp đâu sao không thấy ai · tới nơi mà nhà văn hóa tắt đèn · không ai mở cửa · tới rồi mà vắng hoe
            tới lớp mà khóa cửa · cửa còn khóa · lớp đóng cửa rồi · tới nơi không thấy ai hết trơn
            chờ trước cửa nãy giờ · nhà văn hóa đóng cửa · sao lớp vắng tanh · không thấy lớp đâu hết
            cua dong khong ai · tới mà không có ai mở cửa · đứng trước cửa chờ mà không ai ra
            mọi người đâu hết rồi · ngoài này tối thui không ai
            em tới nhà văn hóa không gặp ai · tới trường mà trống không
        """,
    ),
    Flow(
        "wrong_number",
        wrong_number,
        aside=True,
        label=_("❓ Not for me"),
        phrases="""
            nhắn nhầm người rồi · tôi không phải bà Tư · nhầm số · tôi không đăng ký gì hết · không phải tôi
            wrong number · gửi nhầm rồi · số này không phải của bà Tư · tôi đâu có đăng ký · nhầm người rồi
            lộn người rồi · tôi không quen ai ở đây · đâu phải số của tôi đăng ký · số này không phải
            con nhắn lộn số
            tui đâu có đăng ký gì · nhầm người rồi cháu ơi · không quen biết gì hết · số này không phải của bà đó
            tui không biết lớp nào hết · gửi lộn người rồi
            tôi không phải người đó · ở đây không có ai tên vậy · nham so roi · tui không có đăng ký
            chắc nhắn nhầm ai · số này của người khác rồi
        """,
    ),
)
