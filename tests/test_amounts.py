"""Numbers as people write them are read in the one way that fits a whole column, and nothing else is."""

from __future__ import annotations

import pytest

from lossadvisor.data.amounts import way_of

READ = {
    ("$1,234.50", "$7", "-$3.25"): [1234.5, 7, -3.25],
    ("1.234,50 €", "7,00 €", "0,5 €"): [1234.5, 7, 0.5],
    ("14,23", "1065,0", "0,28"): [14.23, 1065, 0.28],
    ("6,3992e-05", "1,5"): [6.3992e-05, 1.5],
    ("12 %", "7.5 %"): [12, 7.5],
    ("12%", "7"): [12, 7],
    ("(300)", "1,200"): [-300, 1200],
    ("1'234.5", "999"): [1234.5, 999],
    ("1 234,5", "12 345 678,25"): [1234.5, 12345678.25],
    ("70 kg", "81.5 kg"): [70, 81.5],
    ("EUR 12,50", "EUR 1.000,00"): [12.5, 1000],
    ("1,234", "12,345"): [1234, 12345],  # as in most tables
    ("1,234", "1234"): [1.234, 1234],  # thousands have a comma everywhere or nowhere
    ("0,123", "1,234"): [0.123, 1.234],
    ("−5,5", "+2,5"): [-5.5, 2.5],
    (" 1,5", "2,5 "): [1.5, 2.5],
}

NONE = [
    (), ("",), ("a",), ("yes", "no"), ("1,2,3", "4,5"), ("1;2",), ("1.2.3",), ("2024-01-31",),
    ("31.01.2024",), ("12:30",), ("18-24", "65+"), ("P001", "P002"), ("12a", "13b"), ("12 kg", "13 lb"),
    ("12 kg", "13"), ("1,234.5", "1.234,5"), ("192.168.0.1",), ("3/4",), ("1st", "2nd"), ("$",),
    ("(3", "4)"), ("1,5", "three"), ("nan",), ("9" * 100,), ("0,1,234",),
]  # fmt: skip


@pytest.mark.parametrize("texts", READ)
def test_a_column_that_is_written_in_one_way_is_read(texts):
    way = way_of(set(texts))
    assert way is not None
    assert [way.number(each) for each in texts] == READ[texts]


@pytest.mark.parametrize("texts", NONE)
def test_texts_of_other_kinds_are_no_amounts(texts):
    assert way_of(set(texts)) is None
