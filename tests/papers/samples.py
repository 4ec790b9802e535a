"""Papers of every kind, as an agency writes them."""

from datetime import date

from sotay.papers.model import (
    Annex,
    Column,
    Field,
    Fields,
    Figure,
    FormMark,
    Heading,
    Items,
    Letterhead,
    Number,
    Paper,
    Paragraph,
    Prose,
    Run,
    Sheet,
    Signature,
    Signatures,
    Table,
)

DEPARTMENT = Letterhead(parent="Ủy ban nhân dân tỉnh Thanh Hóa", agency="Sở Thông tin và Truyền thông")
DAY = date(2026, 2, 5)
HEAD = Signature(title="Giám đốc", name="Lê Văn Hạnh")
DEPUTY = Signature(title="Phó Giám đốc", name="Nguyễn Thị Thu Hương", prefix="KT.", of="Giám đốc")
WORDS = (
    "Thực hiện Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ về việc áp dụng Hệ thống quản lý "
    "chất lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2015 vào hoạt động của các cơ quan, tổ chức thuộc hệ thống hành chính "
    "nhà nước, Sở Thông tin và Truyền thông yêu cầu các phòng, đơn vị trực thuộc Sở triển khai các nội dung sau:"
)


def letter() -> Paper:
    return Paper(
        abbreviation="CV",
        heading="",
        letterhead=DEPARTMENT,
        subject="hướng dẫn duy trì, cải tiến Hệ thống quản lý chất lượng năm 2026",
        number=Number(symbol="STTTT-VP", number="5"),
        place="Thanh Hóa",
        dated=DAY,
        to=("Các phòng, đơn vị thuộc Sở", "Trung tâm Công nghệ thông tin và Truyền thông Thanh Hóa"),
        blocks=(
            Paragraph(text=WORDS),
            Heading(number="1.", text="Rà soát mục tiêu chất lượng", level=2),
            Prose(
                key="one",
                label="Nội dung",
                text="Các phòng rà soát mục tiêu chất lượng năm 2025, gửi về Văn phòng trước ngày 20 tháng 02 năm 2026.\n\n"
                "- Mục tiêu đo được, có người chịu trách nhiệm;\n- Kế hoạch thực hiện kèm theo.\n\nVăn phòng tổng hợp, trình Giám đốc.",
            ),
            Heading(number="2.", text="Đánh giá nội bộ", level=2),
            Items(
                mark="letter",
                items=(
                    "Chuẩn bị hồ sơ;",
                    "Cử người tham gia đoàn đánh giá;",
                    "Thực hiện khắc phục;",
                    "Báo cáo kết quả.",
                ),
            ),
            Paragraph(text="Yêu cầu các phòng, đơn vị nghiêm túc triển khai thực hiện./."),
        ),
        recipients=("Như trên", "Giám đốc (để b/c)", "Ban Chỉ đạo ISO", "Lưu: VT, VP"),
        drafter="TTH (12)",
        signature=DEPUTY,
        urgency="KHẨN",
        contact="Số 32 đường Hạc Thành, phường Hạc Thành, tỉnh Thanh Hóa – Điện thoại: 0237.3858.888\nThư điện tử: stttt@thanhhoa.gov.vn – Trang thông tin điện tử: stttt.thanhhoa.gov.vn",
    )


