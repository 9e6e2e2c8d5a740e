-- What a database looked like before there were revisions, with one record.
CREATE TABLE records (
    record_id VARCHAR(128) NOT NULL, email VARCHAR(320), date VARCHAR(32), document JSON NOT NULL,
    PRIMARY KEY (record_id)
);
CREATE INDEX ix_records_email ON records (email);
CREATE INDEX ix_records_date ON records (date);
INSERT INTO records VALUES (
    'r1', 'ana@b.c', '2026-01-01T00:00:00Z',
    '{"record_id": "r1", "email": "Ana@b.c", "date": "2026-01-01T00:00:00Z", "recording": "recordings/r1.webm"}'
);
