"""The words of an answer to a card with two sides, as `words.spelled` writes them."""

import re

from bot.domain.understanding.words import any_of, listed

# «Vậy hả, ừ»: said before the answer, and no question.
SURPRISE = re.compile(
    r"^\W*(?:ủa|ua|à|ô|ồ|trời|troi)?[ ,]*(?:vậy|vay|thế|the|thiệt|thiet|thật|that)(?: vậy| vay)? (?:hả|ha|à|a|sao)"
    r"(?: con| em| cháu| chau| chị| anh)?\s*[?,.!]+\s*(?=\w)",
    re.IGNORECASE,
)
# «Đi chớ sao»: of course.
# «Được thôi» is a yes; «được, thôi» is none, and «thôi được» is not sure.
GLADLY = re.compile(r"^((?:da |u |cung |thi |vay )*duoc) thoi(?= (?:con|chau|em|bạn|nha|nhe|a|mà)\b|$)")
OF_COURSE = re.compile(r"\b(?:chu|chứ) (?:sao|gi)\b(?! (?:mà|ma|lai|khong|nua))")
CLAUSE = re.compile(r"(?<=[?])|[.,;:!\n]+")


KIN = listed(
    "tui minh con chau em bạn ong ba bà bac cô dì chu anh chi nguoi ta thím thim mợ cậu cau duong"
    " noi ngoai má me mạ tia ma nha"
)
_PARTICLES = listed(
    "da a ah nhe nha nghe oi voi giup luon roi mà chu ne thi thì thưa thua la se nua do di lam vay cung ha hu"
    " thiet that"
)
ALONGSIDE = (
    KIN
    | _PARTICLES
    | listed(
        "mat viec hom buoi nay xin cho hoc bua mai sang chieu tối toi ngay gio lop dung de cam on nhieu mot"
        " tuan loi khac khi"
        " ca hai het tat du ung nhung sir madam"
    )
)
NO = listed("khong chua đừng chang no ban thoi nghi huy dừng nope khoi vắng")
PLAINLY_NO = listed("khong chua đừng chang no thoi nope khoi de giu lai nua nguyen sao")
YES = listed(
    "co da vâng vang u ok duoc đúng di phai yes roi nhan lay duyet ranh y xong hoc nho sure fine good yep yeah yess yup"
)
NEGATES = listed("khong chua chang đừng")
# What a Telex keyboard left is repaired if it makes one of these.
KNOWN = (
    (NO - {"no"})
    | YES
    | ALONGSIDE
    | listed(
        "tham gia dam ket benh met muon the coi hoi biet tra giu mac den nho dong chac kham sao gi dau nao may"
        " mua dau lo"
    )
)