def decision() -> Paper:
    columns = (
        Column(key="no", title="TT", width=0.5, align="center"),
        Column(key="code", title="Mã TTHC", width=1.2),
        Column(key="name", title="Tên thủ tục hành chính", width=4),
        Column(key="days", title="Theo quy định", group="Thời hạn (ngày)", align="center"),
        Column(key="own", title="Tại Sở", group="Thời hạn (ngày)", align="center"),
    )
    rows = tuple(
        (
            str(n),
            f"1.00{3888 + n}.000.00.00",
            f"Cấp giấy phép thiết lập trang thông tin điện tử tổng hợp, lần thứ {n}",
            "15",
            "10",
        )
        for n in range(1, 41)
    )
    return Paper(
        abbreviation="QĐ",
        heading="Quyết định",
        letterhead=DEPARTMENT,
        subject="Về việc công bố Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia TCVN ISO 9001:2015 tại Sở Thông tin và Truyền thông",
        number=Number(symbol="QĐ-STTTT", number="5"),
        place="Thanh Hóa",
        dated=DAY,
        authority="Giám đốc Sở Thông tin và Truyền thông",
        bases=(
            "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ về việc áp dụng Hệ thống quản lý chất lượng",
            "Căn cứ Thông tư số 26/2014/TT-BKHCN ngày 10 tháng 10 năm 2014 của Bộ trưởng Bộ Khoa học và Công nghệ;",
            "Theo đề nghị của Chánh Văn phòng Sở",
        ),
        enacting="QUYẾT ĐỊNH:",
        blocks=(
            Paragraph(
                text=(
                    Run("Điều 1. ", bold=True),
                    Run(
                        "Công bố Hệ thống quản lý chất lượng phù hợp Tiêu chuẩn quốc gia TCVN ISO 9001:2015 đối với 40 thủ tục hành chính tại Phụ lục I kèm theo Quyết định này."
                    ),
                )
            ),
            Paragraph(text=(Run("Điều 2. ", bold=True), Run("Quyết định này có hiệu lực kể từ ngày ký."))),
            Paragraph(
                text=(
                    Run("Điều 3. ", bold=True),
                    Run(
                        "Chánh Văn phòng Sở, Trưởng các phòng, đơn vị thuộc Sở chịu trách nhiệm thi hành Quyết định này./."
                    ),
                )
            ),
        ),
        recipients=("Như Điều 3", "UBND tỉnh (để b/c)", "Sở Khoa học và Công nghệ (để biết)", "Lưu: VT, VP"),
        signature=HEAD,
        annexes=(
            Annex(
                title="Danh mục thủ tục hành chính áp dụng Hệ thống quản lý chất lượng",
                blocks=(Table(key="services", columns=columns, rows=rows),),
            ),
            Annex(
                title="Danh sách các đơn vị áp dụng",
                landscape=True,
                blocks=(Items(mark="number", items=("Văn phòng Sở", "Phòng Bưu chính, Viễn thông")),),
            ),
        ),
        barcode="https://sotay.thanhhoa.gov.vn/c/ABCD-2345",
    )


def report() -> Paper:
    columns = (
        Column(key="no", title="TT", width=0.5, align="center"),
        Column(key="unit", title="Phòng, đơn vị", width=3),
        Column(key="target", title="Chỉ tiêu", align="right"),
        Column(key="result", title="Kết quả", align="right"),
        Column(key="word", title="Đánh giá", width=1.5),
    )
    rows = (
        *tuple((str(n), f"Phòng Bưu chính, Viễn thông {n}", "95 %", "97,5 %", "Đạt") for n in range(1, 9)),
        ("", "Cộng", "95 %", "97,5 %", ""),
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120"><rect x="10" y="20" width="120" height="60" fill="none" stroke="#333"/>'
        '<text x="20" y="55" font-family="Be Vietnam Pro, sans-serif" font-size="16">Hoạch định – ắẵ</text><path d="M130 50h100" stroke="#333"/></svg>'
    )
    return Paper(
        abbreviation="BC",
        heading="Báo cáo",
        letterhead=DEPARTMENT,
        subject="Kết quả duy trì, cải tiến Hệ thống quản lý chất lượng 6 tháng đầu năm 2026",
        number=Number(symbol="BC-STTTT"),
        place="Thanh Hóa",
        to=("Ban Chỉ đạo cải cách hành chính tỉnh",),
        blocks=(
            Heading(number="I.", text="TÌNH HÌNH CHUNG", level=1),
            *(Paragraph(text=WORDS) for _ in range(4)),
            Heading(number="1.", text="Mục tiêu chất lượng", level=2),
            Table(
                key="objectives", columns=columns, rows=rows, caption="Bảng 1. Kết quả thực hiện mục tiêu", total=True
            ),
            Heading(number="a)", text="Nhận xét", level=4),
            Paragraph(text=(Run("Có ", link=""), Run("8 mục tiêu", bold=True, link="/a/objectives/"), Run(" đạt."))),
            Figure(svg=svg, alt="Sơ đồ tương tác các quá trình", caption="Hình 1. Sơ đồ", width=0.8),
            Heading(number="II.", text="KIẾN NGHỊ", level=1),
            Prose(key="asks", label="Kiến nghị"),
            Items(items=("Tiếp tục duy trì;", "Tổ chức đánh giá nội bộ.")),
        ),
        recipients=("Như trên", "Lưu: VT, VP"),
        signature=Signature(title="Giám đốc", name="Trần Duy Bình", prefix="Q."),
        mark="DỰ THẢO",
        behind=(Sheet(title="Mục tiêu", columns=("TT", "Tên", "Ngày"), rows=((1, "=1+1", DAY), (2, None, None))),),
    )


