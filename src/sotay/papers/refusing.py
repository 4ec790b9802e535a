"""Why a paper cannot be set."""

from sotay.commands import Reason, Refused


class PaperRefused(Refused):
    """Raised when a face cannot show a paper as it is: a letter no font has, a text that fits nowhere; says what and where."""

    def __init__(self, text: str, *, code: str) -> None:
        super().__init__(Reason(text, code))
