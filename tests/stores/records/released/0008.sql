-- A database at revision 0008: what there was at 0007.
CREATE TABLE accounts (
	id VARCHAR(512) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	email VARCHAR(320), 
	subject VARCHAR(512), 
	role VARCHAR(16), 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "accounts" VALUES('a1','2026-01-01T00:00:00Z','ana@b.c',NULL,'candidate','{"id": "a1", "created": "2026-01-01T00:00:00Z", "email": "ana@b.c", "role": "candidate", "password_hash": "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g", "subject": null, "disabled": false, "most_records": null}');
INSERT INTO "accounts" VALUES('m1','2026-01-01T00:00:00Z','mia@b.c','https://login.example 1','mentor','{"id": "m1", "created": "2026-01-01T00:00:00Z", "email": "mia@b.c", "role": "mentor", "password_hash": null, "subject": "https://login.example 1", "disabled": false, "most_records": null}');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0008');
CREATE TABLE audit (
    id INTEGER NOT NULL, at VARCHAR(32) NOT NULL, action VARCHAR(32) NOT NULL, who VARCHAR(320), about VARCHAR(320),
    record_id VARCHAR(128), file VARCHAR(256), address VARCHAR(64), detail VARCHAR(256), PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-01-01T00:00:00Z','report_viewed',NULL,'ana@b.c','r1',NULL,'127.0.0.1',NULL);
CREATE TABLE comments (
	id VARCHAR(512) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	record_id VARCHAR(128), 
	author VARCHAR(320), 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "comments" VALUES('c1','2026-01-01T00:00:00Z','r1','mia@b.c','{"id": "c1", "record_id": "r1", "created": "2026-01-01T00:00:00Z", "author": "mia@b.c", "at_s": 1.5, "text": "Here."}');
CREATE TABLE consents (
    email VARCHAR(320) NOT NULL, version VARCHAR(32) NOT NULL, given VARCHAR(32) NOT NULL, withdrawn VARCHAR(32),
    PRIMARY KEY (email)
);
INSERT INTO "consents" VALUES('','1','2026-01-01T00:00:00Z',NULL);
INSERT INTO "consents" VALUES('ana@b.c','1','2026-01-01T00:00:00Z','2026-01-02T00:00:00Z');
CREATE TABLE erased (
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (digest)
);
INSERT INTO "erased" VALUES('283bb9deef02e6843abfb538efa1eca70801bd8a701c3f98191e123496339247');
CREATE TABLE grades (
	id VARCHAR(512) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	record_id VARCHAR(128), 
	author VARCHAR(320), 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "grades" VALUES('r1 mia@b.c q1','2026-01-01T00:00:00Z','r1','mia@b.c','{"id": "r1 mia@b.c q1", "record_id": "r1", "created": "2026-01-01T00:00:00Z", "author": "mia@b.c", "question_id": "q1", "score": 0.5, "note": ""}');
CREATE TABLE groups (
	id VARCHAR(512) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	owner VARCHAR(64), 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "groups" VALUES('g1','2026-01-01T00:00:00Z','m1','{"id": "g1", "created": "2026-01-01T00:00:00Z", "owner": "m1", "name": "Class", "emails": ["ana@b.c"], "assignments": []}');
CREATE TABLE installation (
	name VARCHAR(32) NOT NULL, 
	value VARCHAR(128) NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "installation" VALUES('secret','00ff');
CREATE TABLE interviews (
	id VARCHAR(128) NOT NULL, 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE made (
	id VARCHAR(512) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	email VARCHAR(320), 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "made" VALUES('made-1','2026-01-01T00:00:00Z','ana@b.c','{"id": "made-1", "created": "2026-01-01T00:00:00Z", "email": "ana@b.c"}');
CREATE TABLE records (
	record_id VARCHAR(128) NOT NULL, 
	email VARCHAR(320), 
	date VARCHAR(32), 
	document JSON NOT NULL, status VARCHAR(16) GENERATED ALWAYS AS (json_extract(document, '$.status')) VIRTUAL, 
	PRIMARY KEY (record_id));
INSERT INTO "records" VALUES('r1','ana@b.c','2026-01-01T00:00:00Z','{"record_id": "r1", "email": "Ana@b.c", "date": "2026-01-01T00:00:00Z", "duration": null, "video": null, "interview_id": null, "question": null, "language": null, "marks": [], "recording": "recordings/r1.webm", "uploading": null, "status": "succeeded", "attempt": 1, "steps": {}, "poster": null, "captions": null, "report": "artefacts/r1/report.json", "objects": null, "attention": null, "figures": null}');
CREATE TABLE shares (
	id VARCHAR(512) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	record_id VARCHAR(128), 
	email VARCHAR(320), 
	digest VARCHAR(64), 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "shares" VALUES('s1','2026-01-01T00:00:00Z','r1','mia@b.c',NULL,'{"id": "s1", "record_id": "r1", "created": "2026-01-01T00:00:00Z", "expires": null, "email": "mia@b.c", "digest": null}');
CREATE TABLE tokens (
	id VARCHAR(512) NOT NULL, 
	created VARCHAR(32) NOT NULL, 
	account_id VARCHAR(64), 
	kind VARCHAR(16), 
	expires VARCHAR(32), 
	document JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "tokens" VALUES('0000000000000000000000000000000000000000000000000000000000000000','2026-01-01T00:00:00Z','a1','api',NULL,'{"id": "0000000000000000000000000000000000000000000000000000000000000000", "kind": "api", "created": "2026-01-01T00:00:00Z", "expires": null, "account_id": "a1", "name": "script", "email": null, "role": "candidate", "nonce": "", "verifier": "", "scopes": ["metrics", "records", "administration"]}');
CREATE TABLE workers (
	id VARCHAR(64) NOT NULL, 
	version VARCHAR(32) NOT NULL, 
	beat DATETIME NOT NULL, 
	lost DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "workers" VALUES('worker-1','1','2026-01-01 00:00:00.000000',NULL);
CREATE INDEX ix_records_email ON records (email);
CREATE INDEX ix_records_date ON records (date);
CREATE INDEX ix_records_status ON records (status);
CREATE UNIQUE INDEX ix_accounts_email ON accounts (email);
CREATE UNIQUE INDEX ix_accounts_subject ON accounts (subject);
CREATE INDEX ix_accounts_role ON accounts (role);
CREATE INDEX ix_tokens_account_id ON tokens (account_id);
CREATE INDEX ix_tokens_kind ON tokens (kind);
CREATE INDEX ix_tokens_expires ON tokens (expires);
CREATE INDEX ix_shares_record_id ON shares (record_id);
CREATE INDEX ix_shares_email ON shares (email);
CREATE UNIQUE INDEX ix_shares_digest ON shares (digest);
CREATE INDEX ix_comments_record_id ON comments (record_id);
CREATE INDEX ix_comments_author ON comments (author);
CREATE INDEX ix_grades_record_id ON grades (record_id);
CREATE INDEX ix_grades_author ON grades (author);
CREATE INDEX ix_groups_owner ON groups (owner);
CREATE INDEX ix_made_email ON made (email);
CREATE INDEX ix_audit_who ON audit (who);
CREATE INDEX ix_audit_about ON audit (about);
CREATE INDEX ix_workers_beat ON workers (beat);
CREATE INDEX ix_records_owner ON records (email, date, record_id);
