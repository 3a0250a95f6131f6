"""Which body a text names: certainly, perhaps, or one that is not in the directory."""

import pytest

from handlers.answers import agency
from handlers.answers.agency import AgencyMatch
from handlers.lexicon import Lexicon
from models.vocabulary import AgencyCategory

NOTHING = AgencyMatch((), False, None, None, "")


def named(match: AgencyMatch) -> tuple[bool, list[str]]:
    return match.exact, [entry.name for entry in match.candidates]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("กรมอุตุนิยมวิทยา", "กรมอุตุนิยมวิทยา"),
        ("หน่วยงาน กรมอุตุนิยมวิทยา ครับ", "กรมอุตุนิยมวิทยา"),
        ("กรมอุตุ", "กรมอุตุนิยมวิทยา"),
        ("tmd", "กรมอุตุนิยมวิทยา"),
        ("กรมอุตุนิยมวิทยา กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", "กรมอุตุนิยมวิทยา"),
        ("กรมอุตุนิยมวิทยากระทรวงดิจิทัลฯ", "กรมอุตุนิยมวิทยา"),
        ("กรมอุตุนิยมวิดยา", "กรมอุตุนิยมวิทยา"),
        ("กรมปาไม้", "กรมป่าไม้"),
        ("สธ.", "กระทรวงสาธารณสุข"),
        ("ศธ.", "กระทรวงศึกษาธิการ"),
        ("สสช", "สำนักงานสถิติแห่งชาติ"),
        ("สนง.สถิติแห่งชาติ", "สำนักงานสถิติแห่งชาติ"),
        ("กรมปภ.", "กรมป้องกันและบรรเทาสาธารณภัย"),
        ("กรม อต.", "กรมอุตุนิยมวิทยา"),
        ("excise department", "กรมสรรพสามิต"),
        ("ธกส", "ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร"),
        ("สำนักงานพัฒนารัฐบาลดิจิทัล", "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)"),
        ("ม.เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
        ("มรภ.เชียงราย", "มหาวิทยาลัยราชภัฏเชียงราย"),
        ("มทรธัญบุรี", "มหาวิทยาลัยเทคโนโลยีราชมงคลธัญบุรี"),
        ("จ.เชียงใหม่", "จังหวัดเชียงใหม่"),
        ("อบจเชียงไหม่", "องค์การบริหารส่วนจังหวัดเชียงใหม่"),
        ("อบจ.โคราช", "องค์การบริหารส่วนจังหวัดนครราชสีมา"),
        ("ไฟฟ้าส่วนภูมิภาค", "การไฟฟ้าส่วนภูมิภาค"),
        ("กองคลัง กรมอุตุนิยมวิทยา", "กรมอุตุนิยมวิทยา"),
        ("การยางแห่งประเทศไทย (กยท.)", "การยางแห่งประเทศไทย"),
        ("กรมการข้าว กษ.", "กรมการข้าว"),
        ("ทช. กระทรวงคมนาคม", "กรมทางหลวงชนบท"),
        ("กระทรวงการพัฒนาสังคมฯ", "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"),
        ("กรมพลศึกษานะคะ", "กรมพลศึกษา"),
        ("Mahidol Univ.", "มหาวิทยาลัยมหิดล"),
        ("ำเฟะ", "การไฟฟ้าฝ่ายผลิตแห่งประเทศไทย"),
        ("กรมหม่อนไหม", "กรมหม่อนไหม"),
        ("di,xjkw,h", "กรมป่าไม้"),
    ],
)
def test_agency_is_certain_when_one_body_is_called_so(
    text: str, name: str, lexicon: Lexicon
) -> None:
    assert named(agency.match(text, lexicon)) == (True, [name])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "กพร",
            [
                "สำนักงานคณะกรรมการพัฒนาระบบราชการ",
                "กรมพัฒนาฝีมือแรงงาน",
                "กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่",
            ],
        ),
        ("ทช.", ["กรมทางหลวงชนบท", "กรมทรัพยากรทางทะเลและชายฝั่ง"]),
        ("กพ", ["สำนักงานคณะกรรมการข้าราชการพลเรือน", "จังหวัดกำแพงเพชร"]),
        ("พช.", ["กรมการพัฒนาชุมชน", "จังหวัดเพชรบูรณ์"]),
        ("กรมสรรพากรกับกรมศุลกากร", ["กรมสรรพากร", "กรมศุลกากร"]),
        ("กรมที่ดิน,กรมประมง", ["กรมที่ดิน", "กรมประมง"]),
        ("กรมสรรพากร และ กรมศุลกากร", ["กรมสรรพากร", "กรมศุลกากร"]),
        ("ป่าไม้", ["กรมป่าไม้", "องค์การอุตสาหกรรมป่าไม้"]),
        ("สำนักวิจัย กรมอุตุนิยมวิทยา", ["กรมอุตุนิยมวิทยา"]),
        ("สธ. จ.เลย", ["จังหวัดเลย"]),
        ("กรมเจ้าท่า (ส่วนกลาง)", ["กรมเจ้าท่า"]),
        ("รพ.บ้านแพง", ["โรงพยาบาลบ้านแพ้ว (องค์การมหาชน)"]),
        ("อบต.ชัยนาท", []),
        ("สำนักงานเกษตรจังหวัดเลย", ["จังหวัดเลย"]),
    ],
)
def test_agency_that_may_be_another_is_only_offered(
    text: str, names: list[str], lexicon: Lexicon
) -> None:
    assert named(agency.match(text, lexicon)) == (False, names)


