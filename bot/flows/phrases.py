"""How people ask for what the assistant can do: examples the recogniser compares with, by intention.

An intention is the name of a flow where one answers it; those below the line in each part have no flow of their own.
Each line holds several, with « · » between them; marks may be left out by whoever types.
"""

# What anybody may say.
_ANYBODY = {
    "person": """
        gặp người · cho tôi gặp người phụ trách · tôi muốn nói chuyện với người thật · gọi lại giúp tôi
        kêu ai gọi cho tôi đi · cho xin số điện thoại người phụ trách · nhờ cô Lan gọi cho bà
        cho tôi nói chuyện với cán bộ · tôi muốn gặp trưởng khu phố · có ai ở đó không
        nhờ người thật trả lời giùm
        talk to a person · call me back · tôi cần người giúp · gọi điện cho tôi · nói chuyện với trưởng khu phố
        con nhờ ai đó gọi lại giùm bà · cho tôi hỏi một chút · gọi giùm cô phụ trách
        muốn gặp người thật · cho nói chuyện với người · gọi cho bà đi con · nhờ gọi lại
        cho gặp chị phụ trách lớp
    """,
    "home": """
        về đầu · menu · trang đầu · bắt đầu lại · làm lại từ đầu · quay về đầu · home · start over
        cho xem các nút
    """,
    "help": """
        giúp với · hướng dẫn sử dụng · cách dùng trợ lý này · tôi không biết dùng · không biết bấm chỗ nào
        chỉ tôi cách xài cái này · con làm được những gì · làm sao để dùng · help · how do I use this
        chỉ giùm bà với
        bà không rành mấy cái này · dùng làm sao · cái này để làm gì · trợ lý này giúp được gì
    """,
    "stop": """
        dừng nhắc · đừng nhắn nữa · đừng nhắc nữa phiền quá · thôi đừng gửi nữa · ngừng nhắn tin · tắt nhắc lịch
        không muốn nhận tin nữa · đừng gửi tin cho tôi · stop · stop sending messages · tắt thông báo đi
        khỏi nhắc nữa
        đừng làm phiền tôi · ngưng gửi lời nhắc · nhắn hoài mệt quá đừng nhắn nữa · bỏ nhắc giùm
        phiền quá đừng nhắn nữa · thôi đừng nhắn · stop đi · nhắn nhiều quá · ngừng gửi tin giùm
    """,
    "remind_me": """
        nhắc tôi · nhắc lại cho tôi · bật nhắc lại · nhớ nhắc tôi nghe · tới giờ học nhắc bà với
        nhắc lịch cho tôi
        remind me · mở nhắc lịch · bật lại tin nhắc · nhắn nhắc cho bà nhớ · gần tới ngày học con nhắc nha
    """,
    "sign_up": """
        đăng ký · đăng ký lớp · tôi muốn học · tôi muốn đăng ký học VNeID · muốn học xài zalo
        tôi muốn học cách dùng điện thoại
        xin học · ghi danh · ghi tên học · cho tôi học với · còn lớp không · có lớp nào không · lớp nào mới mở
        xem các lớp · còn chỗ không · ở đây có dạy VNeID không · giữ chỗ cho tôi · muốn học thêm lớp nữa
        sign up · join a class
        lớp nào gần nhà · tôi muốn tham gia lớp · đăng ký cho tôi lớp chống lừa đảo · muốn đi học thì làm sao
        cho bà vô lớp với · bà muốn đăng ký đi học · ghi tên bà vào lớp · khi nào mở lớp mới · sắp tới có lớp gì
        cho tôi đăng ký lớp thanh toán · register for a class · khu phố có lớp gì không
        dạy cái gì vậy cho học với
        muốn học cách xài điện thoại · muốn biết cách dùng zalo thì học ở đâu · đăng kí đi học
        cho tui học lớp đó · bà muốn học VNeID thì đăng ký sao
    """,
    "for_relative": """
        đăng ký cho má tôi · đăng ký giùm mẹ em · tôi muốn đăng ký cho ba tôi · ghi tên cho bà ngoại học
        đăng ký cho chồng tôi
        đăng ký cho người nhà · cho mẹ tôi học với · muốn cho ba má đi học · ghi tên ông xã tôi
        ghi thêm cho vợ tôi
        má em muốn học · mẹ tôi muốn học VNeID · sign up for my mother · register my father · đăng ký hộ bà nội
        con đăng ký cho ông ngoại được không · em đăng ký giùm dì em · cho người nhà một chỗ
        giữ chỗ cho má tôi
        đăng ký thêm cho bà nhà · ghi giùm ba em một chỗ
        cho má tôi học lớp VNeID · ghi danh cho ông bà tôi · đăng ký học cho bà nội · má em muốn học lớp đó
        cho ba em vô lớp zalo · đăng ký lớp cho mẹ
    """,
    "my_classes": """
        lịch của tôi · lịch học · xem lịch học · khi nào học · hôm nào học · mấy giờ học
        mấy giờ vậy · học ở đâu · lớp ở chỗ nào · nhà văn hóa ở đâu · địa chỉ lớp học · mai có học không
        hôm nay có lớp không · buổi tới là bữa nào · chừng nào học · còn mấy buổi nữa
        mẹ em học hôm nào · khi nào ba em đi học · học mấy tiếng · tới mấy giờ thì nghỉ · học ngày nào vậy
        my classes
        when is my class · where is the class · lớp của tôi · tôi đăng ký lớp nào rồi · lớp thứ tư mấy giờ
        chỗ học ở đâu
        đường đi tới lớp · lớp bắt đầu lúc mấy giờ · kỳ sau học bữa nào · mấy giờ có mặt · schedule
        cho coi lịch
        khi nào có lớp lại · bà học ở đâu vậy con · tuần tới có học không · còn học nữa không
        lớp này học mấy giờ vậy · khi nào tới buổi học · lịch học ra sao · bao giờ tới lớp
        hôm nào đi học vậy con · mấy giờ học vậy con · lớp học chỗ nào · thứ mấy đi học
    """,
    "leave": """
        thôi học · nghỉ học luôn · tôi không học nữa · bỏ lớp này · rút tên ra khỏi lớp
        không muốn học nữa · xin thôi học · cho tôi thôi lớp này · xóa tên khỏi lớp · leave the class
        cancel my seat
        hủy chỗ của tôi · cho má em nghỉ học luôn · trả chỗ lại · tôi bỏ lớp · hủy lớp đã đăng ký
        không theo học được nữa
        cho tôi rút khỏi lớp VNeID · ngưng học luôn · bà nghỉ luôn không học nữa
        hủy chỗ · hủy lớp học của tôi · hủy đăng ký giùm bà · thôi không học lớp này nữa
        bà xin rút lui không học nữa
    """,
    "busy": """
        bận · tôi bận rồi · mai tôi bận · tôi không đi học được · xin nghỉ buổi này · cho tôi nghỉ buổi mai
        mai không tới được
        xin phép vắng một buổi · bữa nay bà mệt không đi · tôi bệnh không đi học · xin nghỉ một hôm
        buổi tới tôi bận
        mẹ em bận xin nghỉ · cho má em nghỉ buổi này · mai ba em không đi được · thứ tư này tôi bận · I am busy
        I can not come tomorrow · hôm nay kẹt việc không tới lớp · mai có đám không đi học được
        cho nghỉ bữa mai
        báo bận buổi tới · nay tôi không học được
        đau chân không đi được · bệnh không đi học được · hôm nay không tới được · chân đau quá đi không nổi
        mai không đến lớp được · kẹt rồi không đi được · bà bệnh rồi
    """,
    "undo_last": """
        hoàn tác · bấm nhầm · tôi bấm lộn rồi · lộn rồi · nhầm rồi · bấm sai rồi · hủy thao tác vừa rồi
        trả lại như cũ
        làm lại như trước · tôi lỡ tay bấm · undo · em đăng ký lộn rồi · lỡ bấm · quay lại như lúc nãy
        bấm trật rồi
        bấm lộn nút · lộn nút rồi · lỡ tay bấm trúng · bấm trúng cái khác · nhầm
    """,
    "language": """
        đổi ngôn ngữ · tiếng Anh · tiếng Việt · english · change language · speak english please · nói tiếng Anh
    """,
    "volunteer": """
        tôi muốn làm tình nguyện viên · đăng ký tình nguyện · xin làm tình nguyện viên · em muốn phụ dạy các bác
        em là đoàn viên muốn phụ lớp · em muốn giúp người lớn tuổi học điện thoại · cho em tham gia dạy
        muốn làm trợ giảng
        em là sinh viên muốn tham gia dạy · làm sao để thành tình nguyện viên · volunteer · I want to volunteer
        em muốn đi dạy bà con · tôi muốn phụ giúp lớp học · tham gia đội tình nguyện
        em là đoàn viên muốn phụ · em muốn làm tnv · muốn giúp bà con học · cho em đăng ký làm tình nguyện
        em xin tham gia dạy mấy cô mấy bác
    """,
    "coaching": """
        xin người kèm riêng · tôi muốn có người kèm · nhờ người tới nhà dạy · muốn học riêng tại nhà
        kèm tại nhà
        cần người chỉ riêng một mình · mẹ em cần người kèm riêng · xin một bạn kèm cho bà · học kèm một người
        dạy riêng
        tôi đi lại khó cho người đến nhà dạy · tìm người kèm cho má em · private lesson
        someone to teach me at home
        bà muốn có đứa nào chỉ riêng cho bà
    """,
    "phones": """
        tôi có máy mới · đổi điện thoại mới · đổi số điện thoại · mất điện thoại rồi · nối thêm máy
        tôi dùng hai máy
        rớt mất máy · máy cũ hư tôi dùng máy khác · my phones · new phone · lost my phone · đổi sim khác
        số cũ bỏ rồi
        mua điện thoại mới phải làm sao · con đổi số rồi
    """,
    "my_data": """
        xem dữ liệu của tôi · thông tin của tôi · các người giữ gì về tôi · lưu thông tin gì của bà
        thông tin nào đang được lưu
        cho tôi coi thông tin đã lưu · my data · what do you know about me · ai xem được thông tin của tôi
    """,
    "correct": """
        sửa thông tin · sai tên rồi · tên tôi viết sai · sửa tên giùm bà · sửa lại khu phố
        tôi ở khu phố khác rồi sửa lại giùm
        đổi tên · correct my name · ghi sai tên bà rồi con · tên không đúng · sai tuổi rồi sửa lại
        bà dọn nhà qua khu phố khác
        tên bà ghi sai · bà tên Tư chứ không phải Tự · ghi lại tên giùm · sai họ rồi
    """,
    "erase": """
        xóa thông tin của tôi · xóa hết dữ liệu · đừng lưu tên tôi nữa · xóa sạch thông tin · erase my data
        delete my account · tôi muốn xóa tên · gỡ thông tin của tôi ra · không cho giữ thông tin nữa
        xóa hết của má em đi
        bỏ tên tôi ra khỏi máy
        xóa tên bà khỏi danh sách · xóa số của tôi đi · đừng giữ thông tin của tôi
    """,
    "incident": """
        báo sự cố · tôi muốn báo một việc · có chuyện không hay ở lớp · tôi bị quấy rầy · có người đòi tiền tôi
        tình nguyện viên đòi tiền · có người lạ gọi hoài · report an incident · tôi muốn tố cáo · bị dọa
        phản ánh một việc
    """,
    "verify": """
        có phải người của lớp không · người này có phải người của mình không · kiểm tra giùm người tới nhà
        xác minh người lạ · bạn Hương có phải tình nguyện viên không · có đúng là người của khu phố không
        verify a visitor
        cho hỏi anh này có phải người bên mình không
    """,
    "settings": """
        gọi tôi là bác · đổi cách xưng hô · đừng gọi tôi là ông · kêu bà là dì được rồi · gọi tôi bằng chú
        cài đặt
        settings · chữ nhỏ quá · xưng hô lại cho đúng · đừng kêu tôi bằng bà
    """,
    "confirmed": """
        tôi kích hoạt VNeID được rồi · VNeID mức 2 xong rồi · tôi xác nhận VNeID rồi · làm xong VNeID rồi
        bà có VNeID rồi · đã kích hoạt định danh mức hai · my VNeID is confirmed
    """,
    "ask_to_lead": """
        tôi là trưởng khu phố · tôi là trưởng ấp mới · tôi phụ trách khu phố này · I lead this neighbourhood
        đăng ký làm trưởng khu phố
    """,
    # ----
    "small_talk": """
        hôm nay trời đẹp · trời nóng quá · con ăn cơm chưa · nhà tôi có con mèo · giá vàng hôm nay
        xổ số ra con gì · mưa to quá
        cháu nội tôi mới sinh · hôm qua coi đá banh · bữa nay tôi đi chợ mua cá · tối nay ăn gì · haha vui ghê
        buồn quá con ơi
        thời tiết ngày mai · giá xăng bao nhiêu · con có người yêu chưa · coi phim gì hay · chúc con ngủ ngon
        hôm nay là ngày mấy
        tôi đang nấu cơm · thằng con tôi đi làm xa · làm thơ cho tôi nghe · kể chuyện cười đi · bán nhà không
        vay tiền không
        what is the weather · tell me a joke · đội nào thắng tối qua · chính trị thế giới · tôi mới mua xe
        đau lòng quá
    """,
    "greeting": """
        chào · xin chào · chào con · chào cháu · alo · a lô · hello · hi · chào buổi sáng · chào em
        con khỏe không
        chào cả nhà · hi em · dạ chào chị
    """,
    "thanks": """
        cảm ơn · cảm ơn cháu nhiều · thank you · thanks · quý hóa quá · tốt quá cảm ơn con
        cảm ơn nhiều nha · biết ơn con nhiều · con giỏi quá · cảm ơn trợ lý · dễ thương quá
        cảm ơn con nhiều nghe · cám ơn nhiều · cảm ơn nhé · tốt lắm · hay quá con · giỏi quá
    """,
    "who_are_you": """
        ai vậy · ai đây · ai nhắn vậy · sao biết tên bà · bên nào nhắn tin vậy
        đây là ai · người hay máy · con tên gì · sao có số của tôi · tin này của ai gửi · who are you
        is this a scam
        có phải công an không · cái này có tin được không · tổ chức nào vậy
        con là ai sao biết tên bà · ai mà nhắn hoài vậy · có phải bọn lừa đảo không · bên đâu vậy
        tin nhắn này của ai · ủa ai vậy
    """,
    "is_it_free": """
        tốn tiền không · phải đóng tiền không · miễn phí không · học có thu phí không
        lớp bao nhiêu tiền · is it free · how much · giá bao nhiêu · có đóng gì không
        học có tốn đồng nào không
        có tốn tiền không · phải trả tiền không · có mất phí không · đóng bao nhiêu · có lấy tiền không
        học không mất tiền phải không
    """,
    "what_to_bring": """
        đi học mang theo gì · cần chuẩn bị gì · mang căn cước không · đem theo điện thoại hả
        cần giấy tờ gì · what should I bring · đem tập viết không · có cần mang theo giấy tờ
        phải chuẩn bị những gì
        cần đem theo gì · có cần đem gì không · phải mang gì theo · đem theo cái chi · mang sạc không
        đem giấy tờ gì theo · có phải mang điện thoại không
    """,
    "no_smartphone": """
        không có điện thoại thông minh có học được không · tôi không có smartphone
        điện thoại bàn phím có học được không
        nhà không có mạng · không biết chữ học được không · già rồi có học được không
        điện thoại cùi học được không
        80 tuổi có học được không · bà không có điện thoại học được không · má em xài máy cũ học được không
    """,
    "device_trouble": """
        máy tôi bị hư · điện thoại hư rồi · quên mật khẩu · quên mật khẩu vneid · máy không vào được zalo
        không mở được ứng dụng
        máy bị đơ · điện thoại báo lỗi · đăng nhập không được · bể màn hình · hết dung lượng · zalo bị khóa
        vneid bị lỗi
        không nhận được mã · my phone is broken · forgot my password
        zalo mở không lên · điện thoại mở không lên · máy bà hư · ứng dụng không vào được · quên mã pin
        điện thoại không lên nguồn
    """,
    "only_text": """
        nhắn tin thôi đừng gọi · tôi bị điếc đừng gọi · tai lãng nghe không được · đừng gọi điện cho tôi
        nghe điện thoại không rõ nhắn tin giùm · ba em lãng tai nhắn thôi · don't call me
        lãng tai rồi con nhắn thôi
        bà điếc rồi · tai bà không nghe được · lãng tai đừng gọi
    """,
    "only_call": """
        không thấy chữ · đọc chữ không được gọi giùm · mắt mờ không đọc được · gọi điện thôi đừng nhắn
        không biết đọc
        chữ nhỏ quá bà đọc không ra · má em không biết chữ gọi giùm · mắt kém gọi điện cho tôi
        please call instead of writing
        bà đọc không được · không đọc được chữ gọi giùm · mắt bà mờ lắm rồi
    """,
    "other_language": """
        tôi nói tiếng Khmer · tôi người Hoa không rành tiếng Việt · nói tiếng Việt không rành
        có ai nói tiếng Khmer không
        tôi người dân tộc không rành tiếng Việt · có dạy tiếng Hoa không
        tui là người Khmer · người Hoa không biết tiếng Việt · bà nói tiếng Hoa
    """,
    "wrong_number": """
        nhắn nhầm người rồi · tôi không phải bà Tư · nhầm số · tôi không đăng ký gì hết · không phải tôi
        wrong number · gửi nhầm rồi · số này không phải của bà Tư · tôi đâu có đăng ký
        nhầm người rồi · lộn người rồi · tôi không quen ai ở đây · đâu phải số của tôi đăng ký
        số này không phải · con nhắn lộn số
    """,
    "on_the_way": """
        tôi đang trên đường tới · tới trễ chút nha · bà tới trễ · đang đi tới · tôi tới muộn 10 phút
        chờ tôi chút
        em đến trễ · kẹt xe tới trễ · on my way · running late · sắp tới rồi · chắc trễ nửa tiếng
        bà đang đi · gần tới rồi · bà trễ một chút · đang trên đường · tới liền · xin tới trễ
    """,
    "nobody_here": """
        tôi tới nơi rồi mà không thấy ai · cửa khóa không ai mở · tới lớp không thấy lớp · không thấy ai hết
        đứng đây nãy giờ không có ai
        nobody is here · tới nhà văn hóa mà đóng cửa · sao không có ai ở lớp · lớp đâu rồi sao không thấy
        tới lớp mà cửa đóng · không có ai ở đây · lớp không có ai hết con · đến nơi rồi không thấy ai cả
    """,
}
_VOLUNTEERS = {
    "take_shift": """
        nhận ca · nhận lớp · lớp nào cần người · có lớp nào thiếu tình nguyện viên không · em muốn nhận lớp
        đăng ký ca
        còn ca nào trống · cho em nhận ca thứ bảy · em muốn đi dạy tuần này · take a shift
        em nhận dạy lớp tối thứ tư
        em muốn phụ lớp cuối tuần · lớp nào đang cần · em đăng ký hỗ trợ lớp · where do you need help
        có lớp nào cho em dạy không · em rảnh muốn nhận lớp · chỗ nào thiếu người em qua · cho em nhận thêm ca
    """,
    "my_shifts": """
        ca của tôi · lịch dạy của em · em có ca nào · mai em dạy mấy giờ · buổi mình nhận
        tuần này em dạy mấy buổi · em dạy ở đâu · xem ca em đã nhận · my shifts · lịch hỗ trợ · lớp mai ở đâu ạ
        mấy giờ có mặt ạ · lớp em phụ có bao nhiêu bác · lớp em dạy học gì · em phụ trách lớp nào
        lớp em dạy mấy giờ · ngày mai lớp em mấy giờ · mai em có lớp không · lớp ngày mai mấy giờ bắt đầu ạ
        em phụ lớp ở đâu · ca mai mấy giờ ạ
    """,
    "release_shift": """
        em không đi được tìm người thay giúp · em bận rồi không dạy được · trả ca · em xin rút ca mai
        tìm người thay
        mai em kẹt không đi dạy được · em bệnh không đứng lớp được · nhờ ai thay em buổi mai
        em xin hủy ca thứ bảy · bận · nhường ca cho bạn khác · tìm bạn khác thay em
        release my shift · I can not teach tomorrow · em bỏ ca này · em không dạy buổi đó được
        cho em xin nghỉ ca mai · mai em nghỉ · em xin nghỉ buổi thứ bảy · em bận không đứng lớp được
        buổi mai em không đi được · em không tới được · mình kẹt mất rồi · xin nghỉ ca này
    """,
    "my_hours": """
        giờ của tôi · em được mấy giờ · xem số giờ · giấy chứng nhận giờ tình nguyện
        xác nhận số giờ tình nguyện cho em · my hours · tổng giờ của em · em cần giấy xác nhận
        em dạy được bao nhiêu tiếng rồi
        em tích được bao nhiêu giờ · tình nguyện được mấy giờ rồi · cho em coi số giờ
    """,
    "coach": """
        em muốn kèm riêng · em nhận kèm tại nhà · em muốn kèm một bác · đăng ký kèm riêng một người
        kèm một thầy một trò
        em có thể tới nhà dạy · coach one person
    """,
    "safety_lesson": """
        bài học an toàn · em học bài an toàn ở đâu · xem lại bài an toàn · bài cam kết · safety lesson
    """,
    "my_code": """
        mã hôm nay · mã của em · cho em mã hôm nay · em đọc mã gì khi tới nhà bác · my code · mã để tới nhà
    """,
    # ----
    "free_times": """
        em rảnh tối 3 5 7 · em rảnh cuối tuần · em đổi lịch rảnh · giờ rảnh của em · em chỉ rảnh buổi tối
        em rảnh sáng chủ nhật · tuần sau em rảnh thứ hai thứ tư · đổi giờ rảnh · em trống lịch chiều thứ bảy
        I am free in the evening
        em đi được tối thứ tư · em dạy được sáng thứ bảy
        em chỉ rảnh sáng chủ nhật · em rảnh thứ 2 thứ 4 · em rảnh buổi chiều · lịch rảnh của em đổi rồi
    """,
    "pause": """
        em xin tạm nghỉ một tháng · em bận thi tới hết tháng · tạm ngưng xếp lịch cho em
        em nghỉ tới ngày 15/12 · đừng xếp ca cho em tuần này · em về quê 1 tuần · pause for two weeks
        tháng này em bận
        mình xin nghỉ phép 10 ngày
        em nghỉ 3 tuần · cho em tạm nghỉ 1 tháng · em xin nghỉ phép tới tháng sau · tuần sau em thi đừng xếp lớp
        em bận ôn thi 2 tuần
    """,
    "stop_volunteering": """
        em xin thôi làm tình nguyện viên · cho em rút khỏi đội · em nghỉ hẳn · em xin nghỉ luôn không dạy nữa
        xóa em khỏi danh sách tình nguyện viên · I want to stop volunteering · em muốn rời đội
        em không làm nữa · em thôi không làm tình nguyện viên · em nghỉ làm tình nguyện
        không muốn làm tình nguyện nữa · em không dạy nữa đâu · em xin ra khỏi nhóm
    """,
    "change_topics": """
        em dạy được zalo · đổi chủ đề em dạy · em không dạy dịch vụ công nữa · thêm chủ đề thanh toán
        em biết dạy VNeID với zalo · sửa chủ đề của em · em muốn chuyển qua dạy lừa đảo
        cho em dạy thêm thanh toán · em dạy được VNeID nữa · em muốn dạy zalo · bỏ chủ đề dịch vụ công của em
        em đổi môn dạy
    """,
}
_HELPERS_AND_LEADERS = {
    "roll_calls": """
        điểm danh · điểm danh lớp hôm nay · hôm nay vắng 2 người · chốt điểm danh
        roll call · cho tôi điểm danh · lớp tối nay đủ hết · điểm danh buổi sáng · ghi vắng ông Bảy
        bà con tới đủ rồi
        có mặt 8 người · check attendance
        điểm danh đi · bắt đầu điểm danh · hôm nay đủ người · lớp đủ · vắng ông Năm · bà Sáu vắng
        ghi vắng bà Tư · tối nay vắng 3
    """,
    "helped": """
        đã hướng dẫn vneid 4 người · hôm nay giúp được 5 bác cài zalo · ghi số lượt hướng dẫn · vneid 4 zalo 2
        hướng dẫn dịch vụ công 3 lượt · hôm nay chỉ được 6 người · đã hướng dẫn gì · giúp 2 bác quét mã QR
        zalo 3 vneid 2 · vneid 5 · chỉ zalo cho 4 bác · dịch vụ công 2 người
    """,
    "calls": """
        gọi giúp · ai cần gọi · danh sách cần gọi · còn ai phải gọi · xem danh sách gọi điện
        hôm nay gọi cho ai
        who should I call · ai chưa gọi được · cho xem ai cần gọi
    """,
}
_LEADERS = {
    "register_course": """
        mở lớp · lập lớp mới · mở lớp VNeID 8h sáng thứ bảy · mở một lớp chống lừa đảo tối thứ tư · tạo lớp mới
        đăng ký mở lớp zalo ở nhà văn hóa · tổ chức lớp dịch vụ công sáng chủ nhật · thêm lớp mới · open a class
        new class
        chị muốn mở lớp · khu phố muốn mở lớp dạy điện thoại · mở thêm một buổi VNeID
        lớp mới dạy thanh toán 20 chỗ
        mở lớp 4 tuần 20 chỗ · mở giùm chị lớp tối thứ ba · VNeID 19h tối thứ tư nhà văn hóa 15 chỗ
        Zalo 8h sáng chủ nhật tại chùa 10 người · làm một lớp căn bản cho bà con
    """,
    "repeat_course": """
        mở như lần trước · lặp lại lớp cũ · như tuần trước · mở lại lớp VNeID như cũ
        same as last week · làm lại y lớp trước · tuần này như tuần rồi nha · mở tiếp lớp cũ
        mở lớp y như tuần rồi · lớp cũ mở lại · tuần này mở lớp giống vậy · mở giống lần trước
        làm lớp giống hồi trước · mở tiếp lớp tuần trước
    """,
    "my_sessions": """
        lịch lớp · các lớp · các buổi học · xem các buổi · lớp của khu phố tuần này · danh sách các lớp đang mở
        tuần này có lớp nào · my sessions · lịch dạy của khu phố · sắp tới có buổi nào
        khu phố mình đang có lớp gì
        lịch tuần của khu phố · hôm nay có lớp nào · mấy lớp đang mở
        lịch các lớp · xem lớp · lớp tuần này · các lớp của khu phố · lịch học của khu phố
    """,
    "roster": """
        danh sách lớp thứ tư · danh sách học viên · lớp VNeID có những ai
        xem tên người học · bao nhiêu người học lớp tối thứ tư · còn mấy chỗ trống · lớp đó đầy chưa
        who signed up
        mấy bà con đăng ký lớp thứ bảy · in danh sách lớp · danh sách người học tối nay
        lớp thứ tư được mấy người
        ai đăng ký lớp này · có ai đăng ký chưa · được mấy người đăng ký rồi · bao nhiêu bà con ghi danh
        lớp này có mấy người · coi danh sách lớp · người đăng ký gồm những ai · mấy người ghi tên rồi
    """,
    "move_session": """
        dời lớp · dời lớp thứ tư qua thứ năm · đổi giờ lớp VNeID · chuyển buổi tối nay qua tối mai
        đổi chỗ học qua nhà văn hóa · đổi lịch lớp
        lùi lớp lại một tiếng · dời buổi này qua tuần sau · move the class to Thursday · đổi ngày học
        chuyển lớp sang chủ nhật
        cho lớp học trễ lại 30 phút · đổi địa điểm lớp · lớp VNeID dời qua 9h · dời lớp lại bữa khác
        chuyển địa điểm qua trụ sở
        dời qua 8h · dời qua tối mai · đổi qua chiều thứ bảy · chuyển lớp VNeID sang 9h sáng · dời buổi tới
        đổi buổi thứ tư thành thứ sáu · lớp lừa đảo dời sang tối thứ năm
    """,
    "call_off": """
        báo hoãn · hủy lớp
        tối thứ tư nghỉ nhà văn hóa cúp điện · cho lớp nghỉ · mai không học nha · tối nay không có lớp
        hủy buổi sáng mai
        cancel the class · lớp mai nghỉ · nghỉ lớp thứ bảy vì nhà văn hóa bận · hủy buổi học này
        hoãn buổi tối thứ ba
        hủy lớp VNeID 9h sáng chủ nhật nhà văn hóa 10 chỗ · lớp tối nay hủy · báo nghỉ lớp
        tạm ngưng lớp tối nay · call off
        bữa nay mưa lớn cho nghỉ học · tối nay nghỉ
        lớp thứ bảy nghỉ · cho nghỉ lớp tối nay · tối mai nghỉ nha bà con · lớp zalo hoãn lại
        nghỉ bữa nay trời mưa · hủy buổi tối nay · tối nay cúp điện nghỉ · lớp VNeID bữa thứ bảy không học
    """,
    "ask_organisations": """
        xin tình nguyện viên · cần thêm người hỗ trợ
        nhờ đoàn thanh niên cử người · nhờ tổ chức cử người · cần 2 bạn phụ lớp tối thứ tư
        lớp đông quá thiếu người dạy
        xin thêm người kèm · ask for volunteers · lớp chưa có ai dạy · cần người đứng lớp thứ bảy
        kiếm giùm chị mấy bạn phụ
        không đủ người hướng dẫn · gửi người xuống hỗ trợ
        thiếu tình nguyện viên quá · lớp thiếu người phụ · xin mấy bạn tình nguyện xuống giúp lớp
        không có ai kèm bà con · cần thêm 3 bạn phụ lớp · kiếm người kèm cho lớp thứ tư · xin 5 tình nguyện viên
        chưa đủ người dạy
    """,
    "own_helpers": """
        tự lo người kèm · lớp này chị tự lo người · khỏi xin người khu phố có người rồi · tôi có người phụ rồi
    """,
    "stand_in": """
        nhờ người trông tổ · nhờ cháu Lan trông giùm đến chủ nhật
        tuần sau tôi đi vắng · nhờ anh Tâm trông khu phố giúp · tôi nằm viện nhờ chị Hoa phụ trách thay
        stand in for me
        nhờ cô Hạnh thay tôi vài bữa · tôi đi công tác nhờ người lo giùm khu phố
        tôi đi vắng nhờ anh Tâm coi giùm · nhờ chị Hoa lo giùm khu phố tới thứ hai
        mai đi công tác nhờ người trông · tôi bệnh nhờ cô Hạnh coi giùm tổ vài bữa
    """,
    "hand_over": """
        bàn giao khu phố · bàn giao công việc cho người mới · tôi thôi làm trưởng khu phố
        bàn giao tổ cho anh Tâm
        hand over · chuyển giao cho trưởng mới · tôi nghỉ luôn giao lại cho chị Hoa
    """,
    "book": """
        sổ tổ · xem sổ · mở sổ tổ · danh sách bà con trong khu phố · bà con khu phố mình có ai
        tra sổ · tìm bà Tư trong sổ · khu phố mình có bao nhiêu người trong sổ
        coi sổ khu phố · sổ bà con khu phố · mở sổ
    """,
    "enter_person": """
        thêm người vào sổ · ghi người · thêm bà Sáu vào sổ · ghi thêm một người
        nhập thêm ông Ba 0912345678 · thêm một bà con mới · ghi vào sổ chú Tám 68 tuổi · add a person
        ghi tên bà Sáu không có máy · ghi tên ông Tám 72 tuổi · nhập bà Hai 68 tuổi không dùng điện thoại
        ghi cô Út vào sổ · thêm tên ông Bảy 80 tuổi không có điện thoại · ghi bà Chín ở một mình
    """,
    "add_people": """
        gửi danh sách · dán danh sách · nhập danh sách bà con · tải lên file danh sách · nhập từ file excel
        thêm nhiều người
        xin bảng mẫu · add a list of people · tôi có danh sách 20 người muốn nhập
    """,
    "put_in_class": """
        ghi bà Tư vào lớp VNeID · cho ông Ba học lớp tối thứ tư · đăng ký lớp giùm bà Năm
        bỏ bà Tám vào lớp sáng thứ bảy · xếp chú Hai vô lớp zalo · thêm một người vào lớp
        put Mrs Tu into the class
        ghi giùm cô Út lớp chống lừa đảo
        thêm ông Bảy vô lớp · cho bà Sáu vào học lớp VNeID · ghi cô Hạnh vô lớp thứ tư
        bà Năm muốn học lớp tối thứ tư ghi giùm · xếp bà Ba vào lớp
    """,
    "group_poster": """
        tờ dán · cho xin tờ rơi · in thông báo lớp để dán · poster · làm tờ quảng bá lớp · in mã qr của khu phố
    """,
    "group_chat": """
        nối nhóm chat · nhóm zalo của khu phố · thêm trợ lý vào nhóm · đăng vào nhóm khu phố · link our group
        nối trợ lý với nhóm telegram
    """,
    "notice_board": """
        ai đã biết rồi · còn ai chưa xác nhận · bao nhiêu người biết lớp dời rồi · who has not answered
        mấy người đã bấm biết rồi · ai chưa đọc tin · còn ai chưa hay lớp nghỉ
        mấy người trả lời rồi · ai xác nhận rồi · bao nhiêu người biết tin rồi · còn ai chưa hay
    """,
    "door_code": """
        mã vào lớp · mã điểm danh của buổi học · cho xin mã cửa lớp · door code · mã để bà con tự điểm danh
    """,
    "send_week": """
        gửi báo cáo lên phường · nộp báo cáo tuần · gửi phường · send the report to the ward
        chốt báo cáo gửi lên
        kiến nghị thêm máy chiếu
        khó khăn là thiếu máy · khó khăn: bà con lớn tuổi khó nhớ mật khẩu · kiến nghị: xin thêm máy chiếu
        ghi chú báo cáo tuần này · khó khăn trong tuần
    """,
    # ----
    "excuse": """
        bà Tư báo bận · ông Năm xin nghỉ tối nay · cô Sáu bệnh không đi được · bà Bảy không tới
        bác An nghỉ buổi này · chú Út xin vắng · bà Tư thứ bảy không đi được · ghi bà Tư bận
        bà Xuân nhờ báo nghỉ
        Mrs Tu is busy on Wednesday · Hương không tới
        bà Tư bận · bà Năm không đi được · bà Ba nói mai bận · ông Tám xin nghỉ · cô Hạnh báo nghỉ buổi thứ bảy
        bác Xuân mắc đám không tới
    """,
}
_LEADERS_AND_OFFICIALS = {
    "this_week": """
        báo cáo · báo cáo tuần · xem báo cáo từ 1/11 đến 30/11 · tổng kết tuần này
        số liệu tuần này · tuần này được bao nhiêu người học · báo cáo hôm nay · weekly report
        bao nhiêu lượt học tháng này · kết quả tuần rồi · cho xem số liệu tháng trước · báo cáo quý 4
        tổng kết tháng · thống kê lớp học trong tuần · mấy lớp đã mở trong tháng
        báo cáo tháng · báo cáo tuần rồi · tổng hợp tháng 11 · báo cáo của phường tháng này
        tháng 11 được bao nhiêu người học · tổng hợp tuần
    """,
    "climb": """
        chỉ tiêu · tiến độ VNeID · được bao nhiêu phần trăm rồi
        thang tới chỉ tiêu · còn thiếu bao nhiêu người nữa đạt chỉ tiêu · how far are we from the target
        tỷ lệ kích hoạt định danh · mấy người tự làm được rồi
        bao nhiêu người có VNeID rồi · đạt chỉ tiêu chưa · còn bao nhiêu phần trăm · mấy người kích hoạt VNeID
    """,
    "the_page": """
        bảng số liệu · mở bảng · trang web · mở trang quản lý · dashboard · xem trên máy tính
        cho đường vào bảng
    """,
    "ward_files": """
        xuất excel · file excel · tải báo cáo về · cho xin file pdf · xuất file · download the report
        gửi file báo cáo
        cho tôi bản excel tháng 11 · tải tệp số liệu · in báo cáo ra giấy
        cho file · xuất bảng excel · lấy file báo cáo tháng 11 · tải excel
    """,
    "announce": """
        nhắn mọi người · gửi thông báo cho cả lớp · báo bà con tối nay đem sạc
        thông báo cho cả khu phố · nhắn cả lớp thứ tư · nhắc bà con mai đi học · gửi tin chung · announce
        tell everybody
        cảnh báo lừa đảo cho bà con · cảnh báo bà con có chiêu lừa mới · báo cho các trưởng khu phố
        nhắn các khu phố nộp báo cáo
        nhắn bà con nhớ đem theo điện thoại · nhắn cả lớp mai mang căn cước · báo mọi người mai lớp học ở trường
        nhắc bà con đi học đúng giờ · gửi tin cho học viên · nói bà con mai nhớ sạc pin
        nhắn cho lớp thứ bảy đem theo giấy tờ
    """,
    "requests": """
        ai đang chờ duyệt · có ai xin vào không
        pending requests · xem đơn đăng ký tình nguyện · duyệt đơn · có yêu cầu nào mới không
        còn yêu cầu nào chờ không · ai chờ duyệt vậy · xem ai xin duyệt
    """,
    "waiting_alone": """
        ai chờ kèm riêng · danh sách chờ kèm · ai đang xin kèm riêng · còn ai chưa có người kèm
        who waits for a coach
        bao nhiêu người chờ kèm
    """,
    "revoke": """
        thu hồi vai trò · cho bạn Nam thôi làm tình nguyện viên · thu hồi quyền của anh Tâm · xóa quyền
        bỏ vai trò
        revoke a role · ngừng quyền trưởng khu phố 2
    """,
}
_OFFICIALS = {
    "target": """
        nhập chỉ tiêu · sửa chỉ tiêu năm · chỉ tiêu cuối năm là 500 người · set the target
    """,
    "official_figure": """
        ghi số chính thức của công an phường · số liệu chính thức VNeID · official figure
    """,
    "invite_leader": """
        mời trưởng khu phố · mời trưởng ấp mới · tạo mã mời trưởng khu phố · thêm trưởng khu phố
        invite a leader
        cấp mã cho trưởng khu phố 5
    """,
    "invite_coordinator": """
        mời điều phối viên · thêm điều phối viên phường · invite a coordinator · cấp quyền điều phối
    """,
    "invite_organiser": """
        mời tổ chức · mời đoàn phường tham gia · thêm hội phụ nữ · thêm một tổ chức · invite an organisation
        mời đoàn trường đại học cử sinh viên
    """,
    "change_group": """
        sửa khu phố · đổi tên khu phố · thêm khu phố · gộp hai khu phố · tách khu phố
        nhập khu phố 2 vào khu phố 3
        danh sách khu phố của phường · rename a neighbourhood
    """,
    "match_now": """
        ghép ngay · ghép tình nguyện viên · chạy ghép tuần · xếp lịch tình nguyện viên · match now · ghép lại
    """,
    "wanted": """
        lớp nào cần người · nơi đang cần người · khu phố nào thiếu tình nguyện viên · ở đâu cần người
        where are people needed
        buổi nào còn thiếu người · xem nơi thiếu người
    """,
    "log": """
        nhật ký · xem nhật ký · lịch sử thao tác · ai đã làm gì · activity log · ai sửa danh sách
    """,
    "outgoing": """
        tin gửi đi · tin chưa gửi được · tin nào bị lỗi · outgoing messages · gửi lại tin bị lỗi
    """,
    "incidents": """
        các sự cố · xem sự cố · vụ việc mới · sự cố đang mở · có phản ánh nào không · incidents
    """,
    "members": """
        thành viên của mình · danh sách thành viên · đội mình có ai · xem thành viên tổ chức · our members
    """,
    "invite_members": """
        mời thành viên · thêm thành viên mới · mời các bạn vào đội · mã mời thành viên · invite members
    """,
    "send_members": """
        cử người · cử 3 bạn cho lớp thứ bảy · tổ chức mình cử 2 bạn · đoàn cử bạn Nam với bạn Hoa · send people
    """,
    # ----
    "not_reported": """
        ai chưa nộp báo cáo · đơn vị nào chưa báo cáo
        nơi nào trễ báo cáo · who has not sent the report · nhắc khu phố chưa gửi báo cáo
        khu phố nào chưa nộp · còn nơi nào chưa báo cáo · ai chưa gửi báo cáo tuần
        bao nhiêu khu phố chưa báo cáo
    """,
}


