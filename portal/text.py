"""Text from outside, made fit for every database and every page."""

import re
from typing import Any

#: PostgreSQL takes no NUL, UTF-8 no half of a surrogate pair.
_UNFIT = re.compile("[\0\ud800-\udfff]")


def storable(value: Any) -> Any:
    """The same JSON value with U+FFFD in place of characters that can neither be stored nor sent."""
    if isinstance(value, str):
        return _UNFIT.sub("\ufffd", value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    return value
