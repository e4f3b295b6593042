"""Forms of answers with what may stand in them: reasons that people give, and how they say yes, no and perhaps.

Each form is made a few times only, with the words of each list in turn: no form outweighs the lines of examples.py.
"""

from collections.abc import Iterator, Sequence

from bot.domain.understanding.yes_no import Answer


def told(lines: str) -> tuple[str, ...]:
    return tuple(each.strip() for line in lines.strip().splitlines() for each in line.split("|") if each.strip())


# What somebody has to do at that time.
_DUTIES = told("""
giữ thằng cháu | coi cháu ngoại | giữ em bé | trông cháu nội | đón cháu tan trường | rước cháu đi học về
đưa cháu đi chích ngừa | nuôi ông nhà trong bệnh viện | chăm bà cụ | coi nhà cho con | giữ nhà | đưa ông đi bó thuốc
chở vợ đi sanh | thay băng cho ổng | cho heo ăn | cho bò ăn | cho gà ăn | cắt cỏ bò | làm cỏ mướn | nhổ cỏ ruộng
gặt lúa | phơi lúa | tưới vườn | bẻ bắp | hái tiêu | cạo mủ cao su | đi ghe | đi biển | đào mương | bán vé số
bán xôi | bán bún | bán rau ngoài chợ | coi quán | coi sạp | coi tiệm | giao hàng | chạy xe ôm | chạy grab | đi làm hồ
đi làm ca | tăng ca | trực đêm | trực bảo vệ | gói bánh tét | gói bánh ú | nấu cỗ | nấu cơm cho thợ | nấu đám tiệc
dọn nhà | lợp lại mái nhà | sửa ống nước | đợi thợ tới sửa nhà | chờ điện lực tới | cúng rằm | cúng đình | cúng ông bà
đi lễ nhà thờ | đi chùa | tụng kinh | đọc kinh | đi hành hương | ăn chay trên chùa | đi họp phụ huynh
đi họp cựu chiến binh | họp hội phụ nữ | họp chi bộ | họp tổ | họp dân phố | họp mặt bạn cũ | tập văn nghệ
tập dưỡng sinh | đi đánh cờ | đi hát với nhau | đi hiến máu | đi tái khám | đi khám mắt | đi chụp phim | siêu âm
chạy thận | châm cứu | tập vật lý trị liệu | nhổ răng | làm răng | tiêm thuốc | lấy thuốc | đi đo huyết áp | vô thuốc
xạ trị | ăn cưới con bà Ba | dự đám hỏi cháu | đi đám ma | đưa tang | cúng thất | giỗ ông nội | giỗ má
đầy tháng cháu | thôi nôi cháu | tiễn con ra sân bay | đón con ở Mỹ về | làm giấy tờ trên tỉnh | lên tòa
lãnh lương hưu | đi ngân hàng | đi rút tiền
""")
_STUDIES = told("""
học bù | học quân sự | học thêm | học thể dục | thi hết môn | thi giữa kỳ | thi cuối kỳ | thi bằng lái | thi thử
ôn thi | bảo vệ đồ án | thuyết trình nhóm | họp nhóm | họp đoàn trường | họp câu lạc bộ | đi thực tế | đi thực tập
đi kiến tập | sinh hoạt công dân | tập văn nghệ trường | đá giải | đi làm thêm | chạy deadline | trực lớp
trực ký túc xá | về quê giỗ | đi tình nguyện chỗ khác | hiến máu | dạy thêm | gia sư | phụ quán | đi phỏng vấn
lên trường làm thủ tục | đi làm căn cước
""")
_PAINS = told("""
đau chân | nhức đầu gối | đau lưng | nhức mỏi | đau khớp | sưng chân | trật chân | té trầy chân | bong gân | đau bụng
tiêu chảy | đau răng | nhức răng | sâu răng | chóng mặt | xây xẩm | nhức đầu | lên máu | tụt đường | tăng huyết áp
khó thở | tức ngực | cảm | cúm | sốt | sổ mũi | ho | viêm họng | mất giọng | đau mắt | mờ mắt | mới mổ mắt
mới mổ ruột | mới nằm viện về | gãy tay | bị chó cắn | bị xe quẹt | bị tai biến | lãng tai | run tay | mất ngủ
yếu quá | mệt trong người | xỉu hoài | ngộ độc | zona | thủy đậu | sốt xuất huyết | gút hành | thần kinh tọa hành
khớp hành | cái lưng hành | cái chân hành
""")
_AWAY = told("""
Vũng Tàu | Đà Lạt | Sài Gòn | Hà Nội | Huế | Cần Thơ | Long An | Tây Ninh | Bến Tre | Nha Trang | Đồng Nai
Phan Thiết | miền Tây | ngoài Bắc | ngoài Trung | dưới quê | trên thành phố | bên Mỹ | nước ngoài | nhà con gái
nhà con trai út | bên ngoại | bên nội | bệnh viện | bệnh viện Chợ Rẫy | trên rẫy | ngoài ruộng | ngoài đồng
công trình | trong chùa | thăm con gái | thăm cháu | thăm chị
""")
_OBSTACLES = told("""
xe hư | xe bể bánh | hết xăng | không có xe | không biết chạy xe | không ai chở | không có ai đưa
con bận không chở được | đường ngập | nước lên tới cổng | mưa lớn quá | mưa như trút | bão tới | nắng quá
tối không thấy đường | đường tối thui | nhà xa quá | xa lắc xa lơ | ngõ đang đào | nhà không ai coi
nhà đang có khách | khách tới nhà | con cháu về chơi đông | nhà có tang | ông nhà mới mất | trong nhà có người bệnh
con dâu mới sanh | con dâu đẻ | vợ sắp sanh | mất điện | mất nước | mắt kém quá | tai nghe không rõ
chân cẳng thế này | già yếu rồi | lớn tuổi rồi | lẫn rồi | điện thoại hư | máy hư rồi | điện thoại cục gạch
không có điện thoại thông minh | trời lạnh quá | kẹt xe | lịch kín | kín lịch rồi | full lịch | hết giờ trống
""")
_WHO = (
    "bà",
    "bác",
    "tui",
    "ông",
    "mẹ em",
    "má em",
    "ba con",
    "ngoại em",
    "em",
    "chị",
    "cô",
    "chú",
    "mẹ cháu",
    "nội em",
    "",
)
_THAT = (
    "bữa đó",
    "hôm đó",
    "mai",
    "ngày đó",
    "giờ đó",
    "bữa nay",
    "chiều đó",
    "tối đó",
    "thứ bảy",
    "tuần này",
    "hôm ấy",
    "mơi",
)
_GO = (
    "đi",
    "tới",
    "đến",
    "qua",
    "ra",
    "lên lớp",
    "lên",
    "đi học",
    "có mặt",
    "ra lớp",
    "đi được",
    "tới được",
    "tham gia",
)
_END = ("", "nha con", "ạ", "con ơi", "rồi", "", "nghen", "cháu ạ", "", "em ơi", "cô giáo ơi", "")
_PHONE = told("""
gọi video | gọi video cho cháu | kết bạn zalo | nhắn tin zalo | gửi hình | chụp hình gửi con | chuyển tiền | quét mã
cài vneid | đăng nhập vneid | nộp hồ sơ | tra bảo hiểm | đặt lịch khám | xem phim | tìm đường | mở loa | gõ chữ
tải ứng dụng | đổi mật khẩu
""")

