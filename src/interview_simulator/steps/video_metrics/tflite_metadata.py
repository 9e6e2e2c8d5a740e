"""The description that MediaPipe asks of a detector, written into a TFLite file that was published without one. Pure.

The forms are TFLite's (`metadata_schema.fbs` and `schema.fbs` of MediaPipe's package). MediaPipe has a writer for it,
which needs a module that its wheels do not hold.
"""

from typing import Any

MIDDLE, SPREAD = 127.5, 127.5
"""The model sees (value - MIDDLE) / SPREAD of each colour: -1 to 1."""
EDGES = [1, 0, 3, 2]
"""Where left, top, right and bottom lie in a box of TFLite's detectors, which begins at the top."""


def described(model: bytes) -> bytes:
    """The TFLite file of a detector in RGB that ends in `TFLite_Detection_PostProcess`, with its description."""
    import flatbuffers
    import numpy as np
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    form: Any = tflite
    tree = form.ModelT.InitFromObj(form.Model.GetRootAs(model, 0))
    buffer, entry = form.BufferT(), form.MetadataT()
    buffer.data = np.frombuffer(_description(), np.uint8)
    entry.name, entry.buffer = "TFLITE_METADATA", len(tree.buffers or [])
    tree.buffers = [*(tree.buffers or []), buffer]
    tree.metadata = [entry]
    builder = flatbuffers.Builder(len(model))
    builder.Finish(tree.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def _description() -> bytes:
    import flatbuffers
    from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata

    form: Any = metadata
    scaling, scaled, colours, box, features = (
        form.NormalizationOptionsT(),
        form.ProcessUnitT(),
        form.ImagePropertiesT(),
        form.BoundingBoxPropertiesT(),
        form.FeaturePropertiesT(),
    )
    scaling.mean, scaling.std = [MIDDLE], [SPREAD]
    scaled.optionsType, scaled.options = form.ProcessUnitOptions.NormalizationOptions, scaling
    colours.colorSpace = form.ColorSpaceType.RGB
    box.index, box.type, box.coordinateType = EDGES, form.BoundingBoxType.BOUNDARIES, form.CoordinateType.RATIO
    kinds = form.ContentProperties
    picture = _tensor(form, "image", kinds.ImageProperties, colours)
    picture.processUnits = [scaled]
    boxes = _tensor(form, "location", kinds.BoundingBoxProperties, box)
    others = [_tensor(form, name, kinds.FeatureProperties, features) for name in ("category", "score", "number")]
    graph, whole = form.SubGraphMetadataT(), form.ModelMetadataT()
    graph.inputTensorMetadata, graph.outputTensorMetadata = [picture], [boxes, *others]
    whole.subgraphMetadata = [graph]
    builder = flatbuffers.Builder()
    builder.Finish(whole.Pack(builder), file_identifier=b"M001")
    return bytes(builder.Output())


def _tensor(form: Any, name: str, kind: int, properties: Any) -> Any:
    tensor, content = form.TensorMetadataT(), form.ContentT()
    content.contentPropertiesType, content.contentProperties = kind, properties
    tensor.name, tensor.content = name, content
    return tensor
