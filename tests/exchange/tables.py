"""A small table and how the tests read it."""

import pytest

from sotay.exchange.reading import FileProblem, Limits, read

HEAD = ("Mã", "Tên đơn vị", "Ngày thành lập")
WORDS = ("Mã", "Tên đơn vị", "Ngày thành lập", "Ghi chú")


def table(content, *, name="bang.xlsx", words=WORDS, **limits):
    """Return the raw texts of all rows, by heading."""
    reading = read(content, name=name, words=words, limits=Limits(**limits))
    return [{key: cell.raw for key, cell in row.cells.items()} for row in reading.rows]


def refused(content, *, name="bang.xlsx", **limits):
    with pytest.raises(FileProblem) as problem:
        read(content, name=name, words=WORDS, limits=Limits(**limits))
    assert str(problem.value.what)
    assert str(problem.value.mend)
    assert "%(" not in str(problem.value)
    return problem.value.code