@pytest.mark.parametrize(
    ("text", "category", "province"),
    [
        ("อบต.บางพลี", AgencyCategory.PROVINCIAL, None),
        ("อบต บางพลี จ.สมุทรปราการ", AgencyCategory.PROVINCIAL, "สมุทรปราการ"),
        ("เทศบาลเมืองเชียงใหม่", AgencyCategory.PROVINCIAL, "เชียงใหม่"),
        ("สสจ.ลำพูน", AgencyCategory.PROVINCIAL, "ลำพูน"),
        ("โรงพยาบาลสุขใจ จังหวัดตาก", AgencyCategory.PROVINCIAL, "ตาก"),
        ("รร.บ้านนา", AgencyCategory.PROVINCIAL, None),
        ("กรมทดสอบระบบ", AgencyCategory.GOVERNMENT, None),
        ("สถาบันใหม่ (องค์การมหาชน)", AgencyCategory.PUBLIC_ORGANISATION, None),
        ("ศาลแขวงดุสิต", AgencyCategory.INDEPENDENT, None),
        ("บริษัท เอบีซี จำกัด", None, None),
    ],
)
def test_agency_that_is_new_keeps_its_name_and_what_it_tells(
    text: str, category: AgencyCategory | None, province: str | None, lexicon: Lexicon
) -> None:
    expected = AgencyMatch((), False, category, province, text)
    assert agency.match(text, lexicon) == expected


