"""What people type to agree, promise, take or confirm."""

AGREEMENTS = """
bà vừa thoa dầu xong, đi đây | bà bới tóc rồi ra liền | bà đội nón ra cửa rồi | bà khóa nhà rồi | bà ra tới ngõ
gần tới rồi con | bà đang lội bộ tới | đang dắt xe ra | đang ngồi xe ông Tư | ông Sáu ghé rước bà rồi
bà Hai kêu bà đi chung | hai chị em rủ nhau đi | cả xóm kéo nhau đi | có bạn nên đi vui | bà đi cho biết | đi cho vui
đi học cho đỡ buồn | ở nhà chán lắm, đi | già rồi càng phải học | học hoài không chán | thích học mà | mê học lắm
học chữ nào khôn chữ đó | được học miễn phí mà không đi sao | cơ hội hiếm, đi chứ | cô giáo dạy dễ hiểu, bà đi nữa
buổi trước vui quá, mai bà đi nữa | bà nhớ lớp quá | lớp mình vui mà | bà thương tụi con nên bà đi | bà hứa
hứa danh dự | bà nói là làm | nói đi là đi | bà giữ lời | bà không hứa suông | cứ tin bà | tin bà đi
bà đâu có trễ hẹn | bà có bỏ bữa nào | chưa bỏ buổi nào | xưa nay bà đi đều | bữa nào chẳng đi | lúc nào cũng đi
buổi nào cũng có bà | lần nào cũng đủ mặt | khỏi phải dặn | khỏi kêu bà cũng đi | đâu cần nhắc
nhắc chi cho mệt, bà đi mà | nhắc vậy được rồi, bà nhớ | cám ơn đã nhắc, bà đi | không sao bà đi được | không hề gì
không ngại đâu | có xa mấy bà cũng đi | xa bà cũng tới | tối bà cũng đi | sớm bà cũng dậy nổi | mưa thì bà mặc áo mưa
mưa thì bà bận áo mưa | nắng thì che dù | không có xe bà đi bộ | xe buýt cũng tới được | bà biết đường mà
đường đó bà rành | nhà sát bên lớp | bước qua là tới | gần xịt | kế bên nhà mà | có nhà văn hóa ngay trước nhà
tiện đường bà ghé | con dâu cho bà đi | con cái ủng hộ lắm | ông nhà cho đi rồi | ổng chịu giữ nhà cho bà đi
có người coi cháu rồi | gửi cháu cho cô nó rồi | cháu đi nhà trẻ rồi, bà rảnh | heo cho ăn rồi
bán hết hàng sớm, bà qua | dọn hàng sớm bà tới | hôm đó bà nghỉ bán | bữa đó đóng tiệm đi học | chủ cho nghỉ rồi
công ty nghỉ bữa đó | xin nghỉ phép rồi | đổi ca rồi, đi được | nhờ người trực thay rồi | sắp xếp đâu vô đó rồi
dời hẹn bác sĩ rồi | khám xong sớm, bà qua | ra viện rồi, khỏe re | khỏe như trâu | khỏe mà | còn khỏe chán
bà khỏe ru | chân cẳng ngon lành rồi | uống thuốc đỡ rồi | mắt sáng rồi đi được | hết ho rồi
nghỉ mấy bữa rồi, giờ đi lại | bữa trước nghỉ, bữa này bà đi | bù bữa trước, mai bà lên | ok con iu | ok cưng
ok em yêu | ok cháu ngoan | ok nghen | ok đó | ok nè | ok hết | ok chắc nịch | ok chốt | ok lun | okie luôn | u thì đi
ừ hén | ừ nghen | ừ bữa đó | ừ được đó con | ừ bà ra | ờ đi | ờ được | ờ bà đi | ờ để bà ra | ừm bà biết rồi
ừ nghe con | dạ đi ạ | dạ có mặt | dạ em có | dạ được luôn | dạ vâng | dạ rõ | dạ nghe | dạ tới | dạ tui nhận
dạ nhận ạ | dạ cô đi | dạ tui nhớ | vâng cháu | vâng bác đi | vâng tôi đến | vâng tôi nhận | vâng tôi biết | vâng có
vâng em nhé | đồng ý hai tay | đồng ý cái rụp | đồng ý liền | đồng ý ngay | đồng ý đi | nhất trí cao | nhất trí luôn
tán thành | quá được | được quá đi chứ | được mà con | được lắm | được đó đa | được nghen | được nha | được lun
được tuốt | quá đã | tuyệt vời | tuyệt quá | hay quá | tốt | tốt lắm | tốt rồi | hay đó | hoan hô | mừng ghê
mừng hết lớn | vui ghê, bà đi | thiệt hả, bà học liền | thật không, bà lấy | trời ơi mừng quá, nhận
có chỗ rồi hả, đi | lấy chứ | lấy ngay | nhận ngay | nhận luôn chứ | nhận cái rụp | xin nhận | xin được nhận
cho tôi chỗ ấy | cho bác chỗ ấy | bác lấy nhé | chỗ đó của bà nghen | đừng cho ai hết, để bà | giữ kỹ giùm bà
đừng nhường ai nha con, bà học | ghi sổ giùm bà | biên tên bà | biên tên tui vô đi | đưa tên bà vô | thêm bà vô lớp
bỏ bà vô lớp đó | xếp tui lớp đó | sắp cho bà một chân | cho tui tham dự | cho tôi dự | bà đăng ký lớp này | đúng ý bà
đúng lớp bà cần | lớp này bà kiếm lâu nay | lớp này cần cho bà | đang cần học cái đó | bà đang muốn biết cái này
bà rất cần | giờ vậy là vừa | giờ vậy bà theo được | sáng thì tiện | tối thì bà rảnh | chủ nhật thì rảnh
thứ bảy rảnh nguyên ngày | rảnh cả tuần | rảnh suốt | bữa đó không có gì | hôm đó trống | ngày đó chả bận gì
không trùng gì cả | không có lịch gì | đâu có bận gì | có bận gì đâu | rảnh mà | em sẵn sàng ạ | em sẵn lòng
em vui lòng nhận | em xin nhận nhiệm vụ | nhận nhiệm vụ | rõ nhiệm vụ | tuân lệnh | em xung phong đi đầu | để em cân
để đó em lo | cứ để em | để em chiến | để mình phụ | để mình lo | có em lo rồi | em gánh được | em trám cho
em thế cho | em đi thay | em vô thay | em đứng thay được | em đổi ca được ạ | em qua giúp | em tới phụ | em ghé được
em rảnh nguyên buổi | em rảnh hết | em trống ca | em trống tiết | hôm đó em được nghỉ | em thi xong rồi
em hết thi rồi | em mới thi xong, nhận | tuần này em nhẹ | em đi chung với Minh | em với Lan nhận | hai đứa em nhận
nhóm em đi được | lớp em cử em | bên em đi | đội em nhận | em đi được hết các buổi | em theo hết khóa
em dạy zalo được ạ | em rành vneid | em dạy lớp lừa đảo được | em đã tập huấn rồi ạ, nhận | em làm hoài rồi
em quen lớp đó | em quen bác đó, để em | em thêm vô lịch rồi | em đặt báo thức rồi | em note lại rồi | em lưu lịch rồi
em xin nghỉ làm rồi | em xếp lịch rồi ạ | em chuẩn bị bài rồi | em in tài liệu rồi | em soạn bài xong
em tới trước mười phút | em tới sớm dọn bàn | em lên trước nha | em đang chạy qua | em sắp tới | em tới rồi
em ở lớp rồi | em có mặt rồi ạ | i will be on time | on my way | see you tomorrow | happy to help | glad to
with pleasure | i accept | i take it | i will take it | put me down | sign me up | i can make it | i can come
i am available | works for me | perfect | all good | done | no problem | no worries i will come | why not | absolutely
definitely | for sure | agreed | approved | approve | let him in | accept her | bạn ấy tôi biết | em này tôi bảo đảm
tôi bảo lãnh | tôi xác nhận | tôi đề nghị nhận | tôi ký | tôi duyệt | tôi chấp nhận | cô nhất trí | chú đồng ý
cháu ông Bảy mà, nhận | con cháu trong xóm cả | người quen | quen biết rồi, cho vô | bạn này làm tốt
em này nhiệt tình, duyệt | nhiệt tình lắm nhận đi | đang thiếu người, nhận | thiếu người mà, cho vô
cần thêm người đây | thêm được ai mừng nấy | càng đông càng tốt | hoan nghênh | chào mừng bạn ấy | cho bạn này thử
cho làm thử | cho vào đội | cho vô nhóm mình | thêm vô đi | thêm bạn ấy | add vô | kết nạp | thu nhận | tiếp nhận
tiếp nhận hồ sơ | đúng là em ấy | đúng số rồi | đúng tên rồi | thông tin đúng | khớp rồi | hợp lệ | đạt | đạt yêu cầu
đủ điều kiện | đủ tuổi rồi, duyệt | thông qua | chuẩn y | đồng ý chủ trương | đồng ý theo đề xuất
theo đề nghị của khu phố, duyệt | triển khai đi | tiến hành đi | làm đi | à bà hiểu rồi | à vậy hả, ok
bà nghe rõ rồi | nghe đủ rồi | nghe thông báo rồi | bà coi tin rồi | coi rồi | thấy rồi | tin tới rồi | đọc kỹ rồi
bà nhắc ông nhà luôn rồi | bà báo lại bà Tư rồi | bà khoanh lịch rồi | bà vẽ dấu lên lịch rồi | bà nói con bà ghi rồi
bà để ý rồi | biết liền | biết rồi khổ lắm | biết rồi nói mãi | biết rồi cảm ơn | cảm ơn đã cho biết
cảm ơn thông tin | tiếp thu | đã tiếp nhận | đã nắm | đã hiểu | okay noted | dời thì dời | đổi thì đổi | sao cũng được
sao cũng đi | ngày nào cũng đi | bữa nào cũng được hết | giờ nào cũng được | đổi vậy tốt hơn | dời vậy mừng quá
ngày đó càng tiện | giờ đó càng tốt | chỗ đó gần hơn | vậy mai khỏi đi, bà biết | vậy bà khỏi ra, ok
vậy tuần này nghỉ, rõ | nghỉ hả, ừ | hoãn hả, được | vậy bà ở nhà, biết rồi | thôi nghỉ thì chờ bữa sau
chờ lớp sau cũng được | tuần tới bà qua | tuần sau gặp | hẹn gặp tuần sau | gặp cô thứ tư | hẹn thứ bảy
tui làm một mình ngon | tự mình làm được | không cần ai nữa | không cần kèm nữa | khỏi kèm bà cũng làm được
giờ bà chỉ lại người khác | bà dạy lại ông nhà rồi | bà dạy hàng xóm luôn | bà xài như người trẻ | bà xài ngon
bà bấm rẹt rẹt | bà bấm cái một | nhanh như chớp | quen như ăn cơm | dễ như ăn bánh | rành như lòng bàn tay
thuộc làu | thuộc lòng | nằm lòng rồi | nhớ kỹ rồi | nhớ hết | làm hoài quen | hôm bữa tự nộp xong
tự gọi cho con rồi | tự chụp gửi được | tự cài một mình | tự đăng ký khám rồi | tự trả tiền điện rồi
mua hàng quét mã luôn | gọi thấy mặt cháu rồi | nói chuyện với cháu bên Mỹ được rồi | hai vợ chồng cùng lên
cả nhà đều ra | ông bà nội đi hết | ba má đi chung | mẹ em nôn đi lắm | má em đòi đi sớm | má em mong lắm
ngoại em khoái lắm | ba em hứa rồi | ba em chốt rồi | ông em quyết đi | bà em nhờ em đăng ký | bà em nói giữ chỗ
mẹ em gửi lời nhận | mẹ em xin một chỗ | mẹ em muốn học | mẹ em nghe rồi ạ | mẹ em biết rồi | ba em rõ rồi
ngoại đọc rồi ạ | em báo mẹ rồi ạ | em đưa mẹ tới cửa lớp | em rước ngoại qua | em xin nghỉ để chở má
chị hai em đưa má đi | chồng em chở mẹ qua | cháu đèo bà đến | cháu dắt bà sang | con dẫn nội tới
con đi chung với nội | em hộ tống bà | em ngồi học chung với mẹ | ba di | ba di hoc | ba toi lien | ba nho roi
ba biet roi | ba ghi roi | ba nhan | ba lay cho do | ba ranh | ba khoe roi | ba len som | dang di | dang toi
toi lien | di lien | di chu | hoc chu | nhan lien | nhan cho | giu cho cho ba | ghi ten ba | ok di | ok duyet | dong y
dong y duyet | me em di | me em nhan | ngoai em di | em cho me di | em cho ba di nha | em nhan ca | em di duoc
em ranh | em lo cho | em toi som | em dang toi | lam duoc roi | tu lam duoc | biet xai roi | quen roi | nho cach roi
hieu roi | ro roi | da biet | da nhan | nghe roi | doc roi | doi cung duoc | gio do duoc | có nha | có rồi | có con
có nhé | có em | đi | đi nhé | đi nha em | đi rồi | đi ạ | tới | tới nha | nhận ạ | lấy ạ | rồi nha | ok cưng nha
ok con gái | bà điểm danh | bà có tên | báo danh có bà | kèo này em theo | em chơi kèo này | cho em chân phụ lớp
cho em một chân | em với Nam đến chung | em với Hạnh cùng tới | bà Chín kêu bà rồi, hai đứa đi chung
hai chị em qua chung | hôm trước bà tự làm hết | con nó chở đi rồi | cháu nó đưa đi | cho nó làm thử đi
bà thắp nhang xong rồi đi liền | bà tới mà, nhắc hoài | ừ lát bà ra | chân bà hết đau rồi, lên được
bà mua đôi dép mới để đi học nè | okie con | sớm mơi bà qua | bà đâu bỏ lớp được | tui qua đúng bảy giờ
bác sẽ đến, cảm ơn cháu | mai ba qua nha | uhm di | ừa bà lên lớp | được con à không có gì đâu | mệ nhớ rồi con nờ
nghe lời con bà đi | hết mưa rồi bà qua đây | cháu nó chở đi rồi | ba khong co ban gi het | dạ em đưa ngoại tới ạ
mẹ cháu có đi ạ | dạ bố em nhờ báo là đi được | em xin xác nhận cho mẹ em tham gia | bà em đang chuẩn bị rồi ạ
chồng em chở má đi ạ | dạ e tới đúng giờ | ok nha c | e đi, có bạn đi chung luôn | em nhớ ca của em mà | có em nha
em tới liền đây | ghi bà vô | để chỗ đó cho tui | ừ vậy cho bà học luôn | bác đồng ý, ghi tên bác | ba hoc lop do duoc
giờ đó hợp bà lắm | em nhận lớp này | e rảnh giờ đó, xếp e đi | e hỗ trợ đc nha | ok chị giao em | e free nè
em dạy được topic đó | bà nghe rồi nha | dời thì bà theo | vậy hả, vậy tuần sau bà qua | được, bà chờ | u ba biet roi
tốt quá, giờ đó bà đi được | bà tự làm ngon ơ | làm một mình được | hôm qua tự chuyển tiền luôn | tui biết cách rồi cô
cho em ấy vào nhóm | nhận người này đi | hợp lệ, duyệt giúp chị | bạn này được nè | duyet nhe | duyệt theo đề nghị
đồng ý phê duyệt | đúng đối tượng, duyệt | alo con ơi bà nghe đây mai bà lên lớp nghe con | yes I will come
đi luôn chớ nghỉ uổng | bà dậy từ bốn giờ rồi, đi | lần này bà quyết đi | bà khoái lớp này lắm, đi
em đã có mặt ở hội trường | e đi cùng Minh luôn | ba má em lên xe rồi | con nhắc nội rồi, nội chịu đi | bà ưng lớp này
lớp đó cho bà đi | tôi ký duyệt | thôi vậy bà chờ | khỏi chỉ nữa con | bà tắm rửa xong xuôi rồi
nay bà mặc áo bà ba đi học | thứ bảy này hả, ừ bà đi | có gì đâu mà không đi | học được chữ nào hay chữ đó, bà đi
cô giáo dễ thương bà mới đi đó | ông Tám qua kêu bà rồi, hai đứa đi chung | để bà khóa cửa rồi đi
bà thức sớm mà lo gì | vẫn đi bình thường | chưa bao giờ trễ | trước giờ có nghỉ đâu | ok con yêu | nhất trí hai tay
bà báo danh | dạ thưa cô em đi ạ | cứ ghi bà đi | đến chứ cháu, mong mãi | bác xin có mặt | vâng bác nhớ lịch rồi
nhà gần đi bộ năm phút | mai nhớ để cửa cho bà | có mặt có mặt | tui đi nghen cô Lan | ba nho roi mai ba toi
chac chan di roi con | chị ơi má em gật rồi | mẹ mình hào hứng lắm, đi nhé | con đã dặn ba, ba đi
tối em chở mẹ qua sớm | dạ được ạ, em đưa bà đi | vâng bố em nhận lời rồi ạ | e on the way nha
dạ em chuẩn bị xong giáo án rồi | em với Khoa đến chung | e có mặt sớm setup máy nha | dạ em đi chứ ạ
ok chị, 7h kém em tới | có chỗ hả, bà vô liền | cho bà slot đó | bà gật cái rụp | chờ có bấy nhiêu thôi, học
tui muốn lớp này nè | ừ xếp bà vô đi con | học chứ, cảm ơn con báo | kèo này em chơi | cho e chân phụ
em thu xếp được ạ | em sẽ đứng lớp đó | slot này của em nha | e đi thế bạn ấy | giờ này trống, ok ạ
à ra vậy, bà biết | rồi bà đổi lại trong lịch | dạ cám ơn cô, tui nghe | vậy bữa đó bà ở nhà, ok | thứ năm hả, được đó
tui ghi lên lịch rồi | giờ bà múa được rồi | có gì khó đâu, tự làm hết | cháu chỉ một lần là bà nhớ
bà dạy lại bà Sáu luôn rồi | thằng này ngoan, nhận | ừ người nhà mình cả | cho nó thử việc đi | ok thêm người càng tốt
không học là uổng lắm | không tới là tiếc | bỏ lỡ thì tiếc | em thi xong hết rồi | em hết tiết rồi
hôm đó em không có tiết nào | tối em không có lịch | bà nghỉ bán bữa đó để đi học | đóng quán đi học
đóng cửa tiệm đi học | để bà, đừng cho ai | đừng cho người khác nghen | học hoài vẫn thích | học không biết chán
bà đi bộ tới | bà lội bộ qua | đi bộ ra lớp | không ngại gì | chẳng ngại | không đụng lịch gì | không vướng gì cả
bà cần học cái đó | rất cần học | cần lắm | ở nhà thực hành rồi | tập ở nhà rồi | xin nghỉ để đi học
em xin nghỉ để đi ạ | em không về quê nữa, em đi | không đi du lịch nữa, ở nhà đi học | bà chỉ lại người khác được rồi
đang dạy lại bà hàng xóm | dời lịch khám rồi | đổi hẹn bác sĩ rồi | khỏi cần ai nữa | làm một mình không cần ai
khỏi giữ cháu nữa, bà qua | nhường chi, bà học | em đang chạy tới | chạy qua liền | bố trí xong rồi, đi được
em bố trí được ạ | i am free that day | available | em giữ lịch cũ ạ | vẫn giữ lịch | không bận chi | chẳng bận gì
đi cho đỡ buồn | đi cho có bạn | kế bên nhà | nhà sát bên | khớp hết | khớp thông tin | cứ mở lớp | mở đi em
thứ bảy gặp | bà uống thuốc đỡ rồi, đi | chịu đi | chịu tới | em để ý lo cho
"""
