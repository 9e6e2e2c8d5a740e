"""What a door needs, once `compose.py` or `compose_aws.py` has put it together."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_simulator.decoding.decoder import IN_PROCESS, Decoder
from interview_simulator.domain.interview import Interview
from interview_simulator.interviews.documents import text_of
from interview_simulator.settings import Settings
from interview_simulator.stores.media.store import MediaStore, MultipartUploads
from interview_simulator.stores.records.store import RecordStore
from interview_simulator.workflow.engine import Workflow

if TYPE_CHECKING:  # the coach speaks of NumPy's, receiving signs; the doors open without them
    from interview_simulator.accounts.mail import Send
    from interview_simulator.accounts.oidc import Provider
    from interview_simulator.coaching.coach import Coach
    from interview_simulator.privacy.kept import Privacy
    from interview_simulator.stores.accounts.store import AccountStore
    from interview_simulator.stores.media.receiving import Receiving


@dataclass(frozen=True)
class App:
    """Everything that a door needs."""

    settings: Settings
    media: MediaStore
    uploads: MultipartUploads
    records: RecordStore
    workflow: Workflow
    interviews: Mapping[str, Interview]
    receiving: "Receiving | None"
    """None where browsers send to a bucket."""
    coach: "Coach | None"
    decoder: Decoder = IN_PROCESS
    """Looks at uploads before they are kept."""
    accounts: "AccountStore | None" = None
    """None where nobody signs in here: on one person's machine, and on AWS, where Cognito has the accounts."""
    mail: "Send | None" = None
    """None: an administrator hands over what would be sent."""
    provider: "Provider | None" = None
    """Where people may sign in by OpenID Connect."""
    privacy: "Privacy | None" = None
    """None on AWS."""
    documents: Callable[[bytes, str], str] = text_of
    """The text of a document, whose name messages call it by."""
    is_local: bool = False
    """Whether all that is kept lies in files of this machine."""

    @property
    def made(self) -> MutableMapping[str, Interview]:
        """Interviews made to measure, and follow-up questions; without a coach there are none."""
        return {} if self.coach is None else self.coach.made
