"""What a request may say of which part of a list it wants."""

from typing import Annotated

from fastapi import Query

from interview_simulator.domain.pages import MOST

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many are told at most.")]
Cursor = Annotated[str | None, Query(max_length=1024, description="`next` of the answer before.")]
