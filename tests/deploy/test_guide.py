"""Every row of the deployment guide's tables is in what is deployed, so that none can be lost later."""

from typing import Any

import pytest
from tests.deploy.reading import ROOT, resolved, state_machine, template

from interview_simulator import errors
from interview_simulator.settings import AwsSettings, Settings
from interview_simulator.stores.records.dynamodb import BY_DATE
from interview_simulator.workflow.pipeline import BRANCHES

TEMPLATE = template()
RESOURCES: dict[str, Any] = TEMPLATE["Resources"]
FUNCTIONS = {name: made for name, made in RESOURCES.items() if made["Type"] == "AWS::Serverless::Function"}
CEILINGS = {
    "ConvertVideoFunction": (120, 2240),
    "CalculateVideoMetricsFunction": (300, 2240),
    "CalculateTextMetricsFunction": (300, 2240),
    "UpdateTableFunction": (30, 256),
}
STEP_OF = {
    "ConvertVideo": "convert_video",
    "CalculateVideoMetrics": "video_metrics",
    "Transcription": "transcription",
    "CalculateTextMetrics": "text_metrics",
    "UpdateTable": "update_record",
}


def properties(name: str) -> dict[str, Any]:
    return dict(RESOURCES[name]["Properties"])


def variables(function: str) -> dict[str, Any]:
    return dict(properties(function)["Environment"]["Variables"])


# ------------------------------------------------------------------------------------------------------- parameters


def test_the_index_has_the_guides_name_unless_another_is_asked_for() -> None:
    assert TEMPLATE["Parameters"]["RecordsTableSecondaryIndex"]["Default"] == "user_index"
    index, by_date = properties("RecordsTable")["GlobalSecondaryIndexes"]
    assert index["IndexName"] == {"Ref": "RecordsTableSecondaryIndex"}
    assert index["KeySchema"] == [{"AttributeName": "email", "KeyType": "HASH"}]
    assert by_date["IndexName"] == BY_DATE and [key["AttributeName"] for key in by_date["KeySchema"]] == [
        "email",
        "date",
    ]


def test_ffmpegs_layer_can_be_left_out() -> None:
    assert TEMPLATE["Parameters"]["EnableFFmpegLayer"]["AllowedValues"] == ["true", "false"]
    assert RESOURCES["FFmpegLayer"]["Condition"] == "WithFFmpeg"
    for name in ("ConvertVideoFunction", "CalculateVideoMetricsFunction"):
        assert properties(name)["Layers"] == {"If": ["WithFFmpeg", [{"Ref": "FFmpegLayer"}], {"Ref": "AWS::NoValue"}]}
        assert variables(name)["FFMPEG_ENABLED"] == {"Ref": "EnableFFmpegLayer"}


@pytest.mark.parametrize("name", TEMPLATE["Parameters"])
def test_every_parameter_says_what_it_is_for_and_what_it_may_be(name: str) -> None:
    parameter = TEMPLATE["Parameters"][name]
    assert parameter["Description"]
    assert {"AllowedValues", "AllowedPattern", "MinValue"} & set(parameter)


def test_every_parameter_has_a_default_so_that_the_guides_commands_need_no_other() -> None:
    assert all("Default" in parameter for parameter in TEMPLATE["Parameters"].values())


def test_the_document_lists_every_parameter_with_its_meaning() -> None:
    document = (ROOT / "docs" / "aws.md").read_text()
    for name, parameter in TEMPLATE["Parameters"].items():
        row = next(line for line in document.splitlines() if line.startswith(f"| `{name}` |"))
        assert row.endswith(f"| {parameter['Description']} |")
        assert not parameter.get("Default") or f"`{parameter['Default']}`" in row


# -------------------------------------------------------------------------------------------------------- functions


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_knows_the_bucket_and_only_variables_that_are_read(name: str) -> None:
    assert variables(name)["BUCKET"] == {"Ref": "MediaBucket"}
    general = {f"INTERVIEW_SIMULATOR_{field.upper()}" for field in Settings.model_fields}
    known = {field.upper() for field in AwsSettings.model_fields} | general
    assert set(variables(name)) <= known


