"""Jobs of this area: the daily mail of notices."""

from sotay.config.schedule import every
from sotay.work.notices.mail import send_digests


@every(at="07:00", name="work.mail_notices")
def mail_notices() -> None:
    """Mail what was not read."""
    send_digests()
