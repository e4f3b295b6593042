"""What people type to a card with two sides, by what they mean: what the learned reader of answers is fitted to.

No line of a split by which it is measured may stand here (a test); one spelling of a line is enough, since courtesy and
whom it is about are taken away before it is read.
"""

from collections.abc import Iterator, Mapping

from bot.domain.understanding.answers.agreements import AGREEMENTS
from bot.domain.understanding.answers.doubts import DOUBTS, OTHERS
from bot.domain.understanding.answers.forms import FORMS, told
from bot.domain.understanding.answers.refusals import REFUSALS
from bot.domain.understanding.yes_no import Answer

_YES = """
bà đi được nha con | dạ con má đi | bác tham gia nhé | tôi sẽ có mặt | u sẽ đến cháu nhé | bác đến được
cháu yên tâm bác đi | chắc chắn có mặt | đúng giờ tôi tới | bà tới sớm luôn | bà đi liền | bà lên ngay
bà ra tới đầu ngõ rồi | bà đang đi đây | nhất trí | nhất định đi | thế nào cũng đi | kiểu gì bác cũng đến
trời mưa cũng đi | mưa gió gì bà cũng lên | dù sao cũng tới | bà không bận gì, đi được | hôm đó rảnh | bữa đó bà rảnh
hôm ấy bác không vướng gì | bà không mắc gì hết | bà rảnh rang mà | bà trông bữa đó lắm | bà mong lớp này lắm
bà thích học lắm | bà muốn học | bà ham học lắm con | vui quá, bà đi | để bà đi | để bà lên | để ông đi cho
để tôi qua | bà chuẩn bị sẵn rồi | bà sắp đồ rồi | sạc điện thoại rồi, mai bà lên | có chứ | có chứ con
đi chứ sao không | sao lại không đi | học chứ | tham gia chứ | nhận chứ | ừ thì đi | ừ ra liền | bà nhớ mà
bà nhớ rồi | bà không quên đâu | quên sao được | đâu có quên mà nhắc | tui ghi lịch rồi | có ghi trên tường rồi
ông chở bà đi | thằng con chở bà tới | cháu nội đưa bà đi | con gái bác đưa bác đến | có người chở rồi
bà đi xe ôm tới | bà đi bộ qua | bà với ông cùng đi | hai ông bà cùng tới | bà rủ thêm bà Sáu đi
bà dẫn theo bà hàng xóm | tôi đi cùng vợ | đăng ký cho bà | ghi tên bà vô | ghi tên bác vào nhé | cho bà một suất
cho bà vô lớp đó | cho tôi tham gia | chừa bà một chỗ | giữ giùm bà một chỗ | giữ chỗ cho bà | bà nhận chỗ
lấy giúp bà | xí một chỗ | cho đăng ký liền | xếp bác vào lớp | được, bà học | được, bà nhận | vậy bà học
thế thì tốt quá, bác học | vậy thì hay quá, cho bà học | được vậy thì còn gì bằng | mừng quá có chỗ rồi
cảm ơn con, bà học | may ghê, bà lấy chỗ | đang chờ đây, nhận | giờ đó được | giờ đó hợp với bà | ngày đó tiện
hôm đó ok | lịch đó được | giờ này được đó | giờ nào bà cũng được | buổi nào bà cũng đi | bữa nào cũng đi được
không nghỉ bữa nào | bà không bỏ buổi nào | không vắng buổi nào đâu | bà chưa nghỉ bữa nào hết | không có gì trở ngại
khỏi lo bà tới mà | khỏi lo, bà đi | khỏi dặn, bà đi | đừng lo, bác đi được | khỏe lại rồi, đi được
hết bệnh rồi, bà đi | hết sốt rồi, mai bà lên | chân đỡ rồi, bà đi được | bớt đau rồi bà đi | xong việc rồi, bà qua
rảnh việc rồi đi được | mai mệ đi | mệ tới nghe | o đi được | o tới rứa | rứa thì đi | đi rứa | dạ rứa | mạ đi được mà
tau đi | tao tới | ừ tao biết rồi | dzạ bà đi | dzô liền | zô luôn | lên luôn | quất luôn | chơi luôn | ok luôn
ô kê con dê | oke nha | okela | okê bạn | good | great | sure | of course | will do | i can | yes please
i will be there | see you there | we are coming | count on me | roger | noted | got it | understood | confirm
confirmed | yep coming | fine with me | sounds ok | im in | i am free | em đi được ạ | em tham gia được
em nhận ca này | cho em nhận | để em nhận cho | em lo cho | em đảm nhận | em hỗ trợ được | em phụ được | em qua phụ
em đứng lớp được | em dạy được lớp này | em dạy thay cho | em cover cho | em trống lịch | em rảnh buổi đó
em trống buổi đó ạ | tối đó em trống | chiều đó em không có tiết | em không vướng lịch | em xếp được lịch
em sắp xếp được | em thu xếp được rồi ạ | em sẽ thu xếp để đi | em đăng ký ạ | em xung phong | em làm cho
giao cho em đi | xếp em nha chị | add em vô nha | cho em vô danh sách | cho mình một chân | mình join | mình nhận
mình đi được nha | mình qua nhé | em tới nơi rồi | em đang qua | em gần tới | em đang trên xe tới | em lên liền
chị khỏi tìm nữa, em đi | em thay được ạ | anh đi được | chị nhận lớp này | chú phụ được | anh qua phụ tụi em
chị dạy được | anh rảnh, để anh | cô giúp được | má em đi được | mẹ em tham gia được ạ | mẹ tôi đi | mẹ em bảo có
bà nội em sẽ tới | bà ngoại con đi được | ba em đồng ý đi | bố cháu sẽ đến | bố em vẫn đi ạ | thầy em đi được
u em đi ạ | bu cháu nhận lời rồi | cụ nhà cháu đi được | ông em nói đi | mẹ em gật rồi | má em chịu đi | ngoại nói đi
nội ừ rồi | bà nội đòi đi | má em vui lắm, đi liền | má em nói cho má một chỗ | em chở mẹ đi | con chở ngoại tới
cháu đưa bà đến ạ | em đưa má qua | để con chở nội lên | vợ chồng em đưa má tới | cả nhà em đi | hai mẹ con đi
hai vợ chồng tôi đi | hai bác cùng đi | tụi tui đi hết | cả hai đều đi | ba má em cùng đi | mẹ đăng ký giùm má em
em đăng ký cho mẹ lớp đó | em nhận thay mẹ | em thay mặt ba em nhận | biết rồi | bà biết rồi | bác biết rồi nhé
tôi biết | rõ rồi | rõ | hiểu | hiểu rồi | nghe rồi | bà nghe rồi con | bà đọc rồi | tôi xem rồi | bà thấy rồi
thấy tin rồi | nhận tin rồi | tôi nhận được rồi | bà ghi rồi | ghi nhận | đã biết | đã xem | đã nhận | đã đọc | đã ghi
nắm rồi | nắm được | em nắm thông tin rồi | em biết ạ | em rõ ạ | em ghi nhận ạ | dời thì bà đi ngày mới
đổi cũng được | dời cũng được | dời vậy được | đổi ngày đó bà đi được | nghỉ thì thôi bà biết rồi
ừ hôm đó nghỉ, bà biết | vậy bà chờ buổi sau | vậy hẹn tuần sau | thế à, bác rõ rồi | vậy hả con, bà biết rồi
ờ vậy hả, ok | ngày mới bà đi được | giờ mới hợp hơn | giờ mới tiện cho bà | đổi giờ càng tốt | học sớm hơn càng tốt
tự làm được | bà tự làm được rồi | bác làm được | tôi biết làm | tôi làm quen rồi | bà rành rồi | xài được rồi
mở được rồi | đăng nhập được rồi | cài được rồi | quét mã được rồi | gửi hình được rồi | gọi được cho con bà rồi
bà nhắn tin được rồi | tự bấm được | bấm ngon lành | dễ mà | dễ lắm bà làm được | hôm qua bà làm một mình
tự nộp được hồ sơ rồi | nhớ cách làm rồi | làm được một mình rồi | bà chuyển tiền được rồi | thạo rồi | thành thạo
thuộc rồi | bà học được rồi | không cần ai chỉ nữa | duyệt đi | duyệt giùm | duyệt cho em nó | cho qua
cho bạn ấy vào | cho em này vô | cho tham gia | nhận bạn này | nhận đi | chấp nhận | đồng ý nhận | tôi đồng ý
nhất trí cho vào | ok cho vào | cho vô luôn | người này được | bạn này tôi biết | người quen, duyệt
dân khu phố mình đó, cho vô | đúng người của tôi | đúng rồi, người của đoàn phường | đúng bạn đó | hồ sơ đạt | đạt
đủ điều kiện | hợp lệ | thông qua | đồng ý đề xuất | tôi nhất trí | chuẩn rồi | mở đi | mở lớp đi | cứ mở | cứ làm vậy
cứ vậy đi | cứ thế mà làm | làm đi | làm luôn đi | tiến hành | triển khai đi | gửi đi | gửi luôn | nhắn giùm | đăng đi
lưu đi | lưu lại | tạo đi | thêm vô đi | thêm đi | vậy đi | vậy nha | chốt | chốt vậy | chốt đi | chốt nha con
ra liền con | tới liền con ơi | đi chớ | đi luôn chớ chờ gì | được chớ | có mặt đúng giờ | bảy giờ bà có mặt
sáng mai bà lên | chiều bà qua | tối bà tới | thứ bảy bà đi được | thứ năm bác rảnh | chủ nhật được
bữa thứ hai tui đi được | hôm đó ok nha | ngày đó được luôn | giờ đó ok | buổi sáng bà rảnh | đi được hết
bà đi cả hai buổi | bà đi đủ mà | bà đi hoài mà | tuần nào bà cũng đi | lúc nào cũng sẵn sàng | bà sẵn sàng | sẵn lòng
rất sẵn lòng | bác hưởng ứng | ủng hộ | hưởng ứng nhiệt tình | tán thành | ưng | ưng bụng lắm | ưng rồi | bà ưng học
chịu học | bà chịu đi | chịu liền | khoái lắm đi liền | mê lắm | vậy con ghi tên bà | ghi tên tui đi | điền tên bà vào
cho bà theo với | cho tui ké với | cho bà học với | cho bác học cùng | cho tôi đăng ký một chỗ | nhận lời
tôi nhận lời | bác nhận lời mời | cảm ơn, tôi nhận | cảm ơn cháu bác sẽ đến | cám ơn đã nhắc, bà đi
cám ơn con, bà nhớ | nhắc hay quá, bà đi | hẹn gặp con ở lớp | hẹn gặp cháu | gặp con ở đó nha | mai gặp
mai gặp nha con | tối gặp nhé | bác hẹn gặp cháu sáng thứ bảy | ở đó nghen | bà xin phép con trai rồi, đi được
con trai cho đi rồi | con bà cho đi | ông nhà đồng ý rồi | vợ tôi cho rồi | sếp cho nghỉ rồi, đi được
xin nghỉ làm rồi đi được | đổi ca rồi, đi được | gửi cháu cho hàng xóm rồi, bà đi | có người giữ cháu rồi
hết bận rồi | hết kẹt rồi, đi được | khỏi bệnh rồi | bữa nay khỏe | bà khỏe re | bà khỏe lắm đi được | trời đẹp bà đi
mưa nhỏ bà vẫn đi | mặc áo mưa đi | che dù đi | bà chống gậy cũng tới | đi xe lăn cũng tới | lội nước cũng đi
bận cũng tới | bận mấy cũng đi | bận bà cũng ráng tới, đi được | đau chân cũng đi | mệt cũng đi | không bỏ được, đi
nghỉ uổng, bà đi | bỏ uổng lắm, bà đi | thu xếp ổn rồi | sắp xếp xong rồi đi được | bố trí được thời gian rồi
tranh thủ đi được | bà tranh thủ qua | ráng đi chứ, bà đi | chắc chắn luôn | chắc cú | chắc như bắp
một trăm phần trăm | 100% đi | trăm phần trăm có mặt | khỏi hỏi, đi liền | hỏi chi nữa, đi | còn phải hỏi
còn phải nói, đi chứ | dĩ nhiên | dĩ nhiên rồi | tất nhiên | tất nhiên là đi | đương nhiên đi | hẳn rồi | lẽ dĩ nhiên
phải đi chứ | phải tới chứ | phải học chứ | hổng đi sao được | không đi uổng lắm | không đi là tiếc lắm | sao bỏ được
em ok ạ | em oke chị | em ok lịch này | lịch này em theo được | em theo được ạ | em bắt được ca này | em chốt ca này
em chốt ạ | em giữ ca này | em vẫn giữ ca | em vẫn đi như cũ | em đi đúng lịch | em vẫn tham gia | em vẫn nhận
em không đổi ạ | em đến sớm chuẩn bị | em tới sớm nửa tiếng | em mang máy chiếu qua | em dẫn thêm bạn
em với bạn em cùng đi | nhóm em đi đủ | cả nhóm em nhận | bọn em nhận | tụi em đi được | tụi em có mặt đủ
chi đoàn em nhận | bên em cử được hai bạn | bên em nhận | đoàn trường em tham gia | trường em cử người rồi ạ
em rất thích ạ | em muốn đi lắm | em mong được phụ | hân hạnh | dạ vinh dự ạ | em làm liền | em xử lý được | để chị lo
để anh phụ | để cô dạy cho | để chú đứng lớp | để tôi lãnh | tôi lãnh ca này | tôi bao lớp này | tui cân được
cân hết | ngon, nhận | con nói má nghe rồi, má đi | em nói với má rồi, đi ạ | em báo mẹ rồi mẹ đi
mẹ bảo đi được con ạ | mẹ em hứa đi | mẹ em thích lắm ạ, cho mẹ học | bà em nhất định đi | cho má em một chỗ
giữ chỗ giùm ba em | ghi tên mẹ em vào | em lấy chỗ cho ngoại | em nhận chỗ cho mẹ | mẹ cháu xin nhận
bố cháu bảo cho bố một suất | con chở má qua liền | cháu chở ông đến | em đi cùng mẹ | em theo má tới lớp
ngoại đi với dì Ba | ba em đi với chú Sáu | má với ba em đi hết | ờ bà hay rồi | bà hay tin rồi | tui nghe con đọc rồi
cháu bà đọc cho bà nghe rồi | con bà nói rồi | bác được báo rồi | ông tổ trưởng nói rồi | loa nói rồi bà biết
nhớ ngày mới rồi | ghi lại ngày mới rồi | bà chép rồi | bà dán lên tủ lạnh rồi | cảm ơn đã báo | cám ơn con báo tin
cảm ơn em báo | thanks đã báo | ok đã rõ | ok đã nhận thông tin | em đã cập nhật lịch | em cập nhật rồi ạ
em sửa lịch rồi ạ | em đã đọc ạ | em nhận thông báo ạ | chú nắm rồi | chú biết rồi nghen | cô ghi rồi
giờ mới bà theo được | dời tới thứ mấy cũng theo được | lịch mới tiện | lịch mới em đi được | ngày mới em rảnh
chỗ mới gần nhà, tốt quá | đổi chỗ bà cũng tới | đi phòng mới cũng được | nghỉ thì nghỉ, bà rõ rồi
hủy hả, bà biết rồi | ngưng lớp hả, ừ | vậy bữa đó bà khỏi lên, biết rồi | ừa thôi bà chờ | bà bấm được rồi
bà làm quen rồi | giờ bà làm một mình được | bà tự lo được | bà tự tra được | tự đặt lịch khám được rồi
tự xem bảo hiểm được | bà tự vô zalo | tự gửi ảnh cho cháu | kết bạn zalo được rồi | bà biết xài hết
bà xài zalo ào ào | chuyện nhỏ | nhỏ như con thỏ | ngon ơ | ngon lành | trót lọt | suôn sẻ | êm rồi
vneid mức hai xong rồi | có vneid rồi | cài xong rồi | làm xong rồi | bà nộp xong rồi | đã làm | đã cài
đã thực hành ở nhà | hôm bữa thử rồi, được | thử rồi được | người của mình đó | em đó ngoan, nhận
bạn đó giỏi, cho vào | cho nó làm đi | cho đi | ừ cho | cứ cho vào | cứ nhận | được người | người tốt, duyệt
giấy tờ đủ | hồ sơ đủ | hồ sơ hợp lệ | xác nhận đúng | xác nhận bạn này | đúng người | đúng bạn này rồi
phải rồi, con ông Hai đó | con nhà ông Năm, duyệt đi | đồng ý cho tham gia | chấp thuận | chấp nhận hồ sơ
nhất trí đề nghị | kính đồng ý | đề nghị duyệt | ký duyệt | cho phép | tôi cho phép | hợp lý, làm đi | mai bà tới
dạ con | dạ bà đi | dạ có | đi chứ con | bà đi nha con | mai tui đi | ba di duoc | được con | được rồi con
tất nhiên rồi | bà tới được | tôi đến được | cô sẽ tới | nhớ rồi con | dạ bà vẫn đi | bác vẫn học nha
chắc chắn bác đi | mai bà tới sớm | bà sẽ tới đúng giờ | dduwowcj con | ukm | ừm được đó | yes i will come | vâng ạ
đi luôn con | không bận gì đâu bà đi được | không sao đâu bà đi được mà | hết bận rồi bà đi được
ok con nhé mai bà sẽ tới | bà sắp xếp được rồi bà đi | mai cho bà học với | đúng giờ bà có mặt | bà nhớ rồi mai bà đi
bà học nha | nhận chỗ | cho tui một chỗ | giữ chỗ cho cô nha | dạ bà lấy chỗ đó | bà rảnh giờ đó | rồi bà hay rồi
ừ bà nghe rồi | dạ đã biết | đã nhận được tin | làm được | tự làm được rồi | dạ em tới | mình đi nha | em đi được nha
em nhận lớp | nhận nha | mẹ mình sẽ tới | ok em duyệt | ừa | dạ có luôn | mai ra | tui ra | có tui | vô chứ | ngon
triển luôn | okk | oki la | yess | dạ vâng ạ em nhận | em tham gia | em vô | tới chớ | tui nhớ rồi mai tui ra | ừ ừ
dạ nhớ | nhớ mà | dạ nghe | rồi rồi | okie em | được hết | chốt đơn | dạ đúng ạ | chuẩn | chính xác | có đi | đi đi
cho tui đi | bà đi nghen | sẽ tới | mai gặp nghen | đang chuẩn bị đi | tui có đi | cô đi con | chú tới | mẹ e đi đc
2 mẹ con đi | cả nhà đi | yes i will | sure thing | sounds good | sẵn sàng | luôn sẵn sàng | em đây | em làm được
mình lo được | dạ để em | ok cho bạn vào | biết rồi nghen | đọc rồi | nghe rồi con | tui làm được | biết xài rồi
rành rồi | quen tay rồi | bấm được rồi | đi chớ con | dạ mai tui ra | ok e | ừ nhớ rồi | tui chịu | ờ tui hay rồi
bà tự bấm được rồi | dạ mẹ e đi đc ạ | ba em mai có mặt nhé | vâng bà nhà em đi ạ | cả hai ông bà đều đi
mẹ em lấy chỗ này | e đi nha | oki mai mình qua | ok c | e nhận nha | ok để e | cho e lớp này | ok em
nhận bạn này đi | ok cho vô | duyệt nha em | dạ con nhắn cô hay, cô đi đúng giờ | ok ạ lát em đưa ba em qua
giữ cho ba em chỗ đó với ạ | ca này em đi được nha | chốt em | cho bạn ấy vô đi | ừ cho em ấy làm
dạ bà có mặt đúng hẹn | tới chớ sao hổng tới | ờ để bác sắp xếp đi | bà đi cùng con dâu nha | ừa giữ chỗ đó cho bà
bà đọc rồi nghe con | tui tự mò được rồi | mẹ mình vẫn đi nha em | vâng giữ cho mẹ em với | em có mặt 7h kém ạ
để em nhận ca đó cho | đồng ý cho vô | ừa mai bà ra | có chớ, bà thích lắm | rồi rồi bà nhớ mà | đi, có đi | okla
yes sir | để bà sắp xếp rồi bà ra | dạ vâng tôi sẽ có mặt | bà nhà em nói đi nha | dạ ngoại em sẽ ra ạ
em chở mẹ ra đúng giờ | vợ chồng em đều đi | dạ ba nói ok | ừ cho bà chỗ đó đi | nhận, cảm ơn con
được vậy thì tốt quá | giữ giùm bà nghe | tui lấy chỗ đó | học chứ sao không | ok em nhận | e đi dc ạ | được luôn ạ
nhận kèo | e vẫn đi ạ | em đang trên đường luôn | ừ bà biết rồi | rõ rồi nghen | vậy hả, ừ | đã nhận tin
làm được hết trơn rồi | bà tự bấm được rồi đó | cho vô đi | được, nhận bạn này | người này tôi biết, đồng ý
đồng ý nhé | dạ tui ra liền | bữa đó tui rảnh | có đi nha con, để phần cho bà | ô kê la | đi chớ sao | bà đi nhe
ừm được | mẹ em sẽ tham gia ạ | dạ ba em nói đi | ok ad để em chở bà ngoại đi | cả hai ông bà đi được hết ạ
cho tui nha | mừng quá, bà học | ừ ghi tên bà vô đi | dạ em lấy | giờ đó được đó | em đi nha ad
được ạ em sắp xếp được | ok luôn nè | chị cho e nhận | dạ em nhớ ạ | e confirm | dạ biết | ừ, con báo bà biết rồi đó
bà rõ rồi cám ơn con | bà biết làm rồi | xài ngon lành | ừ duyệt đi em | người quen, ok | tốt, cho vào | dạ ra đó liền
bà canh giờ rồi ra | hổng bỏ bữa nào đâu | có bà, có bà | đâu có quên | đi liền luôn | tui với bà Năm cùng ra
mẹ mình có đi nha | bà nội đi được ạ | em sẽ đưa ba tới | ừ để bà học | cho bà vô liền | bà chờ hoài, học chứ
chốt luôn | em okie | e nhận lớp này nha | hôm đó e rảnh ạ | e lên được | có em | đang ra ạ | vậy tui khỏi đi
tui rành rồi | tự quét được rồi | cho bạn này vào | duyệt cho em ấy
"""

