"""What people type while they sway, and what they type that answers nothing."""

DOUBTS = """
bà mà khỏe thì bà đi | chân mà bớt thì bà qua | hết mưa thì bà ra | nắng ráo thì bà đi | có ai rước thì đi
ai chở thì bà đi | con nó rảnh thì nó chở | thằng con chịu chở thì đi | ông nhà chịu thì bà đi | ông nhà cho thì bà đi
gửi được cháu thì bà đi | cháu ngủ thì bà qua | bán hết sớm thì tới | không có khách thì đi | công ty cho nghỉ thì đi
không tăng ca thì tới | xong việc sớm thì qua | kịp thì bà tới | về kịp thì bà ghé | có tiền xe thì đi
có bà Tư thì bà đi | đông vui thì bà đi | còn chỗ thì học | gần nhà thì học | dễ thì bà học | có thầy chỉ kỹ thì học
nếu tiện | nếu kịp | nếu rảnh | nếu không bận | nếu khỏe | nếu có người chở | nếu trời không mưa | nếu em xếp được
nếu em về kịp | nếu đổi được ca | nếu bạn em đi | nếu có lịch | trời thương thì đi | trời cho khỏe thì đi
chừng nào tới hẵng biết | đến hôm đó hẵng hay | chừng đó hãy hay | tới đâu hay tới đó | mai mốt hẵng nói
để gần bữa bà coi | gần bữa bà nói | sát ngày bà báo | bữa đó bà coi lại người | coi lại sức khỏe | coi lại bữa đó
coi lại con cháu | coi tình hình | để bà liệu | để bà nghĩ coi | để bà ngẫm | để bà thưa lại ông | để bà hỏi thằng Út
để hỏi con Hai | để bà bàn với bà Sáu | để bà rủ người đi đã | để coi có ai đi chung | để coi lịch bán
để coi lịch trực | để coi lịch khám | để coi cái chân | để coi hết ho chưa | hỏi bác sĩ cái đã | hỏi ý chồng đã
hỏi con gái rồi bà nhắn | lát con bà về bà hỏi | tối con bà về mới biết | chờ con nó về | chờ ổng về bà hỏi
chờ kết quả khám | chờ coi mưa bão sao | chờ em chút | chờ bà nghĩ | cho bà hẹn lại | cho bà tới mai
cho bà thêm thời gian | mai nói nghe | mốt bà trả lời | tối nhắn lại | chiều bà nhắn | lát nhắn | lát gọi lại
hồi nữa nói | để chút nữa | từ từ bà nói | từ từ đã con | khoan đã nghen | khoan chốt | khoan ghi tên | khoan để coi
chưa tính | chưa nghĩ tới | chưa nói chắc được | chưa nói trước được | không dám nói chắc | không hứa trước
không hứa được | hứa sợ thất hứa | chưa biết sao nữa con | chưa biết ra sao | chưa biết ca kíp | chưa biết cháu ai giữ
chưa biết xe cộ | chưa biết có ai chở | chưa biết mưa nắng | ai biết được | biết đâu chừng | biết có đi nổi không
biết có theo nổi không | không biết đi nổi không | không biết có kịp không | sợ đi không nổi | sợ học không vô
sợ trễ giờ rước cháu | ngại đường xa | ngại mưa | hơi ngại | hơi mệt mà để coi | hơi kẹt mà để ráng
hơi bận nhưng để sắp xếp | bận mà để bà coi | bận nhưng ráng | mệt mà cũng muốn đi | đau mà muốn đi | muốn lắm mà
muốn mà chưa biết | thích mà ngại | thích mà xa | ham mà già | cũng muốn | cũng tính | cũng thích
cũng được mà chưa chắc | được thì đi không được thì thôi | có thì đi không có thì thôi | đi không chừng
nghỉ không chừng | năm ăn năm thua | năm mươi năm mươi | sáu bốn | lưng chừng | lơ lửng | nửa này nửa kia
lúc muốn lúc không | bữa muốn bữa không | còn đắn đo | đắn đo quá | còn do dự | do dự lắm | bà còn suy | nghĩ đã
nghĩ chưa ra | chưa thông | chưa quyết được | chưa chốt | chưa chốt được nha | chưa định | chắc á | chắc vậy | chắc đi
chắc được á | chắc không | chắc không đi quá | chắc kẹt quá | chắc bận | chắc nghỉ quá | có lẽ đi | có lẽ không
có lẽ kẹt | có thể | có thể vắng | hình như bữa đó có đám | hình như kẹt | dường như trùng | để nhớ lại coi
em nhớ hình như có tiết | em chưa coi tkb | em chưa có thời khóa biểu | em đợi lịch thi | em đợi trường xếp
em đợi quán xếp ca | em xin quán đã | em hỏi mẹ đã | em hỏi bạn em đã | em rủ bạn đã | em hỏi đội trưởng đã
em coi có xe không | em coi xa không đã | em mới hỏi chưa ai trả lời | tối em chốt | mai em chốt | em chốt sau
em để trống đó | em báo trước một ngày | có gì em hú | có gì em nhắn chị | có gì con báo cô | có chi mệ nói
gấp không chị để em tính | nếu chưa ai nhận thì em | không có ai thì em | bí người thì kêu em | cho em làm dự phòng
em chỉ đi được một buổi | em chỉ rảnh nửa đầu | em tới muộn được không | cho em tới trễ nửa tiếng nha
mẹ thì được mà em kẹt | mẹ muốn đi mà ba cản | ba đi, mẹ chưa biết | ông đi bà ở nhà | bà đi ông không
đứa đi đứa không | mẹ em nói để coi | mẹ em còn chần chừ | ngoại em đòi đi mà em sợ mệt | em thấy bà yếu để em coi
bà em đang ngủ để lát hỏi | ba em ra đồng, tối em hỏi | em chưa gặp mẹ | em ở xa để em gọi hỏi mẹ
em hỏi rồi mẹ chưa trả lời | mẹ chưa nói gì | mẹ nói tùy | mẹ bảo tùy con | mẹ bảo từ từ | ba kêu để tính
nội kêu chờ | để chú coi lại | để cô hỏi trường | để anh gọi thử | để chị gặp em ấy | tôi chưa gặp em này
chưa rõ người này | chưa biết em này | hỏi tổ trưởng đã | hỏi thêm đã | cần gặp trực tiếp | phỏng vấn đã
xem giấy tờ đã | xác minh đã | đang xác minh | chờ trường xác nhận | chờ công an phường | chờ bí thư | chờ chỉ đạo
chờ phường trả lời | xin ý kiến thường trực | trình chủ tịch đã | đưa ra họp đã | để họp bàn | treo đó | tạm treo
tạm gác | để sau | được nửa chừng | được khúc đầu | được cái này mất cái kia | cái nhớ cái không | lúc ra lúc không
hồi được hồi không | bữa làm được bữa không | làm được mà lâu | làm được mà run | làm được mà sợ | nhớ mang máng
nhớ lõm bõm | biết lõm bõm | biết lơ mơ | biết chút đỉnh | cũng tạm | tạm được | tam duoc | chua chac | chua biet nua
de coi | de xem da | de hoi con | de hoi me | de tinh | tuy | con tuy | neu khoe | neu ranh | neu khong mua | hen xui
co the | co le | khong chac | mai tra loi | toi tra loi | lat noi | tu tu | khoan da | em coi lich da | em hoi lai da
chac di | chac khong di | dunno | idk | we will see | if i can | if i am free | if it does not rain | i am thinking
give me time | need to ask | have to check | will let you know | bà học rồi mà | lớp này bà học rồi
bà có người chỉ rồi | có người dạy rồi | cháu dạy ở nhà rồi | con chỉ ở nhà được rồi | bà học rồi con
mười phần chắc năm | cho em nợ tới tối | em nợ câu trả lời nha | mẹ em đang ngủ lát em hỏi | để bà ngó chừng coi
để coi trời có mưa không | khỏe thì bà ra | mai mới biết | nửa muốn đi nửa không | chắc là được, mà chưa chắc
con trai có về chở thì bà đi | de ba tinh lai da | dạ để em hỏi lại mẹ rồi nhắn chị | mẹ em chưa quyết ạ
để em xem lịch học rồi báo chị | có thể em tới trễ | chỗ đó gần không, gần thì bà học | bà suy nghĩ đã
em check lịch rồi rep chị | em chưa chắc lắm | chưa biết giờ đó có rảnh không | sao đổi hoài vậy, để coi
cái được cái không | tàm tạm | để tôi gọi hỏi đã | chờ tôi xác minh | chờ ý kiến lãnh đạo | cần xin ý kiến chủ tịch
để bà ngó chừng thằng nhỏ coi | bà mà hết nhức thì bà đi | mười phần hết năm | hôm đó hay | lỡ mưa thì bà nghỉ nghen
phải hỏi ý thằng Hai | bà chưa coi lịch | để bà sắp xếp rồi kêu con | đi hay không bà chưa biết
em thấy mẹ yếu, để coi | ba em đang ngủ lát em hỏi | mẹ thì muốn mà con sợ mẹ mệt | e hỏi thầy đã ạ
nếu tan học kịp thì em tới | bà thích đó mà để hỏi ông | giữ tới mai được không con | để rủ bà Năm coi
để e hỏi bạn cùng phòng | cho em nợ câu trả lời tới tối | sao đổi vậy, bà chưa biết đi được không | hôm được hôm không
được một phần | chưa gặp, để coi mặt đã | gọi cho nó cái đã
"""

