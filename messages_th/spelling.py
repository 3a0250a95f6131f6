"""What is easily mistyped in Thai, and what to write instead."""

import re
from collections.abc import Iterator
from typing import Final

ABOVE_BELOW: Final = "ัิีึืฺุู"
MARKS: Final = ABOVE_BELOW + "็่้๊๋์ํ"
TONES: Final = "่้๊๋์"

# A pattern that no right text has, and the advice for whoever typed it.
FAULTS: Final = tuple(
    (re.compile(pattern), advice)
    for pattern, advice in (
        ("เเ", "มี เ สองตัวติดกัน ให้พิมพ์ แ ตัวเดียว"),
        (f"ํ[{TONES}]?า", "ให้พิมพ์สระ ำ เป็นตัวเดียว"),
        (f"([{MARKS}])\\1", "มีสระหรือวรรณยุกต์ซ้ำกัน ให้ลบออกหนึ่งตัว"),
        (f"[{TONES}][{ABOVE_BELOW}]", "ให้พิมพ์สระก่อนวรรณยุกต์"),
        (
            "[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]",
            "มีอักขระที่มองไม่เห็น ให้ลบแล้วพิมพ์คำนั้นใหม่",
        ),
        ("นะค่ะ", "ให้ใช้ นะคะ"),
        ("ไหมค่ะ", "ให้ใช้ ไหมคะ"),
        ("ครับ", "ระบบนี้ลงท้ายด้วย ค่ะ หรือ คะ"),
        ("อีเมล์", "ให้ใช้ อีเมล"),
        ("ลิ้งค์|ลิงค์|ลิ้งก์|ลิ้ง", "ให้ใช้ ลิงก์"),
        ("เว็ป|เวป|เวบ", "ให้ใช้ เว็บ หรือ เว็บไซต์"),
        ("อัพเดท|อัพเดต|อัปเดท|อัพเดด", "ให้ใช้ อัปเดต"),
        ("แอพ(?!ริคอต)", "ให้ใช้ แอป หรือ แอปพลิเคชัน"),
        ("พลิเคชั่น", "ให้ใช้ แอปพลิเคชัน"),
        ("ดิจิตอล", "ให้ใช้ ดิจิทัล"),
        ("อนุญาติ", "ให้ใช้ อนุญาต"),
        ("ค\\.ศ\\.", "ให้ใช้ปี พ.ศ."),
        (
            r"(?<![\d,.])(?:19|20)\d\d(?![\d,.]\d|\d)",
            "ให้ใช้ปี พ.ศ. เช่น 2563 ถ้าเป็นจำนวน ให้คั่นหลักพัน เช่น 2,020",
        ),
        ("  ", "มีช่องว่างสองช่องติดกัน ให้เหลือช่องเดียว"),
    )
)

ADDRESS: Final = re.compile(r"https?://\S+")


def misspellings(text: str) -> Iterator[str]:
    """Advice for every fault of a text, none when all is well. Addresses are left alone."""
    prose = ADDRESS.sub("-", text)
    return (advice for pattern, advice in FAULTS if pattern.search(prose))