_NO = """
bà không đi được | bác chịu thôi | bác chịu, không đi được | tôi đành vắng | bà vắng bữa đó | bà nghỉ nghen
cho bà nghỉ bữa | cho bác vắng một buổi | cho tôi khất | cho bà kiếu | xin kiếu | bà xin phép vắng | tôi xin thôi
cáo lỗi con | hẹn lần khác | hẹn bữa khác nghen | hẹn dịp khác | để dịp khác | lần sau bà đi | bữa sau đi bù
tuần sau bà đi | tháng sau đi | kỳ sau đi | không có hứng | không ham | không thích | bà hổng thích lớp đó
bác không cần | bà không cần học | học làm gì | học chi nữa | già rồi học hành gì | già rồi học không vô
lú lẫn rồi học gì nổi | bà lẩm cẩm rồi thôi | tuổi này học gì nữa | mù chữ sao học | bà sợ lắm không đi đâu
bà mắc cỡ không đi | bà ngại đông người thôi | bà ngán lắm | bà lười lắm | bà làm biếng quá
thôi con bà ở nhà cho khỏe | bà ở nhà coi phim | ở nhà thôi | bà nằm nhà | bà muốn nghỉ ngơi | bà buồn ngủ quá
bà mệt | bà mệt quá | bà yếu lắm | bà xỉu hoài | huyết áp lên | bà lên máu | tiểu đường hành | bà cảm | bà sổ mũi
ho hen suốt | cảm cúm rồi | nóng lạnh từ tối qua | bà sốt | ói mửa cả đêm | tiêu chảy quá | đau bụng đi ngoài
nhức đầu quá | xây xẩm mặt mày | chóng mặt không ra đường được | đau khớp | nhức khớp | sưng chân | sưng gối
trặc chân | bong gân | gãy tay | bó bột | té xe | mới té hôm qua | mới mổ | mới ra viện | đang nằm viện
đang ở bệnh viện | đang truyền nước | vô thuốc | tái khám | đi khám mắt | đi nhổ răng | đi châm cứu | chích ngừa
chạy thận | đi lấy thuốc | nuôi bệnh | nuôi ông trong viện | ông nhà bị bệnh | vợ tôi ốm | bả bệnh tôi phải lo
chồng bà nằm viện | con bà sanh | con dâu đẻ | giữ em bé | giữ cháu | coi cháu nội | không ai giữ cháu
không ai coi nhà | không ai trông quán | bà phải giữ nhà | trông nhà | coi nhà cho con | đón cháu | rước cháu giờ đó
đưa cháu đi học | cháu thi bà phải đưa | nấu cơm cho thợ | nấu cơm giờ đó | lo cơm nước | chợ búa | bán chợ
bà đi chợ bán rau | bán vé số | bán cháo | bán hàng giờ đó | mở quán | trông tiệm | dọn hàng | đang bán | bà mắc bán
đi giao hàng | chạy xe | chạy grab | đi làm ca tối | ca chiều | ca đêm | làm ca | tăng ca | công ty bắt làm
bị kêu vô ca | chưa tan ca | sếp không cho về | đi làm chưa về | đi làm về trễ | đi cạo mủ | đi làm rẫy | làm cỏ
gặt lúa | tưới vườn | đi ruộng | cho heo ăn | cho gà ăn giờ đó | thu hoạch | phơi lúa | hái điều | giỗ ông nhà
nhà có giỗ | nhà có đám | có tiệc | ăn cưới | cưới cháu | đám cưới hàng xóm | đám hỏi con | thôi nôi cháu | đầy tháng
đám tang | nhà có tang | đưa đám | viếng đám ma | cúng thất | cúng đình | đi chùa rằm | đi lễ nhà thờ | đi hành hương
đi tảo mộ | về quê | ra bắc | vào nam thăm con | đi miền tây | đi đà lạt | đi du lịch | đi chơi xa | đi thăm con
qua nhà con gái ở | lên sài gòn | ở thành phố rồi | đang ở xa | không có ở nhà | vắng nhà mấy hôm | ra nước ngoài
dọn nhà | sửa nhà | thợ tới nhà | khách tới nhà | họ hàng lên chơi | con cháu về | bận rồi | bận bịu lắm | bận túi bụi
bận tối mắt | kẹt rồi | kẹt công chuyện | mắc công chuyện | mắc việc | có việc đột xuất | có công chuyện | có hẹn rồi
lỡ hẹn người ta | trùng giờ | trùng buổi tập | đi tập dưỡng sinh giờ đó | bận họp | họp chi bộ | họp tổ
họp phụ huynh | bận trực | tới phiên trực | có lịch khám | xe hư | không có xe | hết xăng | không ai chở
không ai đưa đi | đường ngập | ngập quá không ra được | mưa lớn quá không đi nổi | tối quá không dám đi | xa quá
xa xôi thôi khỏi | tối bà không dám ra đường | mắt mờ tối không thấy | trễ quá | giờ đó khuya quá
giờ đó sớm quá bà không kịp | giờ đó không được | giờ đó kẹt | ngày đó không được | ngày đó kẹt | bữa đó không tiện
hôm ấy vướng | buổi đó hổng được | không kịp đâu | lo không kịp | không sắp xếp được | không thu xếp được
không dứt ra được | đi không nổi | đi hổng nổi | lết không nổi | hết đi nổi | đâu có đi được | đi gì mà đi
đi sao được | ai mà đi cho được | sức đâu mà đi | đi mô được | không đi mô | mệ không đi | đau ri răng đi | nỏ đi
chả đi đâu | bác chả đi | chẳng đi được | tôi chẳng đi nữa | u không đi đâu | không đi đâu cháu | u ốm | bác ốm
bác mệt | thôi bác không | thôi để người khác | nhường cho người khác | để suất cho người trẻ | để chỗ cho người ta
cho người khác đi | ai cần thì cho | khỏi | khỏi con | khỏi cần | khỏi đi | thôi khỏi phiền | bỏ đi | bỏ qua bà
bỏ tên bà ra | gạch tên bà | rút tên | hủy giùm | hủy chỗ bà | trả chỗ lại | bà không học nữa | bà học chỗ khác rồi
bà đăng ký chỗ khác rồi | học lớp khác rồi | con bà dạy rồi khỏi | biết hết rồi khỏi học | điện thoại hư rồi
máy hư không học được | bà không có điện thoại xịn | không có máy | điện thoại con cầm rồi | mất điện thoại rồi
sợ bị lừa không đi | không tin mấy lớp này | con bà không cho đi | con gái cấm | chồng không cho | bà giận không đi
hôm trước không ai dạy, thôi | em bận rồi | em kẹt lịch | em vướng lịch | em có lịch khác rồi | em có lớp | em học bù
em có tiết | em thi | em ôn thi | em có kiểm tra | em thi giữa kỳ | em bảo vệ đồ án | em thực tập | em đi làm thêm
em trực lớp | em đi quân sự | em học quân sự | em đi mùa hè xanh | em họp đoàn | em tập văn nghệ | em trực cửa hàng
em về quê | em đi đám | em sốt | em bệnh | em nằm viện | em đau họng mất tiếng | em hư xe | xe em thủng lốp
em hết xe buýt | em ở xa quá | em chuyển trọ rồi | em không nhận nữa | em không phụ được | em không qua được
em không xếp được | em xếp không được lịch | em full | em kín lịch | em hết slot tuần này | em xin out | em xin rút
em xin pass | em pass ca này | em nhả ca | em trả ca lại | em nhường bạn khác | chị kiếm người khác nha
chị nhờ ai thay em | tìm người thay giùm em | cho em off | cho em vắng | cho em nghỉ ca này | cho em lùi
em xin lùi dịp sau | lần sau em nhận | để lần khác em phụ | em xin lỗi em không tham gia | anh kẹt rồi
chị bận đưa con học | chú trực cơ quan | anh đi công tác | chị có bầu mệt quá | cô bận | thầy có tiết dạy | má em bận
mẹ em ốm | mẹ em không khỏe | mẹ em mệt | mẹ tôi nhập viện | má em nằm viện | má em không đi | ba em không chịu
ba em ở quê | ba em không đi được | bố em đau chân | bố cháu đi vắng | ông nội em mệt | bà ngoại em yếu | bà ngoại té
nội đi chùa | ngoại về quê | má em không có nhà | mẹ em đi thăm bà con | mẹ em bận trông cháu | u em ốm | bu cháu mệt
cụ nhà em yếu lắm | thầy em không đi | em không chở mẹ đi được | em kẹt không chở má được | không ai đưa mẹ em đi
con bận không chở ngoại được | cả hai mẹ con bận | hai vợ chồng tôi bận | cả nhà về quê | cả hai không đi
ba má em bận hết | tụi tui không đi | hai bác xin vắng | không nhận | từ chối đi | loại | loại đi | gạt | gạch đi
bỏ người này | đừng cho vào | đừng nhận | khoan nhận | không phải người khu phố | không phải người của tôi
không quen người này | người lạ, không cho | không cho vào | không cho | sai người rồi | tôi không mời người này
không đạt | chưa đạt | thiếu giấy tờ | không hợp lệ | trả lại | bác hồ sơ | không thông qua | không đồng ý
tôi phản đối | chưa đâu | chưa biết làm | chưa rành | chưa quen | chưa thuộc | chưa thạo | làm chưa được | vẫn chưa
vẫn phải nhờ con | phải nhờ cháu bấm | nhờ con làm giùm | cháu nó làm cho | con bà làm cho chứ bà không biết
quên rồi | quên hết rồi | quên trơn | quên cách rồi | không nhớ gì hết | rối quá | rối mù | lộn hoài | bấm sai hoài
bấm không ra | không mở được | không vô được | đăng nhập không được | nó báo lỗi hoài | loay hoay không ra | bí rồi
chịu không làm được | khó quá | khó lắm bà làm không được | tay run bấm không được | mắt kém không thấy nút
máy lag không làm được | phải học lại | cần người chỉ thêm | đừng mở | đừng gửi | đừng làm | đừng nhắn | khoan mở
khoan gửi | không mở | không gửi | để đó không làm | thôi đừng | hủy đi | dẹp đi | no thanks | nope sorry
not this time | cannot make it | can not come | im busy | i am sick | i have class | i have work | im away
maybe next time | not for me | i will skip | skip | pass | not interested | unable to attend | wont make it
no can do | sorry | tới ngày giỗ má | giỗ ba | giỗ tổ | cúng giỗ | nhà cúng | cúng rằm | ăn chay đi chùa | ăn tân gia
mừng thọ ông cụ | họp họ | họp đồng hương | họp lớp cũ | liên hoan cơ quan | đi ăn tiệc | tiệc sinh nhật cháu
sinh nhật cháu nội | lễ tốt nghiệp của cháu | khai giảng của cháu | họp trường cháu | văn nghệ phường | tập hát
tập thể dục | đánh cờ | đi bơi | đi câu | đi nhậu | uống cà phê với bạn | coi cải lương | coi đá banh | ngủ trưa
ngủ sớm lắm | giờ đó bà ngủ | giờ đó bà tụng kinh | giờ đó bà đi bộ | giờ đó bà ăn cơm | giờ đó bà uống thuốc
giờ đó bà chợ | giờ đó con bà đi làm không ai coi nhà | giờ đó nước ngập | tối bà không đi xe được
bà không biết chạy xe | xe đạp hư | xe bị xẹp bánh | xe con lấy rồi | chờ sửa xe | không có tiền xe | hết tiền đổ xăng
trời nắng quá bà không chịu nổi | nắng gắt quá | lạnh quá u không ra | rét quá bác không ra | bão tới rồi | nước lên
đường lầy lội | cúp điện | đường đào tùm lum | kẹt xe lắm | qua phà xa lắm | nhà tít trong rẫy | nhà bà ở cuối ấp xa
đi bộ hổng nổi | leo cầu thang không nổi | ngồi lâu đau lưng | ngồi không nổi | đau cột sống | thoái hóa khớp
gai cột sống | thần kinh tọa | đau thần kinh | viêm họng | viêm phổi | hen suyễn | suyễn lên | khó thở | tức ngực
tim mệt | mệt tim | đau bao tử | bao tử hành | viêm xoang | đau răng | mới nhổ răng | đau tai
lãng tai nghe không rõ thôi | cườm mắt | mới mổ cườm | mổ mắt | đau mắt đỏ | sốt xuất huyết | covid | thủy đậu
tai biến | liệt nửa người | xuống sức | suy nhược | kiệt sức | ốm liệt giường | nằm một chỗ | nằm bẹp | ê ẩm mình mẩy
mình mẩy ê ẩm | trúng thực | dị ứng | ngứa quá | nổi mề đay | hạ đường huyết | đường huyết cao | chảy máu cam
mất ngủ | thức khuya mệt | say xe | say nắng | hôm nay xuống tinh thần | buồn không muốn đi | đang có chuyện buồn
nhà đang rối | gia đình có việc | nhà có chuyện | gia đình có tang | ông nhà mới mất | mẹ tôi mới mất | chăm mẹ già
chăm ông cụ | chăm vợ | chăm con ốm | con ốm | cháu ốm | cháu sốt | cháu nằm viện | con gái sinh | đi đẻ | chăm bà đẻ
chăm bò | chăn vịt | chăn dê | cắt cỏ cho bò | tát ao | bắt cá | đi ghe | đi biển | chạy chợ đêm | bán bánh mì
bán xôi | bán nước mía | bán hủ tiếu | bán cá | bán ốc | phụ quán | phụ hồ | phụ con bán | phụ đám | đi phụ đám cưới
đi nấu đám | đi làm mướn | đi hái tiêu | đi trồng mì | đi phun thuốc | bón phân | cấy lúa | giao ca | ca ba | ca hai
làm đêm | làm thêm giờ | làm chủ nhật | công ty kiểm hàng | kiểm kê | giao hàng gấp | xưởng gấp hàng
chuyền không ai thay | quản đốc không cho | đi học nghề | đi học lái xe | thi bằng lái | đi phỏng vấn | đi làm giấy tờ
đi công an phường | đi ngân hàng | đi lãnh lương hưu | đi lãnh tiền | đi tòa | đi đám ma | đi hốt cốt | đi Tây Ninh
đi núi | đi Châu Đốc | đi Nha Trang | đi Phan Thiết | đi Cà Mau | đi Mỹ | sang Úc thăm con | bay ra Hà Nội | ra Huế
về Bến Tre | về Quảng Ngãi | về Thanh Hóa | đang ở Đồng Nai | đang ở Bình Phước | qua ở với con gái | ở nhà con trai
đi nuôi cháu trên phố | chuyển nhà rồi | dời nhà đi rồi | bà không còn ở đó | bà bỏ học rồi | bà nghỉ lớp này
bà thôi lớp đó | bà ngưng học | ngưng đi | đình lại | hoãn lại giùm bà | dẹp vụ này đi | thôi dẹp | bà học hết rồi
bà biết xài rồi khỏi học | đủ xài rồi khỏi | con cháu chỉ rồi | có cháu chỉ ở nhà rồi | không rảnh rang gì
rảnh đâu mà học | rảnh đâu mà đi | thời gian đâu | giờ đâu mà đi | công đâu mà đi | hơi sức đâu | ai giữ nhà mà đi
ai nấu cơm mà đi | đi rồi ai bán | bỏ quán ai coi | bỏ cháu cho ai | đi rồi ai coi ông | lấy ai chở mà đi
lấy gì mà đi | tiền đâu mà đi | chán lắm | chán rồi | oải quá | oải lắm | đuối quá | đuối rồi | nản lắm | nản rồi
lười | hổng muốn | không muốn | chẳng muốn | chẳng thiết | không thiết | không cần thiết | chẳng có thời gian
không có thời gian | không có rảnh | không tiện | bất tiện quá | hơi bất tiện | không hợp giờ | giờ không hợp
không đúng giờ rảnh | không đúng nhu cầu | không phải lớp bà cần | bà xin lớp khác | lớp đó học rồi
lớp đó bà học qua | bà chọn lớp khác | đổi cho bà lớp khác | để bà lớp sau | chờ lớp sau | đợi khóa sau
đợt tới bà học | tháng tới | qua tết bà học | ra giêng | hết mùa rồi học | để mùa khô | nhượng lại cho ai cần
ai học thì học | cho bà Tám học thay | để bà Hai đi | để thằng Út đi thay | cho người trẻ học | mời người khác giùm
con mời cô Năm đi | gọi bạn khác đi | em bị ốm | em bị cảm | em bị té xe | em gãy tay | em mất tiếng | em dính covid
em vô viện | em có bầu | em đi sinh | em đi cưới | em cưới | em lễ tốt nghiệp | em đi thi ielts | em thi lại
em học chiều | em học thể dục | em học lái xe | em lab | em có seminar | em họp nhóm | em họp khoa | em chạy deadline
em nộp bài | em thuyết trình | em đi event | em đi gia sư | em dạy kèm | em đi dạy | em coi quán | em phụ quán
em bán hàng | em ca tối | em dính ca | em vào ca | em chưa tan học | em tan trễ | em học tới tối | em còn trong trường
em đang ở xa | em ở ktx xa | em ra ngoài tỉnh | em đi tình nguyện nơi khác | em nhận lớp khác rồi | em có ca khác rồi
em trùng ca | em đụng lịch | em đụng giờ thi | em lỡ nhận chỗ khác | em hết ngày rảnh | em không đủ thời gian
em đuối quá | em xin dừng | em xin hủy ca | em xin đổi | em xin bỏ | em bỏ ca này nha | em out | em drop ca này
em không join được | em miss rồi | em hẹn lần sau | em hẹn chị dịp khác | anh vướng cơ quan | chị vướng con nhỏ
cô dính họp | chú đi họp quận | thầy đi công tác | anh đi làm xa | chị sanh | chị trông con | anh trực đêm
cô có tiết dạy | má em té gãy chân | má em lên máu | má em mệt tim | mẹ em đau khớp | mẹ em sốt | mẹ em đi chùa
mẹ em đi chợ bán | mẹ em ngại | mẹ em sợ | mẹ em bảo thôi ạ | mẹ bảo không | mẹ không chịu | mẹ em lười đi lắm
mẹ em ra quê | mẹ em về ngoại | mẹ em đi đám | ba em bận việc | ba em đi làm | ba em nhậu | ba em đau lưng
bố em ở Bắc | bố em đi làm xa | ông em yếu không đi | ông em lãng tai | ngoại em mất rồi | bà em mất rồi
nội em nằm liệt | ngoại em lẫn rồi | bà nội em không học nữa | bà ngoại bỏ học rồi | ngoại em đổi ý | má em đổi ý rồi
mẹ em rút ạ | cho mẹ em nghỉ | xin cho má em vắng | xin phép cho ba em nghỉ | cho ngoại em khất | em xin nghỉ giùm mẹ
em báo vắng cho má | mẹ em vắng ạ | nhà em có việc, mẹ em không đi | con không chở bà đi được
cháu bận thi không đưa bà đi được | vợ chồng bà bận | hai ông bà bệnh | cả hai đau | tụi tui bận | hai đứa em bận
nhóm em kẹt | nhóm em không đủ người | bên em không cử được | chi đoàn em bận | trường em thi hết
tôi không rõ người này | ai đây tôi không biết | tôi không nhận ra | không phải dân ở đây | nó không ở đây
dân nơi khác | đã dọn đi rồi | trùng tên thôi không phải | nhầm người | sai rồi | sai số | sai thông tin
thông tin sai | khai gian | không đáng tin | người này hay gây chuyện | nó nghỉ rồi | bạn đó nghỉ lâu rồi
bạn đó không thuộc đoàn mình | không trong danh sách | chưa đủ tuổi | chưa đủ hồ sơ | thiếu hồ sơ | hồ sơ thiếu
chưa có giới thiệu | bỏ ra | loại ra | gạch tên | không cần thêm người | đủ người rồi | dư người rồi | không tiếp nhận
không chấp nhận | không chấp thuận | không đề xuất | không nhất trí | không tán thành | không ưng | không được đâu
hổng được đâu | không được rồi | đâu có được | không xong | không ổn | không ổn rồi | không nên | chưa nên | thôi chưa
bà mù tịt | bà ngu mấy cái này lắm | mù công nghệ | dốt mấy cái này | không rành | không rành máy | hổng rành đâu
bấm lung tung | bấm lộn | bấm tới bấm lui không được | không biết bấm đâu | không biết chỗ nào | kiếm không ra
tìm hoài không thấy | mất hết hình | bị khóa tài khoản | quên mã | gõ chậm lắm | gõ không được | chữ nhỏ đọc không ra
hướng dẫn rồi mà quên | học trước quên sau | nhớ đầu quên đuôi | tới khúc cuối là bí | tới bước hai là kẹt
phải có người kèm | phải có người ngồi cạnh | có con giúp mới được | không ai chỉ là chịu | bó tay rồi | thua
thua rồi | đầu hàng | botay | có việc rồi | đi đám | đâu đi được | đi buổi khác | mai bà không tới được | chắc không
không con | hông | thôi khỏi | dạ bận | ba ban roi con | mai ba ban chut viec | hôm đó nhà có đám cưới
nay tui đau lưng quá | bác đi bệnh viện tái khám rồi | mai tui phải giữ cháu | trời mưa quá bà không ra được
thôi con ơi | đi không nổi nữa | tui đi hổng được nghe con | khong con oi | k di duoc | khoong ddi dduowcj con
bữa khác đi con | để lần sau nha | lần khác nghe con | cho tui xin nghỉ | xin nghỉ bữa mai | cho cô nghỉ bữa này nha
nghỉ nha con | mai kẹt rồi | tui mắc việc | cô mắc đi đám giỗ | không có ai chở bà đi | bà đi Sài Gòn rồi
tui đang nằm viện | khỏi con ơi | thôi nghe con | hổng đi | ko đi đâu | đi đâu mà đi | làm sao mà đi | sao đi được con
không khỏe | bà bị cảm | mai tui có hẹn rồi | can't come sorry | hôm nay không đi đâu hết | tôi không tham gia được
bà hết đi nổi rồi | thôi bà không học đâu | bà nghĩ bữa mai nha con | ba nghi hoc bua mai | dạ thôi để bữa sau
tiếc quá bà bận mất rồi | không lấy đâu | nhường cho ai khác đi | không học được | giờ đó bà không rảnh
tui không rảnh giờ đó | để cho người cần | bữa đó bà bận | chủ nhật không đi được | chưa được con | bà chưa biết làm
không làm được | còn lộn xộn lắm | hay quên lắm | mình kẹt học rồi | em bận thi | em bệnh rồi chị
em có lịch học thêm rồi | em kẹt ca làm | ba em không khỏe | chưa duyệt được | hông nổi | hem được | bó tay | kẹt cứng
xin cáo | né bữa này | cho em kiếu | bà yếu quá | trúng gió rồi | cảm rồi | đau lưng | ko tới | nghỉ bữa | có hẹn
dính việc | vướng lịch | trùng giờ dạy | xe hư rồi không đi được | có khách | hông chịu | hong nha | thôi nha
thôi để bữa khác | mai không ra được | bận chút việc | lu bu quá | nhiều việc quá | mắc coi cháu | mắc bán hàng
mắc làm | phải đi làm | đi viện | đi bác sĩ | đau chân | xin rút | e bận r | e kẹt | k dc | k đi | kh ạ | không ạ
hk đi | nope | can't | sorry can't make it | i'm busy | đi chơi xa rồi | đi giỗ | bị ốm | bị cảm | mệt trong người
nhức đầu | không cho vô | bỏ qua bạn này | quên trước quên sau | còn lọng cọng | lơ mơ lắm | lóng ngóng lắm
khó quá làm không được | bấm hoài không ra | hẹn lần sau | để lần khác | ưu tiên người khác | em có lịch rồi
dính deadline | em đi thực tập | em đang ở quê | kẹt giờ đó | tui hông đi được đâu cưng | ko di dc
mắc đưa cháu đi học thêm rồi | hổm rày nhức mình quá chắc nghỉ | hông rảnh giờ đó | sáng đó bà có hẹn bác sĩ rồi
còn lọng cọng lắm | mẹ e kẹt rồi ạ | má em hổng khỏe nên thôi | ba em đi Đà Lạt rồi | giờ đó má em trông cháu
e k đi đc r | dính lịch học bù rồi ạ | em sốt từ hôm qua | hôm đó e kẹt r | e xa quá không qua được | ko duyệt
mai tui trực ở chùa rồi | mẹ em chắc không đi được đâu ạ | em kẹt họp lớp mất rồi | hôm đó em phải đi làm thêm
bạn này không được | tạm thời chưa duyệt | bữa đó tui mắc đám giỗ ông | chân đau quá con ơi, đi sao nổi
hông đi được nghen con, mắc giữ cháu | lớp đó xa quá bà không học đâu | thôi nhường cho người khác đi con
hôm dời đó bà lại không rảnh | chưa, còn kẹt khúc mật khẩu | ông ngoại em nằm viện rồi ạ
em bị trùng lịch học mất rồi | ca đó em chịu, kẹt làm | đừng duyệt nha | chắc bà hổng ra được
bữa nay con cháu về chơi bà ở nhà nấu cơm | mai giỗ ông nhà | chân cẳng nhức quá | thôi bữa khác đi con
hai chân tui sưng chù vù đi đâu nổi | k đi dc nha | mắc coi nhà cho con nó đi làm | hẹn con bữa sau | con mình bận rồi
ba em đang cấp cứu không đi được ạ | má em về quê ăn cưới rồi | bà nội em mệt nên nghỉ bữa nay
thôi nhường người khác | giờ đó bà đi chùa rồi | hổng được con ơi trùng bữa đi khám | tối quá bà hổng dám đi
e bận học giờ đó rồi ạ | hôm đó e có lịch thi | xin lỗi e không sắp xếp được | ca này e xin bỏ | xa quá e không có xe
sorry ad e bị ốm | tìm người thay giúp e | giờ đó bà kẹt | chủ nhật bà đi nhà thờ | chưa đâu, còn lóng ngóng
quên trước quên sau con ơi | hổng rành lắm | được chút đỉnh thôi | không quen, thôi | chưa đủ tuổi, không duyệt
mai bà mần cỏ rồi | hong di nha | bà bị trúng gió rồi | bận trông thằng cháu | mai có người tới coi nhà, kẹt
lần này xin kiếu | không con ơi, bà đi tiêm ngừa | mệt trong người quá | má em nói thôi nghỉ bữa nay
mẹ em kẹt giữ cháu rồi ạ | ba em mới mổ mắt không đi được | thôi bà già rồi học hổng vô đâu | bà hết muốn học rồi
giờ này không tiện | không được rồi chị ơi | e vướng lịch thực tập | chắc em pass | đợt này em bận lắm | em xin vắng ạ
chị kiếm người thay em với | bữa đó bà không rảnh | đổi vậy bà đi không được | còn lộn tùm lum
phải chỉ thêm mới được | thôi đừng nhận | chưa biết người này | bữa đó cháu đầy tháng | tui kẹt cái đám
trời mưa đường trơn bà hổng dám ra | xin khất bữa khác | bà đang nằm bệnh viện | mai tui đi tái khám
đau lưng đi hết nổi | bà ho quá con | hổng ai chở | mai bà bán hàng | nghỉ bữa này nghen
bà coi bói nói đừng ra đường | má em bịnh rồi | ngoại em vắng bữa này nha | ba em đi xa chưa về kịp
nhường bạn khác đi con | bà học xong rồi khỏi | giờ đó tui ngủ rồi | coi bộ không được | trùng lịch học mất rồi
e về quê tuần đó | em kẹt rồi ad | giờ mới thì bà không đi nổi | chưa nhớ hết | mới được có chút
"""

