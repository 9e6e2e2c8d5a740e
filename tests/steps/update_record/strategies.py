"""Results of the steps as hypothesis draws them: whole sections, with or without figures."""

from hypothesis import strategies as st

from interview_simulator.domain.report import (
    Answer,
    Fillers,
    KeyPointCoverage,
    Loudness,
    NotAnalysed,
    ObjectsFound,
    Pauses,
    Pitch,
    SpeechSection,
    Spread,
    VideoSection,
    Vocabulary,
    Warning,
)

CODES = (
    "too_dark",
    "too_bright",
    "backlit",
    "face_too_small",
    "face_too_close",
    "face_off_centre",
    "clipping",
    "several_people",
)
ratios = st.floats(0, 1)
not_analysed = st.builds(NotAnalysed, reason=st.just("It was not looked at."))
spreads = st.builds(Spread, median=st.floats(-30, 30), p05=st.floats(-60, -31), p95=st.floats(31, 60))
videos = st.builds(
    VideoSection,
    sampling_hz=st.just(2.0),
    samples=st.integers(0, 1000),
    face_present_ratio=ratios,
    multiple_faces_ratio=ratios,
    looking_at_camera_ratio=st.none() | ratios,
    attention=st.none() | st.booleans(),
    attentive_ratio=st.none() | ratios,
    yaw_deg=st.none() | spreads,
    pitch_deg=st.none() | spreads,
    roll_deg=st.none() | spreads,
    blinks_per_min=st.none() | st.floats(0, 60),
    smile_ratio=st.none() | ratios,
    head_motion_deg_per_s=st.none() | st.floats(0, 90),
    objects=not_analysed | st.builds(ObjectsFound, labels=st.just(("Phone",))),
    warnings=st.lists(st.builds(Warning, code=st.sampled_from(CODES)), max_size=4).map(tuple),
)
speeches = st.builds(
    SpeechSection,
    words=st.integers(0, 5000),
    speech_rate_wpm=st.floats(0, 400),
    articulation_rate_wpm=st.none() | st.floats(0, 500),
    time_to_first_word_s=st.none() | st.floats(0, 60),
    fillers=st.builds(Fillers, count=st.integers(0, 99), per_min=st.floats(0, 30)),
    pauses=st.builds(Pauses, count=st.integers(0, 99), longest_s=st.floats(0, 60), ratio=ratios),
    pitch=not_analysed | st.builds(Pitch, median_hz=st.floats(60, 400), spread_semitones=st.floats(0, 12)),
    loudness=not_analysed | st.builds(Loudness, integrated_lufs=st.floats(-70, 0)),
    vocabulary=st.builds(Vocabulary, different=st.integers(0, 999), different_ratio=ratios),
)
key_points = st.builds(
    KeyPointCoverage,
    id=st.just("point"),
    text=st.sampled_from(["In boiling water.", "For six minutes."]),
    coverage=st.sampled_from(["covered", "partly", "missing"]),
)
judged = st.builds(
    Answer,
    question_id=st.just("egg"),
    question=st.just("How do you boil an egg?"),
    start_s=st.just(0.0),
    end_s=st.just(9.0),
    score=ratios,
    verdict=st.sampled_from(["right", "partly", "wrong"]),
    evaluation=st.just("…"),
    correction=st.just("…"),
    key_points=st.lists(key_points, max_size=3).map(tuple),
)
not_judged = st.builds(
    Answer,
    question_id=st.just("egg"),
    question=st.just("How do you boil an egg?"),
    start_s=st.just(0.0),
    end_s=st.just(9.0),
    score=st.none(),
    verdict=st.just("not_judged"),
    evaluation=st.just("Nothing was said."),
    correction=st.just(""),
    key_points=st.lists(key_points, max_size=3).map(tuple),
)
answers = st.lists(judged | not_judged, max_size=5).map(tuple)
