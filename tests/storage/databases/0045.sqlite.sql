-- The tables that the fourteen revisions from 0030 to 0045 made (commit ca5599c4), with what was in 0030.sqlite.sql and a
-- row in each table that was new; no column is empty in all rows of its table.
BEGIN TRANSACTION;
CREATE TABLE acknowledgement (
	notice_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	at DATETIME, 
	CONSTRAINT pk_acknowledgement PRIMARY KEY (notice_id, person_id), 
	CONSTRAINT fk_acknowledgement_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id), 
	CONSTRAINT fk_acknowledgement_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "acknowledgement" VALUES(1,6,'2026-11-23 02:00:00.000000');
CREATE TABLE "act" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	by_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	facts JSON NOT NULL, 
	at DATETIME NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT fk_act_by_id FOREIGN KEY(by_id) REFERENCES person (id)
);
INSERT INTO "act" VALUES(1,1,'register','{"course": 1}','2026-11-23 02:00:00.000000',NULL);
INSERT INTO "act" VALUES(2,4,'enrol','{"course": 1, "person": 4, "until": "2026-11-28T01:00:00+00:00"}','2026-11-23 02:00:00.000000',NULL);
INSERT INTO "act" VALUES(3,5,'enrol','{"course": 1, "person": 5, "until": "2026-11-28T01:00:00+00:00"}','2026-11-23 02:00:00.000000',NULL);
INSERT INTO "act" VALUES(4,6,'move','{"session": 1}','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE "address" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER, 
	channel VARCHAR(40) NOT NULL, 
	external_id VARCHAR(64) NOT NULL, 
	last_used_at DATETIME NOT NULL, 
	not_before DATETIME, 
	unreachable_at DATETIME, 
	cut_off_at DATETIME, 
	forgotten_at DATETIME, buttons BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT uq_address_channel_external_id UNIQUE (channel, external_id), 
	CONSTRAINT fk_address_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "address" VALUES(1,1,'web','lan','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,1);
INSERT INTO "address" VALUES(2,2,'web','quan','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,1);
INSERT INTO "address" VALUES(3,3,'web','huong','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,1);
INSERT INTO "address" VALUES(4,4,'web','tu','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,1);
INSERT INTO "address" VALUES(5,5,'web','sau','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,1);
INSERT INTO "address" VALUES(6,6,'web','erased-99','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',0);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0045');
CREATE TABLE "announcement" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	by_id INTEGER NOT NULL, 
	group_id INTEGER, 
	ward_code VARCHAR(5), 
	segment VARCHAR(24) NOT NULL, 
	words TEXT, 
	at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	upto INTEGER NOT NULL, 
	unreached INTEGER NOT NULL, 
	done_at DATETIME, 
	recalled_at DATETIME, 
	course_id INTEGER, 
	CONSTRAINT fk_announcement_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code), 
	CONSTRAINT fk_announcement_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_announcement_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_announcement_course_id FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "announcement" VALUES(1,6,3,'ward ','warned','gAAAAABrDSjHNPbhEFJ6j_Q4M2U9H4nQuigc7Y8dC_yV6quQJpu8n0LHybpjpF5InYtKUZ5jsAo9IAFghLQxQKEb_U6ZO9gUO7gLgf65oGvH3dsYzM3eX8c=','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',1,1,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',2);
CREATE TABLE "appointment" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	resident_id INTEGER NOT NULL, 
	volunteer_id INTEGER NOT NULL, 
	companion_id INTEGER, 
	run_id INTEGER, 
	starts_at DATETIME NOT NULL, 
	place VARCHAR(24) NOT NULL, 
	topic VARCHAR(24) NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	offered_until DATETIME, 
	answered_at DATETIME, 
	reminded_at DATETIME, 
	meeting_code VARCHAR(12) NOT NULL, 
	reason JSON NOT NULL, 
	seconds JSON NOT NULL, 
	replaces_id INTEGER, 
	rescues_id INTEGER, refusals JSON DEFAULT '[]' NOT NULL, companion_until DATETIME, companion_agreed_at DATETIME, 
	CONSTRAINT fk_appointment_companion_id FOREIGN KEY(companion_id) REFERENCES person (id), 
	CONSTRAINT fk_appointment_replaces_id FOREIGN KEY(replaces_id) REFERENCES appointment (id), 
	CONSTRAINT fk_appointment_rescues_id FOREIGN KEY(rescues_id) REFERENCES person (id), 
	CONSTRAINT fk_appointment_resident_id FOREIGN KEY(resident_id) REFERENCES person (id), 
	CONSTRAINT fk_appointment_run_id FOREIGN KEY(run_id) REFERENCES match_run (id), 
	CONSTRAINT fk_appointment_volunteer_id FOREIGN KEY(volunteer_id) REFERENCES person (id)
);
INSERT INTO "appointment" VALUES(1,6,6,6,1,'2026-11-23 02:00:00.000000','nearby','T10','moved','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','appointment ','{"session": 1}','{"session": 1}',1,6,'{"session": 1}','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE "assignment" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	shift_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	offered_at DATETIME NOT NULL, 
	offered_until DATETIME, 
	answered_at DATETIME, 
	reason JSON NOT NULL, 
	arrived_at DATETIME, 
	organisation_id INTEGER, 
	mark VARCHAR(24), 
	marked_by_id INTEGER, 
	marked_at DATETIME, 
	CONSTRAINT fk_assignment_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_assignment_shift_id_person_id UNIQUE (shift_id, person_id), 
	CONSTRAINT fk_assignment_shift_id FOREIGN KEY(shift_id) REFERENCES shift (id), 
	CONSTRAINT fk_assignment_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_assignment_marked_by_id FOREIGN KEY(marked_by_id) REFERENCES person (id)
);
INSERT INTO "assignment" VALUES(1,3,6,'expired','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','{"organisation": 1}','2026-11-23 02:00:00.000000',1,'present',6,'2026-11-23 02:00:00.000000');
CREATE TABLE "attendance" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	mark VARCHAR(24) NOT NULL, 
	walk_in BOOLEAN NOT NULL, 
	marked_by_id INTEGER NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT fk_attendance_marked_by_id FOREIGN KEY(marked_by_id) REFERENCES person (id), 
	CONSTRAINT fk_attendance_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_attendance_session_id FOREIGN KEY(session_id) REFERENCES class_session (id), 
	CONSTRAINT uq_attendance_session_id_person_id UNIQUE (session_id, person_id)
);
INSERT INTO "attendance" VALUES(1,3,6,'no_show',1,6,'2026-11-23 02:00:00.000000');
CREATE TABLE availability (
	person_id INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	part VARCHAR(24) NOT NULL, 
	CONSTRAINT pk_availability PRIMARY KEY (person_id, weekday, part), 
	CONSTRAINT fk_availability_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "availability" VALUES(3,0,'evening');
INSERT INTO "availability" VALUES(3,1,'evening');
INSERT INTO "availability" VALUES(3,2,'evening');
INSERT INTO "availability" VALUES(3,3,'evening');
INSERT INTO "availability" VALUES(3,4,'evening');
INSERT INTO "availability" VALUES(3,5,'evening');
INSERT INTO "availability" VALUES(3,6,'evening');
INSERT INTO "availability" VALUES(3,5,'morning');
INSERT INTO "availability" VALUES(3,6,'morning');
INSERT INTO "availability" VALUES(6,1,'evening');
CREATE TABLE bot_month (
	channel VARCHAR(40) NOT NULL, 
	month DATE NOT NULL, 
	sent INTEGER NOT NULL, 
	received INTEGER NOT NULL, 
	told INTEGER NOT NULL, 
	told_of_users INTEGER NOT NULL, 
	CONSTRAINT pk_bot_month PRIMARY KEY (channel, month)
);
INSERT INTO "bot_month" VALUES('zalo-bot','2026-11-01',1,1,1,1);
CREATE TABLE "call" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	session_id INTEGER, 
	reason VARCHAR(24) NOT NULL, 
	since DATETIME NOT NULL, 
	taken_by_id INTEGER, 
	outcome VARCHAR(24), 
	closed_at DATETIME, 
	held_until DATETIME, 
	card_id INTEGER, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	again_at DATETIME, 
	announcement_id INTEGER, 
	CONSTRAINT fk_call_card_id FOREIGN KEY(card_id) REFERENCES outbox (id), 
	CONSTRAINT fk_call_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_call_taken_by_id FOREIGN KEY(taken_by_id) REFERENCES person (id), 
	CONSTRAINT fk_call_session_id FOREIGN KEY(session_id) REFERENCES class_session (id), 
	CONSTRAINT fk_call_announcement_id FOREIGN KEY(announcement_id) REFERENCES announcement (id)
);
INSERT INTO "call" VALUES(1,6,3,'announced','2026-11-23 02:00:00.000000',6,'expired','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',1,1,'2026-11-23 02:00:00.000000',1);
CREATE TABLE "class_session" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	course_id INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	venue_id INTEGER NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	seats INTEGER NOT NULL, 
	seats_taken INTEGER NOT NULL, 
	reason TEXT, 
	next_reminder_at DATETIME, 
	roll_closed_at DATETIME, 
	roll_closed_by_id INTEGER, minutes INTEGER DEFAULT '60' NOT NULL, printed JSON, surplus INTEGER DEFAULT '0' NOT NULL, topic VARCHAR(24), 
	CONSTRAINT fk_class_session_roll_closed_by_id FOREIGN KEY(roll_closed_by_id) REFERENCES person (id), 
	CONSTRAINT ck_class_session_seats CHECK (seats_taken BETWEEN 0 AND seats), 
	CONSTRAINT fk_class_session_venue_id FOREIGN KEY(venue_id) REFERENCES venue (id), 
	CONSTRAINT fk_class_session_course_id FOREIGN KEY(course_id) REFERENCES course (id)
);
INSERT INTO "class_session" VALUES(1,1,'2026-11-28 01:00:00.000000',1,'planned',3,2,NULL,'2026-11-25 02:00:00.000000',NULL,NULL,60,NULL,0,NULL);
INSERT INTO "class_session" VALUES(2,1,'2026-12-05 01:00:00.000000',1,'planned',3,2,NULL,'2026-12-02 02:00:00.000000',NULL,NULL,60,NULL,0,NULL);
INSERT INTO "class_session" VALUES(3,2,'2026-11-23 02:00:00.000000',2,'held',1,1,'gAAAAABrDSjHQNFVQo9UIiaJxevl7DMlJMrQoDmdGz72knopyYxcz2Fl51x8HBdyFGeWJFkMmc581IiLS05m_fp0zu1VlDj-Tb79_zPfzCRbM10KBQ4S98g=','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',6,90,'[6]',2,'T03');
CREATE TABLE "closed_day" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	day DATE NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	ward_code VARCHAR(5), 
	CONSTRAINT fk_closed_day_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code)
);
INSERT INTO "closed_day" VALUES(1,'2026-11-16','closed_day name','ward ');
CREATE TABLE coach (
	person_id INTEGER NOT NULL, 
	reach VARCHAR(24) NOT NULL, 
	languages JSON NOT NULL, 
	weekly_limit INTEGER NOT NULL, 
	home_visits BOOLEAN NOT NULL, 
	vetted_at DATETIME, 
	vetted_by_id INTEGER, 
	CONSTRAINT pk_coach PRIMARY KEY (person_id), 
	CONSTRAINT fk_coach_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_coach_vetted_by_id FOREIGN KEY(vetted_by_id) REFERENCES person (id)
);
INSERT INTO "coach" VALUES(6,'neighbours','{"session": 1}',1,1,'2026-11-23 02:00:00.000000',6);
CREATE TABLE coaching_request (
	resident_id INTEGER NOT NULL, 
	entered_by_id INTEGER NOT NULL, 
	topic VARCHAR(24) NOT NULL, 
	place VARCHAR(24) NOT NULL, 
	slots INTEGER NOT NULL, 
	helper_gender VARCHAR(1), 
	language VARCHAR(24) NOT NULL, 
	somebody_home BOOLEAN, 
	status VARCHAR(24) NOT NULL, 
	since DATETIME NOT NULL, 
	"left" JSON, 
	CONSTRAINT pk_coaching_request PRIMARY KEY (resident_id), 
	CONSTRAINT fk_coaching_request_entered_by_id FOREIGN KEY(entered_by_id) REFERENCES person (id), 
	CONSTRAINT fk_coaching_request_resident_id FOREIGN KEY(resident_id) REFERENCES person (id)
);
INSERT INTO "coaching_request" VALUES(6,6,'T10','nearby',1,'c','en',1,'withdrawn','2026-11-23 02:00:00.000000','{"session": 1}');
CREATE TABLE "code" (
	text VARCHAR(16) NOT NULL, 
	purpose VARCHAR(12) NOT NULL, 
	course_id INTEGER, 
	role_kind VARCHAR(24), 
	group_id INTEGER, 
	ward_code VARCHAR(5), 
	organisation_id INTEGER, 
	created_by_id INTEGER, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	uses_left INTEGER, 
	session_id INTEGER, 
	person_id INTEGER, 
	stands_in_for_id INTEGER, 
	alone BOOLEAN DEFAULT 0 NOT NULL, 
	role_starts_at DATETIME, 
	role_ends_at DATETIME, 
	CONSTRAINT pk_code PRIMARY KEY (text), 
	CONSTRAINT fk_code_session_id FOREIGN KEY(session_id) REFERENCES class_session (id), 
	CONSTRAINT fk_code_created_by_id FOREIGN KEY(created_by_id) REFERENCES person (id), 
	CONSTRAINT fk_code_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_code_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code), 
	CONSTRAINT fk_code_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT fk_code_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_code_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_code_stands_in_for_id FOREIGN KEY(stands_in_for_id) REFERENCES role (id)
);
INSERT INTO "code" VALUES('HT-9709','course',1,NULL,NULL,NULL,NULL,1,'2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "code" VALUES('code text','code purpose',2,'administrator',3,'ward ',1,6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',1,3,6,4,1,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE "consent" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	purpose VARCHAR(24) NOT NULL, 
	given BOOLEAN NOT NULL, 
	text_version VARCHAR(16) NOT NULL, 
	text_hash VARCHAR(64) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	witness_id INTEGER, 
	at DATETIME NOT NULL, 
	withdrawn_at DATETIME, said TEXT, 
	CONSTRAINT fk_consent_witness_id FOREIGN KEY(witness_id) REFERENCES person (id), 
	CONSTRAINT fk_consent_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "consent" VALUES(1,1,'classes',1,'2026-11-23','9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527','web',NULL,'2026-11-23 02:00:00.000000',NULL,NULL);
INSERT INTO "consent" VALUES(2,2,'classes',1,'2026-11-23','9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527','web',NULL,'2026-11-23 02:00:00.000000',NULL,NULL);
INSERT INTO "consent" VALUES(3,3,'classes',1,'2026-11-23','9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527','web',NULL,'2026-11-23 02:00:00.000000',NULL,NULL);
INSERT INTO "consent" VALUES(4,4,'classes',1,'2026-11-23','9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527','web',NULL,'2026-11-23 02:00:00.000000',NULL,NULL);
INSERT INTO "consent" VALUES(5,5,'classes',1,'2026-11-23','9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527','web',NULL,'2026-11-23 02:00:00.000000',NULL,NULL);
INSERT INTO "consent" VALUES(6,6,'photos',1,'consent text_ver','consent text_hash','consent channel',6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','gAAAAABrDb5W6TGlBxPA5MJ3rqXto3HMdVhmzCvoRYnJOU2cK2Tx94mYkRGMpun-3B8tX2jEuXTNQ8oKifL5Ja-rslo9lzIphw==');
CREATE TABLE "conversation" (
	address_id INTEGER NOT NULL, 
	flow VARCHAR(40), 
	answers TEXT NOT NULL, 
	question_id INTEGER, 
	misses INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_conversation PRIMARY KEY (address_id), 
	CONSTRAINT fk_conversation_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_conversation_address_id FOREIGN KEY(address_id) REFERENCES address (id)
);
INSERT INTO "conversation" VALUES(6,'conversation flow','gAAAAABrDSjHDCHJnbpshFPZEWNCjYZHsca4BQs72Qjzq32Z7xtdEiZyJm2wFe-oToZflTjyuHFbCDtKqgV-ntbsNFoQlyED6hospMFZ26TS4qFm_Z88GJw=',1,1,'2026-11-23 02:00:00.000000');
CREATE TABLE "course" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code VARCHAR(16) NOT NULL, 
	topic VARCHAR(24) NOT NULL, 
	group_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	venue_id INTEGER NOT NULL, 
	seats INTEGER NOT NULL, 
	enrolled INTEGER NOT NULL, 
	created_by_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, ended_at DATETIME, surplus INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_course_seats CHECK (enrolled BETWEEN 0 AND seats), 
	CONSTRAINT fk_course_created_by_id FOREIGN KEY(created_by_id) REFERENCES person (id), 
	CONSTRAINT fk_course_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_course_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_course_venue_id FOREIGN KEY(venue_id) REFERENCES venue (id), 
	CONSTRAINT uq_course_code UNIQUE (code)
);
INSERT INTO "course" VALUES(1,'HT-9709','T03',1,NULL,1,3,2,1,'2026-11-23 02:00:00.000000',NULL,0);
INSERT INTO "course" VALUES(2,'course code','T10',3,1,2,1,1,6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',2);
CREATE TABLE day_code (
	code VARCHAR(12) NOT NULL, 
	person_id INTEGER NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_day_code PRIMARY KEY (code), 
	CONSTRAINT fk_day_code_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "day_code" VALUES('day_code cod',6,'2026-11-23 02:00:00.000000');
CREATE TABLE "enrolment" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	course_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	since DATETIME NOT NULL, 
	offered_until DATETIME, 
	enrolled_by_id INTEGER, 
	instead_of_id INTEGER, 
	CONSTRAINT fk_enrolment_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT uq_enrolment_course_id_person_id UNIQUE (course_id, person_id), 
	CONSTRAINT fk_enrolment_enrolled_by_id FOREIGN KEY(enrolled_by_id) REFERENCES person (id), 
	CONSTRAINT fk_enrolment_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_enrolment_instead_of_id FOREIGN KEY(instead_of_id) REFERENCES course (id)
);
INSERT INTO "enrolment" VALUES(1,1,4,'enrolled','2026-11-23 02:00:00.000000',NULL,4,NULL);
INSERT INTO "enrolment" VALUES(2,1,5,'enrolled','2026-11-23 02:00:00.000000',NULL,5,NULL);
INSERT INTO "enrolment" VALUES(3,2,6,'completed','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',6,2);
CREATE TABLE "file" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sha256 VARCHAR(64) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	mime VARCHAR(80) NOT NULL, 
	content BLOB NOT NULL, 
	kept_at DATETIME NOT NULL, 
	CONSTRAINT uq_file_sha256 UNIQUE (sha256)
);
INSERT INTO "file" VALUES(1,'file sha256','file name','file mime',X'674141414141427244536A486453525F504C575174716B7138553731345934424843597469637449505438736251663034567A757A375A706D3677646B4F3471355733787656714B514F47337A773547507675444543354B6D4C484A7957537774513D3D','2026-11-23 02:00:00.000000');
CREATE TABLE group_chat (
	address_id INTEGER NOT NULL, 
	title VARCHAR(128) NOT NULL, 
	group_id INTEGER, 
	linked_by_id INTEGER, 
	next_week_at DATETIME, thread VARCHAR(32) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_group_chat PRIMARY KEY (address_id), 
	CONSTRAINT fk_group_chat_address_id FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT fk_group_chat_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_group_chat_linked_by_id FOREIGN KEY(linked_by_id) REFERENCES person (id), 
	CONSTRAINT uq_group_chat_group_id UNIQUE (group_id)
);
INSERT INTO "group_chat" VALUES(6,'group_chat title',3,6,'2026-11-23 02:00:00.000000','17');
CREATE TABLE group_post (
	outbox_id INTEGER NOT NULL, 
	course_id INTEGER NOT NULL, 
	"full" BOOLEAN NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_group_post PRIMARY KEY (outbox_id), 
	CONSTRAINT fk_group_post_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT fk_group_post_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
INSERT INTO "group_post" VALUES(1,2,1,'2026-11-23 02:00:00.000000');
CREATE TABLE "incident" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	by_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	about VARCHAR(24) NOT NULL, 
	group_id INTEGER, 
	ward_code VARCHAR(5), 
	wants_call BOOLEAN NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	at DATETIME NOT NULL, 
	taken_by_id INTEGER, 
	taken_at DATETIME, 
	closed_at DATETIME, 
	CONSTRAINT fk_incident_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_incident_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_incident_taken_by_id FOREIGN KEY(taken_by_id) REFERENCES person (id), 
	CONSTRAINT fk_incident_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code)
);
INSERT INTO "incident" VALUES(1,6,'other','outsider',3,'ward ',1,'withdrawn','2026-11-23 02:00:00.000000',6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE kept_update (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(40) NOT NULL, 
	body TEXT NOT NULL, 
	at DATETIME NOT NULL
);
INSERT INTO "kept_update" VALUES(1,'zalo-bot','gAAAAABrDb5Wp69fOCkIZP3AOQbQGW08MzFktQ5aSof0idjhh01BAuoG4GFi-79p90KJ0aw6gjBZFTtXav6nBoP_Ih8S-P7oikyCpuVC-j0xydFfeLVWFmk=','2026-11-23 02:00:00.000000');
CREATE TABLE lease (
	name VARCHAR(40) NOT NULL, 
	holder VARCHAR(40) NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (name)
);
INSERT INTO "lease" VALUES('lease name','lease holder','2026-10-31 17:00:00.000000');
CREATE TABLE "match_run" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	night DATE, 
	asked_by_id INTEGER, 
	wanted_at DATETIME NOT NULL, 
	done_at DATETIME, 
	certified BOOLEAN, 
	facts JSON, 
	CONSTRAINT fk_match_run_asked_by_id FOREIGN KEY(asked_by_id) REFERENCES person (id), 
	CONSTRAINT uq_match_run_night UNIQUE (night)
);
INSERT INTO "match_run" VALUES(1,'2026-11-16',6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',1,'{"session": 1}');
CREATE TABLE "notice" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	by_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	board_id INTEGER, call_at DATETIME, 
	CONSTRAINT fk_notice_board_id FOREIGN KEY(board_id) REFERENCES outbox (id), 
	CONSTRAINT fk_notice_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_notice_session_id FOREIGN KEY(session_id) REFERENCES class_session (id)
);
INSERT INTO "notice" VALUES(1,3,'called_off',6,'2026-11-23 02:00:00.000000',1,'2026-11-23 02:00:00.000000');
CREATE TABLE "official_figure" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	ward_code VARCHAR(5), 
	people INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	source VARCHAR(200) NOT NULL, 
	by_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT ck_official_figure_people CHECK (people >= 0), 
	CONSTRAINT fk_official_figure_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_official_figure_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code)
);
INSERT INTO "official_figure" VALUES(1,'ward ',1,'2026-11-16','official_figure source',6,'2026-11-23 02:00:00.000000');
CREATE TABLE "opening" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	group_id INTEGER NOT NULL, 
	topic VARCHAR(24) NOT NULL, 
	starts_at DATETIME NOT NULL, 
	waiting JSON NOT NULL, 
	coaches JSON NOT NULL, 
	proposed_at DATETIME NOT NULL, 
	put_off_at DATETIME, 
	opened_at DATETIME, 
	CONSTRAINT fk_opening_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id)
);
INSERT INTO "opening" VALUES(1,3,'T10','2026-11-23 02:00:00.000000','{"session": 1}','{"session": 1}','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE "organisation" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR(24) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	ward_code VARCHAR(5), 
	active BOOLEAN NOT NULL, 
	CONSTRAINT fk_organisation_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code)
);
INSERT INTO "organisation" VALUES(1,'cooperative','Đoàn phường','ward ',1);
CREATE TABLE "outbox" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR(80), 
	address_id INTEGER NOT NULL, 
	person_id INTEGER, 
	question_id INTEGER, 
	priority VARCHAR(24) NOT NULL, 
	message TEXT NOT NULL, 
	edits_id INTEGER, 
	status VARCHAR(24) NOT NULL, 
	put_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	attempts INTEGER NOT NULL, 
	external_id VARCHAR(64), 
	error VARCHAR(200), 
	file_id INTEGER, 
	kind VARCHAR(24), 
	reminder VARCHAR(24), 
	session_id INTEGER, 
	session_starts_at DATETIME, 
	notice_id INTEGER, 
	announcement_id INTEGER, perhaps_sent BOOLEAN DEFAULT 0 NOT NULL, unasked BOOLEAN DEFAULT 0 NOT NULL, people INTEGER DEFAULT '1' NOT NULL, turned_away INTEGER DEFAULT '0' NOT NULL, obstacle VARCHAR(24), trace VARCHAR(12), through_stop BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT uq_outbox_key UNIQUE ("key"), 
	CONSTRAINT fk_outbox_edits_id FOREIGN KEY(edits_id) REFERENCES outbox (id), 
	CONSTRAINT fk_outbox_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_outbox_question_id FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_outbox_address_id FOREIGN KEY(address_id) REFERENCES address (id), 
	CONSTRAINT fk_outbox_session_id FOREIGN KEY(session_id) REFERENCES class_session (id) ON DELETE SET NULL, 
	CONSTRAINT fk_outbox_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id), 
	CONSTRAINT fk_outbox_announcement_id FOREIGN KEY(announcement_id) REFERENCES announcement (id)
);
INSERT INTO "outbox" VALUES(1,'outbox key',6,6,1,'c_broadcast','gAAAAABrDSjHNI3U9MCFfw81KAGfJg2DUE0wC_spCEU4p8C4RkE2_J06zbn8E0XKg7vaKSUj9cRgnhcRb-EKmAztjFSjeqLJpVrsXgBZVly6MmDXlcuAz49t7Q9_wC6g-nSa_FqXBGmO',1,'unreachable','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',1,'outbox external_id','outbox error',1,'nobody_suits','two_hours',3,'2026-11-23 02:00:00.000000',1,1,1,1,2,1,'quota','0123456789ab',1);
CREATE TABLE page_link (
	hash VARCHAR(64) NOT NULL, 
	person_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_page_link PRIMARY KEY (hash), 
	CONSTRAINT fk_page_link_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "page_link" VALUES('page_link hash',6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE "pairing" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id INTEGER NOT NULL, 
	resident_id INTEGER NOT NULL, 
	volunteer_id INTEGER NOT NULL, 
	meeting_code VARCHAR(12) NOT NULL, 
	CONSTRAINT fk_pairing_resident_id FOREIGN KEY(resident_id) REFERENCES person (id), 
	CONSTRAINT fk_pairing_session_id FOREIGN KEY(session_id) REFERENCES class_session (id), 
	CONSTRAINT fk_pairing_volunteer_id FOREIGN KEY(volunteer_id) REFERENCES person (id), 
	CONSTRAINT uq_pairing_session_id_resident_id UNIQUE (session_id, resident_id)
);
INSERT INTO "pairing" VALUES(1,3,6,6,'pairing meet');
CREATE TABLE "person" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT, 
	search_name TEXT, 
	given_name TEXT, 
	address_form VARCHAR(8), 
	language VARCHAR(5) NOT NULL, 
	ward_code VARCHAR(5), 
	group_id INTEGER, 
	age_band VARCHAR(24), 
	gender VARCHAR(1), 
	audience VARCHAR(24), 
	phone TEXT, 
	phone_type VARCHAR(24), 
	told_via VARCHAR(24) NOT NULL, 
	told_via_person_id INTEGER, 
	entered_by_id INTEGER, 
	reminders_stopped_at DATETIME, 
	merged_into_id INTEGER, 
	erased_at DATETIME, 
	created_at DATETIME NOT NULL, 
	phone_index VARCHAR(32), 
	warned_at DATETIME, 
	kept_at DATETIME, erasure_key VARCHAR(32) DEFAULT '' NOT NULL, contact_wish VARCHAR(24), said_group TEXT, left_book_at DATETIME, 
	CONSTRAINT fk_person_told_via_person_id FOREIGN KEY(told_via_person_id) REFERENCES person (id), 
	CONSTRAINT fk_person_entered_by_id FOREIGN KEY(entered_by_id) REFERENCES person (id), 
	CONSTRAINT fk_person_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES person (id), 
	CONSTRAINT fk_person_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code), 
	CONSTRAINT fk_person_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id)
);
INSERT INTO "person" VALUES(1,'gAAAAABrDSjGRyTIaKvcSJArKI8qYKLlBtzxVbN-tFz_q69r_FWHFHJ13r0Xwa3Odj6rJyBWeX9w8r76kQ0T03UlHcGe9mhZMz_l0Cog54tlkjOQ-SwMYX4=','gAAAAABrDSjGQwRl0mig-6mr77u3o7pW9gcAlWsAHVIVjKpHf0Azk__87ls8oWcmeUEczcK6GzETnaQLAZ316M8iWzSt2mxXwg==',NULL,'chi','vi','25750',1,NULL,NULL,NULL,NULL,NULL,'self',NULL,NULL,NULL,NULL,NULL,'2026-11-23 02:00:00.000000',NULL,NULL,NULL,'ca0179c85a002b61d5ed92828b5e6f36',NULL,NULL,NULL);
INSERT INTO "person" VALUES(2,'gAAAAABrDSjH9_r5Ku_aqyKrGB6J25xuN0hTD4D0_yK_OTRtmrQRKIm82n4LDwEjIKOuqRa2acjzbH6S5yGPFbTGQpt1Uwr2sg==','gAAAAABrDSjHeDN5i5UiAgzZpGw6GcVoW9zMn0D7V1mMxO1PFnePTCySBpwuOBUvyOKzkyHN-ImiQ2E9O3UxC6CiQZWips2NaQ==',NULL,'anh','vi','25750',1,NULL,NULL,NULL,NULL,NULL,'self',NULL,NULL,NULL,NULL,NULL,'2026-11-23 02:00:00.000000',NULL,NULL,NULL,'3d0aec901d00bf1f456cfca193dcabf1',NULL,NULL,NULL);
INSERT INTO "person" VALUES(3,'gAAAAABrDSjHOWsxe2HhDn0ovqCtSOc8KzFnkI3Jrqbp5QNiflRjJqRzoKR16N70nEr6yuCT_yd6pMOYDAySXLD25JXl5S9RMp-F1wUV0JTgnR7rWb3Fg70=','gAAAAABrDSjHha4bNabD_CzNwSphPXFDdw1V-xRIbIveAzlXkwokkSJZ6aftxTFYsHuvywn-Tp_7YlsurDkOewWiHUSUsNi3MA==',NULL,'ban','vi','25750',1,NULL,NULL,NULL,NULL,NULL,'self',NULL,NULL,NULL,NULL,NULL,'2026-11-23 02:00:00.000000',NULL,NULL,NULL,'73a729b602232dcee1b97409ab1a2c0d',NULL,NULL,NULL);
INSERT INTO "person" VALUES(4,'gAAAAABrDSjHUg_7UrfqqIDF1Bi5dCm7dCr-9ADR7KzbhHn4MMy-GMpjsDFjiz9CxkHCuYA94hZqAoTM-nynrIIrku3ie1NBmw0g0cemffluJCVG36UQLnI=','gAAAAABrDSjHGwrL0DoDuscW9XYSz-gHHoV9abqkkuzVFqRAIOGeO2rI9UVjoON_JHfEwW7IaAsqZP9c3l6WxOlqxP73TY3cag==',NULL,'ba','vi','25750',1,NULL,NULL,NULL,NULL,NULL,'self',NULL,NULL,NULL,NULL,NULL,'2026-11-23 02:00:00.000000',NULL,NULL,NULL,'61aaf5bbeeb8187082a22c462a56f136',NULL,NULL,NULL);
INSERT INTO "person" VALUES(5,'gAAAAABrDSjHviSAShaFSIvO1fZ54vLTKmVVeRq932FptxzpRnUEva-W8Il4eytf-INegjkFp2u1r0ONQQttD5fTM-qoKCHfoQ==','gAAAAABrDSjHiXLRSm1GVB7myX63236UJJkzSv3FA9fyqguthNRBKSuqGRyDHTxBZ20RJzJSMVTtO8w7jOA2Y7IXUAMcQsNxuw==',NULL,'chu','vi','25750',1,NULL,NULL,NULL,NULL,NULL,'self',NULL,NULL,NULL,NULL,NULL,'2026-11-23 02:00:00.000000',NULL,NULL,NULL,'d4c22479c7aceed4d4527c29ff6d95ce',NULL,NULL,NULL);
INSERT INTO "person" VALUES(6,'gAAAAABrDSjHa0wLNEtpoRtTe48rffpKUV94R-z3u62skYdw8W9OoK8Pr3CsWSKeaYZp5G2UCnOm1FRPSjHAwopWCX5qkBqBgt_4BdhyEwROjMbXBYjT5Zo=','gAAAAABrDSjHTlf7L1Qo0jaVxxqdtm7Ahr7y4w_cO9a2EJyt4wWWaNPbeqy9qGHwXUel_IJTuZ8rISDdnpvmla_bx2VHcrtAcw==','gAAAAABrDSjHXnJl3LegrG-G0PNDC15NqlCfEX1E8MiSCk7c0OxDeuDFi6DdR8LwL1kcdK399vrMgqDUWYxPvaNdF3vEVVg38A==','ba','vi','ward ',3,'75_plus','f','volunteer_family','gAAAAABrDSjHK3PnT9BHiP21gPBvFOSKTCzeYXPwqeFgBKdb-R0avnntfK7Go_HDT8EWUINum18NjJ1tRenup64ZVGRnVr8ZMw==','none','leader',6,6,'2026-11-23 02:00:00.000000',6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','8980f98ef880601cdb01f84e4cf5f9df','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','person erasure_key','write','gAAAAABrDb5WST0NFw7NmqUtYurC3NCwAGG8pCuZHXDwqlDmt5b3VlkdvBzyJR8C3pSiEj-NIiL-wIp8kmVUxYhb6uvKItmzBQ==','2026-11-23 02:00:00.000000');
CREATE TABLE presented (
	"key" VARCHAR(80) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_presented PRIMARY KEY ("key")
);
INSERT INTO "presented" VALUES('presented key','presented digest');
CREATE TABLE "question" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	address_id INTEGER NOT NULL, 
	name VARCHAR(40), 
	options TEXT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	chosen INTEGER, nonce VARCHAR(8) DEFAULT '' NOT NULL, shown_at DATETIME, kind VARCHAR(24), 
	CONSTRAINT fk_question_address_id FOREIGN KEY(address_id) REFERENCES address (id)
);
INSERT INTO "question" VALUES(1,6,'question name','gAAAAABrDSjHn-rMeh2OFO7ZgQjGZHz7k3V9fwELSvaBYHniS9Qb20D9-qJQAafEauoqGiBShhLXHzgfomGZUvBP2ly7DCroKgaDQfbeaLGO9-8V8_KGHag=','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',1,'question','2026-11-23 02:00:00.000000','two_sides');
CREATE TABLE reminder (
	session_id INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	person_id INTEGER NOT NULL, 
	outbox_id INTEGER, 
	CONSTRAINT pk_reminder PRIMARY KEY (session_id, starts_at, kind, person_id), 
	CONSTRAINT fk_reminder_session_id FOREIGN KEY(session_id) REFERENCES class_session (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reminder_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_reminder_outbox_id FOREIGN KEY(outbox_id) REFERENCES outbox (id)
);
INSERT INTO "reminder" VALUES(3,'2026-11-28 12:00:00.000000','day_before',6,1);
CREATE TABLE "residential_group" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	ward_code VARCHAR(5) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	search_name VARCHAR(60) NOT NULL, 
	former_name VARCHAR(60), 
	active BOOLEAN NOT NULL, 
	CONSTRAINT fk_residential_group_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code), 
	CONSTRAINT uq_residential_group_ward_code_kind_search_name UNIQUE (ward_code, kind, search_name)
);
INSERT INTO "residential_group" VALUES(1,'25750','khu_pho','3','3',NULL,1);
INSERT INTO "residential_group" VALUES(2,'25750','khu_pho','5','5',NULL,1);
INSERT INTO "residential_group" VALUES(3,'ward ','residential_','residential_group name','residential_group search_name','residential_group former_name',1);
CREATE TABLE "role" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	group_id INTEGER, 
	ward_code VARCHAR(5), 
	organisation_id INTEGER, 
	requested_at DATETIME NOT NULL, 
	decided_at DATETIME, 
	decided_by_id INTEGER, 
	ends_at DATETIME, 
	starts_at DATETIME, 
	stands_in_for_id INTEGER, 
	alone BOOLEAN DEFAULT 0 NOT NULL, week_told DATE, 
	CONSTRAINT fk_role_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_role_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES person (id), 
	CONSTRAINT fk_role_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code), 
	CONSTRAINT fk_role_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_role_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_role_stands_in_for_id FOREIGN KEY(stands_in_for_id) REFERENCES role (id)
);
INSERT INTO "role" VALUES(1,1,'leader','active',1,'25750',NULL,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "role" VALUES(2,2,'administrator','active',NULL,NULL,NULL,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "role" VALUES(3,3,'volunteer','active',1,'25750',NULL,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',NULL,NULL,NULL,NULL,0,NULL);
INSERT INTO "role" VALUES(4,6,'administrator','ended',3,'ward ',1,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',4,1,'2026-11-16');
CREATE TABLE "seat" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	offered_until DATETIME, 
	answered_at DATETIME, told_at DATETIME, 
	CONSTRAINT fk_seat_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_seat_session_id FOREIGN KEY(session_id) REFERENCES class_session (id), 
	CONSTRAINT uq_seat_session_id_person_id UNIQUE (session_id, person_id)
);
INSERT INTO "seat" VALUES(1,1,4,'held',NULL,NULL,NULL);
INSERT INTO "seat" VALUES(2,2,4,'held',NULL,NULL,NULL);
INSERT INTO "seat" VALUES(3,1,5,'held',NULL,NULL,NULL);
INSERT INTO "seat" VALUES(4,2,5,'held',NULL,NULL,NULL);
INSERT INTO "seat" VALUES(5,3,6,'released','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE "seen_update" (
	channel VARCHAR(40) NOT NULL, 
	event_id VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	unread BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_seen_update PRIMARY KEY (channel, event_id)
);
INSERT INTO "seen_update" VALUES('web','unread:7','2026-11-23 02:00:00.000000',1);
CREATE TABLE sending_stop (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	by_id INTEGER, 
	why TEXT, 
	at DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by_id INTEGER, 
	CONSTRAINT fk_sending_stop_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_sending_stop_ended_by_id FOREIGN KEY(ended_by_id) REFERENCES person (id)
);
INSERT INTO "sending_stop" VALUES(1,6,'gAAAAABrDb5WYH35l8WJgWc2f6mQXxekdGrDv19Iz9UXOQ1I67GaeUUkik8R7p2YB-HSK_67NywCRX8Q4GJVOkrbkzXi27ebvQ==','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',6);
CREATE TABLE "shift" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id INTEGER NOT NULL, 
	needed INTEGER NOT NULL, 
	filled INTEGER NOT NULL, asked_at DATETIME, 
	CONSTRAINT ck_shift_filled CHECK (filled BETWEEN 0 AND needed), 
	CONSTRAINT fk_shift_session_id FOREIGN KEY(session_id) REFERENCES class_session (id), 
	CONSTRAINT uq_shift_session_id UNIQUE (session_id)
);
INSERT INTO "shift" VALUES(1,1,1,0,NULL);
INSERT INTO "shift" VALUES(2,2,1,0,NULL);
INSERT INTO "shift" VALUES(3,3,1,1,'2026-11-23 02:00:00.000000');
CREATE TABLE "stand_by" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	first DATE NOT NULL, 
	last DATE NOT NULL, 
	told_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT fk_stand_by_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT uq_stand_by_person_id_first UNIQUE (person_id, first)
);
INSERT INTO "stand_by" VALUES(1,6,'2026-11-16','2026-11-16','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE step_said (
	person_id INTEGER NOT NULL, 
	step VARCHAR(24) NOT NULL, 
	by_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_step_said PRIMARY KEY (person_id, step), 
	CONSTRAINT fk_step_said_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_step_said_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "step_said" VALUES(6,'confirmed',6,'2026-11-23 02:00:00.000000');
CREATE TABLE swept (
	name VARCHAR(24) NOT NULL, 
	upto INTEGER NOT NULL, 
	CONSTRAINT pk_swept PRIMARY KEY (name)
);
INSERT INTO "swept" VALUES('swept name',1);
CREATE TABLE tally (
	session_id INTEGER NOT NULL, 
	helped VARCHAR(24) NOT NULL, 
	n INTEGER NOT NULL, 
	by_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (session_id, helped), 
	CONSTRAINT ck_tally_n CHECK (n >= 0), 
	CONSTRAINT fk_tally_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_tally_session_id FOREIGN KEY(session_id) REFERENCES class_session (id)
);
INSERT INTO "tally" VALUES(3,'qr_shops',1,6,'2026-11-23 02:00:00.000000');
CREATE TABLE "target" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	ward_code VARCHAR(5), 
	year INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	source VARCHAR(200) NOT NULL, 
	by_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT ck_target_people CHECK (people > 0), 
	CONSTRAINT fk_target_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_target_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code), 
	CONSTRAINT uq_target_ward_code_year UNIQUE (ward_code, year)
);
INSERT INTO "target" VALUES(1,'ward ',1,1,'target source',6,'2026-11-23 02:00:00.000000');
CREATE TABLE "uploaded_file" (
	channel VARCHAR(40) NOT NULL, 
	file_id INTEGER NOT NULL, 
	external_id VARCHAR(255) NOT NULL, 
	CONSTRAINT pk_uploaded_file PRIMARY KEY (channel, file_id), 
	CONSTRAINT fk_uploaded_file_file_id FOREIGN KEY(file_id) REFERENCES file (id) ON DELETE CASCADE
);
INSERT INTO "uploaded_file" VALUES('uploaded_file ch',1,'uploaded_file external_id');
CREATE TABLE "venue" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	group_id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	search_name VARCHAR(120) NOT NULL, 
	CONSTRAINT fk_venue_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT uq_venue_group_id_search_name UNIQUE (group_id, search_name)
);
INSERT INTO "venue" VALUES(1,1,'Nhà văn hóa khu phố 3, cạnh chợ','nha van hoa khu pho 3 canh cho');
INSERT INTO "venue" VALUES(2,3,'Nhà văn hóa khu phố 9','venue search_name');
CREATE TABLE viewing (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	by_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role_kind VARCHAR(24) NOT NULL, 
	group_id INTEGER, 
	ward_code VARCHAR(5), 
	why TEXT, 
	at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT fk_viewing_by_id FOREIGN KEY(by_id) REFERENCES person (id), 
	CONSTRAINT fk_viewing_person_id FOREIGN KEY(person_id) REFERENCES person (id), 
	CONSTRAINT fk_viewing_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_viewing_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code)
);
INSERT INTO "viewing" VALUES(1,6,4,'leader',3,'ward ','gAAAAABrDb5WoXhrgExntqGaBqYb9YSu-MbblWm9xvzUH87IRywUjguOdtQM9y8CJFHiavFreXsrB8DpSMF3S2ReupkzCzh_ag==','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE visit (
	hash VARCHAR(64) NOT NULL, 
	person_id INTEGER NOT NULL, 
	since DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_visit PRIMARY KEY (hash), 
	CONSTRAINT fk_visit_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "visit" VALUES('visit hash',6,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000');
CREATE TABLE volunteer (
	person_id INTEGER NOT NULL, 
	topics JSON NOT NULL, 
	phones JSON NOT NULL, 
	organisation_id INTEGER, 
	pledged_at DATETIME, 
	last_asked_at DATETIME, away_until DATE, 
	CONSTRAINT pk_volunteer PRIMARY KEY (person_id), 
	CONSTRAINT fk_volunteer_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_volunteer_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
INSERT INTO "volunteer" VALUES(3,'["T01", "T03", "T06"]','["android", "iphone"]',NULL,'2026-11-23 02:00:00.000000',NULL,NULL);
INSERT INTO "volunteer" VALUES(6,'{"session": 1}','{"session": 1}',1,'2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000','2026-11-23');
CREATE TABLE ward (
	code VARCHAR(5) NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	short_name VARCHAR(60) NOT NULL, 
	search_name VARCHAR(60) NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_ward PRIMARY KEY (code)
);
INSERT INTO "ward" VALUES('25747','Phường Thủ Dầu Một','phường','Thủ Dầu Một','thu dau mot',1);
INSERT INTO "ward" VALUES('25750','Phường Phú Lợi','phường','Phú Lợi','phu loi',1);
INSERT INTO "ward" VALUES('25760','Phường Bình Dương','phường','Bình Dương','binh duong',1);
INSERT INTO "ward" VALUES('25768','Phường Phú An','phường','Phú An','phu an',1);
INSERT INTO "ward" VALUES('25771','Phường Chánh Hiệp','phường','Chánh Hiệp','chanh hiep',1);
INSERT INTO "ward" VALUES('25777','Xã Dầu Tiếng','xã','Dầu Tiếng','dau tieng',1);
INSERT INTO "ward" VALUES('25780','Xã Minh Thạnh','xã','Minh Thạnh','minh thanh',1);
INSERT INTO "ward" VALUES('25792','Xã Long Hòa','xã','Long Hòa','long hoa',1);
INSERT INTO "ward" VALUES('25807','Xã Thanh An','xã','Thanh An','thanh an',1);
INSERT INTO "ward" VALUES('25813','Phường Bến Cát','phường','Bến Cát','ben cat',1);
INSERT INTO "ward" VALUES('25819','Xã Trừ Văn Thố','xã','Trừ Văn Thố','tru van tho',1);
INSERT INTO "ward" VALUES('25822','Xã Bàu Bàng','xã','Bàu Bàng','bau bang',1);
INSERT INTO "ward" VALUES('25837','Phường Chánh Phú Hòa','phường','Chánh Phú Hòa','chanh phu hoa',1);
INSERT INTO "ward" VALUES('25840','Phường Long Nguyên','phường','Long Nguyên','long nguyen',1);
INSERT INTO "ward" VALUES('25843','Phường Tây Nam','phường','Tây Nam','tay nam',1);
INSERT INTO "ward" VALUES('25846','Phường Thới Hòa','phường','Thới Hòa','thoi hoa',1);
INSERT INTO "ward" VALUES('25849','Phường Hòa Lợi','phường','Hòa Lợi','hoa loi',1);
INSERT INTO "ward" VALUES('25858','Xã Phú Giáo','xã','Phú Giáo','phu giao',1);
INSERT INTO "ward" VALUES('25864','Xã Phước Thành','xã','Phước Thành','phuoc thanh',1);
INSERT INTO "ward" VALUES('25867','Xã An Long','xã','An Long','an long',1);
INSERT INTO "ward" VALUES('25882','Xã Phước Hòa','xã','Phước Hòa','phuoc hoa',1);
INSERT INTO "ward" VALUES('25888','Phường Tân Uyên','phường','Tân Uyên','tan uyen',1);
INSERT INTO "ward" VALUES('25891','Phường Tân Khánh','phường','Tân Khánh','tan khanh',1);
INSERT INTO "ward" VALUES('25906','Xã Bắc Tân Uyên','xã','Bắc Tân Uyên','bac tan uyen',1);
INSERT INTO "ward" VALUES('25909','Xã Thường Tân','xã','Thường Tân','thuong tan',1);
INSERT INTO "ward" VALUES('25912','Phường Vĩnh Tân','phường','Vĩnh Tân','vinh tan',1);
INSERT INTO "ward" VALUES('25915','Phường Bình Cơ','phường','Bình Cơ','binh co',1);
INSERT INTO "ward" VALUES('25920','Phường Tân Hiệp','phường','Tân Hiệp','tan hiep',1);
INSERT INTO "ward" VALUES('25942','Phường Dĩ An','phường','Dĩ An','di an',1);
INSERT INTO "ward" VALUES('25945','Phường Tân Đông Hiệp','phường','Tân Đông Hiệp','tan dong hiep',1);
INSERT INTO "ward" VALUES('25951','Phường Đông Hòa','phường','Đông Hòa','dong hoa',1);
INSERT INTO "ward" VALUES('25966','Phường Lái Thiêu','phường','Lái Thiêu','lai thieu',1);
INSERT INTO "ward" VALUES('25969','Phường Thuận Giao','phường','Thuận Giao','thuan giao',1);
INSERT INTO "ward" VALUES('25975','Phường An Phú','phường','An Phú','an phu',1);
INSERT INTO "ward" VALUES('25978','Phường Thuận An','phường','Thuận An','thuan an',1);
INSERT INTO "ward" VALUES('25987','Phường Bình Hòa','phường','Bình Hòa','binh hoa',1);
INSERT INTO "ward" VALUES('ward ','ward name','ward kind','ward short_name','ward search_name',1);
CREATE TABLE ward_alias (
	search_name VARCHAR(60) NOT NULL, 
	ward_code VARCHAR(5) NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	CONSTRAINT pk_ward_alias PRIMARY KEY (search_name, ward_code), 
	CONSTRAINT fk_ward_alias_ward_code FOREIGN KEY(ward_code) REFERENCES ward (code)
);
INSERT INTO "ward_alias" VALUES('hiep thanh','25747','Hiệp Thành');
INSERT INTO "ward_alias" VALUES('phu cuong','25747','Phú Cường');
INSERT INTO "ward_alias" VALUES('phu tho','25747','Phú Thọ');
INSERT INTO "ward_alias" VALUES('chanh nghia','25747','Chánh Nghĩa');
INSERT INTO "ward_alias" VALUES('chanh my','25747','Chánh Mỹ');
INSERT INTO "ward_alias" VALUES('thu dau mot','25747','Thủ Dầu Một');
INSERT INTO "ward_alias" VALUES('hiep thanh','25750','Hiệp Thành');
INSERT INTO "ward_alias" VALUES('phu loi','25750','Phú Lợi');
INSERT INTO "ward_alias" VALUES('phu hoa','25750','Phú Hòa');
INSERT INTO "ward_alias" VALUES('thu dau mot','25750','Thủ Dầu Một');
INSERT INTO "ward_alias" VALUES('hoa phu','25760','Hòa Phú');
INSERT INTO "ward_alias" VALUES('phu my','25760','Phú Mỹ');
INSERT INTO "ward_alias" VALUES('phu tan','25760','Phú Tân');
INSERT INTO "ward_alias" VALUES('phu chanh','25760','Phú Chánh');
INSERT INTO "ward_alias" VALUES('thu dau mot','25760','Thủ Dầu Một');
INSERT INTO "ward_alias" VALUES('tan uyen','25760','Tân Uyên');
INSERT INTO "ward_alias" VALUES('tan an','25768','Tân An');
INSERT INTO "ward_alias" VALUES('hiep an','25768','Hiệp An');
INSERT INTO "ward_alias" VALUES('phu an','25768','Phú An');
INSERT INTO "ward_alias" VALUES('thu dau mot','25768','Thủ Dầu Một');
INSERT INTO "ward_alias" VALUES('ben cat','25768','Bến Cát');
INSERT INTO "ward_alias" VALUES('dinh hoa','25771','Định Hòa');
INSERT INTO "ward_alias" VALUES('hiep an','25771','Hiệp An');
INSERT INTO "ward_alias" VALUES('tuong binh hiep','25771','Tương Bình Hiệp');
INSERT INTO "ward_alias" VALUES('chanh my','25771','Chánh Mỹ');
INSERT INTO "ward_alias" VALUES('thu dau mot','25771','Thủ Dầu Một');
INSERT INTO "ward_alias" VALUES('dau tieng','25777','Dầu Tiếng');
INSERT INTO "ward_alias" VALUES('dinh an','25777','Định An');
INSERT INTO "ward_alias" VALUES('dinh thanh','25777','Định Thành');
INSERT INTO "ward_alias" VALUES('dinh hiep','25777','Định Hiệp');
INSERT INTO "ward_alias" VALUES('minh hoa','25780','Minh Hòa');
INSERT INTO "ward_alias" VALUES('minh thanh','25780','Minh Thạnh');
INSERT INTO "ward_alias" VALUES('minh tan','25780','Minh Tân');
INSERT INTO "ward_alias" VALUES('dau tieng','25780','Dầu Tiếng');
INSERT INTO "ward_alias" VALUES('minh thanh','25792','Minh Thạnh');
INSERT INTO "ward_alias" VALUES('minh tan','25792','Minh Tân');
INSERT INTO "ward_alias" VALUES('long hoa','25792','Long Hòa');
INSERT INTO "ward_alias" VALUES('long tan','25792','Long Tân');
INSERT INTO "ward_alias" VALUES('dau tieng','25792','Dầu Tiếng');
INSERT INTO "ward_alias" VALUES('dinh hiep','25807','Định Hiệp');
INSERT INTO "ward_alias" VALUES('an lap','25807','An Lập');
INSERT INTO "ward_alias" VALUES('thanh an','25807','Thanh An');
INSERT INTO "ward_alias" VALUES('thanh tuyen','25807','Thanh Tuyền');
INSERT INTO "ward_alias" VALUES('dau tieng','25807','Dầu Tiếng');
INSERT INTO "ward_alias" VALUES('tan hung','25813','Tân Hưng');
INSERT INTO "ward_alias" VALUES('lai hung','25813','Lai Hưng');
INSERT INTO "ward_alias" VALUES('my phuoc','25813','Mỹ Phước');
INSERT INTO "ward_alias" VALUES('bau bang','25813','Bàu Bàng');
INSERT INTO "ward_alias" VALUES('ben cat','25813','Bến Cát');
INSERT INTO "ward_alias" VALUES('tru van tho','25819','Trừ Văn Thố');
INSERT INTO "ward_alias" VALUES('cay truong ii','25819','Cây Trường II');
INSERT INTO "ward_alias" VALUES('lai uyen','25819','Lai Uyên');
INSERT INTO "ward_alias" VALUES('bau bang','25819','Bàu Bàng');
INSERT INTO "ward_alias" VALUES('lai uyen','25822','Lai Uyên');
INSERT INTO "ward_alias" VALUES('bau bang','25822','Bàu Bàng');
INSERT INTO "ward_alias" VALUES('hung hoa','25837','Hưng Hòa');
INSERT INTO "ward_alias" VALUES('chanh phu hoa','25837','Chánh Phú Hòa');
INSERT INTO "ward_alias" VALUES('bau bang','25837','Bàu Bàng');
INSERT INTO "ward_alias" VALUES('ben cat','25837','Bến Cát');
INSERT INTO "ward_alias" VALUES('long nguyen','25840','Long Nguyên');
INSERT INTO "ward_alias" VALUES('an dien','25840','An Điền');
INSERT INTO "ward_alias" VALUES('my phuoc','25840','Mỹ Phước');
INSERT INTO "ward_alias" VALUES('bau bang','25840','Bàu Bàng');
INSERT INTO "ward_alias" VALUES('ben cat','25840','Bến Cát');
INSERT INTO "ward_alias" VALUES('an lap','25843','An Lập');
INSERT INTO "ward_alias" VALUES('thanh tuyen','25843','Thanh Tuyền');
INSERT INTO "ward_alias" VALUES('an tay','25843','An Tây');
INSERT INTO "ward_alias" VALUES('dau tieng','25843','Dầu Tiếng');
INSERT INTO "ward_alias" VALUES('ben cat','25843','Bến Cát');
INSERT INTO "ward_alias" VALUES('thoi hoa','25846','Thới Hòa');
INSERT INTO "ward_alias" VALUES('ben cat','25846','Bến Cát');
INSERT INTO "ward_alias" VALUES('hoa loi','25849','Hòa Lợi');
INSERT INTO "ward_alias" VALUES('tan dinh','25849','Tân Định');
INSERT INTO "ward_alias" VALUES('ben cat','25849','Bến Cát');
INSERT INTO "ward_alias" VALUES('phuoc vinh','25858','Phước Vĩnh');
INSERT INTO "ward_alias" VALUES('an binh','25858','An Bình');
INSERT INTO "ward_alias" VALUES('tam lap','25858','Tam Lập');
INSERT INTO "ward_alias" VALUES('phu giao','25858','Phú Giáo');
INSERT INTO "ward_alias" VALUES('phuoc sang','25864','Phước Sang');
INSERT INTO "ward_alias" VALUES('an thai','25864','An Thái');
INSERT INTO "ward_alias" VALUES('tan hiep','25864','Tân Hiệp');
INSERT INTO "ward_alias" VALUES('phu giao','25864','Phú Giáo');
INSERT INTO "ward_alias" VALUES('an linh','25867','An Linh');
INSERT INTO "ward_alias" VALUES('an long','25867','An Long');
INSERT INTO "ward_alias" VALUES('tan long','25867','Tân Long');
INSERT INTO "ward_alias" VALUES('phu giao','25867','Phú Giáo');
INSERT INTO "ward_alias" VALUES('tam lap','25882','Tam Lập');
INSERT INTO "ward_alias" VALUES('vinh hoa','25882','Vĩnh Hòa');
INSERT INTO "ward_alias" VALUES('phuoc hoa','25882','Phước Hòa');
INSERT INTO "ward_alias" VALUES('phu giao','25882','Phú Giáo');
INSERT INTO "ward_alias" VALUES('uyen hung','25888','Uyên Hưng');
INSERT INTO "ward_alias" VALUES('bach dang','25888','Bạch Đằng');
INSERT INTO "ward_alias" VALUES('tan lap','25888','Tân Lập');
INSERT INTO "ward_alias" VALUES('tan my','25888','Tân Mỹ');
INSERT INTO "ward_alias" VALUES('tan uyen','25888','Tân Uyên');
INSERT INTO "ward_alias" VALUES('bac tan uyen','25888','Bắc Tân Uyên');
INSERT INTO "ward_alias" VALUES('tan phuoc khanh','25891','Tân Phước Khánh');
INSERT INTO "ward_alias" VALUES('tan vinh hiep','25891','Tân Vĩnh Hiệp');
INSERT INTO "ward_alias" VALUES('thanh phuoc','25891','Thạnh Phước');
INSERT INTO "ward_alias" VALUES('thanh hoi','25891','Thạnh Hội');
INSERT INTO "ward_alias" VALUES('thai hoa','25891','Thái Hòa');
INSERT INTO "ward_alias" VALUES('tan uyen','25891','Tân Uyên');
INSERT INTO "ward_alias" VALUES('tan dinh','25906','Tân Định');
INSERT INTO "ward_alias" VALUES('tan thanh','25906','Tân Thành');
INSERT INTO "ward_alias" VALUES('dat cuoc','25906','Đất Cuốc');
INSERT INTO "ward_alias" VALUES('bac tan uyen','25906','Bắc Tân Uyên');
INSERT INTO "ward_alias" VALUES('hieu liem','25909','Hiếu Liêm');
INSERT INTO "ward_alias" VALUES('lac an','25909','Lạc An');
INSERT INTO "ward_alias" VALUES('tan my','25909','Tân Mỹ');
INSERT INTO "ward_alias" VALUES('thuong tan','25909','Thường Tân');
INSERT INTO "ward_alias" VALUES('bac tan uyen','25909','Bắc Tân Uyên');
INSERT INTO "ward_alias" VALUES('tan binh','25912','Tân Bình');
INSERT INTO "ward_alias" VALUES('vinh tan','25912','Vĩnh Tân');
INSERT INTO "ward_alias" VALUES('bac tan uyen','25912','Bắc Tân Uyên');
INSERT INTO "ward_alias" VALUES('tan uyen','25912','Tân Uyên');
INSERT INTO "ward_alias" VALUES('binh my','25915','Bình Mỹ');
INSERT INTO "ward_alias" VALUES('hoi nghia','25915','Hội Nghĩa');
INSERT INTO "ward_alias" VALUES('bac tan uyen','25915','Bắc Tân Uyên');
INSERT INTO "ward_alias" VALUES('tan uyen','25915','Tân Uyên');
INSERT INTO "ward_alias" VALUES('tan hiep','25920','Tân Hiệp');
INSERT INTO "ward_alias" VALUES('khanh binh','25920','Khánh Bình');
INSERT INTO "ward_alias" VALUES('tan uyen','25920','Tân Uyên');
INSERT INTO "ward_alias" VALUES('di an','25942','Dĩ An');
INSERT INTO "ward_alias" VALUES('tan dong hiep','25942','Tân Đông Hiệp');
INSERT INTO "ward_alias" VALUES('an binh','25942','An Bình');
INSERT INTO "ward_alias" VALUES('thai hoa','25945','Thái Hòa');
INSERT INTO "ward_alias" VALUES('tan binh','25945','Tân Bình');
INSERT INTO "ward_alias" VALUES('tan dong hiep','25945','Tân Đông Hiệp');
INSERT INTO "ward_alias" VALUES('tan uyen','25945','Tân Uyên');
INSERT INTO "ward_alias" VALUES('di an','25945','Dĩ An');
INSERT INTO "ward_alias" VALUES('binh an','25951','Bình An');
INSERT INTO "ward_alias" VALUES('binh thang','25951','Bình Thắng');
INSERT INTO "ward_alias" VALUES('dong hoa','25951','Đông Hòa');
INSERT INTO "ward_alias" VALUES('di an','25951','Dĩ An');
INSERT INTO "ward_alias" VALUES('lai thieu','25966','Lái Thiêu');
INSERT INTO "ward_alias" VALUES('binh nham','25966','Bình Nhâm');
INSERT INTO "ward_alias" VALUES('vinh phu','25966','Vĩnh Phú');
INSERT INTO "ward_alias" VALUES('thuan an','25966','Thuận An');
INSERT INTO "ward_alias" VALUES('binh chuan','25969','Bình Chuẩn');
INSERT INTO "ward_alias" VALUES('thuan giao','25969','Thuận Giao');
INSERT INTO "ward_alias" VALUES('thuan an','25969','Thuận An');
INSERT INTO "ward_alias" VALUES('binh chuan','25975','Bình Chuẩn');
INSERT INTO "ward_alias" VALUES('an phu','25975','An Phú');
INSERT INTO "ward_alias" VALUES('thuan an','25975','Thuận An');
INSERT INTO "ward_alias" VALUES('an thanh','25978','An Thạnh');
INSERT INTO "ward_alias" VALUES('hung dinh','25978','Hưng Định');
INSERT INTO "ward_alias" VALUES('an son','25978','An Sơn');
INSERT INTO "ward_alias" VALUES('thuan an','25978','Thuận An');
INSERT INTO "ward_alias" VALUES('binh hoa','25987','Bình Hòa');
INSERT INTO "ward_alias" VALUES('vinh phu','25987','Vĩnh Phú');
INSERT INTO "ward_alias" VALUES('thuan an','25987','Thuận An');
INSERT INTO "ward_alias" VALUES('ward_alias search_name','ward ','ward_alias name');
CREATE TABLE "week_report" (
	group_id INTEGER NOT NULL, 
	monday DATE NOT NULL, 
	told JSON NOT NULL, 
	told_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	sent_by_id INTEGER, 
	note TEXT, 
	CONSTRAINT pk_week_report PRIMARY KEY (group_id, monday), 
	CONSTRAINT fk_week_report_group_id FOREIGN KEY(group_id) REFERENCES residential_group (id), 
	CONSTRAINT fk_week_report_sent_by_id FOREIGN KEY(sent_by_id) REFERENCES person (id)
);
INSERT INTO "week_report" VALUES(3,'2026-11-16','{"session": 1}','2026-11-23 02:00:00.000000','2026-11-23 02:00:00.000000',6,'gAAAAABrDSjHlugg99OLOjgryM8Obzaw7t4ncJDzMj6_YtMzHyH7jbT2NYYh93x83jkQjDyVuVHHoiQDTnUJLrdQMtiNnij036oMVRhQxwZlJJws0_bEXcY=');
CREATE INDEX ix_page_link_person_id ON page_link (person_id);
CREATE INDEX ix_visit_person_id ON visit (person_id);
CREATE INDEX ix_coaching_request_status ON coaching_request (status);
CREATE INDEX ix_step_said_at ON step_said (at);
CREATE INDEX ix_group_chat_next_week_at ON group_chat (next_week_at);
CREATE INDEX ix_group_post_course_id ON group_post (course_id);
CREATE INDEX ix_group_post_until ON group_post (until);
CREATE INDEX ix_day_code_person_id ON day_code (person_id);
CREATE INDEX ix_code_session_id ON code (session_id);
CREATE INDEX ix_code_person_id ON code (person_id);
CREATE INDEX ix_code_stands_in_for_id ON code (stands_in_for_id);
CREATE INDEX ix_ward_search_name ON ward (search_name);
CREATE INDEX ix_closed_day_day ON closed_day (day);
CREATE INDEX ix_act_by_id ON act (by_id);
CREATE INDEX ix_act_wrong_code ON act (at) WHERE kind = 'wrong_code';
CREATE INDEX ix_course_group_id ON course (group_id);
CREATE INDEX ix_attendance_person_id ON attendance (person_id);
CREATE INDEX ix_pairing_resident_id ON pairing (resident_id);
CREATE INDEX ix_pairing_volunteer_id ON pairing (volunteer_id);
CREATE INDEX ix_seat_person_id ON seat (person_id);
CREATE INDEX ix_seat_offer ON seat (offered_until) WHERE offered_until IS NOT NULL;
CREATE INDEX ix_notice_session_id ON notice (session_id);
CREATE INDEX ix_notice_call_at ON notice (call_at);
CREATE INDEX ix_file_kept_at ON file (kept_at);
CREATE INDEX ix_match_run_done_at ON match_run (done_at);
CREATE INDEX ix_appointment_due ON appointment (status, offered_until);
CREATE UNIQUE INDEX uq_appointment_companion ON appointment (companion_id, starts_at) WHERE status IN ('offered', 'proposed', 'second_sought', 'confirmed');
CREATE UNIQUE INDEX uq_appointment_resident ON appointment (resident_id) WHERE status IN ('offered', 'proposed', 'second_sought', 'confirmed');
CREATE UNIQUE INDEX uq_appointment_volunteer ON appointment (volunteer_id, starts_at) WHERE status IN ('offered', 'proposed', 'second_sought', 'confirmed');
CREATE INDEX ix_official_figure_ward_code ON official_figure (ward_code);
CREATE INDEX ix_incident_by_id ON incident (by_id);
CREATE INDEX ix_incident_status ON incident (status);
CREATE INDEX ix_question_latest ON question (address_id, id);
CREATE INDEX ix_class_session_starts ON class_session (starts_at);
CREATE INDEX ix_class_session_course ON class_session (course_id, starts_at);
CREATE INDEX ix_class_session_next_reminder ON class_session (next_reminder_at);
CREATE INDEX ix_person_group_id ON person (group_id);
CREATE INDEX ix_person_told_via_person_id ON person (told_via_person_id);
CREATE INDEX ix_person_warned_at ON person (warned_at);
CREATE INDEX ix_person_phone_index ON person (phone_index);
CREATE INDEX ix_role_scope ON role (kind, status, group_id);
CREATE INDEX ix_role_person_id ON role (person_id);
CREATE INDEX ix_role_stands_in_for_id ON role (stands_in_for_id);
CREATE INDEX ix_announcement_open ON announcement (due_at) WHERE done_at IS NULL;
CREATE INDEX ix_call_open ON call (session_id, person_id) WHERE closed_at IS NULL;
CREATE INDEX ix_call_person_id ON call (person_id);
CREATE INDEX ix_enrolment_person_id ON enrolment (person_id);
CREATE INDEX ix_enrolment_offer ON enrolment (offered_until) WHERE offered_until IS NOT NULL;
CREATE INDEX ix_enrolment_waiting ON enrolment (course_id, status, since);
CREATE INDEX ix_opening_group_id ON opening (group_id);
CREATE INDEX ix_outbox_due ON outbox (priority, due_at, id) WHERE status = 'queued';
CREATE INDEX ix_outbox_person_id ON outbox (person_id);
CREATE INDEX ix_outbox_address ON outbox (address_id, status, id);
CREATE INDEX ix_outbox_session ON outbox (session_id, kind, person_id) WHERE session_id IS NOT NULL;
CREATE INDEX ix_outbox_notice ON outbox (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX ix_outbox_announcement ON outbox (announcement_id, status) WHERE announcement_id IS NOT NULL;
CREATE INDEX ix_person_erased_at ON person (erased_at);
CREATE INDEX ix_reminder_person_id ON reminder (person_id);
CREATE INDEX ix_reminder_outbox_id ON reminder (outbox_id);
CREATE INDEX ix_address_person_id ON address (person_id);
CREATE INDEX ix_consent_person_id ON consent (person_id);
CREATE INDEX ix_seen_update_at ON seen_update (at);
CREATE INDEX ix_kept_update_channel ON kept_update (channel);
CREATE INDEX ix_outbox_expires ON outbox (expires_at) WHERE status = 'queued';
CREATE INDEX ix_outbox_kept ON outbox (person_id) WHERE obstacle IS NOT NULL;
CREATE INDEX ix_outbox_file ON outbox (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX ix_conversation_flow ON conversation (updated_at) WHERE flow IS NOT NULL;
CREATE INDEX ix_address_forget ON address (cut_off_at) WHERE cut_off_at IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX ix_assignment_person_id ON assignment (person_id);
CREATE INDEX ix_assignment_status ON assignment (status);
CREATE INDEX ix_question_shown ON question (address_id, shown_at);
CREATE INDEX ix_sending_stop_in_force ON sending_stop (id) WHERE ended_at IS NULL;
CREATE INDEX ix_viewing_by_id ON viewing (by_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('closed_day',1);
INSERT INTO "sqlite_sequence" VALUES('organisation',1);
INSERT INTO "sqlite_sequence" VALUES('act',4);
INSERT INTO "sqlite_sequence" VALUES('consent',6);
INSERT INTO "sqlite_sequence" VALUES('course',2);
INSERT INTO "sqlite_sequence" VALUES('attendance',1);
INSERT INTO "sqlite_sequence" VALUES('pairing',1);
INSERT INTO "sqlite_sequence" VALUES('seat',5);
INSERT INTO "sqlite_sequence" VALUES('shift',3);
INSERT INTO "sqlite_sequence" VALUES('notice',1);
INSERT INTO "sqlite_sequence" VALUES('file',1);
INSERT INTO "sqlite_sequence" VALUES('match_run',1);
INSERT INTO "sqlite_sequence" VALUES('appointment',1);
INSERT INTO "sqlite_sequence" VALUES('official_figure',1);
INSERT INTO "sqlite_sequence" VALUES('target',1);
INSERT INTO "sqlite_sequence" VALUES('address',6);
INSERT INTO "sqlite_sequence" VALUES('incident',1);
INSERT INTO "sqlite_sequence" VALUES('stand_by',1);
INSERT INTO "sqlite_sequence" VALUES('question',1);
INSERT INTO "sqlite_sequence" VALUES('class_session',3);
INSERT INTO "sqlite_sequence" VALUES('person',6);
INSERT INTO "sqlite_sequence" VALUES('role',4);
INSERT INTO "sqlite_sequence" VALUES('announcement',1);
INSERT INTO "sqlite_sequence" VALUES('call',1);
INSERT INTO "sqlite_sequence" VALUES('enrolment',3);
INSERT INTO "sqlite_sequence" VALUES('opening',1);
INSERT INTO "sqlite_sequence" VALUES('residential_group',3);
INSERT INTO "sqlite_sequence" VALUES('venue',2);
INSERT INTO "sqlite_sequence" VALUES('outbox',1);
INSERT INTO "sqlite_sequence" VALUES('assignment',1);
INSERT INTO "sqlite_sequence" VALUES('kept_update',1);
INSERT INTO "sqlite_sequence" VALUES('sending_stop',1);
INSERT INTO "sqlite_sequence" VALUES('viewing',1);
COMMIT;