_SWAYS = """
chắc đi | chắc được | chắc là được đó | chắc đi được á | chắc không đi | chưa chắc | chưa chắc lắm | không chắc
không dám chắc | chưa nói trước được | không hứa trước | bà không dám hứa | để coi đã | để bà coi lại | để bác xem
để xem thế nào | để xem sức khỏe | để bà tính | tính sau | để bà nghĩ | để bà suy nghĩ | để bà hỏi con
để hỏi ông nhà | để hỏi thằng con | để hỏi con gái | hỏi con bà đã | hỏi vợ đã | đợi con về hỏi | chờ con về
đợi bà chút | chờ chút | từ từ bà trả lời | lát bà trả lời | mai bà trả lời | tối trả lời | chiều nói | bữa đó hay
tới đó tính | tới bữa đó coi | gần tới ngày rồi hay | sáng đó mới biết | còn tùy | tùy trời | tùy thời tiết
tùy sức khỏe | tùy con có nhà | tùy hôm đó | nếu rảnh | nếu rảnh thì đi | nếu khỏe | khỏe thì đi | có người chở thì đi
ai chở thì đi | không mưa thì đi | tạnh thì đi | hết bệnh thì đi | xong việc sớm thì qua | về kịp thì đi | kịp thì tới
con cho thì đi | có bà Tám đi thì bà đi | học sớm thì đi được | đổi giờ thì đi được | nửa muốn nửa không
muốn đi mà mệt | muốn đi mà bận | muốn đi mà không ai chở | muốn học mà ngại | thích mà sợ | cũng muốn mà già rồi
có thể đi có thể không | có thể | có lẽ | may ra | hên xui | năm mươi năm mươi | chưa quyết | chưa tính
đang phân vân | đang lưỡng lự | lưng chừng | ráng coi | để ráng | bà ráng thử | cố gắng coi | sẽ cố | để sắp xếp
em sắp xếp thử | em xem lịch | em coi lại lịch | em check lịch | em check lại | em báo sau | em trả lời sau
em rep sau | em hỏi lớp trưởng | em hỏi thầy đã | em chưa có lịch thi | em chưa có lịch học | đợi lịch ca
chưa biết xin nghỉ được không | chờ công ty báo lịch | nếu không tăng ca | em nhận nửa buổi thôi
em tới trễ được không | em đi trễ nửa tiếng | em chỉ phụ được tới tám giờ | đi được một lát thôi | má em chưa trả lời
mẹ em đang suy nghĩ | để em hỏi mẹ | em chưa gặp ba để hỏi | má em chưa biết | mẹ em thì được, ba em thì không
một người đi thôi | bà đi còn ông không | ba em đang lưỡng lự | để em bàn với chị hai | chờ anh em bàn
để tôi xác minh | để hỏi lại đoàn phường | để tôi coi hồ sơ | chưa xem hồ sơ | để chú gọi hỏi | để tôi gặp mặt đã
chờ họp chi bộ | cần bàn lại | lúc được lúc không | biết sơ sơ | cũng đỡ đỡ | chút chút | tàm tạm | nhớ một nửa
làm được mà chậm | làm được mà phải hỏi | maybe | perhaps | not sure | not sure yet | let me check | let me see
ask me later | it depends | i will try | might come | chắc bà đi á | chắc là đi | hình như được | hình như kẹt
chắc kẹt | chắc vắng | lỡ mưa sao | sợ mưa | sợ trễ | sợ không kịp | sợ mệt giữa chừng | bà ngại quá không biết sao
không biết nữa | chẳng biết nữa | chưa biết được | chưa biết sao | chưa rõ | chưa rõ lịch | chưa có lịch
chưa thấy lịch | lịch chưa ra | chờ lịch ca ra | chờ xếp ca | tuần này chưa biết ca nào | để chiều coi | để mai tính
để tối tính | mai mốt tính | để gần ngày tính | tới bữa hẵng hay | bao giờ gần tới nhắc lại | nhắc lại bà gần ngày
hỏi lại bà sau | gọi lại bà sau | hai bữa nữa hỏi lại | để hỏi bác sĩ | để hỏi ý ông | hỏi ý con dâu đã | để hỏi sếp
xin sếp đã | xin phép mẹ đã | đợi bà Tư trả lời | coi bà Tư có đi không | ai đi thì bà đi | có bạn thì đi
rủ được ai thì đi | nếu có xe | nếu con rảnh | nếu hết sốt | nếu được nghỉ làm | nếu không trực | nếu ca sáng thì được
trúng ca ngày thì được | trừ khi mưa | miễn là không mưa | đỡ thì đi | đỡ đau thì lên | còn coi sức khỏe
còn coi chân cẳng | còn coi con cái | còn coi đã | để nghỉ ngơi coi sao | mấy bữa nay mệt, để coi | cũng tính đi
cũng định đi | đang tính | định đi mà chưa chắc | tính đi mà sợ xa | em cân nhắc | để em cân nhắc | em suy nghĩ thêm
em chưa dám nhận | em chưa chốt | em chưa confirm được | em xem đã rồi báo | cho em thời gian | cho em tới tối
cho em hỏi bạn em | để em bàn nhóm | em đi được nửa đầu | em chỉ rảnh nửa buổi | em tới trễ một chút được không
em về sớm được không | nếu đổi giờ em đi được | em dự bị nha | để em dự bị | không ai thì em đi
thiếu người thì gọi em | kẹt lắm thì em đi | mẹ em chưa quyết | mẹ em còn phân vân | để em thuyết phục mẹ
em đang năn nỉ ngoại | mẹ thích mà ba không cho | má đi được, ba chưa biết | ba đi còn má ở nhà | chỉ mình mẹ em đi
một trong hai người đi | chưa gặp mặt | chưa nói chuyện với bạn đó | tôi chưa rõ bạn này | để kiểm tra
để kiểm tra lại | chờ xác minh | cần thêm thông tin | cho tôi xem thêm | để hỏi bí thư | để tôi họp tổ đã | tạm để đó
để đó đã | sao không đi | chưa biết nữa con | để bà coi lại đã | không chắc nữa | hên xui con ơi | nếu khỏe thì bà đi
chắc đi được | để tui hỏi con trai tui | mai bà nói lại | bận mà chắc đi được | bà bận nhưng vẫn ráng đi
đi được mà sợ mưa | khoan để bà tính | bà muốn đi mà chân đau | suy nghĩ lại đã | em coi lại lịch rồi nhắn sau
khoan đã | để xem | chưa biết | coi sao | 50/50 | chưa dám hứa | để coi lại | mẹ em chưa trả lời | để hỏi con đã | tùy
coi trời mưa không | khoan | từ từ | đợi chút | nếu khỏe thì đi | để em check lịch | lát em rep | để bàn lại
để coi sao đã | mẹ em chưa trả lời em nữa | chưa biết nữa, chiều e báo | coi lại đã
còn coi bữa đó có ai trông nhà không | nội em nói để coi | em xem lại lịch cái đã | để coi mai khỏe không đã
chắc đi á mà chưa chắc | có gì bác báo sau | em này chưa quen, để từ từ | để tui coi lại | mai tính | chưa biết chừng
còn tùy trời mưa nắng | để em hỏi mẹ rồi báo lại | ông xã em bận, em đi thôi
mẹ em hông khỏe lắm chưa biết đi nổi không | khoan để bà hỏi ông nhà | cho e suy nghĩ tí | mai e trả lời đc ko ạ
khoan, để tôi hỏi đã | để hồi nữa bà trả lời | để coi thằng Hai có chở không | mai rồi biết | để tối em hỏi mẹ
mẹ em chưa quyết định | ba em bận còn mẹ em đi | đợi bà suy nghĩ cái | để e coi thời khóa biểu đã | hỏi lại nó đã
xem lại sau | chưa chắc nha | có gì bà báo | chờ bà hỏi con cái đã | em chưa gặp mẹ để hỏi | mẹ thì đi, ba thì không
cho bà nghĩ chút | em chưa chắc lắm | để hỏi lại nhóm trưởng | để mai coi
"""

