#!/bin/sh
# Deploys the page's stack, tells the back end the page's origin, publishes the built page with its config.json.
# Usage: deploy/aws/page.sh [back end's stack]     (make aws-page builds the page before it)
set -eu
stack="${1:-interview-backend}"
here="$(dirname "$0")"
built="$here/../../src/interview_simulator/web/static"

output() { # output STACK NAME
	aws cloudformation describe-stacks --stack-name "$1" --output text --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue"
}

api="$(output "$stack" ApiGatewayEndpoint)"
sign_in="$(output "$stack" SignInEndpoint)"
aws cloudformation deploy --stack-name "$stack-page" --template-file "$here/frontend.yaml" --no-fail-on-empty-changeset \
	--parameter-overrides "ApiOrigin=${api%/Prod}" "SignInOrigin=$sign_in" "MediaBucketName=$(output "$stack" MediaBucketName)"
origin="$(output "$stack-page" PageOrigin)"

parameters="$(aws cloudformation describe-stacks --stack-name "$stack" --output text --query "Stacks[0].Parameters[].ParameterKey")"
known="$(aws cloudformation describe-stacks --stack-name "$stack" --output text --query "Stacks[0].Parameters[?ParameterKey=='PageOrigin'].ParameterValue")"
if [ "$known" != "$origin" ]; then
	set --
	for name in $parameters; do
		[ "$name" = PageOrigin ] || set -- "$@" "ParameterKey=$name,UsePreviousValue=true"
	done
	aws cloudformation update-stack --stack-name "$stack" --use-previous-template --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND \
		--parameters "ParameterKey=PageOrigin,ParameterValue=$origin" "$@"
	aws cloudformation wait stack-update-complete --stack-name "$stack"
fi

bucket="$(output "$stack-page" PageBucketName)"
config="$(mktemp)"
trap 'rm -f "$config"' EXIT
printf '{"api": "%s", "signIn": "%s", "clientId": "%s"}\n' "$api" "$sign_in" "$(output "$stack" UserPoolClientId)" >"$config"
aws s3 sync "$built/assets" "s3://$bucket/assets" --cache-control "public, max-age=31536000, immutable"
aws s3 sync "$built" "s3://$bucket" --exclude "assets/*" --exclude config.json --delete --cache-control no-cache
aws s3 cp "$config" "s3://$bucket/config.json" --content-type application/json --cache-control no-cache
aws cloudfront create-invalidation --distribution-id "$(output "$stack-page" DistributionId)" --paths / /index.html /config.json
echo "The page is at $origin"