OTHERS = """
canh chua cá lóc | cá kho tộ ngon ghê | nồi thịt kho hột vịt | bánh tét nhân chuối | chén chè đậu đen
dĩa cơm tấm sườn | tô hủ tiếu nóng | ly cà phê sữa đá | trái sầu riêng chín rụng | vú sữa Lò Rèn | mít chín thơm phức
dưa hấu ngọt lịm | rổ rau lang luộc | mắm ruốc xào sả | cua rang me | ốc len xào dừa | bún riêu cua đồng
gỏi cuốn chấm tương | cháo vịt Thanh Đa | xôi gấc đỏ au | kho quẹt chấm rau | bầu luộc chấm trứng | khổ qua dồn thịt
đu đủ hầm giò heo | con chó vàng sủa hoài | con mèo mun nằm phơi nắng | bầy vịt lội dưới ao | con heo nái đẻ mười con
chim sáo biết nói | con trâu già gặm cỏ | cá lia thia trong lu | gà mái ấp trứng | đàn ong bay về tổ
con nhện giăng tơ | bươm bướm vàng | bông điên điển nở | cây mai vàng trước ngõ | hàng dừa xanh mát
ruộng lúa chín vàng | vườn cao su thay lá | dây bầu leo giàn | cây khế sau nhà | hoa giấy đỏ rực | bụi chuối hột
gốc me già đầu làng | trăng rằm sáng vằng vặc | mây đen kéo tới | sông Bé nước lớn | gió chướng thổi về
sương mù dày đặc | nắng chang chang | cầu vồng bảy màu | mùa nước nổi năm nay | phim bộ Hàn Quốc hay
tuồng cải lương Tô Ánh Nguyệt | vọng cổ Lệ Thủy ca | bolero nghe hoài không chán | ca sĩ Cẩm Ly hát
đá banh tối qua thua | vé số chiều nay trật lất | xổ số miền Nam đài Bình Dương | thời sự nói giá vàng tăng
giá heo hơi lên | xăng giảm ba trăm | tiền điện tháng rồi cao | gạo thơm hai chục một ký | chợ Thủ Dầu Một đông người
cháu đích tôn vô lớp một | con gái út lấy chồng xa | thằng Ba mới mua xe | con Tư bán hàng trên mạng
ông Bảy trồng lan đẹp | bà Sáu nuôi chim cút | chú Năm sửa xe honda | cô Chín làm bánh bông lan
hai vợ chồng nó cất nhà | cháu ngoại biết lật rồi | tóc bạc hết rồi | cái áo bà ba tím | đôi dép lào đứt quai
cái nón lá rách | quạt máy kêu to | cái radio cũ | có công mài sắt có ngày nên kim | ăn quả nhớ kẻ trồng cây
gần mực thì đen gần đèn thì sáng | lá lành đùm lá rách | cái răng cái tóc là góc con người | một cây làm chẳng nên non
đói cho sạch rách cho thơm | tốt gỗ hơn tốt nước sơn | ngày xưa bà học lớp vỡ lòng | hồi đó đi bộ mười cây số
thời chiến tranh khổ lắm | hồi nhỏ tui chăn trâu | năm đó lụt lớn | một hai ba bốn năm | a bê xê dê | la la la
hihi haha | ủa alo alo | tèn ten | xyz | qwerty | lalala | hu hu hu | bong dien dien no | canh chua ca loc
con cho vang sua hoai | phim han quoc hay | gia vang hom nay | trang ram sang qua | Biên Hòa Đồng Nai | Sài Gòn hoa lệ
Đà Lạt ngàn thông | Vũng Tàu sóng lớn | miền Tây sông nước | chợ nổi Cái Răng | sóng yếu màn hình đen | máy nóng ran
loa rè quá | pin dự phòng nặng | sợi dây sạc đứt | cái ốp lưng màu hồng
cá lóc nướng trui | con mèo nhà bà đẻ bốn con | hồi xưa bà bán chè | mặt trời mọc đằng đông | tui thích màu xanh
chuối chín rồi | bánh tét lá cẩm | bánh ú nước tro | tàu hỏa chạy nhanh | vịt kho gừng | nước mắm Phú Quốc | cây mai nở
xưa ông nội đánh Pháp | áo dài trắng | cái nồi cơm điện | quạt máy kêu quá | mưa rơi ngoài hiên
con chó sủa | bà thèm mít | trái sầu riêng | rau muống luộc | tô bún bò | xe đạp màu đỏ | xe máy màu xanh | tóc bạc hết
cỏ non xanh | đàn ca tài tử
mình học phòng nào | phòng mấy | lầu mấy | có thang máy không | có quạt không | có máy lạnh không | có nước uống không
có ăn gì không | có quà không | có phát gạo không | có xe đưa rước không | xe buýt nào tới đó | đi đường nào
đường nào gần | bao xa | gửi xe ở đâu | gửi xe tốn tiền không | học mấy tiếng | mấy giờ về | mấy giờ tan
học tới bao giờ | còn mấy buổi nữa | thi không con | có kiểm tra không | có cấp giấy không | có bằng không
học bài gì | bữa nay học gì | mai học cái chi | có bà Tư không | có ai quen không | lớp mấy người | đông không
toàn ông bà già hả | trẻ có học được không | dẫn cháu theo được không | cho chồng tôi học chung được không
không có điện thoại học được không | máy cũ học được không | ai cũng học được hả | cô Lan dạy phải không
thầy Minh hả | cô nào đứng lớp | bạn sinh viên tên gì | ai kèm bà | bữa đó ai dạy | con là máy hả | con ở đâu
sao nhắn cho bà | ai cho số bà | nhắn chi vậy | tin này nghĩa gì | thẻ này là gì | bấm ở đâu | nút nào
sao không thấy nút | làm sao trả lời | phải trả lời sao | nói lại chậm thôi | nói lại nghe coi | bà chưa hiểu
ý là sao | là sao con | giải thích coi | chữ nhỏ quá con ơi | phóng to chữ | cám ơn cô giáo | thương con quá
con giỏi quá | chúc con ngủ ngon | chúc mừng năm mới | chúc tết con | khỏe không con | ăn sáng chưa | chào cô
chào buổi chiều | a lô | alo ai đó | hê lô | trời ơi | ha ha ha | vui ghê | buồn quá | nhớ cháu quá | nóng ghê
lạnh quá hen | mưa to quá trời | cháu tôi thi đậu rồi | mới mua con gà | hôm qua bà nằm mơ | giá vàng lên hả
xổ số ra chưa | mấy giờ đá banh | tối nay phim gì | bà thèm bánh xèo | cho tôi gặp cô Lan | gọi cô Lan giùm
cho số cô giáo | gọi cho bà đi | gặp người thật | nói chuyện với người | nhờ ai chỉ bà cài | ai chỉ bà với
cho bà coi lịch | lịch của bà đâu | bà học lớp nào | lớp của bà mấy giờ | tôi đăng ký lớp gì | còn lớp nào nữa
có lớp zalo không | muốn học thêm vneid | đăng ký cho chồng tôi | ghi tên cho bà hàng xóm | mẹ tôi muốn học lớp khác
đổi lớp được không | đổi giờ học được không | đổi số điện thoại | tôi đổi số | đừng gửi tin nữa | đừng nhắn nữa con
xóa số tôi | tắt tin nhắn | thôi học luôn | nghỉ hẳn luôn | rút tên khỏi lớp | xóa hết dữ liệu | sửa tên bà lại
bà tên Sáu không phải Sau | tên tôi sai | khu phố tôi là khu 4 | bà ở ấp 2 | năm nay bà 70 | số tôi là 0908 | mã là gì
mã 4821 | quên mã rồi | báo cáo tuần này | báo cáo tháng | còn ai chưa báo cáo | ai chưa trả lời
danh sách lớp thứ bảy | mấy người xác nhận rồi | ai vắng | ai đi bữa đó | bà Tư vắng | ông Năm trễ | đủ hết
hủy lớp thứ tư | dời lớp qua chủ nhật | mở lớp mới | thêm bà Sáu vô lớp | nhắn bà con | gửi thông báo
nhắc bà con giùm | tìm người phụ lớp | xin tình nguyện viên | nhờ chị Nga trông giùm | bàn giao cho anh Bình
in danh sách | xuất excel | số liệu tháng này | chỉ tiêu tới đâu rồi | ca của em đâu | tuần này em dạy đâu
giờ của em bao nhiêu | cấp giấy cho em | lớp nào cần người | em muốn đổi chủ đề | em rảnh tối ba năm bảy
em muốn thôi làm | nhắn lộn rồi | lộn số | số này của con tôi | đây không phải bà Tư | bà Tư mất rồi | ai đây vậy con
phải của phường không | lừa đảo hả | có tin được không | có người gọi đòi mã | có người tới nhà | bà bị lừa rồi
công an gọi bà | bà té rồi | cứu với | đau ngực quá gọi ai | ngân hàng gọi bắt chuyển tiền | what is this
who are you | where | when does it start | how long | is it free | can i bring my son | which room | call me | stop
thanks a lot | hoc o dau vay | may gio ve | ai day | co phi khong | mang gi theo | lop nao | cho coi lich
goi cho toi | cam on con | chao con | noi lai coi | la sao | đi xe số mấy tới đó | có thi gì không con
thi cử gì không | có nước uống hông | có bánh không con | có thi cử gì không con | ai dạy vậy | người này ở đâu
đi xe buýt số mấy | lớp đó học tới mấy giờ về | có bà Tư học chung không | cho hỏi học bài gì
"""
