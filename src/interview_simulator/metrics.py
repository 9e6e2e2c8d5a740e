"""What Prometheus is told of: requests and steps, counted where they happen. Nothing personal is among it."""

from prometheus_client import Counter, Histogram

REQUESTS = Counter("interview_simulator_requests_total", "Requests by route and status.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("interview_simulator_request_seconds", "Time until the answer has gone.", ["route"])
STEPS = Counter("interview_simulator_steps_total", "Steps that have ended, failures among them.", ["step", "status"])
STEP_SECONDS = Histogram(
    "interview_simulator_step_seconds",
    "How long steps took.",
    ["step"],
    buckets=(0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000),
)
