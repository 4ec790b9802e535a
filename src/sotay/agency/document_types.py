"""Kinds of documents with the abbreviations that stand in their numbers."""

# NĐ 30/2020/NĐ-CP, điều 7 and phụ lục III: the administrative documents and the copies.
ADMINISTRATIVE = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "SY": "Bản sao y",
    "TrS": "Bản trích sao",
    "SL": "Bản sao lục",
}

# Luật Ban hành văn bản quy phạm pháp luật; laws themselves carry no abbreviation (49/2010/QH12).
NORMATIVE = {
    "L": "Lệnh",
    "PL": "Pháp lệnh",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "VBHN": "Văn bản hợp nhất",
}

# Seen on papers of agencies and of the Party, outside both lists.
OTHER = {
    "BCTĐ": "Báo cáo thẩm định",
    "CB": "Bản công bố",
    "CTHĐ": "Chương trình hành động",
    "CTPH": "Chương trình phối hợp",
    "CV": "Công văn",
    "GCN": "Giấy chứng nhận",
    "GP": "Giấy phép",
    "KL": "Kết luận",
}

DOCUMENT_TYPES = ADMINISTRATIVE | NORMATIVE | OTHER

# Words before a number that say what is cited: longer ones first, "Thông tư liên tịch" before "Thông tư".
CITED_WORDS = tuple(sorted({*DOCUMENT_TYPES.values(), "Luật", "Bộ luật"}, key=len, reverse=True))
