"""What is put together for privacy on one machine: consents and the audit log, and encryption around the files."""

from functools import partial
from pathlib import Path

from interview_simulator.errors import BadInputError
from interview_simulator.privacy.kept import Privacy
from interview_simulator.privacy.reserve import DeletionReserve
from interview_simulator.privacy.wiping import FolderWiping
from interview_simulator.settings import Settings
from interview_simulator.stores.media.store import ReceivingStore

KEY_NOTE = "media-key-id"
"""Which key the media were encrypted with, by its id; so that no start goes by another one."""


def privacy_of(settings: Settings) -> Privacy:
    """What is kept about people beside their records."""
    from interview_simulator.audit.sql import SqlAuditLog
    from interview_simulator.privacy.sql import SqlConsents
    from interview_simulator.stores.records.database import wipe

    url = f"sqlite:///{settings.data_dir / 'records.sqlite'}"
    files = [settings.data_dir / f"{name}.sqlite" for name in ("workflow", "records")]
    wiping = FolderWiping(settings.data_dir / "wiping", partial(wipe, *files), deletion_reserve(settings))
    return Privacy(SqlAuditLog(url), SqlConsents(url), wiping)


def deletion_reserve(settings: Settings) -> DeletionReserve:
    """What is kept free on the disk of the data folder, so that something can always be deleted."""
    return DeletionReserve(settings.data_dir / "deletion-reserve")


def encrypted(settings: Settings, files: ReceivingStore) -> ReceivingStore:
    """The files as they are or, with a key, encrypted; raises BadInputError for a key that is none or another one."""
    text, note = _key_text(settings), settings.data_dir / KEY_NOTE
    if text is None and not note.exists():
        return files
    from interview_simulator.stores.media.encrypted import EncryptedMediaStore, media_key, require_same_key

    key = None if text is None else media_key(text)
    require_same_key(note, key)
    return files if key is None else EncryptedMediaStore(files, key)


def key_of(settings: Settings) -> bytes | None:
    """The key that media are encrypted with; raises BadInputError for one that is none."""
    from interview_simulator.stores.media.encrypted import media_key

    text = _key_text(settings)
    return None if text is None else media_key(text)


def _key_text(settings: Settings) -> str | None:
    if settings.media_key is not None:
        return settings.media_key.get_secret_value()
    return None if settings.media_key_file is None else _text(settings.media_key_file)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(
            f"The media key cannot be read from {path}; set INTERVIEW_SIMULATOR_MEDIA_KEY_FILE."
        ) from error