def _each(*parts: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(phrase.strip() for line in phrases.strip().splitlines() for phrase in line.split("·"))
        for part in parts
        for name, phrases in part.items()
    }


ANYBODY = _each(_ANYBODY)
BY_ROLE = {
    "resident": ANYBODY,
    "volunteer": ANYBODY | _each(_VOLUNTEERS, _HELPERS_AND_LEADERS),
    "leader": ANYBODY | _each(_HELPERS_AND_LEADERS, _LEADERS, _LEADERS_AND_OFFICIALS),
    "official": ANYBODY | _each(_LEADERS_AND_OFFICIALS, _OFFICIALS),
}
# How much likelier than its words say something is meant, in logits: what is a role's own before what anybody may ask,
# and «bận» of a volunteer is a shift before it is a seat.
_OWN, _NOT_FIRST = 0.7, dict.fromkeys(("busy", "my_classes", "leave", "sign_up"), -3.0)
LIKELIER = {
    role: {name: _OWN if name not in ANYBODY else 0.0 for name in may} | ({} if role == "resident" else _NOT_FIRST)
    for role, may in BY_ROLE.items()
}
# Whoever says one of these opens no class, however much else of one is named.
NEVER_WITH = {"register_course": frozenset(("huy", "hoan", "dời", "doi", "nghi", "chuyen", "lui", "cancel", "move"))}
PHRASES: dict[str, tuple[str, ...]] = {name: said for of_role in BY_ROLE.values() for name, said in of_role.items()}