def minutes() -> Paper:
    return Paper(
        abbreviation="BB",
        heading="Biên bản",
        letterhead=Letterhead(parent="Sở Thông tin và Truyền thông", agency="Ban Chỉ đạo ISO"),
        subject="Họp xem xét của lãnh đạo năm 2026",
        number=Number(symbol="BB-BCĐISO", number="12"),
        blocks=(
            Fields(
                fields=(
                    Field(key="t", label="Thời gian bắt đầu", value="08 giờ 00, ngày 05 tháng 02 năm 2026"),
                    Field(key="p", label="Địa điểm", value="Phòng họp tầng 2"),
                    Field(key="c", label="Chủ trì", value="Ông Lê Văn Hạnh, Giám đốc Sở"),
                    Field(key="s", label="Thư ký", value=""),
                )
            ),
            Heading(number="I.", text="Thành phần tham dự", level=1),
            Items(items=("Ông Lê Văn Hạnh – Giám đốc, Trưởng ban;", "Bà Nguyễn Thị Thu Hương – Phó Giám đốc;")),
            Heading(number="II.", text="Nội dung", level=1),
            Paragraph(text=WORDS),
            Paragraph(text="Cuộc họp kết thúc vào 11 giờ 30 phút cùng ngày./."),
            Signatures(
                columns=(
                    Signature(title="Thư ký", name="Phạm Thị Mai", note="Ký, ghi rõ họ tên"),
                    Signature(title="Chủ trì", name="Lê Văn Hạnh", note="Ký, ghi rõ họ tên"),
                )
            ),
        ),
        recipients=("Các thành viên dự họp", "Lưu: VT, HS"),
    )


def plan() -> Paper:
    columns = (
        Column(key="no", title="TT", width=0.5, align="center"),
        Column(key="what", title="Nội dung công việc", width=3),
        Column(key="who", title="Đơn vị thực hiện", width=1.5),
        *tuple(
            Column(key=f"m{m}", title=str(m), group="Tháng thực hiện", width=0.5, align="center") for m in range(1, 13)
        ),
    )
    rows = tuple(
        (
            str(n),
            f"Đánh giá nội bộ lần {n} đối với các quá trình của Sở",
            "Văn phòng, đoàn đánh giá",
            *("x" if m == n else "" for m in range(1, 13)),
        )
        for n in range(1, 30)
    )
    return Paper(
        abbreviation="KH",
        heading="Kế hoạch",
        letterhead=DEPARTMENT,
        subject="Duy trì, cải tiến Hệ thống quản lý chất lượng năm 2026",
        number=Number(symbol="KH-STTTT", number="123"),
        place="Thanh Hóa",
        dated=date(2026, 12, 15),
        blocks=(
            Heading(number="I.", text="MỤC ĐÍCH, YÊU CẦU"),
            Paragraph(text=WORDS),
            Heading(number="II.", text="NỘI DUNG"),
            Table(key="plan", columns=columns, rows=rows),
            Heading(number="III.", text="TỔ CHỨC THỰC HIỆN"),
            Paragraph(text="Văn phòng Sở theo dõi, đôn đốc việc thực hiện Kế hoạch này./."),
        ),
        recipients=("Các phòng, đơn vị", "Lưu: VT, VP"),
        signature=Signature(title="Chánh Văn phòng", name="Hoàng Minh Đức", prefix="TL.", of="Giám đốc"),
        circulation="LƯU HÀNH NỘI BỘ",
    )