_NOT = r"(?:khong|chua|đừng|chang|chả|het|khoi|dau)"
_BETWEEN = r"(?:(?:the|co|con|mà|muon|ve|kip|dam|dám|nen|lam|sao|nao|di|ai|thi|thì|\0) )*"
_DO = (
    r"(?:duoc|di|den|toi|hoc|ranh|kip|noi|thoi gian|tham gia|dong y|thich|phai|đúng|nhan|lay|muon|can|theo|ghe|qua|du"
    r"|co mat|lam|day|dung lop|ra|xuong|duyet|chiu|cho|dua|biet lam|thao|quen|ranh lam|thuoc|nho|xong|ok|on|khoe)"
)
# «đâu có bận», «không sao», «sao lại không»: words of refusal that refuse nothing.
TURNED = any_of(
    r"\b(?:khong|dau|dau co|chang) (?:co )?(?:bi )?(?:sao(?! (?:di|toi|den|hoc|\w+ duoc))|van de|tro ngai|"
    r"ban|mac|ket|vuong|nghi|huy|bo|quen|tre|benh|doi)\b(?: gi)?(?: (?:ca|het|dau))?\b",
    r"\b(?:(?:co|bi) )?(?:ban|mac|ket|benh|sao) (?:gi )?dau\b",
    r"\b(?:sao|gi|lam gi)(?: lai| mà| ma)? khong\b(?: (?:di|toi|den|hoc))?(?! (?:duoc|hieu|biet|ro|thay|nghe|nho))",
    r"\bkhong (?:di|toi|den|hoc) (?:thi |thì |la )?(?:sao duoc|khong duoc|uong|tiec)\b",
    r"\bkhong co (?:tiet|lich|ca|gio hoc)(?: (?:nao|gi))?\b|\bđừng (?:cho|nhuong|de) (?:ai|nguoi)\b",
    r"\b(?:het|bot|xong) ban\b",
    r"\b(?:khong|dau|dau co|co|chua|chang) (?:co )?(?:nghi|vang|vắng|bo|quen|tre) (?:(?:buoi|bua|lop|hoc|gio) )?"
    r"(?:nao|dau)\b(?: (?:ca|het|dau))?",
    r"\b(nghi|hoan|hoãn|huy) (?:thi|thì) \1\b|\bsao (?:mà |ma )?(?:nghi|bo|vắng|quen) duoc\b",
    r"\bdau (?:co )?(?:bo|quen|nghi|vắng) (?:(?:buoi|bua|lop|hoc) )?(?:duoc|dau)\b",
    r"\b(?:khoi|đừng|khong can|dau can) (?:phai |co )?(?:nhac|dan|keu|lo|noi)\b(?! (?:nua|hoai)$)",
    r"\b(?:het|bot|đỡ|khong con|chang con) (?:đau|dau|benh|om|sot|ho|met|cảm|nhuc)\b",
    r"\bkhong (?:co )?(?:gi|chi) (?:dau|het|tro ngai|ca)\b",
    r"\b(?:khong can|khoi can|khoi|dau can) (?:\w+ )?(?:chi|kem|day)(?: \w+)? nua\b|\bkhoi benh\b",
    r"\bco (?:nguoi|con|dua|ai) (?:\w+ )?(?:giu|coi|trong|lo|truc|cho|chở|dua|ruoc) (?:\w+ )?"
    r"(?:chau|nha|em|ho|giup|thay|roi)\b",
    r"\b(?:chu|cong ty|so|sep|xuong|truong) (?:\w+ )?(?:cho )?nghi\b|\bxin nghi lam\b|\bnghi ban\b|\bduoc nghi\b",
    r"\bban may\b",
    r"\bdù ban\b",
    r"\b(?:duoc|ngay|hom do|bua do) nghi (?:lam|hoc|le|day)\b",
)
_BODY = r"(?:chan|tay|lung|goi|đầu|minh|minh may|khop|mat|mắt|vai|co|bung|rang|tai|cang|nguoi|đui|dui)"
_ACHES = r"(?:nhuc|sung|đau|dau|moi|te|te bi|yeu|yeu lam|bong gan|trat|ran|rã|ra roi|run|mo|mờ|bai hoai)"
REFUSES = any_of(
    r"\bphai (?:dua|chở|ruoc|don|nuoi|giu|coi|trong|lo|truc|cham|ban)\b",
    r"\bthua roi\b|\bchiu thua\b",
    r"\b(?:hoan|hoãn|ngung) (?:giup|lai|buoi|bua)\b",
    r"\b(?:du|dư) nguoi\b(?! thi)|\bdu cho roi\b",
    r"\b(?:nhan|dang ky|hua|vo) (?:\w+ )?(?:ca|lop|cho|ben) khac\b|\bnhan du\b",
    r"\b(?:me|má|ba|bà|ong|ngoai|noi)(?: (?:em|con|tui|minh|chau|noi|ngoai))? mat roi\b",
    r"\b(?:thi|thì) (?:\w+ )?chiu(?: thua)?$",
    rf"\b{_BODY} (?:\w+ ){{0,2}}{_ACHES} (?:\w+ ){{0,2}}(?:qua|lắm|lam|hoai|roi|chu vu|vu|tum lum|khong chiu noi)\b",
    r"\b(?:co |mac |la |den |toi |mai |nay |bua do )?(?:giỗ|đám giỗ|cuoi|tan gia|thoi noi|day thang|tang le|dam hoi|"
    r"an hoi|"
    r"tiec cuoi|cung giỗ) (?:ong|ba|bà|me|má|cha|chong|vo|ben|nha|ho|con|chau|noi|ngoai|hang xom|\w+ nha)\b",
    r"\b(?:nha|mai|nay|hom do|bua do) (?:co|mac) (?:giỗ|tiec|cung|dam|hop mat|tiec tung)\b|\b(?:con|chau|con chau|"
    r"khach|ba con)"
    r" (?:\w+ )?(?:ve|toi|den|qua|len|xuong) (?:choi|tham|nha|coi nha)\b",
    r"\bho (?:qua|hoai|nhieu|khan|sac)\b|\bdi (?:\w+ )?kham\b|\bb[aá]n (?:hang|buon|ve so)\b|\bngu (?:roi|som|mat)\b",
    r"\b(?:chau|nha|con|ben) (?:\w+ )?(?:day thang|thoi noi|cuoi|tan gia)\b|\bkhoi(?: (?:di|hoc|can|nha|con))*$",
    r"\btrung gió\b|\bo nha (?:nau|coi|giu|trong|don|lo|cho|doi|phu|canh|ru)\b",
    r"\b(?:xin|cho (?:\w+ )?xin) (?:bo|out|rut|chuyen lai|tra lai|nhuong)\b",
    r"\bkhong (?:\w+ )?(?:lop|cai|buoi|gio|ngay|cho) nao(?: het| ca)?\b(?! khong)",
    r"\b(?:man|lam|di) (?:cỏ|co(?= roi| ruong|$)|ruong|ray|vuon|dong|re|gat|cay|thue|muon|cau|cạo mu|cao mu|ca dem)\b",
    r"\b(?:hoc|nho|doc|nhet) (?:\w+ )?khong (?:vo|vao|noi|duoc)\b|^(?:da )?thoi (?:ba|bà|ong|tui|bac|cô|chu|anh|chi|"
    r"em|minh)(?= \w)",
    r"\bkhong (?:dat|du dieu kien|du tuoi|hop|phu hop|an tam|yen tam|tin)\b",
    r"\b(?:het|khong con) (?:muon|ham|thich|suc) (?:hoc|di|lam)\b",
    r"\b(?:con )?(?:lon|lộn) (?:tum lum|lung tung|xa|hoai|qua)\b|\b(?:phai|can) (?:chi|kem|day|huong dan) (?:them|"
    r"lai|nua)\b",
    r"\blen (?:sai gon|thanh pho|tp|benh vien|bv)\b",
    r"\b(?:ca|lam) (?:dem|toi|tối|chieu|sang)\b",
    r"\bđừng (?:chờ|cho|doi|đợi)\b",
    r"\bcach ly\b",
    r"\bxin phep(?= (?:nha|nhe|con|em|a|chi|anh|bạn|ban|vắng)\b|$)",
    r"\bkhong the\b(?! (?:thieu|bo))",
    r"\b(?:out|pass|skip|deadline)\b",
    r"\bbo tay\b|\bxin (?:cáo|cao)(?: (?:loi|tu))?$|\bne (?:bua|buoi|ca|hom)\b",
    r"\byeu (?:qua|roi|lắm|lam|trong)\b|\blu bu\b|\bnhuc (?:đầu|dau|minh|moi|chan|lung|khop)\b",
    r"^(?:da )?loai(?: (?:di|nha|a|bạn nay))*$",
    r"\bquen truoc (?:\w+ )?quen sau\b|\blon truoc lon sau\b",
    r"\b(?:long (?:cong|ngong|nhong)|lọng cọng|lóng ngóng|lo mo|lơ mơ|am o|ấm ớ|bap bom|lom bom|mu mo|mù mờ|"
    r"tray trat|ngo ngo|lụp chụp|lup chup)\b",
    r"\buu tien (?:cho )?(?:nguoi|bạn|ban|ai|em) khac\b",
    r"\b(?:em|minh|tui) (?:con )?thi(?: roi| hk| cuoi ky| giua ky| nua)?$|\bdi thuc tap\b",
    r"\b(?:nha |o |duong )?xa qua\b",
    r"\bkhong (?:tien|sap xep|thu xep|tien duong|tien xe)\b(?! qua)",
    r"\b(?:bam|lam|nho|hoc) (?:\w+ )?(?:hoai|mai) (?:\w+ )?(?:khong|chang|chả) (?:ra|duoc|vo|nho)\b",
    r"\b(?:mai|thi|thì|bua do|hom do) khong$",
    r"\bkhong dau\b",
    r"\bai mà (?:di|toi|hoc)\b",
    rf"\b{_NOT} {_BETWEEN}{_DO}\b(?! (?:khong|chua)\b)",
    r"\b(?:di|den|toi|hoc|lam|nhan|day|qua|ghe|ranh|co)(?: lop)?(?: mà| ma| co| thi)? (?:khong|dau|sao|"
    r"het|chua|chang)(?: co| mà| ma)? (?:duoc|noi|kip|tien)\b",
    r"\b(?:duoc|ranh|kip|noi|co) dau\b(?! con\b\s*\w+ khong)",
    r"\b(?:lam )?sao (?:mà |ma |lai |con )?(?:di|toi|den|hoc|ranh|nhan|lam) (?:duoc|noi|kip|dau|nua)\b",
    r"\bsao (?:mà|ma) (?:di|toi|den|hoc)\b",
    r"\bban\b(?! khac)",
    r"\bmac (?!qua\b|tien\b)",
    r"\bket\b(?! (?:qua|noi|ban|thuc|ban))",
    r"\b(?:co|bi|lỡ|lo|dinh|vướng|vuong|nhieu) (?:viec|chuyen|cong chuyen|dam|hen|khach|lich|tiet|gio hoc|"
    r"hop|tang|gio|dam gio|ca|lop khac|ke hoach|cong viec)\b(?! mà)",
    r"\btrung (?:lich|gio|ngay|buoi|ca|lop|tiet)\b",
    r"\b(?:viec|chuyen) (?:nha|gap|rieng|khac|dot xuat|ban)\b",
    r"\bdi (?:an )?(?:dam|kham|benh|vien|xa|vắng|vang|cong tac|cong chuyen|du lich|que|le|chùa|"
    r"chua (?!con|em|chi|anh|a\b)\w|nha tho|cuoi|gi[oỗ]|tang|hop|thi|choi|lam(?! (?:ve|xong))|nuoc ngoai|"
    r"tinh|vung tau|da lat|sai gon|ha noi|don (?:chau|con)|ruoc (?:chau|con)|bac si|tiem|hanh huong|"
    r"tu thien)\b",
    r"\bve (?:que|ngoai|noi|tinh|ben noi|ben ngoai|nam|bac|tet)\b",
    r"\bo (?:que|xa|tinh|benh vien)\b",
    r"(?<!hanh )(?<!tap )\bo nha(?:(?: roi| con| nha| thoi| nghe| a)\b|$)",
    r"\b(?:hoc|di|lam|den|toi) (?:chi|gi|lam gi|lam chi)(?: nua| cho| mà| ma)\b|\b(?:qua tet|ra gieng|dot toi|khoa sau|"
    r"ky sau|nam sau|tháng toi|thang toi|tháng sau)\b|\bbo ten\b",
    r"\b(?:nam|nhap|vo|trong) (?:vien|benh vien)\b",
    r"\bbenh\b",
    r"\bom\b",
    r"\bsot\b",
    r"\bđau\b",
    r"\bmet\b",
    r"\bcảm\b(?! on)",
    r"\bmổ\b",
    r"\btang ca\b",
    r"\bdau (?:chan|lung|bung|rang|goi|khop|tay|mat|minh|dau|bao tu|hong|co)\b",
    r"\bte\b(?! nuoc)",
    r"\bchong mat\b",
    r"\bcao huyet ap\b",
    r"\b(?:truc|thi) (?:roi|hoc ky|cuoi ky|giua ky|tot nghiep)\b",
    r"\b(?:tui|minh|em|bac|chu|anh|chi|ba|ong) (?:mac )?truc\b|\bgi (?:mà )?noi (?:nua|dau)\b",
    r"\b(?:on|lich|ky|mua) thi\b",
    r"\bco thi\b",
    r"\b(?:trong|giu|coi) (?:chau|em be|nha|tiem|quan|con nho|nguoi benh|me|ong|xe)\b",
    r"\bban hang\b",
    r"\bvắng\b",
    r"\bxin (?:phep )?(?:nghi|vang|vắng|kieu|khat|hen|huy|rut|thoi|loi (?:khong|vi))\b",
    r"\b(?:cao loi|kieu|cáo lỗi)\b",
    r"\bnghi\b",
    r"\bnghĩ (?:bua|buoi|hom|hoc|mot|mai|nha|nhe|luon)\b",
    r"\btu choi\b",
    r"\bnhuong(?: (?:cho )?(?:nguoi|bạn|ban|ai|em|anh|chi) (?:khac|sau))?\b",
    r"\bhuy\b(?! dang ky lop nao| (?:giup |luon )?(?:lop|buoi))",
    r"(?<!di )(?<!loi )\bbo (?:qua|buoi|bua)\b",
    r"\brut (?:lui|ten|khoi|lai)\b",
    r"\b(?:khi|hom|bua|luc|buoi|lan|dip|ngay|tuan|gio|lop|cho|suat|dot|tháng|thang) (?:khac|sau)\b",
    r"\b(?:doi|chuyen|dời) (?:cho em |cho toi |cho ba )?(?:sang|qua|buoi|bua|ngay|gio|lich|hom|lop)\b",
    r"\b(?:nhuong|de|nhờ|nho|tim|kiem|cho|mời|moi) (?:cho )?(?:\w+ )?(?:nguoi|bạn|ban|ai|em|anh|chi|"
    r"dua) (?:khac|thay)\b",
    r"\btim nguoi\b",
    r"\bde (?:lai )?cho nguoi\b",
    r"\b(?:con|van) (?:lon|quen|yeu|ngo|kem|cham|lung tung|kho)\b",
    r"\b(?:hay|quen) (?:quen|hoai)\b",
    r"\blon xon\b",
    r"\blung tung\b",
    r"\bthoi (?:khoi|khong|de|cho|dep|bo|mà|đừng|huy|em|tui|ba o|ong o|bac o)\b",
    r"\bthoi (?:\w+ )?(?:o nha|bo)\b",
    r"^(?:da )?khoi\b",
    r"\btiec (?:qua|la)\b",
    r"\bkhong (?:ai|co ai|co xe|co nguoi) ?(?:cho|dua|chở)?\b(?: (?:\w+ )?(?:di|toi|den))?",
    r"\bcan ?t\b",
    r"\bcannot\b",
    r"\bcan not\b",
    r"\bwon ?t\b",
    r"\bbusy\b",
    r"\bdon ?t\b",
    r"\bnot (?:come|coming|go|going|able|free|available|agree)\b",
    r"\bno (?:i|we|thanks|thank)\b",
    r"\bdecline\b",
    r"\breject\b",
    r"\bunavailable\b",
    r"\bsick\b",
)
# With what follows a refusal and is no agreement: «bữa khác đi con».
REFUSAL = re.compile(rf"(?:{REFUSES.pattern})(?: (?:hoc|giup|lam|lắm|em|con|ba|voi|di|nha|nhe|a|luon|thoi|roi))*")
# What may keep somebody away, and does not say so.
# A wish for another time: one of several wishes in a message is no answer.
MOVES = any_of(r"\b(?:doi|chuyen|dời) (?:\w+ ){0,3}(?:sang|qua|buoi|bua|ngay|gio|lich|hom|lop)\b")
HAMPERS = any_of(
    r"\b(?:già|lon tuoi) (?:qua|roi|ca)\b",
    r"\b(?:troi )?(?:mưa|mua) (?:qua|lon|to|hoai|bao|suot|du)\b",
    r"\bngap (?:duong|nuoc|qua|lut)\b",
    r"\bxe (?:bi )?(?:hu|hong|xep|be)\b",
)
DOUBTS = any_of(
    # «Khỏe thì bà đi»: on a condition; «đi thì đi», «dời thì bà đi» are none.
    r"\b(?:khoe|het \w+|(?:bot|đỡ)(?: \w+)?|tanh|rao|kip|gan|de|ranh|som|vui|co \w+(?: \w+)?|ve cho|(?<!da )"
    r"(?<!ok )cho|chiu|xong|ngu|duoc chau) (?:thi|thì) (?:\w+ ){0,2}"
    r"(?:di|den|toi|ra|qua|len|hoc|ghe|co mat|tham gia|cho|chở)\b",
    r"\bduoc mà (?:cham|run|so|lau|phai|quen|lon|hoi)\b",
    r"\bnua (?:buoi|đầu|dau|khuc|ngay)\b|\bchi (?:\w+ ){0,2}(?:duoc|ranh) (?:mot|nua|toi)\b",
    r"^vay (?:hen |\w+ )?(?:tuan|buoi|bua|lop|ky) (?:sau|toi)\b|\b(?:cho|chờ|doi|đợi) (?:buoi|bua|lop|ky) sau\b",
    r"\b(?:muon|thich|ham) (?:\w+ ){0,3}(?:mà|ma) (?:ngai|so|met|lo|lai|kho|khong|chua|già|dau|con cai)\b",
    r"\b(?:khong|chua) (?:\w+ ){0,2}(?:biet(?! lam)|hieu|ro|chac|tinh)\b",
    r"\bchua (?:hoi|coi|xem|quyet|nghĩ|sap xep|dám|dam|tra loi|noi|bao|thong nhat)\b",
    r"\b(?:doi|đợi|cho|chờ) (?:em |tui |ba |con |minh )?(?:chut|xiu|ti|tí|lat|lát|da)\b",
    r"\bde (?:\w+ )?(?:check|bàn|kiem tra|thong nhat|nam)\b(?! (?:khac|ay|di))",
    r"\b(?:lat|chut|toi|tối|chieu|mai|mot) (?:nua )?(?:\w+ )?tra loi\b",
    r"\bbiet (?:co )?(?:\w+ )?(?:duoc|di|toi|ranh) (?:\w+ )?(?:khong|dau)\b",
    r"\bbiet dau\b",
    r"^(?:da )?(?:de )?(?:mai|mot|tối|toi|chieu|lat|hoi|bua sau|bua do|hom do|chung do|luc do)(?: nua)?(?: roi)?"
    r" (?:tinh|biet|hay|quyet|coi)\b",
    r"\bchua biet chung\b|\bchua (?:\w+ )?(?:quyet|tinh|dinh)\b",
    r"\b(?:duoc|biet|nho|lam) (?:duoc )?(?:co )?(?:chut|it|mot it|mot chut|phan nao|so so|tam tam|lai rai)(?: dinh)?\b|"
    r"\bcung (?:tam|tam tam|so so)\b",
    r"\bde (?:\w+ ){0,3}(?:coi|xem|hoi|nghĩ|tinh|suy|ngam|thu|rang|sap xep|ban lai|ban voi|can nhac)\b",
    r"\bde nghi (?:lai|coi|da|xem)\b",
    r"\b(?:hoi|coi|xem|tinh|ban) (?:\w+ ){0,2}(?:lai|da|sao|the nao|thu|roi tinh|cai)\b(?! duoc)",
    r"\bhoi (?:y|con|chong|vo|má|me|ong|ba)\b",
    r"\bcoi (?:mai|bua do|hom do|co|lich|thoi tiet|troi)\b",
    r"\broi tinh\b",
    r"\btinh sau\b",
    r"\bneu\b",
    r"\bkhoe (?:thi|thì) (?:\w+ )?(?:di|toi|hoc)\b",
    r"\bhen xui\b",
    r"\btuy\b",
    r"\bco the\b(?! (?:di|toi|den|hoc) duoc)",
    r"\bco khi\b",
    r"\bco le\b",
    r"\bkhoan\b",
    r"\btu tu\b",
    r"\b(?:noi|bao|tra loi|nhắn|nhan) (?:\w+ ){0,2}(?:sau|lai)\b",
    r"\bgoi lai sau\b",
    r"\bmay ra\b",
    r"\bphan van\b",
    r"\bluong lu\b",
    r"\bkho (?:di|noi|ma|mà|biet|long|hoc|toi|den)\b",
    r"\b(?:rang|co gang)\b",
    r"\bsuy nghi?ĩ?\b",
    r"\bnghĩ (?:lai|da|coi|xem|ky|kĩ|chut|cai|them|ti)\b|\bco gi (?:\w+ )?(?:bao|noi|nhan|nhắn|goi)\b",
    r"\b(?:lat|chut|toi|tối|chieu|mai) (?:nua )?(?:\w+ )?(?:noi|tra loi|bao)\b",
    r"\bmay ?be\b",
    r"\bnot sure\b",
    r"\bperhaps\b",
    r"\bwill see\b",
    r"\bdepends\b",
    r"\b(?:luc|khi) (?:duoc|co|di) (?:luc|khi) (?:khong)\b",
    r"\b50\b",
    r"\bsap xep (?:coi|da)\b",
)
MAYBE = any_of(
    r"\bchac\b(?! (?:chan|an|nich|cu|roi))",
    r"\bhinh nhu\b",
    r"\bco ve\b",
    r"\bprobably\b",
    r"\bso (?:mưa|mua|met|benh|tre|khong)\b",
    r"\bde (?:do|day)\b",
)
ASKS = any_of(
    r"^.+\b(?:khong|chua|ha|hả|sao|vay|nhi|hay khong)(?: (?:a|ha|hả|vay|nhi|con|em|chau|anh|chi|bạn|ban|"
    r"cô|chu|ba|nhe|ta|the|do|nua))*$",
    r"\b(?:nao|gi|may gio|(?<!nghe )(?<!bat )(?<!nhac )(?<!tat )may|ai|bao nhieu|bao gio|bao lau|"
    r"o dau|cho nao|the nao|tai sao|vi sao|lam sao|dau vay|hoc dau)\b",
    r"^(?:what|when|where|who|why|how|is|are|can|do|does)\b",
    r"\bhoi (?:chut|cai|thu)\b",
    r"\b(?:de )?lam chi(?: vay| do| the)?$",
    r"\bcho (?:\w+ )?hoi\b",
)
# «Khu phố nào chưa báo cáo» asks about others, and doubts nothing.
WHO_HAS_NOT = re.compile(r"\b(?:nao|ai|may \w+|bao nhieu \w+)\b(?: \w+){0,3} (?:chua|khong)\b")
BARE_NO = re.compile(
    rf"(?:(?:thoi|chac|la|{'|'.join(sorted(KIN | _PARTICLES))}) )*(?:khong|chua)(?: (?:a|nha|nhe|con|em|chau|dau|oi))*"
)
_GO = r"(?:di|den|toi|len|xuong|hoc|tham gia|lam|qua|ghe|nhan|day|theo|ra|co mat|giup|phu|dung lop|dạy|ho tro)"
_COME = r"(?:di|den|toi|ra|ghe|hoc|tham gia|nhan|day|co mat|dung lop|ho tro)"
_SOFT = (
    r"(?:lien|ngay|luon|chu|nha|nhe|nghe|mà|ne|(?:đúng|dung) gio|som|do|a|con|day|em|chau|bạn|chi|anh|thoi|ha|"
    r"voi|lop|oi)"
)
_WHO = r"(?:cu|ba|bà|ong|bac|cô|chu|anh|chi|em|tui|minh|con|chau|má|me|noi|ngoai)"
AGREES = any_of(
    r"\b(?:chot|duong nhien|yen tam|chuan)\b",
    r"\bnho (?:mà|ma|chu)\b",
    rf"\b{_GO} (?:lop |buoi |ca )?(?:thi |thì |nay )?duoc\b(?! (?:dau|khong|chua|sao))",
    rf"\b(?:se|van|nhat dinh|chac chan|cung|deu|co|ok|u|da|vâng) (?:se |van )?{_GO}\b(?! (?:khong|chua|dau|hoi))",
    rf"\b{_WHO} chiu(?: (?:a|nha|nhe|con|lien|do|luon))*$|^(?:da |ok )?chiu(?: (?:nha|lien|do))?$",
    rf"\b(?:vo|{_GO}|lam|nhan) (?:chu|ne)\b(?! (?:khong|sao))",
    r"\b(?:quat|choi|trien|xuc|ngon|ok) (?:luon|di|lien|lanh)\b|^(?:da )?ngon(?: (?:lanh|roi|qua))?$",
    rf"\b{_WHO} (?:vo|join|cover|đảm nhan|dam nhan|dam trach)\b|\bde (?:do|day) (?:em|minh|tui|chi|anh)\b",
    r"\bchinh xac\b|\bsan sang\b|\bchap thuan\b|\b(?:sounds good|sure thing|yes (?:i|we) (?:will|can|do))\b",
    rf"\b{_WHO} lo duoc\b|\bcho qua\b|^(?:\w+ )?cho (?:\w+ ){{0,2}}(?:vo|vao|lam)(?: (?:di|nha|luon|a|em))*$",
    r"\bquen tay\b|\b(?:bam|xai|su dung|go|quet) duoc(?: roi)?\b",
    rf"^(?:\w+ )?cho (?:{_WHO}) (?:lop|ca|buoi|cai|suat|cho) (?:nay|do|đó)\b",
    rf"\b{_COME} {_SOFT}\b",
    r"\b(?:duoc|co|u) (?:chu|ma|mà|luon|het)\b(?! (?:khong|chua))",
    r"\bduoc (?:vay|the|nhu vay|vay thi|vay thì|the thi|the thì) (?:\w+ )?(?:tot|hay|mung|quy|con gi|vui)\b",
    rf"\bthi {_GO}$|\broi (?:{_WHO} )?(?:ra|toi|den|di)$",
    r"^(?:da )?[oô] ?ke\b|\b(?:sap xep|thu xep) (?:\w+ )?duoc\b(?! (?:khong|chua))|\b(?:confirm|xac nhan)(?: (?:di|"
    r"co|a|nha|tham gia))*$",
    rf"^(?:da |u |ok )?cho {_WHO}(?: (?:nha|nhe|di|voi|luon|mot|suat|xin|a|con))*$|\bd[eễ] (?:ot|mà|ma|qua|xai|lam)\b",
    rf"\b{_WHO} (?:di|toi|den|qua) (?:cung|voi|chung)\b(?! (?:khong|duoc khong))|"
    rf"\btu (?:\w+ )?duoc(?: roi)?\b(?! (?:khong|chua))",
    r"\b(?:nhan|chot|theo) keo\b|\b(?:chac cu|ngon o)\b",
    rf"\b(?:cho|chở|dua|ruoc|dan) (?:me|má|mạ|ba|bo|ong|bà|ngoai|noi|vo|chong)(?: (?:em|con|tui|minh|ngoai|"
    rf"noi))* (?:\w+ )?{_GO}\b",
    r"\bchac chan\b",
    r"\b(?:tat|di) nhien\b",
    r"\bmai gap\b",
    r"\bhen gap\b",
    r"\bgap lai\b",
    r"(?:^|\b(?:ba|ong|bac|cô|chu|anh|chi|em|tui|toi|minh|con|má|me|ma|cu|ca hai|ngoai|noi|ranh|mai|da|ok|"
    rf"u) ){_GO}(?: (?:a|nha|nhe|con))?$",
    r"\bco mat\b",
    r"\bdong y\b",
    r"^(?:da )?đúng (?:roi|vay)\b",
    r"^dung roi\b",
    r"\bđúng (?:roi|vay)\b",
    r"\bnhat tri\b",
    r"\btan thanh\b",
    r"\bchap nhan\b",
    r"\bduyet (?:di|luon|nha|nhe|giup|cho|a)\b",
    r"^(?:\w+ )?duyet\b",
    r"\bgiu (?:cho|giup|nha|nhe|di|lai|lay)\b",
    r"\blay (?:nha|di|cho|luon|lien)\b",
    r"\bnhan (?:lop|cho|ca|nha|nhe|luon|di|lien|a|duoc|loi)\b",
    r"\b(?:em|minh|ba|tui|bac|chi|anh|ong|cô|chu) (?:nhan|lay)\b",
    r"\bde (?:em|minh|tui|con|ba|chi|anh) (?:lo|di|nhan|lam|day|giup)\b",
    r"\branh\b",
    r"\b(?:biet|nho|hieu|ro|nghe|nam|đọc|doc|thay|xem|ghi|hay) (?:\w+ )?roi\b",
    r"\bda (?:ro|biet|hieu|nhan|xem|doc|nghe|nam)\b",
    r"\bghi nhan\b",
    r"\b(?:lam|tu lam|biet lam|xai|dung) duoc(?: roi)?\b",
    r"\bbiet (?:lam|xai|cach)\b",
    r"\bthanh thao\b",
    r"\bquen roi\b",
    r"\bxong roi\b",
    r"\bthuoc roi\b",
    r"\bcho (?:ba|tui|em|ong|bac|cô|chu|anh|chi|minh|má|me) (?:\w+ )?(?:cho do|mot cho|1 cho|hoc|di|"
    r"tham gia|cho nay)\b",
    r"\b(?:cho|chở|dua) (?:má|me|ma|ba|ong|noi|ngoai) (?:di|toi|den)\b",
    r"\b(?:i|we)(?: am| m|ll| will)? ?(?:come|coming|go|going|agree|accept|take)\b",
    r"\bwill (?:come|be there|go)\b",
    r"\bcount me in\b",
    r"\bof course\b",
)
ANOTHER = any_of(
    r"\b(?:thay|giup|ho|dum|thay mat)(?: cho)? (?:me|má|mạ|ba|bo|cha|tia|ong|bà|vo|chong|noi|ngoai|nguoi nha)\b",
    r"\bca (?:hai|2|nha)(?: \w+ con)?\b",
    r"\bhai (?:me con|ba con|ong ba|vo chong|má con)\b",
    r"\b(?:má|me|mạ|tia|ma|bo|vo|chong|noi|ngoai|bà|ba|ong|cha)(?: (?:em|con|tui|minh|chau|tao|noi|"
    r"ngoai|nha))+\b(?! (?:oi|nha|nhe|a)\b)",
    # «ba toi» without marks is also «bà tới».
    r"\b(?:má|me|mạ|tia|ma|bo|vo|chong|bà|ba|ong|cha) toi(?= (?:ban|bi|mac|di|khong|chua|ranh|benh|om|met|dong|co|"
    r"muon|se|cung|ket|nghi)\b)",
    r"(?:^|(?<=^da )|(?<=^ok )|(?<=^u ))(?:má|me|mạ|tia|ngoai|noi)\b",
)
CONSENTS = any_of(
    r"\bdong y\b",
    r"\bcho phep\b",
    r"^(?:da |thua |thưa )*co\b",
    r"\bagree\b",
    r"\byes\b",
    r"\bchap thuan\b",
)
DENIES = any_of(
    r"\b(?:khong|chua|đừng|chang) (?:muon |co |cho |nen )?(?:dong y|cho|ghi|luu|giu)\b",
    r"\bkhong cho\b",
)

