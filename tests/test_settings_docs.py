"""README's table of settings is the settings."""

import re
from pathlib import Path

from interview_simulator.settings import Settings

README = Path(__file__).parents[1] / "README.md"


def test_readme_lists_every_setting_with_its_default_and_meaning() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", README.read_text(), re.MULTILINE)
    documented = {name.lower(): (default.strip("`"), meaning) for name, default, meaning in rows}
    assert set(documented) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default, meaning = documented[name]
        assert meaning == field.description
        if field.default_factory is None:
            assert default == ("none" if field.default is None else str(field.default))
