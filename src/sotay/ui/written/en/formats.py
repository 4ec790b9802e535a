"""Formats of dates and numbers; a paper's 05/02/2026 is the fifth of February in any language."""

from sotay.ui.written.vi.formats import *  # noqa: F403
