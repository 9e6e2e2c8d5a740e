"""The environment of this process changes only before its threads begin.

Engines read it while they run (`getenv`). Where it grows beside that (`putenv`), C leaves open what happens; it has
ended a server.
"""

from importlib import import_module

from interview_simulator.libraries import missing_library_told


def settle() -> None:
    """Import what changes the environment when it is imported, and let the embedder set what it needs.

    NumPy sets a variable of OpenBLAS; OpenCV, which MediaPipe brings, sets those of Qt.

    Raises:
        LibraryMissingError: OpenCV does not load on this machine.
    """
    from interview_simulator import embeddings

    with missing_library_told():
        import_module("cv2")
    embeddings.one_thread()
