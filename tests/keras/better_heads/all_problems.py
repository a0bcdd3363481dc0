"""All problems, those of the table first."""

from .amounts import COUNTS, ZEROS
from .classes import MANY, NOISY
from .plain_classes import BINARY, CLASS, FEW
from .plain_numbers import NUMBERS
from .shaped import SHAPED
from .shares import GAPS, MISC
from .spread import MODES, SPREAD
from .tags import TAGS

PLAIN = (*BINARY, *CLASS, *NUMBERS, *MISC, *GAPS, *SHAPED, *FEW)
EVERY = (*MANY, *NOISY, *TAGS, *ZEROS, *COUNTS, *SPREAD, *MODES, *PLAIN)
# Two or three of each place where heads differ, so that none outweighs the rest
TABLE = (
    *(MANY[number] for number in (0, 2)),
    *(NOISY[number] for number in (0, 5, 9)),
    *(TAGS[number] for number in (0, 3)),
    *(ZEROS[number] for number in (0, 5)),
    *(COUNTS[number] for number in (1, 3)),
    *(SPREAD[number] for number in (0, 6)),
    *(MODES[number] for number in (2, 3)),
    *PLAIN,
)
