-- A database at revision 0001, with a record at each end of its life.
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE records (
    record_id VARCHAR(128) NOT NULL, email VARCHAR(320), date VARCHAR(32), document JSON NOT NULL,
    PRIMARY KEY (record_id)
);
CREATE INDEX ix_records_email ON records (email);
CREATE INDEX ix_records_date ON records (date);
INSERT INTO records VALUES (
    'r1', 'ana@b.c', '2026-01-01T00:00:00Z',
    '{"record_id": "r1", "email": "Ana@b.c", "date": "2026-01-01T00:00:00Z", "recording": "recordings/r1.webm",
      "status": "succeeded", "attempt": 1, "report": "artefacts/r1/report.json", "attention": true,
      "steps": {"transcription": {"status": "succeeded", "percent": 100, "seconds": 1.5, "reason": null, "code": null}},
      "figures": {"speech_rate_wpm": 150.0, "score": 0.7}}'
);
INSERT INTO records VALUES ('r2', NULL, NULL, '{"record_id": "r2", "uploading": "r2.webm"}');
