"""How many records an account may have."""

from collections.abc import Callable

from interview_simulator.domain.access import Caller
from interview_simulator.settings import Settings
from interview_simulator.stores.accounts.store import AccountStore


def most_records(settings: Settings, store: AccountStore) -> Callable[[Caller], int | None]:
    """The account's own limit, or else the installation's; None: no limit."""

    def of(caller: Caller) -> int | None:
        account = store.accounts.get(caller.account_id or "")
        if account is None or account.most_records is None:
            return settings.records_per_account
        return account.most_records

    return of