def form() -> Paper:
    return Paper(
        abbreviation="",
        heading="Phiếu yêu cầu hành động khắc phục",
        letterhead=DEPARTMENT,
        form=FormMark(code="BM.01.07", edition="02"),
        blocks=(
            Fields(
                columns=2,
                fields=(
                    Field(key="n", label="Số phiếu", value="03/2026"),
                    Field(key="d", label="Ngày lập", value="05/02/2026"),
                    Field(key="u", label="Đơn vị", value="Phòng Bưu chính, Viễn thông"),
                    Field(key="c", label="Điều khoản", value=""),
                ),
            ),
            Heading(number="1.", text="Mô tả sự không phù hợp", level=2),
            Fields(
                fields=(
                    Field(
                        key="x",
                        label="Nội dung",
                        value="Hồ sơ H56.12-260105-0001 trả quá hạn 02 ngày, không có phiếu xin lỗi.",
                    ),
                    Field(key="y", label="Bằng chứng", is_long=True),
                )
            ),
            Table(
                key="t",
                caption="Hành động khắc phục",
                columns=(
                    Column(key="a", title="TT", width=0.4, align="center"),
                    Column(key="b", title="Hành động", width=3),
                    Column(key="c", title="Người thực hiện"),
                    Column(key="d", title="Hạn"),
                ),
                blank_rows=4,
            ),
            Prose(key="p", label="Nguyên nhân"),
            Signatures(
                place_line="Thanh Hóa, ngày       tháng       năm         ",
                columns=(
                    Signature(title="Người lập", note="Ký, ghi rõ họ tên"),
                    Signature(title="Trưởng đơn vị", name="Nguyễn Văn A", note="Ký, ghi rõ họ tên"),
                    Signature(title="Lãnh đạo phê duyệt", note="Ký, ghi rõ họ tên"),
                ),
            ),
        ),
    )


def slip(number: int = 1) -> Paper:
    return Paper(
        abbreviation="",
        heading="Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        letterhead=Letterhead(parent="Sở Thông tin và Truyền thông", agency="Bộ phận Tiếp nhận và Trả kết quả"),
        number=Number(symbol="", number=f"H56.12-260205-{number:04}"),
        place="Thanh Hóa",
        dated=DAY,
        form=FormMark(code="Mẫu số 01", edition=""),
        size="A5",
        barcode=f"https://sotay.thanhhoa.gov.vn/t/{number:08}",
        blocks=(
            Fields(
                fields=(
                    Field(key="a", label="Tiếp nhận hồ sơ của", value="Nguyễn Thị Hoa"),
                    Field(key="b", label="Địa chỉ", value="Phường Hạc Thành, tỉnh Thanh Hóa"),
                    Field(key="c", label="Số điện thoại", value="0912 345 678"),
                    Field(
                        key="d",
                        label="Nội dung yêu cầu giải quyết",
                        value="Cấp giấy phép xuất bản tài liệu không kinh doanh",
                    ),
                )
            ),
            Items(mark="number", items=("Đơn đề nghị (01 bản chính);", "Bản thảo tài liệu (02 bản).")),
            Fields(
                fields=(
                    Field(key="e", label="Thời gian nhận hồ sơ", value="08 giờ 15 phút, ngày 05 tháng 02 năm 2026"),
                    Field(key="f", label="Thời gian trả kết quả", value="16 giờ 30 phút, ngày 26 tháng 02 năm 2026"),
                )
            ),
            Signatures(
                columns=(
                    Signature(title="Người nộp hồ sơ", note="Ký, ghi rõ họ tên"),
                    Signature(title="Người tiếp nhận", name="Trịnh Thị Lan", note="Ký, ghi rõ họ tên"),
                )
            ),
        ),
    )


EVERY = {
    "letter": letter,
    "decision": decision,
    "report": report,
    "minutes": minutes,
    "plan": plan,
    "form": form,
    "slip": slip,
}
