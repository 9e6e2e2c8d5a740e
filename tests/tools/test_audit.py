"""What the audit says of what its tools say."""

import json

from tools.audit import weak_npm, weak_python, withdrawn

YANKED = 'Resolved 2 packages\n + attrs==21.1.0\nwarning: `attrs==21.1.0` is yanked (reason: "Installable but not")\n'
SKIPPED = {"name": "alembic", "skip_reason": "Dependency not found on PyPI and could not be audited"}
CLEAN = {"name": "av", "version": "18.1", "vulns": []}
WEAK = {"name": "click", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}


def test_a_withdrawn_release_is_found() -> None:
    assert len(withdrawn(YANKED, 0, "a.lock").findings) == 1
    assert withdrawn("Resolved 2 packages", 0, "a.lock").findings == ()


def test_a_known_weakness_is_found() -> None:
    verdict = weak_python(json.dumps({"dependencies": [CLEAN, WEAK]}), "a.lock")
    assert verdict.asked and verdict.findings == ("click 1.0: PYSEC-1, mended in 1.1",)
    assert weak_npm('{"vulnerabilities": {"vite": {"severity": "high"}}}').findings == ("vite: high",)


def test_what_could_not_be_asked_about_is_not_called_clean() -> None:
    for verdict in (
        weak_python(json.dumps({"dependencies": [CLEAN, SKIPPED]}), "a.lock"),
        weak_python("", "a.lock"),
        weak_npm('{"message": "405 Method Not Allowed"}'),
        withdrawn("error: no network", 2, "a.lock"),
    ):
        assert not verdict.asked and verdict.note
