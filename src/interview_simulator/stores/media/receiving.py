"""A store that has no address of its own takes uploads by way of this server."""

from dataclasses import dataclass

from interview_simulator.stores.media.signing import UrlSigner
from interview_simulator.stores.media.store import ReceivingStore, ReceivingUploads


@dataclass(frozen=True)
class Receiving:
    """What takes uploads here, by URLs that were signed here; a bucket needs none of it."""

    media: ReceivingStore
    uploads: ReceivingUploads
    signer: UrlSigner
