#!/bin/sh
# The guide's three tests against a deployed stack: upload, execution, list.
# Usage: TOKEN=<id token> EMAIL=<its address> deploy/aws/smoke.sh RECORDING.webm [stack]
set -eu
recording="${1:?which recording? deploy/aws/smoke.sh RECORDING.webm}"
stack="${2:-interview-backend}"
: "${TOKEN:?the id token of someone who has signed in; docs/aws.md says how to get one}" "${EMAIL:?the address of that person}"

output() {
	aws cloudformation describe-stacks --stack-name "$stack" --output text --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}
api="$(output ApiGatewayEndpoint)"
machine="$(output StateMachineArn)"
id="smoke-$(date -u +%Y%m%dT%H%M%S)-$$"
ask() { curl -fsS -H "Authorization: $TOKEN" "$@"; }

echo "1. upload"
form="$(ask "$api/upload?filename=$id.webm")"
printf '%s' "$form" | python3 -c '
import json, subprocess, sys
form = json.load(sys.stdin)
fields = [part for name, value in form["fields"].items() for part in ("-F", f"{name}={value}")]
sys.exit(subprocess.run(["curl", "-fsS", *fields, "-F", f"file=@{sys.argv[1]}", form["url"]]).returncode)' "$recording"
ask -X POST -H "Content-Type: application/json" -d "{\"record_id\": \"$id\", \"email\": \"$EMAIL\", \"duration\": \"00:00:30\"}" "$api/record"
echo

echo "2. execution"
execution="$(echo "$machine" | sed s/:stateMachine:/:execution:/):$id-1"
status=RUNNING
tries=180
while [ "$status" = RUNNING ]; do
	tries=$((tries - 1))
	[ "$tries" -gt 0 ] || { echo "The execution has not ended within half an hour." >&2; exit 1; }
	sleep 10
	status="$(aws stepfunctions describe-execution --execution-arn "$execution" --output text --query status 2>/dev/null || echo RUNNING)"
done
echo "$status"
[ "$status" = SUCCEEDED ]

echo "3. list"
ask "$api/records?email=$EMAIL" | python3 -c '
import json, sys
record = next(found for found in json.load(sys.stdin)["results"] if found["record_id"] == sys.argv[1])
print(record["record_id"], record["status"], record["report"])
sys.exit(record["status"] != "succeeded")' "$id"
