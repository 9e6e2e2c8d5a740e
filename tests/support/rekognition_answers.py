"""What Rekognition says of a picture, for whoever stands in its place."""

FACE = {
    "Confidence": 99.9,
    "BoundingBox": {"Left": 0.4, "Top": 0.3, "Width": 0.2, "Height": 0.3},
    "Pose": {"Yaw": 0.0, "Pitch": 0.0, "Roll": 0.0},
    "EyesOpen": {"Value": True, "Confidence": 99.0},
    "Smile": {"Value": False, "Confidence": 99.0},
    "Sunglasses": {"Value": False, "Confidence": 99.0},
}
