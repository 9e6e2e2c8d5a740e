"""Options that several commands take, and the settings with them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from interview_simulator.settings import Settings

data_dir_option = click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    help="Data folder; default: INTERVIEW_SIMULATOR_DATA_DIR, or ./data.",
)


def settings_with(**given: Any) -> "Settings":
    """The settings of the environment, where an option that was given wins; raises pydantic's ValidationError."""
    from interview_simulator.settings import Settings

    return Settings(**{name: value for name, value in given.items() if value is not None})
