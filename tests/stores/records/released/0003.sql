-- A database at revision 0003, with a record at each end of its life, consents, and what was noted.
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('0003');
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
CREATE TABLE consents (
    email VARCHAR(320) NOT NULL, version VARCHAR(32) NOT NULL, given VARCHAR(32) NOT NULL, withdrawn VARCHAR(32),
    PRIMARY KEY (email)
);
INSERT INTO consents VALUES ('', '1', '2026-01-01T00:00:00Z', NULL);
INSERT INTO consents VALUES ('ana@b.c', '1', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
CREATE TABLE audit (
    id INTEGER NOT NULL, at VARCHAR(32) NOT NULL, action VARCHAR(32) NOT NULL, who VARCHAR(320), about VARCHAR(320),
    record_id VARCHAR(128), file VARCHAR(256), address VARCHAR(64), PRIMARY KEY (id)
);
CREATE INDEX ix_audit_who ON audit (who);
CREATE INDEX ix_audit_about ON audit (about);
INSERT INTO audit VALUES (1, '2026-01-01T00:00:00Z', 'report_viewed', NULL, 'ana@b.c', 'r1', NULL, '127.0.0.1');
