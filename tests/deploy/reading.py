"""The template and the state machine, read; intrinsic functions stay as what they are about."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy" / "aws"


class _Loader(yaml.SafeLoader):
    """Knows CloudFormation's short forms."""


def _short_form(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    return {suffix: value}


_Loader.add_multi_constructor("!", _short_form)


@cache
def template(name: str = "template.yaml") -> dict[str, Any]:
    """One template."""
    return dict(yaml.load((DEPLOY / name).read_text(), _Loader))


def state_machine() -> dict[str, Any]:
    """The state machine."""
    return dict(yaml.safe_load((DEPLOY / "analyze.asl.yaml").read_text()))


def resolved(value: Any) -> str:
    """A name or ARN, with what the account gives it at deployment."""
    text = _text(value)
    for name, stands_for in NAMES.items():
        text = text.replace(f"${{{name}}}", stands_for)
    return text


NAMES = {
    "MediaBucket.Arn": "arn:aws:s3:::media",
    "RecordsTable.Arn": "arn:aws:dynamodb:us-east-1:123456789012:table/records",
    "RecordsTableSecondaryIndex": "user_index",
    "AWS::Partition": "aws",
    "AWS::Region": "us-east-1",
    "AWS::AccountId": "123456789012",
    "AWS::StackName": "interview-backend",
    "LanguageModelProfile": "us.",
    "LanguageModel": "anthropic.claude-haiku-4-5-20251001-v1:0",
}
"""As if a language model had been chosen."""


def _text(value: Any) -> str:
    if isinstance(value, dict):
        ((function, about),) = value.items()
        return str(about) if function == "Sub" else f"${{{about}}}"
    return str(value)


def statements(function: str) -> list[dict[str, Any]]:
    """The statements of a function's role, those under a condition too."""
    return [
        statement["Fn::If"][1] if "Fn::If" in statement else statement
        for policy in template()["Resources"][function]["Properties"]["Policies"]
        for statement in policy["Statement"]
    ]


def lists(value: Any) -> list[Any]:
    """One or many, as many."""
    return value if isinstance(value, list) else [value]


def matches(pattern: str, name: str) -> bool:
    """As IAM compares: `*` stands for anything."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None
