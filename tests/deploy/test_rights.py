"""Rights: no more than is named here."""

import pytest
from tests.deploy.reading import lists, resolved, statements, template

FUNCTIONS = [name for name, made in template()["Resources"].items() if made["Type"] == "AWS::Serverless::Function"]
WITHOUT_RESOURCE = {"rekognition:DetectFaces", "rekognition:DetectLabels"}
"""Actions for which the service knows no resource."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_function_may_do_everything(name: str) -> None:
    for statement in statements(name):
        assert not any("*" in action for action in lists(statement["Action"]))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_everything_is_named_only_where_the_service_knows_no_resource(name: str) -> None:
    for statement in statements(name):
        if any(resolved(resource) == "*" for resource in lists(statement["Resource"])):
            assert set(lists(statement["Action"])) <= WITHOUT_RESOURCE