@pytest.mark.parametrize(
    ("text", "category", "province"),
    [
        ("ศาลจังหวัดภูเก็ต", AgencyCategory.INDEPENDENT, "ภูเก็ต"),
        ("ป.ป.ช. ประจำจังหวัดพะเยา", AgencyCategory.INDEPENDENT, "พะเยา"),
        ("การไฟฟ้าส่วนภูมิภาคจังหวัดเลย", AgencyCategory.STATE_ENTERPRISE, "เลย"),
        ("ธ.ก.ส. สาขาน่าน", AgencyCategory.STATE_ENTERPRISE, None),
        ("สำนักงานประกันสังคมจังหวัดชลบุรี", AgencyCategory.PROVINCIAL, "ชลบุรี"),
        ("กรมที่ดิน จ.เลย", AgencyCategory.PROVINCIAL, "เลย"),
        ("สพป.กทม.", AgencyCategory.PROVINCIAL, "กรุงเทพมหานคร"),
        ("ศธจ.ยะลา", AgencyCategory.PROVINCIAL, "ยะลา"),
        ("เขตบางรัก", AgencyCategory.PROVINCIAL, None),
        ("กองช่าง อบต.บางพลี", AgencyCategory.PROVINCIAL, None),
        ("Hat Yai City Municipality", AgencyCategory.PROVINCIAL, None),
        ("โรงพยาบาลศิริราช", AgencyCategory.GOVERNMENT, None),
        ("รพ.ค่ายบางระจัน", AgencyCategory.PROVINCIAL, None),
        ("รพ.จุฬาฯ", AgencyCategory.INDEPENDENT, None),
        ("ธนาคารกสิกรไทย", None, None),
        ("มหาวิทยาลัยรังสิต", None, None),
    ],
)
def test_agency_of_a_branch_counts_as_its_body_or_as_its_province(
    text: str, category: AgencyCategory | None, province: str | None, lexicon: Lexicon
) -> None:
    match = agency.match(text, lexicon)

    assert (match.exact, match.category, match.province) == (False, category, province)


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "ไม่รู้", "กรม", "123", "😀", "ค่ะ", "ลงทะเบียนยังไง", "สวัสดี", "กกกกก"),
        *("\x00\ud800", "ก" * 5000, "นายสมชาย ใจดี", "zoom", "120 คน", "หน่วยงานของรัฐค่ะ"),
    ],
)
def test_agency_is_nothing_where_no_body_is_named(text: str, lexicon: Lexicon) -> None:
    assert agency.match(text, lexicon) == NOTHING


@pytest.mark.parametrize("text", ["สป.", "สป", "สป. ค่ะ"])
def test_agency_is_asked_where_a_code_is_short_for_many_offices(
    text: str, lexicon: Lexicon
) -> None:
    match = agency.match(text, lexicon)

    assert (match.exact, len(match.candidates)) == (False, agency.MOST_CANDIDATES)
    assert len(agency.known("สป.", lexicon)) > agency.MOST_CANDIDATES


@pytest.mark.parametrize("text", ["ก.พ.", "สำนักงาน ก.พ.", "กองกลาง ก.พ."])
def test_agency_with_dots_inside_is_no_code_of_a_province(text: str, lexicon: Lexicon) -> None:
    name = "สำนักงานคณะกรรมการข้าราชการพลเรือน"

    assert named(agency.match(text, lexicon)) == (True, [name])


def test_agency_name_is_fit_to_be_stored(lexicon: Lexicon) -> None:
    match = agency.match("  ชื่อหน่วยงาน: <b>เทศบาล\u200bตำบลสุขใจ</b> 😀 ค่ะ ", lexicon)

    assert match.name == "b เทศบาลตำบลสุขใจ /b"


def test_agency_is_found_under_every_name_it_has(lexicon: Lexicon) -> None:
    entries = lexicon.agencies.entries

    lost = [e.name for e in entries if named(agency.match(e.name, lexicon)) != (True, [e.name])]
    unheard = [
        key for e in entries for key in e.keys if e not in agency.match(key, lexicon).candidates
    ]

    assert len(entries) > 500
    assert (lost, unheard) == ([], [])


@pytest.mark.parametrize(
    "kind",
    [
        "อบต.",
        "เทศบาลเมือง",
        "รพ.",
        "รร.",
        "สสจ.",
        "ที่ว่าการอำเภอ",
        "สภ.",
        "ปภ.จังหวัด",
        "ชมรม",
        "ธ.ก.ส. สาขา",
    ],
)
def test_agency_named_after_a_province_is_never_a_listed_one(kind: str, lexicon: Lexicon) -> None:
    names = sorted(set(lexicon.provinces.names.values()))

    taken = [name for name in names if agency.match(f"{kind}{name}", lexicon).exact]

    assert (len(names), taken) == (77, [])


def test_agency_is_never_another_after_one_slip(lexicon: Lexicon) -> None:
    entries = lexicon.agencies.entries[::7]
    slips = [(e, e.name[:n] + e.name[n + 1 :]) for e in entries for n in (3, len(e.name) - 2)]

    matches = [(entry, agency.match(text, lexicon)) for entry, text in slips]

    assert [e.name for e, m in matches if m.exact and m.candidates != (e,)] == []
    assert sum(match.exact for _, match in matches) > len(matches) // 2
