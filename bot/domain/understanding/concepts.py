"""Words that mean the same to whoever asks: «coi» is «xem», «chừng nào» is «khi nào», in the spelling of `words`."""

_SAME = {
    "when": (
        "khi nao|bao gio|chung nao|hoi nao|luc nao|bua nao|hom nao|ngay nao|thu may|may gio|gio nao|"
        "ngay may|bao lau nua|when|what time"
    ),
    "where": "o dau|cho nao|o cho nao|cho mo|duong nao|dia chi|dau vay|toi dau|where",
    "how_many": ("bao nhieu|nhieu|may nguoi|may ba con|may bac|may cho|may buoi|may lop|nhieu nguoi|how many|tong so"),
    "who": "ai|nguoi nao|nhung ai|co ai|who",
    "look": "xem|coi|cho coi|cho xem|mo|show|thay|tra|kiem tra|biet",
    "send": "gui|nhắn|nhan|bao|thong bao|nhắc|loan bao|gui tin|dang|tell|announce|phat loa|truyen",
    "everybody": (
        "ba con|moi nguoi|ca lop|ca khu pho|toan khu pho|ca phuong|toan phuong|hoc vien|cac bac|cac cô|"
        "cô bac|truong khu pho"
    ),
    "sign_up": (
        "dang ky|dang ki|ghi danh|ghi ten|xin hoc|muon hoc|muon di hoc|xin vo hoc|cho hoc|tham gia lop|"
        "vo lop|vao lop|giu cho|sign up|join"
    ),
    "drop": "huy|bo|rut|thoi|khong hoc nua|ngung|tra lai|xoa ten|nghi luon|cancel|leave",
    "off": "nghi|hoan|huy|cup dien|mưa|mua lon|khong hoc|khong co lop|tam ngung|cancel|call off|ngap",
    "move": (
        "dời|doi|doi gio|doi lich|doi ngay|doi cho|chuyen|lui|chuyen qua|chuyen sang|sang|qua ngay|"
        "tre lai|som len|move|doi dia diem"
    ),
    "open": "mo|lap|tao|to chuc|them lop|lop moi|open|new class|khai giang|mo them|lam mot lop",
    "again": "giong|nhu cu|nhu truoc|lan truoc|tuan truoc|tuan roi|y nhu|lap lai|same|hoi truoc",
    "helpers": (
        "tinh nguyen vien|tinh nguyen|nguoi kem|nguoi day|nguoi phu|nguoi ho tro|nguoi huong dan|"
        "tro giang|doan vien|sinh vien|ban phu|volunteers|nguoi dung lop"
    ),
    "lack": "thieu|can|can them|xin|xin them|chua co|khong du|nhờ|kiem|tim|need",
    "instead": (
        "thay|thay the|nguoi thay|nguoi khac|bạn khac|trong|coi giup|trong giup|lo giup|phu trach thay|"
        "stand in|trong coi"
    ),
    "away": "di vắng|di xa|ve que|di cong tac|nam vien|vắng nha|di ha noi|di sai gon|di du lich|vắng mat",
    "busy": (
        "ban|ket|mac|benh|met|co viec|khong di duoc|khong toi duoc|khong den duoc|khong di hoc duoc|vắng|"
        "busy|om|dau|bi dau"
    ),
    "report": "bao cao|tong ket|so lieu|thong ke|ket qua|tong hop|report|tuan qua",
    "file": "excel|file|pdf|tep|tai ve|tai xuong|xuat|in ra|ban in|download|csv|may tinh",
    "list": "danh sach|ten|roster|nhung ai|ai dang ky|list",
    "call": "goi|goi lai|goi dien|keu|dien thoai cho|lien he|lien lac|noi chuyen|gap|call|gọi",
    "human": "nguoi that|nguoi phu trach|can bo|truong khu pho|cô giao|ai do|nhan vien|tong dai|person|human",
    "erase": "xoa|xoa het|xoa sach|go bo|dung luu|đừng luu|erase|delete|bo ten",
    "data": "thong tin|du lieu|data|luu",
    "wrong": "sai|nham|lộn|lon|khong dung|ghi sai|viet sai|sai ten|trat|nhầm",
    "fix": "sua|sua lai|chinh|doi lai|cap nhat|correct",
    "stop": "dừng|đừng|ngung|thoi|tat|khoi|stop|phien",
    "remind": "nhac|nhắc|nhac nho|remind|tin nhac",
    "money": "tien|phi|hoc phi|mien phi|ton|dong tien|gia|giá|free|bao nhieu tien|thu phi|le phi",
    "bring": "mang|dem|chuan bi|mang theo|dem theo|bring",
    "device": "may|dien thoai|smartphone|zalo|vneid|mat khau|ung dung|app|mang|sim|phone|password",
    "broken": "hu|hong|loi|khong vao duoc|khong mo duoc|mo khong len|khong len|quen|bi khoa|do|lag|khong duoc",
    "hours": (
        "gio tinh nguyen|so gio|bao nhieu gio|may gio roi|chung nhan|giay xac nhan|xac nhan gio|hours|"
        "bao nhieu tieng|may tieng"
    ),
    "shift": "ca|dung lop|day|phu lop|tro giang|ho tro|buoi day|shift",
    "free": "ranh|trong lich|trong|di duoc|free",
    "target": "chi tieu|phan tram|ty le|tien do|ke hoach|dat|target|muc 2|kich hoat|xac nhan",
    "attendance": "diem danh|vắng|vắng mat|co mat|du|toi du|đủ|tre|roll call",
    "person_in": "them|ghi|nhap|bo|xep|dua|cho vao|add|put",
    "book": "so|so to|so khu phố|so khu pho|so ba con|book",
    "alone": "kem|kem rieng|mot kem mot|tai nha|toi nha|day rieng|hoc rieng|chi rieng|den nha",
    "quit": "khong lam nua|thoi lam|nghi han|khong tham gia nua|khong day nua|rut khoi|roi|stop volunteering",
    "invite": "moi|ma moi|them|cap ma|cap quyen|gioi thieu|invite",
    "approve": "duyet|cho duyet|yeu cau|don|phe duyet|dang cho|requests",
    "late": "tre|muon|dang di|tren duong|dang toi|sap toi|gan toi|doi chut|cho chut|cho toi|late",
    "thanks": "cảm on|cám on|cam on|biet on|thank|thanks|quy hoa|tot qua",
    "hello": "chào|chao|xin chào|alo|hello|hi|hey",
    "identity": (
        "ai vay|la ai|con la ai|nguoi hay may|ben nao|lua dao khong|lừa đảo|ten gi|who are you|cua ai|ai nhắn|ai day"
    ),
    "eyes": "khong thay chu|doc khong|khong doc|mat mo|mat kem|khong biet chu|khong biet doc|chu nho|mu chu",
    "ears": "diec|lang tai|tai lang|nghe khong|nang tai|khong nghe duoc|nghe khong ro|ù tai",
}
_NAMED: dict[str, tuple[str, ...]] = {}
for _concept, _words in _SAME.items():
    for _phrase in _words.split("|"):
        _NAMED[_phrase] = (*_NAMED.get(_phrase, ()), _concept)
_LONGEST = max(phrase.count(" ") + 1 for phrase in _NAMED)


def concepts(words: tuple[str, ...]) -> list[str]:
    """Return the meanings that are named in words as `spelled` writes them, in the order of the list above."""
    phrases = (
        " ".join(words[at : at + size])
        for at in range(len(words))
        for size in range(1, min(_LONGEST, len(words) - at) + 1)
    )
    named = {concept for phrase in phrases for concept in _NAMED.get(phrase, ())}
    return [concept for concept in _SAME if concept in named]