YES_SIGNS, NO_SIGNS = frozenset("👍👌🆗✅🙆☑✔💯"), frozenset("👎❌🙅🚫✖")
# Nothing is to be changed: said to a question that would take something away.
KEEPS = any_of(
    r"(?<!khong )(?<!đừng )(?<!khoi )(?<!can )\b(?:giu (?:lai|nguyen|cho|y|giup)|de (?:lai|nguyen|yen|vay|nhu cu|y)"
    r"|giu (?:\w+ )?cho)\b",
    r"\b(?:hoc|di|lam|theo|day|o) (?:tiep|nhu cu|binh thuong|lai)\b|\b(?:van|con) (?:hoc|di|lam|theo|day|o|giu|"
    r"nhu cu)\b",
    r"(?:\bđừng|\bkhong|^(?:da |thoi )*dung|\bthoi dung|\bchua|\bkhoi|\bkhoan) (?:co |can |phai |muon )?"
    r"(?:xoa|huy|bo|nghi|bao|thoi|rut|khoa|ngat|cat|tat|ket thuc|thu hoi|go)\b",
    r"\bthoi khoi\b|\bkeep\b|\bleave it\b",
)
# The own words of whoever gives up a class or a shift: «nghỉ luôn» alone may be one day.
LEAVES = any_of(
    r"(?<!khong )(?<!chua )(?<!đừng )(?<!khoi )\b(?:nghi|thoi|bo) (?:hoc|day|lam|kem) (?:luon|han|that|thiet|ngang)\b",
    r"(?<!khong )(?<!chua )(?<!đừng )\bthoi (?:hoc|day|kem)\b(?! khong)|(?<!khong )\brut ten\b",
)
# Said first, one of these is meant whatever is told after it; «dạ» alone may be courtesy.
CLEARLY_YES = listed("co ok u duoc vâng đúng yes nhan lay duyet")
BUT = listed("nhung mà tai để de neu thi tru con")
