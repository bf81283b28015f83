"""What the office answers to who asks for what is not allowed."""

import pytest

from domain.rules import Refused


def refusal_of(work, *asked, **more):
    with pytest.raises(Refused) as refusal:
        work.ask(*asked, **more)
    return refusal.value.code, refusal.value.variant