def test_update_table_knows_the_table() -> None:
    assert variables("UpdateTableFunction")["TABLE_NAME"] == {"Ref": "RecordsTable"}


@pytest.mark.parametrize(("name", "ceiling"), CEILINGS.items())
def test_no_step_is_given_more_than_the_guide_gives_it(name: str, ceiling: tuple[int, int]) -> None:
    assert properties(name)["Timeout"] <= ceiling[0] and properties(name)["MemorySize"] <= ceiling[1]


def test_the_api_answers_within_the_guides_ten_seconds() -> None:
    assert properties("ApiFunction")["Timeout"] <= 10


def test_the_runtime_is_one_that_is_supported() -> None:
    assert TEMPLATE["Globals"]["Function"]["Runtime"] == "python3.13"
    assert properties("FFmpegLayer")["CompatibleRuntimes"] == ["python3.13"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_handler_is_there(name: str) -> None:
    module, _, function = properties(name)["Handler"].rpartition(".")
    source = ROOT / "src" / f"{module.replace('.', '/')}.py"
    assert function == "handler" and "handler" in source.read_text()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_built_by_the_makefile(name: str) -> None:
    makefile = (ROOT / "deploy" / "aws" / "functions" / "Makefile").read_text()
    assert f"build-{name}" in makefile and RESOURCES[name]["Metadata"]["BuildMethod"] == "makefile"


# ------------------------------------------------------------------------------------------------------------- logs


@pytest.mark.parametrize(
    ("logs", "begin"),
    [
        ("ConvertVideoLogs", "/aws/lambda/interview-backend-ConvertVideoFunction-"),
        ("CalculateVideoMetricsLogs", "/aws/lambda/interview-backend-CalculateVideoMetricsFunction-"),
        ("UpdateTableLogs", "/aws/lambda/interview-backend-UpdateTableFunction-"),
        ("StateMachineLogs", "/aws/stepfunctions/StateMachine/interview-backend-analyze"),
    ],
)
def test_the_guides_groups_of_logs_are_there_and_expire(logs: str, begin: str) -> None:
    assert resolved(properties(logs)["LogGroupName"]).startswith(begin)
    assert properties(logs)["RetentionInDays"] == {"Ref": "LogRetentionInDays"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_logs_into_its_own_group(name: str) -> None:
    assert properties(name)["LoggingConfig"] == {"LogGroup": {"Ref": name.replace("Function", "Logs")}}


# ----------------------------------------------------------------------------------------------------- table, bucket


def test_the_table_is_as_the_guide_has_it() -> None:
    table = properties("RecordsTable")
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True} and table["DeletionProtectionEnabled"] is True


def test_the_bucket_is_as_the_guide_has_it() -> None:
    bucket = properties("MediaBucket")
    assert bucket["AccelerateConfiguration"] == {"AccelerationStatus": "Enabled"}
    (rule,) = bucket["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == [{"Ref": "PageOrigin"}] and {"GET", "POST", "PUT"} <= set(rule["AllowedMethods"])
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    (tls,) = properties("MediaBucketPolicy")["PolicyDocument"]["Statement"]
    assert tls["Effect"] == "Deny" and tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert any("AbortIncompleteMultipartUpload" in rule for rule in bucket["LifecycleConfiguration"]["Rules"])


def test_a_recording_that_arrives_starts_an_analysis() -> None:
    assert properties("MediaBucket")["NotificationConfiguration"]["EventBridgeConfiguration"]["EventBridgeEnabled"]
    pattern = properties("RecordingArrivedFunction")["Events"]["Arrived"]["Properties"]["Pattern"]
    assert pattern["detail"]["object"]["key"] == [{"prefix": "recordings/"}]
    assert "CopyObject" not in pattern["detail"]["reason"]


# -------------------------------------------------------------------------------------------------------------- API


def test_the_api_has_the_guides_stage_and_routes_and_knows_who_asks() -> None:
    api = properties("Api")
    assert api["StageName"] == "Prod" and api["TracingEnabled"] is True
    assert api["Auth"]["DefaultAuthorizer"] in api["Auth"]["Authorizers"]
    paths = api["DefinitionBody"]["paths"]
    for route in ("/upload", "/download", "/records"):
        (asked,) = paths[route]["get"]["parameters"]
        assert asked["required"] is True
    assert paths["/record"]["post"]["requestBody"]["required"] is True
    assert {"DEFAULT_4XX", "DEFAULT_5XX"} == set(api["GatewayResponses"])
    assert api["MethodSettings"][0]["ThrottlingRateLimit"] > 0
    validator = api["DefinitionBody"]["x-amazon-apigateway-request-validators"]["all"]
    assert set(validator.values()) == {True}


def test_the_outputs_are_the_guides() -> None:
    assert {"ApiGatewayEndpoint", "MediaBucketName", "StateMachineArn", "RecordsTableName"} <= set(TEMPLATE["Outputs"])


def test_failures_slowness_throttles_and_dead_letters_raise_alarms() -> None:
    alarms = [made["Properties"] for made in RESOURCES.values() if made["Type"] == "AWS::CloudWatch::Alarm"]
    watched = {alarm["MetricName"] for alarm in alarms}
    assert {"ExecutionsFailed", "5XXError", "Latency", "Throttles", "ApproximateNumberOfMessagesVisible"} <= watched
    assert next(alarm for alarm in alarms if alarm["MetricName"] == "Latency")["ExtendedStatistic"] == "p95"


# ----------------------------------------------------------------------------------------------------- state machine


def tasks() -> dict[str, dict[str, Any]]:
    """Every task, by its name."""
    machine = state_machine()
    branches = [branch["States"] for branch in machine["States"]["Analyse"]["Branches"]]
    return {name: state for states in (machine["States"], *branches) for name, state in states.items()
            if state["Type"] == "Task"}  # fmt: skip


def test_the_states_stand_in_the_order_of_the_pipeline() -> None:
    machine = state_machine()
    analyse = machine["States"]["Analyse"]
    found = []
    for branch in analyse["Branches"]:
        names, state = [], branch["StartAt"]
        while state:
            names.append(STEP_OF[state])
            state = branch["States"][state].get("Next")
        found.append(tuple(names))
    assert tuple(found) == BRANCHES
    assert machine["StartAt"] == "Analyse" and analyse["Next"] == "UpdateTable"


@pytest.mark.parametrize("name", tasks())
def test_no_task_lasts_for_ever(name: str) -> None:
    assert tasks()[name]["TimeoutSeconds"] > 0 and state_machine()["TimeoutSeconds"] > 0


@pytest.mark.parametrize("name", STEP_OF)
def test_just_the_errors_that_may_pass_are_tried_again(name: str) -> None:
    (retry,) = tasks()[name]["Retry"]
    ours = {kind.__name__: kind for kind in vars(errors).values() if isinstance(kind, type)}
    passing = {named for named, kind in ours.items() if not getattr(kind, "permanent", True)}
    assert {named for named in retry["ErrorEquals"] if "." not in named} == passing
    assert retry["BackoffRate"] > 1 and retry["MaxAttempts"] > 1


@pytest.mark.parametrize("name", STEP_OF)
def test_every_failure_is_caught(name: str) -> None:
    (caught,) = tasks()[name]["Catch"]
    assert caught["ErrorEquals"] == ["States.ALL"] and caught["ResultPath"] == "$.failure"


def test_every_function_of_the_state_machine_is_substituted() -> None:
    machine = (ROOT / "deploy" / "aws" / "analyze.asl.yaml").read_text()
    for name in properties("StateMachine")["DefinitionSubstitutions"]:
        assert f"${{{name}}}" in machine
