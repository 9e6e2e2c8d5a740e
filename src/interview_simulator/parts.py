"""What a door needs, once `compose.py` has put it together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.interview import Interview
from interview_simulator.settings import Settings
from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import ReceivingStore, ReceivingUploads
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.workflow.engine import Workflow

if TYPE_CHECKING:  # what the coach speaks of is NumPy's, and the doors open without it
    from interview_simulator.coaching.coach import Coach


@dataclass(frozen=True)
class App:
    """Everything that a door needs."""

    settings: Settings
    media: ReceivingStore
    uploads: ReceivingUploads
    signer: UrlSigner
    records: RecordStore
    workflow: Workflow
    interviews: Mapping[str, Interview]
    coach: "Coach"
    decoder: Decoder = IN_PROCESS
    """Looks at uploads before they are kept."""
