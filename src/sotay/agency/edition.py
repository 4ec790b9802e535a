"""The edition of the standard the system is built on (Công văn 3003/BKHCN-TĐC): the one place that names it.

QĐ 19/2014/QĐ-TTg Điều 4 leaves it to the ministry which edition agencies follow; records keep the one they were made under.
"""

from typing import Final

EDITION: Final = "9001:2015"
TCVN: Final = f"TCVN ISO {EDITION}"
STANDARD: Final = f"Tiêu chuẩn quốc gia {TCVN}"
