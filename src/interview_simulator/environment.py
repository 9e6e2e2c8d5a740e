"""The environment of this process changes only before its threads begin.

Engines read it while they run (`getenv`). Where it grows beside that (`putenv`), C leaves open what happens; it has
ended a server.
"""

from importlib import import_module


def settle() -> None:
    """Import what changes the environment when it is imported, and let the embedder set what it needs.

    NumPy sets a variable of OpenBLAS; OpenCV, which MediaPipe brings, sets those of Qt.
    """
    from interview_simulator import embeddings

    import_module("cv2")
    embeddings.one_thread()
