"""A number that nobody has said: code counts it in the labels, and all else goes by one that is assumed."""

from __future__ import annotations


class Counted(int):
    """A whole number that is written as the name under which code has counted it, such as `classes - 1`."""

    name: str
    times: int
    more: int

    def __new__(cls, value: int, name: str, times: int = 1, more: int = 0) -> Counted:
        made = super().__new__(cls, value)
        made.name, made.times, made.more = name, times, more
        return made

    def __str__(self) -> str:
        product = self.name if self.times == 1 else f"{self.times} * {self.name}"
        return product if not self.more else f"{product} {'+' if self.more > 0 else '-'} {abs(self.more)}"

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __add__(self, other: int) -> Counted:
        return Counted(int(self) + other, self.name, self.times, self.more + other)

    __radd__ = __add__

    def __sub__(self, other: int) -> Counted:
        return self + -other

    def __mul__(self, other: int) -> Counted:
        return Counted(int(self) * other, self.name, self.times * other, self.more * other)

    __rmul__ = __mul__


def number(written: str, assumed: int = 2) -> int:
    """The number that a text is, or one that is written as the text."""
    return int(written) if written.isdecimal() else Counted(assumed, written)
