"""Api: the same FastAPI application as on one machine, behind API Gateway, which has checked who signed in."""

from typing import Any

from fastapi import Request
from mangum import Mangum
from starlette.middleware.cors import CORSMiddleware

from interview_simulator import compose_aws
from interview_simulator.settings import AwsSettings, Settings
from interview_simulator.web.app import create_app


def signed_in(request: Request) -> str:
    """The e-mail address of the token that API Gateway has verified."""
    claims = request.scope["aws.event"]["requestContext"]["authorizer"]["claims"]
    return str(claims["email"])


def application(settings: Settings) -> Any:
    """The application for this function's environment."""
    aws = AwsSettings()
    app = create_app(compose_aws.api(settings, aws), signed_in)
    app.add_middleware(CORSMiddleware, allow_origins=[aws.page_origin], allow_methods=["*"], allow_headers=["*"])
    return app


handler = Mangum(application(Settings()), lifespan="off", api_gateway_base_path="/")
