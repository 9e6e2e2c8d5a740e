"""Fetches a model in a process of its own: puller.py MODEL_AS_JSON FOLDER."""

import sys
from pathlib import Path

from interview_simulator.errors import ModelFileError
from interview_simulator.model_files import ensure
from interview_simulator.model_files.catalogue import MODELS, Model

model = Model.model_validate_json(sys.argv[1])
MODELS[model.name] = model
try:
    ensure(model.name, Path(sys.argv[2]))
except ModelFileError as error:
    sys.exit(str(error))