_OTHER = """
mấy giờ | mấy giờ học | học ở đâu | ai dạy | thầy nào dạy | học cái gì | lớp gì vậy | có mất tiền không
miễn phí không | có cần mang gì không | mang theo gì | có chỗ để xe không | học bao lâu | mấy buổi | tới khi nào
còn chỗ không | ai nhắn đó | số ai đây | sao biết số bà | bà nhắn nhầm | đây là số của ai | lớp tuần này mấy giờ
lịch học của tôi | xem lịch | lịch tuần sau | tôi đăng ký lớp nào | đổi số điện thoại | đổi chữ lớn | bỏ nhắc tôi
đừng nhắn nữa | xóa thông tin của tôi | tôi muốn học zalo | đăng ký cho má tôi | đăng ký thêm lớp
có lớp nào buổi sáng không | lớp nào cần người | ca của em | danh sách lớp | ai chưa trả lời | báo cáo tuần
báo cáo tháng 11 | khu phố nào chưa báo cáo | còn ai chưa nộp | bao nhiêu người học | hủy lớp thứ bảy
dời lớp qua chủ nhật | mở lớp vneid | thêm bà Tư vào lớp | vắng bà Tư | 7 vắng | đủ hết | gọi cho tôi | gặp người
cho gặp cán bộ | cho xin số cô Lan | cô Lan là ai | bạn Hương có phải người của mình không | có người tới nhà
ai tới nhà bà vậy | chào con | chào buổi sáng | cảm ơn con nhiều | con ngoan quá | chúc con khỏe | bà thương con
vui quá ta | ha ha | trời đất | ủa gì vậy | con ăn cơm chưa | trời nóng quá | bữa nay đẹp trời | bóng đá mấy giờ
giá vàng bao nhiêu | kể chuyện nghe | con bao nhiêu tuổi | con có phải robot không | Nguyễn Thị Tư | Trần Văn Hai
bà Bảy | khu phố 3 | ấp 2 | nhà văn hóa | 0912345678 | thứ năm | 8 giờ sáng | 19h30 | phường Bình Dương | 68 tuổi
tôi là tình nguyện viên | tôi là trưởng khu phố | em ở đoàn phường | mã lớp | mã của tôi | quên mật khẩu
không đăng nhập vneid được | chỉ bà cách cài zalo | làm sao gọi video | điện thoại bà nóng quá | wifi yếu
chữ nhỏ quá | đọc không rõ | nói lại coi | nói gì vậy | không hiểu | là sao | nghĩa là gì | cho hỏi chút | cho bà hỏi
hỏi cái này | giúp bà với | bà cần người kèm | tìm người kèm | xin người phụ lớp | em rảnh tối ba năm bảy
em muốn nghỉ hẳn | mời người | mời trưởng khu phố | bàn giao | nhờ cháu Lan trông giùm | in danh sách | in giấy mời
file excel | gửi báo cáo lên phường | chốt điểm danh | what time | where is it | who is this | how much
what should i bring | which class | my classes | help | hello | thank you | lop hoc o dau | may gio bat dau
ai day vay | co xa khong | co lop nao khac khong | lop nay con hoc khong | sao chua thay ai goi | chung nao hoc
ủa ai vậy | tin này của ai gửi | có tin được không | của phường thiệt không | học có thu phí không
lớp bao nhiêu tiền | có thâu học phí không | mai đem gì theo | đem theo điện thoại hả | phải đem theo giấy tờ chi
mang sạc không | tôi người Hoa không rành tiếng Việt | nói tiếng Việt không rành | tui nói tiếng Hoa thôi
tui là người Khmer | nhầm số | số này không phải của bà Tư | không quen biết gì hết | số này không phải
hướng dẫn sử dụng | xai sao | hướng dẫn tui bấm với | tôi không biết dùng | in tờ hướng dẫn | tờ hướng dẫn
cho xin tờ hướng dẫn dùng trợ lý | print the help | menu | start over | mở menu | cho xem các nút
tôi muốn gặp trưởng khu phố | gọi giùm cô phụ trách | kêu người phụ trách gọi tui | có ai ở đó không
gọi chú được rồi | kêu bà là dì được rồi | kêu tui là anh thôi | đừng kêu tôi bằng bà | đổi sang tiếng Việt
tiếng Việt | đổi ngôn ngữ | change language | tin nhắn nhiều quá tắt giùm | tắt nhắc đi con | đừng làm phiền tôi
nhắn hoài mệt quá | chỉ nhắn đừng gọi | đừng gọi nghe không rõ | text me do not call | đừng gọi nhắn thôi
chữ li ti không thấy | đọc chữ không được gọi giùm | mắt mờ rồi gọi đi con | má em không biết chữ gọi giùm
thôi bỏ buổi vneid | trụ sở có họp tối nay thôi nghỉ | cancel tomorrow's class | anh cho lớp nghỉ bữa nay
có mấy người báo bận | ai đã xác nhận đi | ai chưa nhận được tin | những ai chưa phản hồi | lớp còn nhận được 10 chỗ
nới thêm 5 chỗ | lớp học thêm hai buổi nữa | thêm chỗ cho lớp thứ tư | dời buổi tối nay lại bữa sau
chuyển lớp VNeID sang 9h sáng | lùi buổi tối nay qua mốt | đổi ngày lớp zalo | bản in có mã qr | to roi
tờ giới thiệu lớp để phát | in thông báo lớp để dán | cho xin link lớp | lấy link đăng ký lớp | trang của lớp
đường dẫn của lớp | đăng ký lớp mới dạy bà con | tạo lớp cho bà con | thêm lớp mới | start a new class | như cũ nha em
như tuần trước | same as last week | lặp lại tuần nữa | xem lịch mở lớp | liệt kê các lớp | xem lịch lớp toàn phường
cho xem lịch các lớp tuần tới | gửi danh sách lớp cho anh | tên học viên lớp chủ nhật
bao nhiêu người học lớp tối thứ tư | còn mấy chỗ trống | hôm nay phường có lớp nào
lớp nào chưa điểm danh trong phường | các lớp của phường | xem lớp của các khu phố | khi nào tới buổi học
còn mấy bữa nữa hết khóa | bữa tới học ở đâu | tuần tới có học không | ma vao lop | mã buổi này là gì
cho chị mã vô lớp | mã để quét vô lớp | điểm danh lớp hôm nay | hôm nay tới 12 người | take attendance
có mặt 8 người | bổ sung người có mặt hôm trước | điểm danh bù | điểm danh lộn hôm qua sửa lại | sửa điểm danh cũ
đã hướng dẫn gì | ghi em giúp 3 người | vneid 5 | hướng dẫn dịch vụ công 3 lượt | add a list of people
muốn đưa danh sách giấy vô máy | nhập danh sách bà con vô sổ | nhập danh sách bà con | thêm một bà con mới
nhập bà Lựu 66 tuổi vào sổ | thêm tên ông Bảy 80 tuổi không có điện thoại | thêm một bác mới dọn tới
rename a neighbourhood | gộp hai khu phố | phường mới sáp nhập đổi tên khu phố | đổi khu phố 5 thành 5A
bổ sung khu phố | phường còn thiếu mấy khu phố nhập thêm | thêm các khu phố của phường
khai báo các khu phố của phường | book of our people | trong sổ có ai | books of groups without a leader
khu phố mình có bao nhiêu người trong sổ | cho bà Sáu vào học lớp VNeID | thêm một người vào lớp
bà Năm muốn học lớp tối thứ tư ghi giùm | cho bà Sáu học lớp sáng thứ bảy | xếp khu phố cho bà con
ai chưa có khu phố | chưa rõ khu phố | bà con nào chưa có khu phố | danh sách giờ tình nguyện | hours of our members
giờ của đoàn viên chi đoàn mình | tổng hợp giờ của đoàn viên | xin tình nguyện viên | cần người đứng lớp thứ bảy
xin 2 bạn tình nguyện viên lớp chủ nhật | lớp này cần thêm bạn phụ | danh sách tình nguyện viên của đội
xem các bạn trong đội | xem thành viên | trong đội có những ai | invite members | thêm thành viên mới
rủ thêm bạn vào đội | kéo thêm bạn vào đội | cho đoàn khối tham gia | thêm đơn vị phối hợp | thêm hội cựu chiến binh
thêm một tổ chức | chị có mấy đứa cháu phụ rồi | anh có sẵn người dạy rồi | lớp này khỏi cần tình nguyện viên
tự lo người kèm | em muốn chuyển qua dạy lừa đảo | em không dạy dịch vụ công nữa | em muốn dạy vneid thôi
sửa chủ đề của em | em học bài an toàn ở đâu | làm bài an toàn | cho em làm bài an toàn | bài học an toàn
em dạy ở đâu | ca của tôi | em phải đi lớp nào | lịch hỗ trợ | cộng giờ của em giùm | giấy chứng nhận giờ tình nguyện
cho em coi số giờ | xin giấy chứng nhận tình nguyện | đăng ký tình nguyện | em là đoàn viên muốn phụ lớp
tôi muốn phụ giúp lớp học | tui rành điện thoại để tui chỉ bà con | where are people needed | tuần này cần người ở đâu
khu phố nào xin tình nguyện viên | lớp nào còn thiếu người đứng | cho bạn Tuấn đi lớp khu phố 2 | bên em đi 2 bạn
trường cử 5 bạn sinh viên | đoàn cử bạn Nam với bạn Hoa | đăng ký kèm riêng một người
em dạy kèm một mình bác đó được | nhan kem rieng | em đang kèm riêng ai | sắp người đứng lớp | tự động xếp người
chạy ghép tuần | match now | danh sách chờ kèm | còn ai đợi người kèm | bao nhiêu người chờ kèm
who waits for a coach | bao giờ đạt chỉ tiêu | còn bao nhiêu phần trăm | so với kế hoạch thì sao | tiến độ VNeID
số công an đưa tháng này | con số chính thức là 300 | ghi số của công an | cập nhật số liệu chính thức
đặt mục tiêu 5000 người | giao chỉ tiêu năm tới | nhập chỉ tiêu | phường giao chỉ tiêu 900 người
which groups did not report yet | danh sách khu phố nộp trễ | khu phố nào chưa nộp | đôn đốc báo cáo
vào trang của phường | xem bảng trên máy tính | xem trên máy tính | link dashboard | báo lên phường tuần này
báo cáo tuần này gửi luôn | gửi báo cáo đi | khó khăn trong tuần | thong ke tuan | mấy lớp đã mở trong tháng
tinh hinh tuan nay | anh cần số liệu họp giao ban | lấy file báo cáo tháng 11 | tải về máy | tải số liệu tháng này
bản word để trình | ai xóa cái này | ai thay đổi chỗ này | lịch sử ai làm gì | tra lịch sử chỉnh sửa
cho tôi vào với vai trưởng ấp | toi la truong khu pho | đăng ký làm trưởng khu phố | gửi mã cho trưởng ấp
gửi lời mời cho trưởng khu phố | mời trưởng ấp 2 | tạo lời mời cho trưởng khu phố mới | bổ sung điều phối viên
cấp mã cho điều phối viên mới | mời chị Mai làm điều phối viên | cho chị Thảo làm điều phối | pending requests
ai chờ duyệt vậy | xem đơn đăng ký tình nguyện | có tnv mới nào xin vào không | xóa quyền | cắt quyền anh Bình
ngưng quyền | miễn nhiệm trưởng khu phố 4 | để chị Nga trông khu phố ít bữa | giao anh Tâm coi khu phố giùm
về quê mấy bữa giao khu phố cho chú Sáu | nhờ người trông tổ | bàn giao hết cho chị Nga | từ nay anh Bình làm trưởng
tôi nghỉ làm trưởng giao cho chị Năm | tôi thôi làm trưởng khu phố | ai cần gọi | hôm nay gọi bao nhiêu người
who should I call | bữa nay có ai cần gọi không | báo cho các trưởng khu phố | báo bà con tối có lớp
phát tin cho cả khu | nhan ca lop | thêm em vô nhóm zalo khu phố | nhóm zalo của khu phố | cho bot vào nhóm lớp
nối nhóm khu phố | danh sách sự cố | xem các phản ánh | có khiếu nại gì không | vụ việc mới
có đúng là người của khu phố không | hỏi coi bạn này có thiệt không | bạn Hương có phải tình nguyện viên không
có phải người của lớp không | my code | ma cua em | cho em xin mã để tới nhà | today's code | new phone | may moi
máy cũ mất rồi xài máy khác | thay máy mới rồi nha | thêm lịch dạy vào máy | thêm vào lịch điện thoại
lịch vào điện thoại | calendar feed | trong máy con có gì về tui | xem thông tin của tôi | lưu thông tin gì của bà
có lưu thông tin tôi không | tôi muốn xóa tên | đừng giữ số của tui | bỏ tên tôi ra khỏi máy
xóa tên bà khỏi danh sách | tin gửi đi | failed messages | tin nào chưa tới | tin nào chưa đi | ở đâu con
được không con | có học không con | ai dạy vậy | gọi lại cho bà | con tên gì | hôm nay trời đẹp | mai mấy giờ con
đưa mẹ tới mấy giờ ạ | có ai đi chung ko ạ | gì vậy | hả | lớp ở đâu vậy con | mấy giờ bắt đầu | có đem theo máy hông
lớp này học cái gì vậy | ai đây | ủa gì dạ | nói gì hổng hiểu | học ở chỗ nào | có tốn tiền không con
bữa đó là thứ mấy | học mấy buổi vậy | lớp bao nhiêu bác vậy ạ | ai nhắn vậy | là lớp gì | nói rõ coi
"""


def _meant() -> Iterator[tuple[Answer | None, str]]:
    yield from ((Answer.YES, each) for each in (*told(_YES), *told(AGREEMENTS)))
    yield from ((Answer.NO, each) for each in (*told(_NO), *told(REFUSALS)))
    yield from ((Answer.SWAYS, each) for each in (*told(_SWAYS), *told(DOUBTS)))
    yield from ((None, each) for each in (*told(_OTHER), *told(OTHERS)))
    yield from ((answer, each) for answer, forms in FORMS.items() for each in forms)


def _each_once() -> Mapping[Answer | None, tuple[str, ...]]:
    """Return the lines by meaning; one that stands there twice is what it is said to be first."""
    meant: dict[str, Answer | None] = {}
    for meaning, line in _meant():
        meant.setdefault(line.lower(), meaning)
    return {each: tuple(line for line, meaning in meant.items() if meaning is each) for each in (*_ANSWERS, None)}


_ANSWERS = (Answer.YES, Answer.NO, Answer.SWAYS)
EXAMPLES = _each_once()