_NO = told("""
{who} phải {duty} {end} | {who} mắc {duty} {end} | {that} {who} {duty} {end} | {that} {who} phải {duty}
{who} bận {duty} {end} | {who} đang {duty} {end} | {that} {duty} không đi được | {who} {duty} sao mà {go}
{who} còn phải {duty} | {who} lo {duty} {end} | không {go} được, {who} {duty} | {duty} {end}
{who} {duty} không ai thay | xin lỗi, {that} {who} {duty} | trùng bữa {duty} {end} | {who} kẹt {duty} {end}
{that} em {study} {end} | em bận {study} {end} | em phải {study} | em {study} rồi chị | {study} ạ | em vướng {study}
em trùng {study} {end} | em có {study} giờ đó | em kẹt {study} | xin lỗi chị em {study} | e {study} r ạ
{who} {pain} {end} | {who} bị {pain} {end} | {who} {pain} quá {end} | {pain} hoài {end} | {who} đang {pain}
{who} {pain} không {go} nổi | {pain} từ hôm qua {end} | bác sĩ bắt nằm nghỉ, {pain} | {who} bữa nay {pain} {end}
{who} {pain} nên xin nghỉ | còn {pain} {end} | {pain} đi sao nổi | dạo này {who} {pain} quá | {who} {pain} chưa hết
{who} đang ở {away} {end} | {that} {who} đi {away} | {who} về {away} {end} | {who} lên {away} rồi
mai {who} ra {away} rồi | {who} còn ở {away} chưa về | {that} {who} có việc ở {away} | đang {away} {end}
{who} đi {away} với hội | tuần sau {who} mới ở {away} về | {obstacle} {end} | {obstacle} sao mà {go}
{obstacle} rồi lấy gì đi | {obstacle}, {who} không {go} | {that} {obstacle} | {obstacle} nên {who} nghỉ
{obstacle} ai mà đi | {obstacle} đi đứng gì nổi | tại {obstacle} con à | {who} {obstacle}, thôi
còn phải nhờ người {phone} giùm | {who} {phone} chưa được | {phone} còn lộn hoài | {who} quên cách {phone} rồi
{phone} hoài không được | {who} chưa biết {phone} | chưa {phone} được {end} | {phone} phải có người chỉ
{phone} tới nửa chừng là bí | {who} không cần học {phone} | {who} biết {phone} rồi khỏi học
cái {phone} {who} có người chỉ rồi | {that} cho {who} vắng | {that} cho {who} thiếu một bữa | {who} xin kiếu {that}
{who} đổi ý rồi {end} | {who} không có nhu cầu {end} | {that} {who} nghỉ | cho {who} nghỉ {that} nha
{that} {who} không {go} được | {who} không {go} {end} | {who} hổng {go} được đâu | thôi {who} không {go}
{who} khỏi {go} {end} | {that} {who} hông {go} nghen | {who} nhường cho người khác | {who} để lần sau
{who} hẹn bữa khác | {who} không biết người này, từ chối | {who} không quen, loại | đủ người rồi {end}
khu mình đủ rồi, thôi | nhà tận {away}, không nhận | {who} thi {that} | {who} không có xe {go}
{who} {go} không nổi {end} | {who} tính nghỉ {that} | {who} hết đi được rồi
""")
_YES = told("""
{duty} xong rồi {who} {go} | {who} {duty} xong là {go} liền | {that} hết phải {duty}, {who} {go}
{that} {who} không phải {duty} nữa, {go} | con {duty} giùm rồi, {who} {go} | có người {duty} thay rồi {who} {go}
nhờ người {duty} rồi, {who} {go} | {who} khỏi {duty}, {go} | em không {study} nữa, em {go}
em {study} xong rồi, {go} ạ | em dời {study} rồi ạ, đi được | hết {study} rồi em {go} | bỏ {study} em cũng {go}
{who} hết {pain} rồi, {go} | bớt {pain} rồi {who} {go} | {who} không còn {pain} nữa, {go} | hết {pain} rồi, đi được
{pain} cũng {go} | {pain} gì {who} cũng {go} | đỡ {pain} rồi mai {who} {go} | {who} khỏe rồi, {go}
{pain} chút xíu thôi, {who} vẫn {go} | {who} ở {away} về rồi, {go} được | {who} không đi {away} nữa, {go}
hủy chuyến {away} rồi {who} {go} | {that} {who} ở {away} về kịp, {go} | {obstacle} {who} cũng {go}
{obstacle} vẫn {go} {end} | dù {obstacle} {who} cũng {go} | {obstacle} thì {who} đi bộ | {obstacle} cũng không bỏ lớp
hết mưa rồi {who} {go} | tạnh rồi {who} {go} đây | xe sửa xong rồi {who} {go} | có xe rồi {who} {go}
có người chở rồi {who} {go} | cháu chở {who} {go} | con {who} chở đi rồi | {who} kêu xe rồi {end}
{who} lên xe rồi {end} | {who} đang trên xe {end} | {who} tới cổng rồi | {who} thay đồ xong rồi {end}
{who} ăn cơm xong {go} liền | {who} soạn đồ rồi {end} | {who} sạc máy đầy rồi {go} thôi | {who} sắp {go} rồi
{that} {who} {go} {end} | {who} {go} {end} | dạ {who} {go} | ừ {that} {who} {go} | {who} sẽ {go} {end}
{who} vẫn {go} {end} | {who} nhất định {go} | {who} quyết {go} | lần này {who} {go} | {who} {go} sớm {end}
{who} {go} đúng giờ {end} | đúng bảy giờ {who} {go} | bảy giờ {who} {go} {end} | {who} {go} trước mười lăm phút
{that} {who} rảnh, {go} | {that} {who} không bận gì hết, {go} | {who} {go} với bà Sáu | {who} rủ bà Ba {go} luôn
{who} không nghỉ bữa nào hết | {who} có bỏ bữa nào đâu | {who} đâu bỏ lớp được | {who} không vắng đâu
{who} đâu có quên | nhắc hoài, {who} nhớ mà | khỏi nhắc, {who} nhớ | {who} nhớ giờ rồi {end}
{who} nhớ buổi của {who} mà | {who} trông tới bữa đó | {who} mê lớp này lắm | {who} ưng lớp này
lớp này hợp {who} lắm | giờ đó hợp với {who} | giờ đó tiện cho {who} | {who} lấy chỗ đó | để chỗ đó cho {who}
giữ chỗ đó cho {who} {end} | chừa chỗ cho {who} {end} | ghi tên {who} vô | {who} chờ lớp này lâu rồi
cho {who} vô lớp đó {end} | {who} xin một chỗ {end} | {who} theo lớp đó
em trống giờ đó ạ | ok chị giao em | em hỗ trợ được nha | em nhận giúp cho | em qua phụ liền
{who} tự {phone} được rồi | {who} {phone} được rồi {end} | hôm qua {who} tự {phone} rồi
{who} {phone} một mình luôn | {phone} dễ ợt | {who} rành {phone} rồi | {phone} khỏi cần chỉ nữa
khỏi chỉ {who} nữa, biết {phone} rồi | {who} biết {phone} rồi {end} | {who} nhớ cách {phone} rồi | thôi vậy {who} chờ
vậy tuần sau {who} qua | vậy bữa sau {who} tới | dời thì {who} theo | nghỉ thì nghỉ, {who} biết rồi
hoãn cũng được | {who} ghi vô sổ rồi | {who} noted rồi | {who} hay rồi {end} | báo vậy {who} biết
đổi giờ {who} đi được | giờ mới {who} {go} | cho em ấy vào nhóm | cho bạn này vô đội | cho em này tham gia
bạn này tốt, nhận | đúng người, duyệt đi | {who} ký duyệt | {who} báo là {go}
{who} nhờ báo là {go} | {who} nhắn là {go} | {who} gật đầu rồi | {who} nói {go} | {who} kêu {go}
em xác nhận {who} {go} | {who} bằng lòng {go} | alo {that} {who} {go} nghe con | con ơi {that} {who} {go} nghe con
mưa nắng gì {who} cũng {go} | nghỉ uổng lắm, {who} {go} | đi chứ nghỉ sao được
""")
_SWAYS = told("""
nếu không {duty} thì {who} {go} | {duty} xong sớm thì {who} {go} | còn coi có phải {duty} không
để {who} coi có {duty} không đã | chưa biết có {duty} không | nếu em không {study} thì em {go}
em chưa biết có {study} không | để em coi có {study} không ạ | {study} dời thì em {go} | hết {pain} thì {who} {go}
nếu hết {pain} thì {go} | bớt {pain} thì {who} {go} | để coi còn {pain} không | tùy {who} còn {pain} không
khỏe thì {who} {go} | {who} ở {away} về kịp thì {go} | nếu {who} ở {away} về kịp | chưa biết {who} có đi {away} không
tùy con có về không | con về chở thì {who} {go} | có người chở thì {who} {go} | không mưa thì {who} {go}
trời tạnh thì {who} {go} | có bạn đi cùng thì {who} {go} | bà Sáu đi thì {who} đi | gần thì {who} {go}
nếu {obstacle} thì {who} nghỉ | lỡ {obstacle} thì sao | để coi {obstacle} không | mà {obstacle} thì thôi
{who} muốn {go} mà {obstacle} | muốn {go} mà {pain} | để {who} hỏi lại đã | để {who} tính lại | {who} chưa hứa được
{that} {who} chưa biết | {who} chưa chắc {go} | chắc {who} {go} | chắc là {who} {go} được mà chưa chắc
có gì {who} nhắn lại | {that} mới biết {who} {go} không | tới bữa đó rồi hay | {who} đi hay không {that} nói
nửa muốn {go} nửa không | {who} còn lưỡng lự | để {who} bàn với con đã | hỏi ý con {who} đã | chờ {who} xác minh
chờ ý kiến lãnh đạo | cần xin ý kiến cấp trên | chờ họp rồi tính | để kiểm tra hồ sơ đã
chờ bổ sung giấy tờ rồi duyệt | cái {phone} lúc được lúc không | {phone} cái được cái không | {phone} lúc nhớ lúc quên
{phone} hên thì được | {phone} tàm tạm | {who} có thể tới trễ | {who} tới trễ được không | {who} về sớm được không
""")
_EACH = 4  # times that a form is made
_LISTS = {
    "duty": _DUTIES,
    "study": _STUDIES,
    "pain": _PAINS,
    "away": _AWAY,
    "obstacle": _OBSTACLES,
    "phone": _PHONE,
    "who": _WHO,
    "that": _THAT,
    "go": _GO,
    "end": _END,
}


def _made(forms: Sequence[str]) -> Iterator[str]:
    for turn, form in enumerate(form for form in forms for _ in range(_EACH)):
        made = form.format_map({name: words[turn % len(words)] for name, words in _LISTS.items()})
        yield " ".join(made.split())


FORMS = {Answer.YES: tuple(_made(_YES)), Answer.NO: tuple(_made(_NO)), Answer.SWAYS: tuple(_made(_SWAYS))}
