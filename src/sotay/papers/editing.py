"""A draft as it was written on by hand: words by key of `Prose`, and lines that replace those a form proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sotay.papers.model import Block, Paper, Prose


def proses(paper: Paper) -> tuple[Prose, ...]:
    """Return what can be written otherwise, in the order of the paper."""
    return tuple(one for one in paper.every_block() if isinstance(one, Prose))


def edited(
    paper: Paper,
    words: Mapping[str, str],
    *,
    bases: Sequence[str] | None = None,
    to: Sequence[str] | None = None,
    recipients: Sequence[str] | None = None,
    subject: str = "",
) -> Paper:
    """Return the paper with what was written by hand; None and "" keep what its form proposes."""
    return replace(
        paper,
        subject=subject or paper.subject,
        bases=paper.bases if bases is None else tuple(bases),
        to=paper.to if to is None else tuple(to),
        recipients=paper.recipients if recipients is None else tuple(recipients),
        blocks=_written(paper.blocks, words),
        annexes=tuple(replace(one, blocks=_written(one.blocks, words)) for one in paper.annexes),
    )


def _written(blocks: tuple[Block, ...], words: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(
        replace(one, text=words[one.key]) if isinstance(one, Prose) and one.key in words else one for one in blocks
    )


def without_blanks(paper: Paper) -> Paper:
    """Return the paper without the optional places where nothing was written: so it leaves the house."""
    return replace(
        paper,
        blocks=_said(paper.blocks),
        annexes=tuple(replace(one, blocks=_said(one.blocks)) for one in paper.annexes),
    )


def _said(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(one for one in blocks if not (isinstance(one, Prose) and one.optional) or one.text.strip())
