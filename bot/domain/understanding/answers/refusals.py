"""What people type to refuse: why they cannot or will not, by what keeps them."""

REFUSALS = """
bà đang nhóm bếp nấu cơm | bà mắc nồi cá kho | đang chiên chả giò bán | lo cơm chiều cho cả nhà | giờ đó bà cơm nước
trưa bà phải ngủ | giờ đó bà ngủ rồi | bà đi ngủ sớm lắm | bảy giờ tối là bà lên giường | khuya bà không dám ra đường
bà coi phim tối | tối có đá banh tui ở nhà coi | tối nay bà coi cải lương | nhà chờ tiếp sóng ca nhạc
mùa này bà vô rẫy điều | đang mùa cà phê | vụ này gặt chưa xong | sầu riêng tới lứa phải cắt
chờ thương lái tới cân mủ | ruộng còn mấy công chưa cấy | bữa đó xịt thuốc lúa | bơm nước ra ruộng
chăn vịt ngoài đồng | mấy con bò không ai coi | heo nái sắp đẻ | ao cá đang thu | đi bắt ốc | giăng lưới ngoài sông
tát đìa | chặt mía mướn | làm thuê tới tối mịt | tui đi phụ hồ xa lắm | công ty bắt làm chủ nhật
xưởng tăng ca tới chín giờ | ca ba mới về còn ngủ | sếp không cho nghỉ | chủ không cho về sớm
làm bảo vệ không bỏ chốt được | hôm đó tới phiên tôi trực | tới ca của tui | mai tui chạy chuyến Sài Gòn
khách đặt bánh nhiều quá | quán đông không bỏ được | sạp chợ không ai ngồi | mùng một bán nhang | rằm bán hoa cả ngày
bán tới khuya mới dọn | gánh hàng còn đầy | có đơn hàng gấp | bán cơm trưa không rời ra được | coi xe cho người ta
cháu nó quấy không cho đi | thằng nhỏ nóng sốt | con nhỏ chưa ai giữ | hai đứa cháu theo hoài | cháu nghỉ học ở nhà
phải ru cháu ngủ | má nó đi làm bà giữ | mẹ nó đi ca bà coi em | cháu mới sanh còn đỏ hỏn | con gái ở cữ bà nuôi
bà nuôi đẻ dưới Cần Thơ | đưa cháu đi bơi | dắt cháu đi chích ngừa | đưa cháu lên thành phố thi | chở cháu đi học thêm
ông nhà nằm một chỗ | ổng liệt tôi không rời được | bả bệnh tui phải lo | chồng tôi mới mổ tim | mẹ chồng tôi yếu lắm
bà cụ nhà tôi hấp hối | người nhà cấp cứu | chú tôi vừa mất | nhà hàng xóm có tang phải qua phụ | mở cửa mả bữa đó
cúng bốn chín ngày | xả tang mẹ | bốc mộ ông bà | chạp mả dưới quê | tảo mộ | cúng kỳ yên | đình có lễ
miếu bà mở hội | bữa đó lễ Vu Lan | ngày vía bà đi chùa Bà | phật tử họp đạo tràng | có khóa tu bữa đó | tụng kinh tối
tối thứ bảy có thánh lễ | chủ nhật tui đi lễ | ca đoàn tập hát | Noel nhà thờ bận lắm | đọc kinh liên gia
bữa đó ăn chay niệm Phật | cháu nội cưới vợ | gả con gái út | đi ăn tân gia | nhóm họ nhà gái | đám hỏi con Bé
thôi nôi thằng cu | đầy tháng chắt | mừng thọ ông cụ | họp mặt dòng họ | họp lớp cũ | gặp mặt đồng đội
về thăm chiến trường xưa | hội đồng hương mời | con ở Mỹ về chơi | sui gia tới nhà | bà con dưới quê lên
khách Sài Gòn xuống | bạn ngoài Bắc vô thăm | nhà đông khách quá | bà đang ở nhà thằng Ba | bà ở dưới Cà Mau
bà lên Tây Nguyên rồi | bà qua Campuchia | mai bà bay ra Hà Nội | mốt bay rồi | bà đang ngoài Huế
tuần này bà ở Bình Phước | bà về ngoại chơi tới cuối tháng | đi chưa về kịp | còn đang trên xe đò | đang đi tàu
kẹt lại dưới quê | mua vé rồi không đổi được | đi du lịch với xóm | đoàn người cao tuổi đi Đà Lạt | đi tắm biển
đi hành hương núi Bà | đi thăm mộ liệt sĩ | đi nghỉ dưỡng | con cái cho đi chơi | bà theo con gái đi xa
tui dọn đi nơi khác rồi | bà chuyển nhà rồi | bà không còn ở đó nữa | bà về quê ở luôn rồi | bà đi khỏi phường rồi
cái lưng nó đơ rồi | đầu gối kêu lụp cụp | đi cà nhắc | cái chân sưng chù vù | hai chân tê rần | nhấc chân không lên
đứng lên là xây xẩm | mới té xe hôm kia | trặc cổ | vai bà nhấc không nổi | tay băng bột | mắt mới thay thủy tinh thể
mắt đỏ ghèn lây lắm | tai lùng bùng | huyết áp lên mười tám | đường huyết cao quá bác sĩ giữ | tim đập loạn
khó thở phải thở máy | ho sù sụ | cảm ho lây người ta | sốt ba tám độ | test hai vạch | dương tính rồi | đang cách ly
bị sốt siêu vi | tay chân miệng lây | đang truyền nước | mới mổ mật xong | chờ mổ | bác sĩ hẹn đúng bữa đó
tới kỳ hóa trị | lọc máu thứ ba năm bảy | lịch chạy thận trùng | khám bảo hiểm đúng bữa đó | lấy thuốc tiểu đường
tái khám tim | đi xét nghiệm máu | nội soi dạ dày | chụp phổi | làm răng sứ | mới nhổ hai cái răng
sưng mặt không dám ra đường | trúng gió nằm bẹp | đau không lết nổi | bệnh rề rề | ốm liệt giường | người bần thần
oải lắm | mệt phờ râu | kiệt sức | đuối quá | sức khỏe không cho phép | sức yếu rồi | yếu lắm cháu ơi | trời âm u quá
sấm chớp ghê quá | trời bão | nước dâng rồi | ngập lụt không ra được | triều cường | mưa thúi đất | mưa sập trời
đường trơn sợ té | đường sình lầy | đường đang đào bới | cầu sập | phà ngưng chạy | tối đèn đường hư | hẻm tối quá
chó dữ ngoài hẻm | xe máy hỏng | xe đạp xì lốp | xe cho con mượn rồi | xăng không có | xe thằng con lấy đi rồi
bằng lái bị giữ | grab mắc quá | không có tiền xe | không ai dẫn | con cái đi hết | con đi làm hết trơn
ở một mình không ai đưa | đi một mình tôi sợ | đi bộ không nổi | lớp đó học hồi năm ngoái rồi | bài đó học rồi
tôi học rồi khỏi | cái đó tôi biết hết rồi | con cháu chỉ hết rồi | cháu nội dạy bà rồi | thằng con cài hết rồi
khỏi học cũng xài được | bà đăng ký chỗ khác rồi | bà học bên chùa rồi | bà học bên phường kế rồi
bà không rảnh đâu mà học | học không vô | học trước quên sau | già lẩm cẩm rồi học gì nữa | gần đất xa trời rồi
tám mươi rồi học chi | mù chữ mà học gì | không biết chữ đâu | chữ nghĩa không có | mắt mũi kèm nhèm
tai điếc ngồi có nghe gì | bà xài cục gạch | điện thoại bấm phím thôi | không có zalo | không có mạng | máy cùi lắm
máy bể màn hình rồi | điện thoại mất rồi | điện thoại đem sửa | thôi thôi thôi | thôi mà | thôi đi | thôi cho tui xin
miễn đi con | miễn nha | xin miễn cho | cho bà miễn | tha cho bà | thôi tha cho tui | dẹp đi | dẹp luôn | nghỉ khỏe
nghỉ cho rồi | chán rồi | hết hứng | ngán quá | làm biếng quá | lười lắm | không hứng thú | không có hứng | không ham
hết thích | chẳng thiết tha | không khoái | không ưng | không thích giờ đó | không chịu giờ đó | giờ giấc không hợp
giờ đó kỳ quá | sớm quá bà chưa dậy | trễ quá không tiện | xa quá chừng | chỗ đó leo lầu không nổi | chỗ đó đông quá
đông người bà ngộp | ngồi lâu không được | ngồi máy lạnh bà ho | ngại chỗ lạ | mắc cỡ lắm | ngại lắm thôi
bà giận cô giáo rồi | kỳ trước nói sẽ báo mà không báo, thôi | lần trước đi mà lớp nghỉ, giờ không đi
chờ lâu quá thôi khỏi | sorry con | xin lỗi con nha | thứ lỗi cho bà | cho bà khất | khất lại bữa khác
hẹn bữa nào rảnh | để mùa sau | để qua Tết | hẹn năm sau | để đợt tới đi | bữa sau bà bù | bữa khác bà học bù
chừng nào hết bận bà qua | khi nào khỏe bà đi lại | đừng trông bà | khỏi để phần bà | khỏi giữ chỗ
bỏ tên bà ra bữa đó | gạch tên bà bữa đó đi | trừ bà ra | đừng tính bà | cho người khác ngồi chỗ bà
chỗ của bà cho ai đi | để chỗ cho mấy người trẻ | ai cần thì cho họ | cho bà Năm đi giùm | em đang ở quê chưa lên
em ở Đắk Lắk rồi | em về nhà nghỉ lễ | em đang ở ngoài Bắc | em chưa vô lại trường | em đi quân sự
em học quân sự hết tháng | lịch học em đổi | em có tiết chiều | em học tới năm giờ | sáng đó em học | em học cả ngày
em kín lịch cả tuần | tuần này em đuối quá | em nhiều bài quá | em mắc chạy đồ án | sắp nộp đồ án | em gần thi rồi
tuần thi ạ | em đi dạy kèm giờ đó | em có ca ở quán | em trực thư viện | em bán hàng phụ mẹ | em giao ca trễ lắm
shop em không cho nghỉ | em phải đi lab | em có buổi seminar | em phải họp khoa | em tập trận bóng
giải bóng đá của khoa | em thi tiếng Anh | em thi toeic | em đi khám nghĩa vụ | em đi phỏng vấn xin việc
em đi đăng ký thường trú | em đưa má đi khám | em phải trông em | nhà em có việc | nhà em có giỗ | ba em nhập viện
bà em mất | em bị thủy đậu | em sốt xuất huyết | em đau ruột thừa | em té xe trầy hết | em ho mất tiếng
em chưa đủ tự tin | em chưa từng dạy người lớn tuổi | em không rành cái đó | em dạy không được môn này
em mới vô chưa biết gì | em không biết đường | chỗ đó xa ký túc xá | em không có phương tiện | xe buýt hết chuyến
ký túc xá đóng cửa mười giờ | em không về kịp | em nhận ca khác rồi | em hứa chỗ khác rồi | trùng ca bên chùa
em bị xếp hai ca | bên đoàn xếp em chỗ khác | tuần này em nhận đủ rồi | em xin trả ca | em trả lại ca này | em nhả ca
em hủy kèo | em quay xe | kèo này em bể | em bể lịch rồi | em xin rút ạ | em xin phép không nhận | ca này khó với em
chị để bạn khác nha | chị nhờ Khoa đi | chị nhờ ai khác hộ em | chị đổi bạn khác dùm | cho em off bữa này | em off nha
em vắng nha chị | em drop ca này | i am away | i am out of town | not this time | no can do | cannot make it
can not join | i have class | i have work | i have an exam | i am ill | not well | feeling sick | too far for me
i am tired | maybe next time | another day please | pass | nah | nope sorry | no need | not interested
please skip me | i decline | người này tôi nghe không tốt | có tai tiếng rồi | người này bị dân phản ánh
không tin tưởng được | lý lịch không rõ | không rõ lai lịch | tên không khớp | sai số điện thoại | thông tin sai
hồ sơ thiếu | chưa có xác nhận của trường | chưa qua tập huấn | chưa học bài an toàn | chưa đủ mười sáu tuổi
nhỏ tuổi quá | không ở khu phố này | ngoài địa bàn | không thuộc đơn vị tôi | không phải đoàn viên | nhóm đủ người
đủ chỗ rồi | không cần thêm | dư người rồi | khỏi thêm | bạn này bỏ lớp hoài, thôi | hay trễ hẹn, không nhận | bác đơn
gạt | gạch đi | bỏ ra | loại bỏ | trả hồ sơ | trả về | chưa thông qua | không thông qua | không chấp thuận
không chấp nhận | không ký | không phê | không đồng tình | phản đối | chưa nhất trí | không nhất trí | tạm dừng
tạm hoãn | đề nghị xem lại, chưa duyệt | chưa nên | không nên | không tiện | không phù hợp đâu | không đạt | rớt
chưa đạt yêu cầu | không cho vô | đừng cho vô | khoan cho vào | ngày mới trùng ngày giỗ | dời vậy bà đi không được
đổi vậy bà kẹt | ngày đó tui đi xa | giờ mới bà còn đi làm | giờ mới đang giờ cơm | sớm quá bà còn ở chợ
trễ vậy bà về không kịp xe | chiều thì bà chịu thua | trưa nắng bà không đi | tối bà không đi được đâu
chỗ mới bà không biết đường | chỗ mới phải leo thang | dời hoài bà nghỉ luôn bữa đó | ngày đó bà đã hẹn nha sĩ
đổi qua thứ hai thì bà đi làm | thứ ba bà bán | thứ tư bà đi chùa | thứ năm bà vô viện | thứ sáu bà giữ cháu
thứ bảy bà về quê | chủ nhật bà đi lễ | chưa rành | chưa quen | chưa nhớ | chưa thuộc | chưa xong | chưa tới đâu
chưa đâu vô đâu | còn lơ tơ mơ | còn lớ ngớ | còn gà lắm | vẫn còn mò | vẫn ngu ngơ | mò hoài không ra
bấm hoài nó không chạy | bấm nó ra quảng cáo | nó đòi mật khẩu bà chịu | quên mật khẩu hoài | nó báo lỗi hoài
kẹt ở chỗ chụp mặt | tới chỗ quét mặt là thua | chữ nhỏ bà không thấy | tay run bấm trật | tay to bấm lộn
lâu quá quên rồi | về nhà là quên | hôm qua nhớ nay quên | xa máy là quên | không có ai chỉ là bí
phải có cháu kế bên | còn nhờ thằng cháu | còn phải hỏi | chưa dám bấm | sợ bấm bậy mất tiền | sợ hư máy không dám
bà chịu thua rồi | khó quá bà không làm | rối quá | nhức đầu với nó | bó tay chấm com | thua | thua rồi con ơi
không hiểu gì hết trơn | chẳng hiểu mô tê | mẹ em say xe lắm | má em không biết đi xe | ba em không chịu đi
ba em làm biếng lắm | ngoại em đòi ở nhà | nội em lẫn rồi ạ | mẹ em giận em nên không đi | bà em sợ đông người
má em mắc bán hàng | má em lo cho cháu nội | mẹ cháu trông cháu | bố em ra đồng | bố cháu đi cày | ông em đi câu rồi
ông nội con nằm viện | bà ngoại con mất rồi | mẹ con mới phẫu thuật | má con bị tai biến | ba con yếu lắm rồi
ông bà về quê hết rồi | má em theo chị hai lên Sài Gòn | mẹ em không còn ở đây | mẹ em đi nước ngoài rồi
em không chở mẹ được | em đi làm không ai đưa má | không ai chở ngoại hết | em công tác xa | mẹ dặn em báo nghỉ
mẹ nhờ báo vắng | ba nhắn xin kiếu | ngoại bảo thôi | bà bảo không | ông bảo bận | mẹ kêu thôi con | má nói khỏi
nội nói hổng đi đâu | ba nói mệt | cho mẹ em xin nghỉ | cho ba em vắng bữa này | cho bà em khất
xin phép cho ông em vắng | gạch tên má em buổi đó giùm | toi ban roi | ba ban | ba met | ba om | ba dau chan
ba di kham | ba ve que | ba di cho | ba di dam | nha co khach | nha co dam | khong ranh | khong di | khong duoc
khong hoc | khong nhan | khong can | thoi khoi | thoi nghi | thoi de lan khac | xin nghi | ba o que | me em benh
me em ban | ba em khong di | ngoai em met | em ban thi | em ket lich | em khong sap xep duoc | em co tiet | em di lam
em om roi | chua lam duoc | chua biet lam | con quen hoai | tu choi di | khong duyet | chua duyet
khong quen nguoi nay | ngay do toi ban | gio do toi di lam | xa qua khong di | troi mua qua | khong ai cho | xe hu roi
tui giu chau | phai trong chau | bận mà | bận nha | bận ạ | bận rồi em | bận lắm con | bận quá trời | bận túi bụi
bận tối mắt | bận bù đầu | bận đột xuất | kẹt | kẹt nha | kẹt lắm | kẹt công chuyện | vướng | vướng rồi | vướng việc
mắc | mắc việc nha | mắc công chuyện | dở việc | lỡ việc | bác đề nghị này | bác đơn này | bác hồ sơ này
bác yêu cầu này | chưa hề biết dùng | hết ham học rồi | hết muốn đi rồi | bà qua nhà thông gia | bà qua nhà chị chơi
bà qua thăm chị Hai | bà vô vườn cắt trái | bữa đó bà ở bển | bữa đó bà ở dưới | oải quá | oải quá con
nó báo lỗi bà bỏ luôn | nó treo máy bà bỏ luôn | em bận bên đội khác | học để làm gì | học cái đó chi
không để làm gì | má em hôm đó tiêm phòng | mai bác ra Hà Nội rồi | tui lên Sài Gòn rồi | lịch em full hết rồi
full hết rồi chị | mai giỗ ông nhà | dạ con ơi bà phải giữ thằng cháu | mai bà vô bệnh viện thay băng
xin lỗi cô giáo tôi không tới được | trời mưa vầy ai mà đi | bữa đó bà đi Vũng Tàu với hội | bà chưa khỏe con ơi
hông đi con ơi | nhà đang có khách | bận coi tiệm, không ai thay | xe hư rồi lấy gì đi | cho bà thiếu bữa này nghe
ba dau lung qua khong ngoi duoc | khong di duoc dau con | con dâu đẻ, bà lên chăm | mệ mệt lắm không đi mô
ổng nhà tui nằm viện, tui phải nuôi bệnh | bữa đó trùng ngày vía Bà | để người khác đi, bà ở nhà | răng đau nhức quá
dạ má em ở quê chưa lên kịp | ông em mất rồi, cả nhà đang tang sự | dạ em là con chú Hai, ba em bận rồi
con không chở má đi được bữa đó ạ | bo em ban roi a | mẹ em đang đi du lịch | em bị trùng lịch đoàn trường
e mới bị quẹt xe | chị ơi em đi không được rồi | tuần này em thi hết môn | xin off ca này ạ | bà có người chỉ rồi
giờ đó bà coi cháu | lớp này bà học rồi mà | bà đổi ý rồi | hông cần đâu con | cho do de cho nguoi khac
e full lịch tuần này | em chưa dạy VNeID bao giờ, thôi ạ | em đang nghỉ tết ở quê | e không có xe máy
em bận chạy deadline | tuần đó e đi thực tế | đổi qua giờ đó bà kẹt rồi | thứ năm bà phải đi tái khám
giờ đó bà đang bán | doi ngay do toi ban | chưa rành đâu con | phải có người ngồi kế mới làm được
bấm tới khúc sau là bí | cháu phải chỉ lại cho bác | không biết người này, từ chối | nhà tận quận khác, không nhận
khu tôi đủ người rồi | không duyệt em này | không đúng đối tượng | không đồng ý | sorry can't make it
bà phải đưa ông đi bó thuốc | hai vợ chồng tui đi đám ma | bà ra chợ từ khuya tới trưa mới về
bà phải đợi thợ tới sửa nhà | bữa đó em đi hiến máu | ba em đau khớp đi lại khó ạ | bà ở xa lắm, cho người gần đi
trả lại cho khu phố | giờ mới bà phải đi đón cháu | lóng nga lóng ngóng | bà chụp hình đám cưới cháu bữa đó
cái đầu gối nó kêu rắc rắc | con ơi hông xong rồi | bà bị giời leo | mới lấy máu xong còn xỉu | bà ăn trúng thức ăn
đang coi thợ đổ bê tông | tới mùa sầu riêng bà vô vườn | bữa đó bà ở trển | mấy đứa nhỏ nghỉ hè bà giữ hết
tui xin miễn | hẹn cô dịp khác | trời gió độc lắm | bà còn ba sào lúa chưa gặt | phải đi nhận tiền hỗ trợ ở phường
bữa nay bà oải | nhà cúp điện tối hù | mưa dầm không muốn ra khỏi nhà | sổ mũi ho hen lây cho người ta
hông có ai bán hàng giùm | bác sang nhà thông gia | con rể nó hổng cho đi | bà đi làm răng giả | ngoai di choi xa roi
ba ban trong chau roi | thoi cho ba nghi bua nay | má em bị dị ứng rồi ạ | nội con đi Thái Lan với hội người già
dạ ba em kêu thôi | mẹ em ngại không đi nữa đâu ạ | bà bữa đó phải giữ con em | ông ngoại vừa xuất viện cần nghỉ
e dính lịch quân sự | tối đó nhóm em họp CLB | em nằm nhà truyền nước | nhà em có tang ạ | xe em thủng lốp rồi
e bận phụ ba mẹ bán hàng | chị tìm ai thế em với ạ | thôi con cho người trẻ đi | hết ham rồi
bà vô lớp bên khu phố 5 rồi | lúc đó bà đang ngủ trưa | cháu dạy ở nhà được rồi | học cái đó không để làm gì
trễ giờ cơm của ông nhà | em bận bịu quá chị ơi | trái giờ học của em rồi | e về Đắk Lắk rồi
không dám nhận, em run lắm | buổi này em pass | em đăng ký chỗ khác mất rồi | nhà em cấm đi tối | thứ năm thì bà chịu
dời qua đó bà mắc kẹt | trưa vậy ai đi cho nổi | giờ đó bà phải lo cơm nước | bấm vô nó ra cái khác
nó kêu cập nhật bà bỏ luôn | mắt kém nhìn không ra chữ | tay run bấm trật hoài | vẫn phải kêu cháu
lạ hoắc, không nhận | sai thông tin, loại | mới bị phản ánh, không cho | thôi để đợt khác | còn ngồi trên xe đò
còn trên tàu | đang đi xe khách | đi học nghề rồi | nó đi học nghề | con cháu nó chỉ hết rồi | quên hết rồi
quên trơn | quên tuốt rồi | quên mất cách làm rồi | đi Sóc Trăng | đi Phan Rang | đi Bình Thuận rồi | đi Lào
em đi dạy rồi | em đi sự kiện | em đi show | khỏi để chỗ | khỏi chừa chỗ | thua rồi cháu | chịu thua con ơi
dời đi nơi khác rồi | dời nhà lên Sài Gòn rồi | bạn ở xa vô thăm | bạn cũ tới thăm | bão vô rồi | bão to lắm
để ông Hai đi | để cô Ba đi thay | cho chị Sáu đi thế | gác cổng không bỏ được | bỏ chốt không được
mẹ em lo cho cháu | đông người quá | chỗ đó chật quá | trừ tui ra | đừng kể bà | bảy giờ là bà ngủ
tám giờ tối bà lên giường | miễn đi cô | miễn cho tui | nhường chỗ cho người ta | để ghế cho người khác | kín ngày rồi
hết ngày trống | em ở phòng lab | em vô lab | thông gia tới chơi | sui gia qua | giờ đó bà tập thể dục
giờ đó bà đi bộ công viên | giờ đó bà đi tập | lịch em bể hết | lịch em thay đổi rồi | con đi hết không ai ở nhà
dẹp nha | dẹp đi con | bỏ luôn đi | uống cà phê với bạn rồi | bận cà phê | sáng em học | sáng đó em có học
chiều em học | cầu hư | phà nghỉ | gánh bún còn đầy | ngưng giùm | hoãn giùm tui | soi dạ dày | đi soi ruột
xe con lấy đi rồi | xe bị lấy mất | trời ầm ầm | trời đen kịt
"""
