"""Rights: no more than is named here."""

import pytest
from tests.deploy.reading import lists, resolved, statements, template

KINDS = ("AWS::Serverless::Function", "AWS::Serverless::StateMachine")
ROLES = [name for name, made in template()["Resources"].items() if made["Type"] in KINDS]
"""Functions and the state machine."""
WITHOUT_RESOURCE = {
    "rekognition:DetectFaces",
    "rekognition:DetectLabels",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}
"""Actions for which the service knows no resource."""


def test_every_function_and_the_state_machine_have_a_role_of_their_own() -> None:
    for name in ROLES:
        made = template()["Resources"][name]["Properties"]
        assert "Role" not in made and statements(name)


@pytest.mark.parametrize("name", ROLES)
def test_nobody_may_do_everything(name: str) -> None:
    for statement in statements(name):
        assert not any("*" in action for action in lists(statement["Action"]))


@pytest.mark.parametrize("name", ROLES)
def test_everything_is_named_only_where_the_service_knows_no_resource(name: str) -> None:
    for statement in statements(name):
        if any(resolved(resource) == "*" for resource in lists(statement["Resource"])):
            assert set(lists(statement["Action"])) <= WITHOUT_RESOURCE


def test_the_state_machine_may_call_just_its_functions_and_mark_the_record() -> None:
    functions = {f"{name}.Arn" for name in template()["Resources"] if name.endswith("Function")} - {
        "ApiFunction.Arn",
        "RecordingArrivedFunction.Arn",
        "TranscriptionEndedFunction.Arn",
    }
    steps, marking, _ = statements("StateMachine")
    assert {resource["GetAtt"] for resource in steps["Resource"]} == functions
    assert (marking["Action"], marking["Resource"]) == (["dynamodb:UpdateItem"], [{"GetAtt": "RecordsTable.Arn"}])
