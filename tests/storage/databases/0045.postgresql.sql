-- The tables that the fourteen revisions from 0030 to 0045 made (commit ca5599c4), with what was in 0030.postgresql.sql and a
-- row in each table that was new; no column is empty in all rows of its table.
CREATE TABLE public.acknowledgement (
    notice_id bigint NOT NULL,
    person_id bigint NOT NULL,
    at timestamp without time zone
);
CREATE TABLE public.act (
    id bigint NOT NULL,
    by_id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    facts json NOT NULL,
    at timestamp without time zone NOT NULL,
    undone_at timestamp without time zone
);
CREATE SEQUENCE public.act_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.act_id_seq OWNED BY public.act.id;
CREATE TABLE public.address (
    id bigint NOT NULL,
    person_id bigint,
    channel character varying(40) NOT NULL,
    external_id character varying(64) NOT NULL,
    last_used_at timestamp without time zone NOT NULL,
    not_before timestamp without time zone,
    unreachable_at timestamp without time zone,
    cut_off_at timestamp without time zone,
    forgotten_at timestamp without time zone,
    buttons boolean DEFAULT true NOT NULL
);
CREATE SEQUENCE public.address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.address_id_seq OWNED BY public.address.id;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.announcement (
    id bigint NOT NULL,
    by_id bigint NOT NULL,
    group_id bigint,
    ward_code character varying(5),
    segment character varying(24) NOT NULL,
    words text,
    at timestamp without time zone NOT NULL,
    due_at timestamp without time zone NOT NULL,
    upto bigint NOT NULL,
    unreached integer NOT NULL,
    done_at timestamp without time zone,
    recalled_at timestamp without time zone,
    course_id bigint
);
CREATE SEQUENCE public.announcement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.announcement_id_seq OWNED BY public.announcement.id;
CREATE TABLE public.appointment (
    id bigint NOT NULL,
    resident_id bigint NOT NULL,
    volunteer_id bigint NOT NULL,
    companion_id bigint,
    run_id bigint,
    starts_at timestamp without time zone NOT NULL,
    place character varying(24) NOT NULL,
    topic character varying(24) NOT NULL,
    status character varying(24) NOT NULL,
    offered_until timestamp without time zone,
    answered_at timestamp without time zone,
    reminded_at timestamp without time zone,
    meeting_code character varying(12) NOT NULL,
    reason json NOT NULL,
    seconds json NOT NULL,
    replaces_id bigint,
    rescues_id bigint,
    refusals json DEFAULT '[]'::json NOT NULL,
    companion_until timestamp without time zone,
    companion_agreed_at timestamp without time zone
);
CREATE SEQUENCE public.appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.appointment_id_seq OWNED BY public.appointment.id;
CREATE TABLE public.assignment (
    id bigint NOT NULL,
    shift_id bigint NOT NULL,
    person_id bigint NOT NULL,
    status character varying(24) NOT NULL,
    offered_at timestamp without time zone NOT NULL,
    offered_until timestamp without time zone,
    answered_at timestamp without time zone,
    reason json NOT NULL,
    arrived_at timestamp without time zone,
    organisation_id bigint,
    mark character varying(24),
    marked_by_id bigint,
    marked_at timestamp without time zone
);
CREATE SEQUENCE public.assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assignment_id_seq OWNED BY public.assignment.id;
CREATE TABLE public.attendance (
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    person_id bigint NOT NULL,
    mark character varying(24) NOT NULL,
    walk_in boolean NOT NULL,
    marked_by_id bigint NOT NULL,
    marked_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.attendance_id_seq OWNED BY public.attendance.id;
CREATE TABLE public.availability (
    person_id bigint NOT NULL,
    weekday integer NOT NULL,
    part character varying(24) NOT NULL
);
CREATE TABLE public.bot_month (
    channel character varying(40) NOT NULL,
    month date NOT NULL,
    sent integer NOT NULL,
    received integer NOT NULL,
    told integer NOT NULL,
    told_of_users integer NOT NULL
);
CREATE TABLE public.call (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    session_id bigint,
    reason character varying(24) NOT NULL,
    since timestamp without time zone NOT NULL,
    taken_by_id bigint,
    outcome character varying(24),
    closed_at timestamp without time zone,
    held_until timestamp without time zone,
    card_id bigint,
    tries integer DEFAULT 0 NOT NULL,
    again_at timestamp without time zone,
    announcement_id bigint
);
CREATE SEQUENCE public.call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.call_id_seq OWNED BY public.call.id;
CREATE TABLE public.class_session (
    id bigint NOT NULL,
    course_id bigint NOT NULL,
    starts_at timestamp without time zone NOT NULL,
    venue_id bigint NOT NULL,
    status character varying(24) NOT NULL,
    seats integer NOT NULL,
    seats_taken integer NOT NULL,
    reason text,
    next_reminder_at timestamp without time zone,
    roll_closed_at timestamp without time zone,
    roll_closed_by_id bigint,
    minutes integer DEFAULT 60 NOT NULL,
    printed json,
    surplus integer DEFAULT 0 NOT NULL,
    topic character varying(24),
    CONSTRAINT ck_class_session_seats CHECK (((seats_taken >= 0) AND (seats_taken <= seats)))
);
CREATE SEQUENCE public.class_session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.class_session_id_seq OWNED BY public.class_session.id;
CREATE TABLE public.closed_day (
    id bigint NOT NULL,
    day date NOT NULL,
    name character varying(120) NOT NULL,
    ward_code character varying(5)
);
CREATE SEQUENCE public.closed_day_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.closed_day_id_seq OWNED BY public.closed_day.id;
CREATE TABLE public.coach (
    person_id bigint NOT NULL,
    reach character varying(24) NOT NULL,
    languages json NOT NULL,
    weekly_limit integer NOT NULL,
    home_visits boolean NOT NULL,
    vetted_at timestamp without time zone,
    vetted_by_id bigint
);
CREATE TABLE public.coaching_request (
    resident_id bigint NOT NULL,
    entered_by_id bigint NOT NULL,
    topic character varying(24) NOT NULL,
    place character varying(24) NOT NULL,
    slots integer NOT NULL,
    helper_gender character varying(1),
    language character varying(24) NOT NULL,
    somebody_home boolean,
    status character varying(24) NOT NULL,
    since timestamp without time zone NOT NULL,
    "left" json
);
CREATE TABLE public.code (
    text character varying(16) NOT NULL,
    purpose character varying(12) NOT NULL,
    course_id bigint,
    role_kind character varying(24),
    group_id bigint,
    ward_code character varying(5),
    organisation_id bigint,
    created_by_id bigint,
    created_at timestamp without time zone NOT NULL,
    expires_at timestamp without time zone,
    uses_left integer,
    session_id bigint,
    person_id bigint,
    stands_in_for_id bigint,
    alone boolean DEFAULT false NOT NULL,
    role_starts_at timestamp without time zone,
    role_ends_at timestamp without time zone
);
CREATE TABLE public.consent (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    purpose character varying(24) NOT NULL,
    given boolean NOT NULL,
    text_version character varying(16) NOT NULL,
    text_hash character varying(64) NOT NULL,
    channel character varying(40) NOT NULL,
    witness_id bigint,
    at timestamp without time zone NOT NULL,
    withdrawn_at timestamp without time zone,
    said text
);
CREATE SEQUENCE public.consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.consent_id_seq OWNED BY public.consent.id;
CREATE TABLE public.conversation (
    address_id bigint NOT NULL,
    flow character varying(40),
    answers text NOT NULL,
    question_id bigint,
    misses integer NOT NULL,
    updated_at timestamp without time zone NOT NULL
);
CREATE TABLE public.course (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    topic character varying(24) NOT NULL,
    group_id bigint NOT NULL,
    organisation_id bigint,
    venue_id bigint NOT NULL,
    seats integer NOT NULL,
    enrolled integer NOT NULL,
    created_by_id bigint NOT NULL,
    created_at timestamp without time zone NOT NULL,
    ended_at timestamp without time zone,
    surplus integer DEFAULT 0 NOT NULL,
    CONSTRAINT ck_course_seats CHECK (((enrolled >= 0) AND (enrolled <= seats)))
);
CREATE SEQUENCE public.course_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.course_id_seq OWNED BY public.course.id;
CREATE TABLE public.day_code (
    code character varying(12) NOT NULL,
    person_id bigint NOT NULL,
    until timestamp without time zone NOT NULL
);
CREATE TABLE public.enrolment (
    id bigint NOT NULL,
    course_id bigint NOT NULL,
    person_id bigint NOT NULL,
    status character varying(24) NOT NULL,
    since timestamp without time zone NOT NULL,
    offered_until timestamp without time zone,
    enrolled_by_id bigint,
    instead_of_id bigint
);
CREATE SEQUENCE public.enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.enrolment_id_seq OWNED BY public.enrolment.id;
CREATE TABLE public.file (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    name character varying(120) NOT NULL,
    mime character varying(80) NOT NULL,
    content bytea NOT NULL,
    kept_at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.file_id_seq OWNED BY public.file.id;
CREATE TABLE public.group_chat (
    address_id bigint NOT NULL,
    title character varying(128) NOT NULL,
    group_id bigint,
    linked_by_id bigint,
    next_week_at timestamp without time zone,
    thread character varying(32) DEFAULT ''::character varying NOT NULL
);
CREATE TABLE public.group_post (
    outbox_id bigint NOT NULL,
    course_id bigint NOT NULL,
    "full" boolean NOT NULL,
    until timestamp without time zone NOT NULL
);
CREATE TABLE public.incident (
    id bigint NOT NULL,
    by_id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    about character varying(24) NOT NULL,
    group_id bigint,
    ward_code character varying(5),
    wants_call boolean NOT NULL,
    status character varying(24) NOT NULL,
    at timestamp without time zone NOT NULL,
    taken_by_id bigint,
    taken_at timestamp without time zone,
    closed_at timestamp without time zone
);
CREATE SEQUENCE public.incident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.incident_id_seq OWNED BY public.incident.id;
CREATE TABLE public.kept_update (
    id bigint NOT NULL,
    channel character varying(40) NOT NULL,
    body text NOT NULL,
    at timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.kept_update_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.kept_update_id_seq OWNED BY public.kept_update.id;
CREATE TABLE public.lease (
    name character varying(40) NOT NULL,
    holder character varying(40) NOT NULL,
    until timestamp without time zone NOT NULL
);
CREATE TABLE public.match_run (
    id bigint NOT NULL,
    night date,
    asked_by_id bigint,
    wanted_at timestamp without time zone NOT NULL,
    done_at timestamp without time zone,
    certified boolean,
    facts json
);
CREATE SEQUENCE public.match_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.match_run_id_seq OWNED BY public.match_run.id;
CREATE TABLE public.notice (
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    by_id bigint NOT NULL,
    at timestamp without time zone NOT NULL,
    board_id bigint,
    call_at timestamp without time zone
);
CREATE SEQUENCE public.notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.notice_id_seq OWNED BY public.notice.id;
CREATE TABLE public.official_figure (
    id bigint NOT NULL,
    ward_code character varying(5),
    people integer NOT NULL,
    as_of date NOT NULL,
    source character varying(200) NOT NULL,
    by_id bigint NOT NULL,
    at timestamp without time zone NOT NULL,
    CONSTRAINT ck_official_figure_people CHECK ((people >= 0))
);
CREATE SEQUENCE public.official_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.official_figure_id_seq OWNED BY public.official_figure.id;
CREATE TABLE public.opening (
    id bigint NOT NULL,
    group_id bigint NOT NULL,
    topic character varying(24) NOT NULL,
    starts_at timestamp without time zone NOT NULL,
    waiting json NOT NULL,
    coaches json NOT NULL,
    proposed_at timestamp without time zone NOT NULL,
    put_off_at timestamp without time zone,
    opened_at timestamp without time zone
);
CREATE SEQUENCE public.opening_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.opening_id_seq OWNED BY public.opening.id;
CREATE TABLE public.organisation (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    name character varying(120) NOT NULL,
    ward_code character varying(5),
    active boolean NOT NULL
);
CREATE SEQUENCE public.organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.organisation_id_seq OWNED BY public.organisation.id;
CREATE TABLE public.outbox (
    id bigint NOT NULL,
    key character varying(80),
    address_id bigint NOT NULL,
    person_id bigint,
    question_id bigint,
    priority character varying(24) NOT NULL,
    message text NOT NULL,
    edits_id bigint,
    status character varying(24) NOT NULL,
    put_at timestamp without time zone NOT NULL,
    due_at timestamp without time zone NOT NULL,
    expires_at timestamp without time zone NOT NULL,
    sent_at timestamp without time zone,
    attempts integer NOT NULL,
    external_id character varying(64),
    error character varying(200),
    file_id bigint,
    kind character varying(24),
    reminder character varying(24),
    session_id bigint,
    session_starts_at timestamp without time zone,
    notice_id bigint,
    announcement_id bigint,
    perhaps_sent boolean DEFAULT false NOT NULL,
    unasked boolean DEFAULT false NOT NULL,
    people integer DEFAULT 1 NOT NULL,
    turned_away integer DEFAULT 0 NOT NULL,
    obstacle character varying(24),
    trace character varying(12),
    through_stop boolean DEFAULT false NOT NULL
);
CREATE SEQUENCE public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.page_link (
    hash character varying(64) NOT NULL,
    person_id bigint NOT NULL,
    made_at timestamp without time zone NOT NULL,
    used_at timestamp without time zone
);
CREATE TABLE public.pairing (
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    resident_id bigint NOT NULL,
    volunteer_id bigint NOT NULL,
    meeting_code character varying(12) NOT NULL
);
CREATE SEQUENCE public.pairing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pairing_id_seq OWNED BY public.pairing.id;
CREATE TABLE public.person (
    id bigint NOT NULL,
    name text,
    search_name text,
    given_name text,
    address_form character varying(8),
    language character varying(5) NOT NULL,
    ward_code character varying(5),
    group_id bigint,
    age_band character varying(24),
    gender character varying(1),
    audience character varying(24),
    phone text,
    phone_type character varying(24),
    told_via character varying(24) NOT NULL,
    told_via_person_id bigint,
    entered_by_id bigint,
    reminders_stopped_at timestamp without time zone,
    merged_into_id bigint,
    erased_at timestamp without time zone,
    created_at timestamp without time zone NOT NULL,
    phone_index character varying(32),
    warned_at timestamp without time zone,
    kept_at timestamp without time zone,
    erasure_key character varying(32) DEFAULT ''::character varying NOT NULL,
    contact_wish character varying(24),
    said_group text,
    left_book_at timestamp without time zone
);
CREATE SEQUENCE public.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;
CREATE TABLE public.presented (
    key character varying(80) NOT NULL,
    digest character varying(64) NOT NULL
);
CREATE TABLE public.question (
    id bigint NOT NULL,
    address_id bigint NOT NULL,
    name character varying(40),
    options text NOT NULL,
    asked_at timestamp without time zone NOT NULL,
    closed_at timestamp without time zone,
    chosen integer,
    nonce character varying(8) DEFAULT ''::character varying NOT NULL,
    shown_at timestamp without time zone,
    kind character varying(24)
);
CREATE SEQUENCE public.question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.question_id_seq OWNED BY public.question.id;
CREATE TABLE public.reminder (
    session_id bigint NOT NULL,
    starts_at timestamp without time zone NOT NULL,
    kind character varying(24) NOT NULL,
    person_id bigint NOT NULL,
    outbox_id bigint
);
CREATE TABLE public.residential_group (
    id bigint NOT NULL,
    ward_code character varying(5) NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    search_name character varying(60) NOT NULL,
    former_name character varying(60),
    active boolean NOT NULL
);
CREATE SEQUENCE public.residential_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.residential_group_id_seq OWNED BY public.residential_group.id;
CREATE TABLE public.role (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    status character varying(24) NOT NULL,
    group_id bigint,
    ward_code character varying(5),
    organisation_id bigint,
    requested_at timestamp without time zone NOT NULL,
    decided_at timestamp without time zone,
    decided_by_id bigint,
    ends_at timestamp without time zone,
    starts_at timestamp without time zone,
    stands_in_for_id bigint,
    alone boolean DEFAULT false NOT NULL,
    week_told date
);
CREATE SEQUENCE public.role_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.role_id_seq OWNED BY public.role.id;
CREATE TABLE public.seat (
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    person_id bigint NOT NULL,
    status character varying(24) NOT NULL,
    offered_until timestamp without time zone,
    answered_at timestamp without time zone,
    told_at timestamp without time zone
);
CREATE SEQUENCE public.seat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.seat_id_seq OWNED BY public.seat.id;
CREATE TABLE public.seen_update (
    channel character varying(40) NOT NULL,
    event_id character varying(64) NOT NULL,
    at timestamp without time zone NOT NULL,
    unread boolean DEFAULT false NOT NULL
);
CREATE TABLE public.sending_stop (
    id bigint NOT NULL,
    by_id bigint,
    why text,
    at timestamp without time zone NOT NULL,
    ended_at timestamp without time zone,
    ended_by_id bigint
);
CREATE SEQUENCE public.sending_stop_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sending_stop_id_seq OWNED BY public.sending_stop.id;
CREATE TABLE public.shift (
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    needed integer NOT NULL,
    filled integer NOT NULL,
    asked_at timestamp without time zone,
    CONSTRAINT ck_shift_filled CHECK (((filled >= 0) AND (filled <= needed)))
);
CREATE SEQUENCE public.shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.shift_id_seq OWNED BY public.shift.id;
CREATE TABLE public.stand_by (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    told_at timestamp without time zone NOT NULL,
    ended_at timestamp without time zone
);
CREATE SEQUENCE public.stand_by_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.stand_by_id_seq OWNED BY public.stand_by.id;
CREATE TABLE public.step_said (
    person_id bigint NOT NULL,
    step character varying(24) NOT NULL,
    by_id bigint NOT NULL,
    at timestamp without time zone NOT NULL
);
CREATE TABLE public.swept (
    name character varying(24) NOT NULL,
    upto bigint NOT NULL
);
CREATE TABLE public.tally (
    session_id bigint NOT NULL,
    helped character varying(24) NOT NULL,
    n integer NOT NULL,
    by_id bigint NOT NULL,
    at timestamp without time zone NOT NULL,
    CONSTRAINT ck_tally_n CHECK ((n >= 0))
);
CREATE TABLE public.target (
    id bigint NOT NULL,
    ward_code character varying(5),
    year integer NOT NULL,
    people integer NOT NULL,
    source character varying(200) NOT NULL,
    by_id bigint NOT NULL,
    at timestamp without time zone NOT NULL,
    CONSTRAINT ck_target_people CHECK ((people > 0))
);
CREATE SEQUENCE public.target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.target_id_seq OWNED BY public.target.id;
CREATE TABLE public.uploaded_file (
    channel character varying(40) NOT NULL,
    file_id bigint NOT NULL,
    external_id character varying(255) NOT NULL
);
CREATE TABLE public.venue (
    id bigint NOT NULL,
    group_id bigint NOT NULL,
    name character varying(120) NOT NULL,
    search_name character varying(120) NOT NULL
);
CREATE SEQUENCE public.venue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.venue_id_seq OWNED BY public.venue.id;
CREATE TABLE public.viewing (
    id bigint NOT NULL,
    by_id bigint NOT NULL,
    person_id bigint NOT NULL,
    role_kind character varying(24) NOT NULL,
    group_id bigint,
    ward_code character varying(5),
    why text,
    at timestamp without time zone NOT NULL,
    until timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.viewing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.viewing_id_seq OWNED BY public.viewing.id;
CREATE TABLE public.visit (
    hash character varying(64) NOT NULL,
    person_id bigint NOT NULL,
    since timestamp without time zone NOT NULL,
    ended_at timestamp without time zone
);
CREATE TABLE public.volunteer (
    person_id bigint NOT NULL,
    topics json NOT NULL,
    phones json NOT NULL,
    organisation_id bigint,
    pledged_at timestamp without time zone,
    last_asked_at timestamp without time zone,
    away_until date
);
CREATE TABLE public.ward (
    code character varying(5) NOT NULL,
    name character varying(60) NOT NULL,
    kind character varying(12) NOT NULL,
    short_name character varying(60) NOT NULL,
    search_name character varying(60) NOT NULL,
    active boolean NOT NULL
);
CREATE TABLE public.ward_alias (
    search_name character varying(60) NOT NULL,
    ward_code character varying(5) NOT NULL,
    name character varying(60) NOT NULL
);
CREATE TABLE public.week_report (
    group_id bigint NOT NULL,
    monday date NOT NULL,
    told json NOT NULL,
    told_at timestamp without time zone NOT NULL,
    sent_at timestamp without time zone,
    sent_by_id bigint,
    note text
);
ALTER TABLE ONLY public.act ALTER COLUMN id SET DEFAULT nextval('public.act_id_seq'::regclass);
ALTER TABLE ONLY public.address ALTER COLUMN id SET DEFAULT nextval('public.address_id_seq'::regclass);
ALTER TABLE ONLY public.announcement ALTER COLUMN id SET DEFAULT nextval('public.announcement_id_seq'::regclass);
ALTER TABLE ONLY public.appointment ALTER COLUMN id SET DEFAULT nextval('public.appointment_id_seq'::regclass);
ALTER TABLE ONLY public.assignment ALTER COLUMN id SET DEFAULT nextval('public.assignment_id_seq'::regclass);
ALTER TABLE ONLY public.attendance ALTER COLUMN id SET DEFAULT nextval('public.attendance_id_seq'::regclass);
ALTER TABLE ONLY public.call ALTER COLUMN id SET DEFAULT nextval('public.call_id_seq'::regclass);
ALTER TABLE ONLY public.class_session ALTER COLUMN id SET DEFAULT nextval('public.class_session_id_seq'::regclass);
ALTER TABLE ONLY public.closed_day ALTER COLUMN id SET DEFAULT nextval('public.closed_day_id_seq'::regclass);
ALTER TABLE ONLY public.consent ALTER COLUMN id SET DEFAULT nextval('public.consent_id_seq'::regclass);
ALTER TABLE ONLY public.course ALTER COLUMN id SET DEFAULT nextval('public.course_id_seq'::regclass);
ALTER TABLE ONLY public.enrolment ALTER COLUMN id SET DEFAULT nextval('public.enrolment_id_seq'::regclass);
ALTER TABLE ONLY public.file ALTER COLUMN id SET DEFAULT nextval('public.file_id_seq'::regclass);
ALTER TABLE ONLY public.incident ALTER COLUMN id SET DEFAULT nextval('public.incident_id_seq'::regclass);
ALTER TABLE ONLY public.kept_update ALTER COLUMN id SET DEFAULT nextval('public.kept_update_id_seq'::regclass);
ALTER TABLE ONLY public.match_run ALTER COLUMN id SET DEFAULT nextval('public.match_run_id_seq'::regclass);
ALTER TABLE ONLY public.notice ALTER COLUMN id SET DEFAULT nextval('public.notice_id_seq'::regclass);
ALTER TABLE ONLY public.official_figure ALTER COLUMN id SET DEFAULT nextval('public.official_figure_id_seq'::regclass);
ALTER TABLE ONLY public.opening ALTER COLUMN id SET DEFAULT nextval('public.opening_id_seq'::regclass);
ALTER TABLE ONLY public.organisation ALTER COLUMN id SET DEFAULT nextval('public.organisation_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.pairing ALTER COLUMN id SET DEFAULT nextval('public.pairing_id_seq'::regclass);
ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);
ALTER TABLE ONLY public.question ALTER COLUMN id SET DEFAULT nextval('public.question_id_seq'::regclass);
ALTER TABLE ONLY public.residential_group ALTER COLUMN id SET DEFAULT nextval('public.residential_group_id_seq'::regclass);
ALTER TABLE ONLY public.role ALTER COLUMN id SET DEFAULT nextval('public.role_id_seq'::regclass);
ALTER TABLE ONLY public.seat ALTER COLUMN id SET DEFAULT nextval('public.seat_id_seq'::regclass);
ALTER TABLE ONLY public.sending_stop ALTER COLUMN id SET DEFAULT nextval('public.sending_stop_id_seq'::regclass);
ALTER TABLE ONLY public.shift ALTER COLUMN id SET DEFAULT nextval('public.shift_id_seq'::regclass);
ALTER TABLE ONLY public.stand_by ALTER COLUMN id SET DEFAULT nextval('public.stand_by_id_seq'::regclass);
ALTER TABLE ONLY public.target ALTER COLUMN id SET DEFAULT nextval('public.target_id_seq'::regclass);
ALTER TABLE ONLY public.venue ALTER COLUMN id SET DEFAULT nextval('public.venue_id_seq'::regclass);
ALTER TABLE ONLY public.viewing ALTER COLUMN id SET DEFAULT nextval('public.viewing_id_seq'::regclass);
INSERT INTO public.acknowledgement VALUES
	(1, 6, '2026-11-23 02:00:00');
INSERT INTO public.act VALUES
	(1, 1, 'register', '{"course": 1}', '2026-11-23 02:00:00', NULL),
	(2, 4, 'enrol', '{"course": 1, "person": 4, "until": "2026-11-28T01:00:00+00:00"}', '2026-11-23 02:00:00', NULL),
	(3, 5, 'enrol', '{"course": 1, "person": 5, "until": "2026-11-28T01:00:00+00:00"}', '2026-11-23 02:00:00', NULL),
	(4, 6, 'move', '{"session": 1}', '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.address VALUES
	(1, 1, 'web', 'lan', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, true),
	(2, 2, 'web', 'quan', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, true),
	(3, 3, 'web', 'huong', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, true),
	(4, 4, 'web', 'tu', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, true),
	(5, 5, 'web', 'sau', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, true),
	(6, 6, 'web', 'erased-99', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00', false);
INSERT INTO public.alembic_version VALUES
	('0045');
INSERT INTO public.announcement VALUES
	(1, 6, 3, 'ward ', 'warned', 'gAAAAABrDSjKD9FkySrns1vvNmRCwGseS4aXbyecCbrRy1ab4P3d9fO5pDslqLTfF9yFbY_ZjIMMy3WgA5c2vTMeGtpfSH0CN-wV_BGXl_PSUt8gG1Cb5l0=', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 1, 1, '2026-11-23 02:00:00', '2026-11-23 02:00:00', 2);
INSERT INTO public.appointment VALUES
	(1, 6, 6, 6, 1, '2026-11-23 02:00:00', 'nearby', 'T10', 'moved', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 'appointment ', '{"session": 1}', '{"session": 1}', 1, 6, '{"session": 1}', '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.assignment VALUES
	(1, 3, 6, 'expired', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '{"organisation": 1}', '2026-11-23 02:00:00', 1, 'present', 6, '2026-11-23 02:00:00');
INSERT INTO public.attendance VALUES
	(1, 3, 6, 'no_show', true, 6, '2026-11-23 02:00:00');
INSERT INTO public.availability VALUES
	(3, 0, 'evening'),
	(3, 1, 'evening'),
	(3, 2, 'evening'),
	(3, 3, 'evening'),
	(3, 4, 'evening'),
	(3, 5, 'evening'),
	(3, 5, 'morning'),
	(3, 6, 'evening'),
	(3, 6, 'morning'),
	(6, 1, 'evening');
INSERT INTO public.bot_month VALUES
	('zalo-bot', '2026-11-01', 1, 1, 1, 1);
INSERT INTO public.call VALUES
	(1, 6, 3, 'announced', '2026-11-23 02:00:00', 6, 'expired', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 1, 1, '2026-11-23 02:00:00', 1);
INSERT INTO public.class_session VALUES
	(1, 1, '2026-11-28 01:00:00', 1, 'planned', 3, 2, NULL, '2026-11-25 02:00:00', NULL, NULL, 60, NULL, 0, NULL),
	(2, 1, '2026-12-05 01:00:00', 1, 'planned', 3, 2, NULL, '2026-12-02 02:00:00', NULL, NULL, 60, NULL, 0, NULL),
	(3, 2, '2026-11-23 02:00:00', 2, 'held', 1, 1, 'gAAAAABrDSjKAY6OyxcMBdQi_BfeS890r-Pf3noa1Vsykn6INVPeeqjMlNjNOnpjO_l6EJzLWKxQPcpPxFCajmoH-4mNHk7s5yem65k8QjdvvIyzeCaFw_Q=', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 6, 90, '[6]', 2, 'T03');
INSERT INTO public.closed_day VALUES
	(1, '2026-11-16', 'closed_day name', 'ward ');
INSERT INTO public.coach VALUES
	(6, 'neighbours', '{"session": 1}', 1, true, '2026-11-23 02:00:00', 6);
INSERT INTO public.coaching_request VALUES
	(6, 6, 'T10', 'nearby', 1, 'c', 'en', true, 'withdrawn', '2026-11-23 02:00:00', '{"session": 1}');
INSERT INTO public.code VALUES
	('HT-9709', 'course', 1, NULL, NULL, NULL, NULL, 1, '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, NULL, false, NULL, NULL),
	('code text', 'code purpose', 2, 'administrator', 3, 'ward ', 1, 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00', 1, 3, 6, 4, true, '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.consent VALUES
	(1, 1, 'classes', true, '2026-11-23', '9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527', 'web', NULL, '2026-11-23 02:00:00', NULL, NULL),
	(2, 2, 'classes', true, '2026-11-23', '9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527', 'web', NULL, '2026-11-23 02:00:00', NULL, NULL),
	(3, 3, 'classes', true, '2026-11-23', '9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527', 'web', NULL, '2026-11-23 02:00:00', NULL, NULL),
	(4, 4, 'classes', true, '2026-11-23', '9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527', 'web', NULL, '2026-11-23 02:00:00', NULL, NULL),
	(5, 5, 'classes', true, '2026-11-23', '9c0dea526e989681cf58038f06b956f6cc8cea8703e83a241703b7c2b5a58527', 'web', NULL, '2026-11-23 02:00:00', NULL, NULL),
	(6, 6, 'photos', true, 'consent text_ver', 'consent text_hash', 'consent channel', 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00', 'gAAAAABrDb5bZRcDrrmHFgZ7yWrRYJE6Zu3Fk5ZodfMQUBEtg545AjEmsegB5-G662152gPqQeORxwIp55nq43GGuzRQ-6cHvw==');
INSERT INTO public.conversation VALUES
	(6, 'conversation flow', 'gAAAAABrDSjKZvG-m9EMD3ynglcsj71JIC2qtRdkd7t3ABQA2oIZioBBga4Q8OLt6y9DtpjHDblUpTDHBf5T7YDJyjIALz_J92Dy8vedfNTm9cfmXNAtB9w=', 1, 1, '2026-11-23 02:00:00');
INSERT INTO public.course VALUES
	(1, 'HT-9709', 'T03', 1, NULL, 1, 3, 2, 1, '2026-11-23 02:00:00', NULL, 0),
	(2, 'course code', 'T10', 3, 1, 2, 1, 1, 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00', 2);
INSERT INTO public.day_code VALUES
	('day_code cod', 6, '2026-11-23 02:00:00');
INSERT INTO public.enrolment VALUES
	(1, 1, 4, 'enrolled', '2026-11-23 02:00:00', NULL, 4, NULL),
	(2, 1, 5, 'enrolled', '2026-11-23 02:00:00', NULL, 5, NULL),
	(3, 2, 6, 'completed', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 6, 2);
INSERT INTO public.file VALUES
	(1, 'file sha256', 'file name', 'file mime', '\x674141414141427244536a4b414d7854344c384d61635a4b4c78423364717365445f41614631616a346a7439636259414e3650306e426e42625775714f396a6d4352427636792d6f387774594b4c394453796a354838466433525045584f765878773d3d', '2026-11-23 02:00:00');
INSERT INTO public.group_chat VALUES
	(6, 'group_chat title', 3, 6, '2026-11-23 02:00:00', '17');
INSERT INTO public.group_post VALUES
	(1, 2, true, '2026-11-23 02:00:00');
INSERT INTO public.incident VALUES
	(1, 6, 'other', 'outsider', 3, 'ward ', true, 'withdrawn', '2026-11-23 02:00:00', 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.kept_update VALUES
	(1, 'zalo-bot', 'gAAAAABrDb5acQZUB1fj_Ya_DH-AnrsTK9xvXgxMK2AH7RpmXmeLJ-k5pAu8T_ULCH-V4jy2EyH23OFQql6cXv_48us_BFDJ2HHH2qFNoe8g00X_sYURtL0=', '2026-11-23 02:00:00');
INSERT INTO public.lease VALUES
	('lease name', 'lease holder', '2026-10-31 17:00:00');
INSERT INTO public.match_run VALUES
	(1, '2026-11-16', 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00', true, '{"session": 1}');
INSERT INTO public.notice VALUES
	(1, 3, 'called_off', 6, '2026-11-23 02:00:00', 1, '2026-11-23 02:00:00');
INSERT INTO public.official_figure VALUES
	(1, 'ward ', 1, '2026-11-16', 'official_figure source', 6, '2026-11-23 02:00:00');
INSERT INTO public.opening VALUES
	(1, 3, 'T10', '2026-11-23 02:00:00', '{"session": 1}', '{"session": 1}', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.organisation VALUES
	(1, 'cooperative', 'Đoàn phường', 'ward ', true);
INSERT INTO public.outbox VALUES
	(1, 'outbox key', 6, 6, 1, 'c_broadcast', 'gAAAAABrDSjK1zu5sd_sVWAsc-X7Kv7AfwXI2OwFTO1WC_ADWi4rKxUb49yunpArF6Q6ekSeai79OCVS7meOyYPwjI-t13M9J-4vvoSRZ4XKhDEMOR4dCQlyz9pvMR3RTs-vVxavWxrr', 1, 'unreachable', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 1, 'outbox external_id', 'outbox error', 1, 'nobody_suits', 'two_hours', 3, '2026-11-23 02:00:00', 1, 1, true, true, 2, 1, 'quota', '0123456789ab', true);
INSERT INTO public.page_link VALUES
	('page_link hash', 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.pairing VALUES
	(1, 3, 6, 6, 'pairing meet');
INSERT INTO public.person VALUES
	(1, 'gAAAAABrDSjKv5Egu6WyTW7mr56ZVOCTub0AJkWdo1tPNylLi7W8FtLiEnIaYrpX39gh7pgn1F3jQFpU2Mp7eydnR9885kAvErXKozATlDgCNBXpQ6RQgUo=', 'gAAAAABrDSjKnVl-0O17-BJkHsbeKDonXzA1HCQsqveLHYly8mAmynA3jlWD6eG_QO_yGciRYx8oUFd1FwWhTUaJ6_Jq62IszQ==', NULL, 'chi', 'vi', '25750', 1, NULL, NULL, NULL, NULL, NULL, 'self', NULL, NULL, NULL, NULL, NULL, '2026-11-23 02:00:00', NULL, NULL, NULL, 'ca0179c85a002b61d5ed92828b5e6f36', NULL, NULL, NULL),
	(2, 'gAAAAABrDSjKEulO8cgCM5FBV2P1OuoCmWfNEvZwxWDHXDFDjqDRFwA57P3W99h7Fu9fe4IQQ4IunZALG27ZRQdrkkS5ghZ8Nw==', 'gAAAAABrDSjKsXtG5uGuLOW-ZfQ_0CnLDY9VyVRO-TmGZgn-USoGrAn1y4GIrRf4NZhVRStQ0EHG7DFqnoXkVdZrPjMBGxMagQ==', NULL, 'anh', 'vi', '25750', 1, NULL, NULL, NULL, NULL, NULL, 'self', NULL, NULL, NULL, NULL, NULL, '2026-11-23 02:00:00', NULL, NULL, NULL, '3d0aec901d00bf1f456cfca193dcabf1', NULL, NULL, NULL),
	(3, 'gAAAAABrDSjKGIGMly0st0dBk4FT78ZxCLT2TxXsFA0auF92czFHvdcaNHk4qnX1RmSFDV85z_KKiZ5woLDPdMu8AuVWsw5gDdZwp4_7KDMgAyxweuNliOE=', 'gAAAAABrDSjKH7Js1HSmLvhgDrBYMtPS6LUHuOohYXCDJCDwrH3d_HqGc0mLUfVxVwalbZrfaOXniXIK5kyaqxyI_Uka0lGC5A==', NULL, 'ban', 'vi', '25750', 1, NULL, NULL, NULL, NULL, NULL, 'self', NULL, NULL, NULL, NULL, NULL, '2026-11-23 02:00:00', NULL, NULL, NULL, '73a729b602232dcee1b97409ab1a2c0d', NULL, NULL, NULL),
	(4, 'gAAAAABrDSjKl2T7w-wmhSfYVCjladt0oCiINjkU-FhG3rvAF8M7woD1UFKF10Uw952olLZtoSBr8RGIuXxXmSFUXruVA6nRsD0bw9QMSNivqQASQTVyljA=', 'gAAAAABrDSjKZLtvJ3R83tHuSgi3q6XzSpRoc4-XefsaRGq2xjM9AlvWweCDKFKqF1Ebw-k_KkwDnGWPvVY0dzQvGyM2YVhYpg==', NULL, 'ba', 'vi', '25750', 1, NULL, NULL, NULL, NULL, NULL, 'self', NULL, NULL, NULL, NULL, NULL, '2026-11-23 02:00:00', NULL, NULL, NULL, '61aaf5bbeeb8187082a22c462a56f136', NULL, NULL, NULL),
	(5, 'gAAAAABrDSjKaJiK4Xc_CoHLq-2VBaiJ2O4ofZS5tUdQ6wofIaGG1oiDlBpqtOVrXnDowxHxO-eSFFxKr4mNI2yE6tegleaUSA==', 'gAAAAABrDSjKxPb6rEPKl1rJJB7VvWqvOmAdfS8XNk2W02ZnMhOIL6HwOCcIoJWUGvMBcVWKOLGaRsbLOT1mjX_XY4dYVsqPlA==', NULL, 'chu', 'vi', '25750', 1, NULL, NULL, NULL, NULL, NULL, 'self', NULL, NULL, NULL, NULL, NULL, '2026-11-23 02:00:00', NULL, NULL, NULL, 'd4c22479c7aceed4d4527c29ff6d95ce', NULL, NULL, NULL),
	(6, 'gAAAAABrDSjK77OXA-pyXPuZ4BYg-KCa1cuv0Vc09dZEbZIC_inLMrmxgZ2BGAtIMHFZwequ-VGj5JaHvZVTKE-Fui2NZxivFHh2y49twCwa8sMnBEhBfjw=', 'gAAAAABrDSjKAoziqRt8kXnWsMUKSE59ZHVegib75vqdg6V_SbF3R3MpRTQQCnGlaA7CPu4LX3fFOSL3sUNl0OzpomiNEZDl4Q==', 'gAAAAABrDSjK2sFjRDJyTfE9TTrlMx1CBlhz7_gvdaEi2mvVahdVnTiowCM1AMFYSqQ-fA6i8R-ZVI6WSmUghp69fsseX_2lAw==', 'ba', 'vi', 'ward ', 3, '75_plus', 'f', 'volunteer_family', 'gAAAAABrDSjKPIgieWxKcdizhy94X2DQzQlDvNGIEs806SnoJcCY6DgDl3PW9aSQSDhc_hpJzRs76sj6GajBIyxzYieF-yWOOg==', 'none', 'leader', 6, 6, '2026-11-23 02:00:00', 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00', '8980f98ef880601cdb01f84e4cf5f9df', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 'person erasure_key', 'write', 'gAAAAABrDb5bpCeiQjs4mJyMWsjSZ7WYg5gdwXV6i-II1qWmfOEBqKTAGDe2jjIsxf4PT76uSWGM6MAK2cNc0v3_wztj8kljVg==', '2026-11-23 02:00:00');
INSERT INTO public.presented VALUES
	('presented key', 'presented digest');
INSERT INTO public.question VALUES
	(1, 6, 'question name', 'gAAAAABrDSjKePOik0Ubu66JOJLHIWXDH7hMgM2h7MjVpFnl1Z52qe2o2pBp1CGILeerEUqJIBPyoxAtjOsq9JqITpsjqdOaO52yXo0bGCeOvdf1p5Ma5Ss=', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 1, 'question', '2026-11-23 02:00:00', 'two_sides');
INSERT INTO public.reminder VALUES
	(3, '2026-11-28 12:00:00', 'day_before', 6, 1);
INSERT INTO public.residential_group VALUES
	(1, '25750', 'khu_pho', '3', '3', NULL, true),
	(2, '25750', 'khu_pho', '5', '5', NULL, true),
	(3, 'ward ', 'residential_', 'residential_group name', 'residential_group search_name', 'residential_group former_name', true);
INSERT INTO public.role VALUES
	(1, 1, 'leader', 'active', 1, '25750', NULL, '2026-11-23 02:00:00', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, false, NULL),
	(2, 2, 'administrator', 'active', NULL, NULL, NULL, '2026-11-23 02:00:00', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, false, NULL),
	(3, 3, 'volunteer', 'active', 1, '25750', NULL, '2026-11-23 02:00:00', '2026-11-23 02:00:00', NULL, NULL, NULL, NULL, false, NULL),
	(4, 6, 'administrator', 'ended', 3, 'ward ', 1, '2026-11-23 02:00:00', '2026-11-23 02:00:00', 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00', 4, true, '2026-11-16');
INSERT INTO public.seat VALUES
	(1, 1, 4, 'held', NULL, NULL, NULL),
	(2, 2, 4, 'held', NULL, NULL, NULL),
	(3, 1, 5, 'held', NULL, NULL, NULL),
	(4, 2, 5, 'held', NULL, NULL, NULL),
	(5, 3, 6, 'released', '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.seen_update VALUES
	('web', 'unread:7', '2026-11-23 02:00:00', true);
INSERT INTO public.sending_stop VALUES
	(1, 6, 'gAAAAABrDb5a_M8LUB6UfYZAKy59KLnXdyeBIqNpjtIDH9676sx_INY-v1JbTuKXPANKOePmNgqiYU-fFWeu57t0n3_juj7t3g==', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 6);
INSERT INTO public.shift VALUES
	(1, 1, 1, 0, NULL),
	(2, 2, 1, 0, NULL),
	(3, 3, 1, 1, '2026-11-23 02:00:00');
INSERT INTO public.stand_by VALUES
	(1, 6, '2026-11-16', '2026-11-16', '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.step_said VALUES
	(6, 'confirmed', 6, '2026-11-23 02:00:00');
INSERT INTO public.swept VALUES
	('swept name', 1);
INSERT INTO public.tally VALUES
	(3, 'qr_shops', 1, 6, '2026-11-23 02:00:00');
INSERT INTO public.target VALUES
	(1, 'ward ', 1, 1, 'target source', 6, '2026-11-23 02:00:00');
INSERT INTO public.uploaded_file VALUES
	('uploaded_file ch', 1, 'uploaded_file external_id');
INSERT INTO public.venue VALUES
	(1, 1, 'Nhà văn hóa khu phố 3, cạnh chợ', 'nha van hoa khu pho 3 canh cho'),
	(2, 3, 'Nhà văn hóa khu phố 9', 'venue search_name');
INSERT INTO public.viewing VALUES
	(1, 6, 4, 'leader', 3, 'ward ', 'gAAAAABrDb5aRQ-n_D1Qr-aOjE-RTdRajIiNJoqqT43nOoymtdmQyGLCgV0MknKiJUxyykwfVYpDToD-mlpODkul4PaUYOithQ==', '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.visit VALUES
	('visit hash', 6, '2026-11-23 02:00:00', '2026-11-23 02:00:00');
INSERT INTO public.volunteer VALUES
	(3, '["T01", "T03", "T06"]', '["android", "iphone"]', NULL, '2026-11-23 02:00:00', NULL, NULL),
	(6, '{"session": 1}', '{"session": 1}', 1, '2026-11-23 02:00:00', '2026-11-23 02:00:00', '2026-11-23');
INSERT INTO public.ward VALUES
	('25747', 'Phường Thủ Dầu Một', 'phường', 'Thủ Dầu Một', 'thu dau mot', true),
	('25750', 'Phường Phú Lợi', 'phường', 'Phú Lợi', 'phu loi', true),
	('25760', 'Phường Bình Dương', 'phường', 'Bình Dương', 'binh duong', true),
	('25768', 'Phường Phú An', 'phường', 'Phú An', 'phu an', true),
	('25771', 'Phường Chánh Hiệp', 'phường', 'Chánh Hiệp', 'chanh hiep', true),
	('25777', 'Xã Dầu Tiếng', 'xã', 'Dầu Tiếng', 'dau tieng', true),
	('25780', 'Xã Minh Thạnh', 'xã', 'Minh Thạnh', 'minh thanh', true),
	('25792', 'Xã Long Hòa', 'xã', 'Long Hòa', 'long hoa', true),
	('25807', 'Xã Thanh An', 'xã', 'Thanh An', 'thanh an', true),
	('25813', 'Phường Bến Cát', 'phường', 'Bến Cát', 'ben cat', true),
	('25819', 'Xã Trừ Văn Thố', 'xã', 'Trừ Văn Thố', 'tru van tho', true),
	('25822', 'Xã Bàu Bàng', 'xã', 'Bàu Bàng', 'bau bang', true),
	('25837', 'Phường Chánh Phú Hòa', 'phường', 'Chánh Phú Hòa', 'chanh phu hoa', true),
	('25840', 'Phường Long Nguyên', 'phường', 'Long Nguyên', 'long nguyen', true),
	('25843', 'Phường Tây Nam', 'phường', 'Tây Nam', 'tay nam', true),
	('25846', 'Phường Thới Hòa', 'phường', 'Thới Hòa', 'thoi hoa', true),
	('25849', 'Phường Hòa Lợi', 'phường', 'Hòa Lợi', 'hoa loi', true),
	('25858', 'Xã Phú Giáo', 'xã', 'Phú Giáo', 'phu giao', true),
	('25864', 'Xã Phước Thành', 'xã', 'Phước Thành', 'phuoc thanh', true),
	('25867', 'Xã An Long', 'xã', 'An Long', 'an long', true),
	('25882', 'Xã Phước Hòa', 'xã', 'Phước Hòa', 'phuoc hoa', true),
	('25888', 'Phường Tân Uyên', 'phường', 'Tân Uyên', 'tan uyen', true),
	('25891', 'Phường Tân Khánh', 'phường', 'Tân Khánh', 'tan khanh', true),
	('25906', 'Xã Bắc Tân Uyên', 'xã', 'Bắc Tân Uyên', 'bac tan uyen', true),
	('25909', 'Xã Thường Tân', 'xã', 'Thường Tân', 'thuong tan', true),
	('25912', 'Phường Vĩnh Tân', 'phường', 'Vĩnh Tân', 'vinh tan', true),
	('25915', 'Phường Bình Cơ', 'phường', 'Bình Cơ', 'binh co', true),
	('25920', 'Phường Tân Hiệp', 'phường', 'Tân Hiệp', 'tan hiep', true),
	('25942', 'Phường Dĩ An', 'phường', 'Dĩ An', 'di an', true),
	('25945', 'Phường Tân Đông Hiệp', 'phường', 'Tân Đông Hiệp', 'tan dong hiep', true),
	('25951', 'Phường Đông Hòa', 'phường', 'Đông Hòa', 'dong hoa', true),
	('25966', 'Phường Lái Thiêu', 'phường', 'Lái Thiêu', 'lai thieu', true),
	('25969', 'Phường Thuận Giao', 'phường', 'Thuận Giao', 'thuan giao', true),
	('25975', 'Phường An Phú', 'phường', 'An Phú', 'an phu', true),
	('25978', 'Phường Thuận An', 'phường', 'Thuận An', 'thuan an', true),
	('25987', 'Phường Bình Hòa', 'phường', 'Bình Hòa', 'binh hoa', true),
	('ward ', 'ward name', 'ward kind', 'ward short_name', 'ward search_name', true);
INSERT INTO public.ward_alias VALUES
	('an binh', '25858', 'An Bình'),
	('an binh', '25942', 'An Bình'),
	('an dien', '25840', 'An Điền'),
	('an lap', '25807', 'An Lập'),
	('an lap', '25843', 'An Lập'),
	('an linh', '25867', 'An Linh'),
	('an long', '25867', 'An Long'),
	('an phu', '25975', 'An Phú'),
	('an son', '25978', 'An Sơn'),
	('an tay', '25843', 'An Tây'),
	('an thai', '25864', 'An Thái'),
	('an thanh', '25978', 'An Thạnh'),
	('bac tan uyen', '25888', 'Bắc Tân Uyên'),
	('bac tan uyen', '25906', 'Bắc Tân Uyên'),
	('bac tan uyen', '25909', 'Bắc Tân Uyên'),
	('bac tan uyen', '25912', 'Bắc Tân Uyên'),
	('bac tan uyen', '25915', 'Bắc Tân Uyên'),
	('bach dang', '25888', 'Bạch Đằng'),
	('bau bang', '25813', 'Bàu Bàng'),
	('bau bang', '25819', 'Bàu Bàng'),
	('bau bang', '25822', 'Bàu Bàng'),
	('bau bang', '25837', 'Bàu Bàng'),
	('bau bang', '25840', 'Bàu Bàng'),
	('ben cat', '25768', 'Bến Cát'),
	('ben cat', '25813', 'Bến Cát'),
	('ben cat', '25837', 'Bến Cát'),
	('ben cat', '25840', 'Bến Cát'),
	('ben cat', '25843', 'Bến Cát'),
	('ben cat', '25846', 'Bến Cát'),
	('ben cat', '25849', 'Bến Cát'),
	('binh an', '25951', 'Bình An'),
	('binh chuan', '25969', 'Bình Chuẩn'),
	('binh chuan', '25975', 'Bình Chuẩn'),
	('binh hoa', '25987', 'Bình Hòa'),
	('binh my', '25915', 'Bình Mỹ'),
	('binh nham', '25966', 'Bình Nhâm'),
	('binh thang', '25951', 'Bình Thắng'),
	('cay truong ii', '25819', 'Cây Trường II'),
	('chanh my', '25747', 'Chánh Mỹ'),
	('chanh my', '25771', 'Chánh Mỹ'),
	('chanh nghia', '25747', 'Chánh Nghĩa'),
	('chanh phu hoa', '25837', 'Chánh Phú Hòa'),
	('dat cuoc', '25906', 'Đất Cuốc'),
	('dau tieng', '25777', 'Dầu Tiếng'),
	('dau tieng', '25780', 'Dầu Tiếng'),
	('dau tieng', '25792', 'Dầu Tiếng'),
	('dau tieng', '25807', 'Dầu Tiếng'),
	('dau tieng', '25843', 'Dầu Tiếng'),
	('di an', '25942', 'Dĩ An'),
	('di an', '25945', 'Dĩ An'),
	('di an', '25951', 'Dĩ An'),
	('dinh an', '25777', 'Định An'),
	('dinh hiep', '25777', 'Định Hiệp'),
	('dinh hiep', '25807', 'Định Hiệp'),
	('dinh hoa', '25771', 'Định Hòa'),
	('dinh thanh', '25777', 'Định Thành'),
	('dong hoa', '25951', 'Đông Hòa'),
	('hiep an', '25768', 'Hiệp An'),
	('hiep an', '25771', 'Hiệp An'),
	('hiep thanh', '25747', 'Hiệp Thành'),
	('hiep thanh', '25750', 'Hiệp Thành'),
	('hieu liem', '25909', 'Hiếu Liêm'),
	('hoa loi', '25849', 'Hòa Lợi'),
	('hoa phu', '25760', 'Hòa Phú'),
	('hoi nghia', '25915', 'Hội Nghĩa'),
	('hung dinh', '25978', 'Hưng Định'),
	('hung hoa', '25837', 'Hưng Hòa'),
	('khanh binh', '25920', 'Khánh Bình'),
	('lac an', '25909', 'Lạc An'),
	('lai hung', '25813', 'Lai Hưng'),
	('lai thieu', '25966', 'Lái Thiêu'),
	('lai uyen', '25819', 'Lai Uyên'),
	('lai uyen', '25822', 'Lai Uyên'),
	('long hoa', '25792', 'Long Hòa'),
	('long nguyen', '25840', 'Long Nguyên'),
	('long tan', '25792', 'Long Tân'),
	('minh hoa', '25780', 'Minh Hòa'),
	('minh tan', '25780', 'Minh Tân'),
	('minh tan', '25792', 'Minh Tân'),
	('minh thanh', '25780', 'Minh Thạnh'),
	('minh thanh', '25792', 'Minh Thạnh'),
	('my phuoc', '25813', 'Mỹ Phước'),
	('my phuoc', '25840', 'Mỹ Phước'),
	('phu an', '25768', 'Phú An'),
	('phu chanh', '25760', 'Phú Chánh'),
	('phu cuong', '25747', 'Phú Cường'),
	('phu giao', '25858', 'Phú Giáo'),
	('phu giao', '25864', 'Phú Giáo'),
	('phu giao', '25867', 'Phú Giáo'),
	('phu giao', '25882', 'Phú Giáo'),
	('phu hoa', '25750', 'Phú Hòa'),
	('phu loi', '25750', 'Phú Lợi'),
	('phu my', '25760', 'Phú Mỹ'),
	('phu tan', '25760', 'Phú Tân'),
	('phu tho', '25747', 'Phú Thọ'),
	('phuoc hoa', '25882', 'Phước Hòa'),
	('phuoc sang', '25864', 'Phước Sang'),
	('phuoc vinh', '25858', 'Phước Vĩnh'),
	('tam lap', '25858', 'Tam Lập'),
	('tam lap', '25882', 'Tam Lập'),
	('tan an', '25768', 'Tân An'),
	('tan binh', '25912', 'Tân Bình'),
	('tan binh', '25945', 'Tân Bình'),
	('tan dinh', '25849', 'Tân Định'),
	('tan dinh', '25906', 'Tân Định'),
	('tan dong hiep', '25942', 'Tân Đông Hiệp'),
	('tan dong hiep', '25945', 'Tân Đông Hiệp'),
	('tan hiep', '25864', 'Tân Hiệp'),
	('tan hiep', '25920', 'Tân Hiệp'),
	('tan hung', '25813', 'Tân Hưng'),
	('tan lap', '25888', 'Tân Lập'),
	('tan long', '25867', 'Tân Long'),
	('tan my', '25888', 'Tân Mỹ'),
	('tan my', '25909', 'Tân Mỹ'),
	('tan phuoc khanh', '25891', 'Tân Phước Khánh'),
	('tan thanh', '25906', 'Tân Thành'),
	('tan uyen', '25760', 'Tân Uyên'),
	('tan uyen', '25888', 'Tân Uyên'),
	('tan uyen', '25891', 'Tân Uyên'),
	('tan uyen', '25912', 'Tân Uyên'),
	('tan uyen', '25915', 'Tân Uyên'),
	('tan uyen', '25920', 'Tân Uyên'),
	('tan uyen', '25945', 'Tân Uyên'),
	('tan vinh hiep', '25891', 'Tân Vĩnh Hiệp'),
	('thai hoa', '25891', 'Thái Hòa'),
	('thai hoa', '25945', 'Thái Hòa'),
	('thanh an', '25807', 'Thanh An'),
	('thanh hoi', '25891', 'Thạnh Hội'),
	('thanh phuoc', '25891', 'Thạnh Phước'),
	('thanh tuyen', '25807', 'Thanh Tuyền'),
	('thanh tuyen', '25843', 'Thanh Tuyền'),
	('thoi hoa', '25846', 'Thới Hòa'),
	('thu dau mot', '25747', 'Thủ Dầu Một'),
	('thu dau mot', '25750', 'Thủ Dầu Một'),
	('thu dau mot', '25760', 'Thủ Dầu Một'),
	('thu dau mot', '25768', 'Thủ Dầu Một'),
	('thu dau mot', '25771', 'Thủ Dầu Một'),
	('thuan an', '25966', 'Thuận An'),
	('thuan an', '25969', 'Thuận An'),
	('thuan an', '25975', 'Thuận An'),
	('thuan an', '25978', 'Thuận An'),
	('thuan an', '25987', 'Thuận An'),
	('thuan giao', '25969', 'Thuận Giao'),
	('thuong tan', '25909', 'Thường Tân'),
	('tru van tho', '25819', 'Trừ Văn Thố'),
	('tuong binh hiep', '25771', 'Tương Bình Hiệp'),
	('uyen hung', '25888', 'Uyên Hưng'),
	('vinh hoa', '25882', 'Vĩnh Hòa'),
	('vinh phu', '25966', 'Vĩnh Phú'),
	('vinh phu', '25987', 'Vĩnh Phú'),
	('vinh tan', '25912', 'Vĩnh Tân'),
	('ward_alias search_name', 'ward ', 'ward_alias name');
INSERT INTO public.week_report VALUES
	(3, '2026-11-16', '{"session": 1}', '2026-11-23 02:00:00', '2026-11-23 02:00:00', 6, 'gAAAAABrDSjKb3BAID6kOArkwMQq1Gkrmh-0RemUJxGuUkmTKZNYuTTLFo24uKhkdN2tRRapz1am6ChfTw-hwy53OzrbQruC-Y12M9tYiw_fCdvRAKkQNRE=');
SELECT pg_catalog.setval('public.act_id_seq', 4, true);
SELECT pg_catalog.setval('public.address_id_seq', 6, true);
SELECT pg_catalog.setval('public.announcement_id_seq', 1, true);
SELECT pg_catalog.setval('public.appointment_id_seq', 1, true);
SELECT pg_catalog.setval('public.assignment_id_seq', 1, true);
SELECT pg_catalog.setval('public.attendance_id_seq', 1, true);
SELECT pg_catalog.setval('public.call_id_seq', 1, true);
SELECT pg_catalog.setval('public.class_session_id_seq', 3, true);
SELECT pg_catalog.setval('public.closed_day_id_seq', 1, true);
SELECT pg_catalog.setval('public.consent_id_seq', 6, true);
SELECT pg_catalog.setval('public.course_id_seq', 2, true);
SELECT pg_catalog.setval('public.enrolment_id_seq', 3, true);
SELECT pg_catalog.setval('public.file_id_seq', 1, true);
SELECT pg_catalog.setval('public.incident_id_seq', 1, true);
SELECT pg_catalog.setval('public.kept_update_id_seq', 1, true);
SELECT pg_catalog.setval('public.match_run_id_seq', 1, true);
SELECT pg_catalog.setval('public.notice_id_seq', 1, true);
SELECT pg_catalog.setval('public.official_figure_id_seq', 1, true);
SELECT pg_catalog.setval('public.opening_id_seq', 1, true);
SELECT pg_catalog.setval('public.organisation_id_seq', 1, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 1, true);
SELECT pg_catalog.setval('public.pairing_id_seq', 1, true);
SELECT pg_catalog.setval('public.person_id_seq', 6, true);
SELECT pg_catalog.setval('public.question_id_seq', 1, true);
SELECT pg_catalog.setval('public.residential_group_id_seq', 3, true);
SELECT pg_catalog.setval('public.role_id_seq', 4, true);
SELECT pg_catalog.setval('public.seat_id_seq', 5, true);
SELECT pg_catalog.setval('public.sending_stop_id_seq', 1, true);
SELECT pg_catalog.setval('public.shift_id_seq', 3, true);
SELECT pg_catalog.setval('public.stand_by_id_seq', 1, true);
SELECT pg_catalog.setval('public.target_id_seq', 1, true);
SELECT pg_catalog.setval('public.venue_id_seq', 2, true);
SELECT pg_catalog.setval('public.viewing_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT pk_acknowledgement PRIMARY KEY (notice_id, person_id);
ALTER TABLE ONLY public.act
    ADD CONSTRAINT pk_act PRIMARY KEY (id);
ALTER TABLE ONLY public.address
    ADD CONSTRAINT pk_address PRIMARY KEY (id);
ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT pk_announcement PRIMARY KEY (id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT pk_appointment PRIMARY KEY (id);
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT pk_assignment PRIMARY KEY (id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT pk_attendance PRIMARY KEY (id);
ALTER TABLE ONLY public.availability
    ADD CONSTRAINT pk_availability PRIMARY KEY (person_id, weekday, part);
ALTER TABLE ONLY public.bot_month
    ADD CONSTRAINT pk_bot_month PRIMARY KEY (channel, month);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT pk_call PRIMARY KEY (id);
ALTER TABLE ONLY public.class_session
    ADD CONSTRAINT pk_class_session PRIMARY KEY (id);
ALTER TABLE ONLY public.closed_day
    ADD CONSTRAINT pk_closed_day PRIMARY KEY (id);
ALTER TABLE ONLY public.coach
    ADD CONSTRAINT pk_coach PRIMARY KEY (person_id);
ALTER TABLE ONLY public.coaching_request
    ADD CONSTRAINT pk_coaching_request PRIMARY KEY (resident_id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT pk_code PRIMARY KEY (text);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT pk_consent PRIMARY KEY (id);
ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT pk_conversation PRIMARY KEY (address_id);
ALTER TABLE ONLY public.course
    ADD CONSTRAINT pk_course PRIMARY KEY (id);
ALTER TABLE ONLY public.day_code
    ADD CONSTRAINT pk_day_code PRIMARY KEY (code);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT pk_enrolment PRIMARY KEY (id);
ALTER TABLE ONLY public.file
    ADD CONSTRAINT pk_file PRIMARY KEY (id);
ALTER TABLE ONLY public.group_chat
    ADD CONSTRAINT pk_group_chat PRIMARY KEY (address_id);
ALTER TABLE ONLY public.group_post
    ADD CONSTRAINT pk_group_post PRIMARY KEY (outbox_id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT pk_incident PRIMARY KEY (id);
ALTER TABLE ONLY public.kept_update
    ADD CONSTRAINT pk_kept_update PRIMARY KEY (id);
ALTER TABLE ONLY public.lease
    ADD CONSTRAINT pk_lease PRIMARY KEY (name);
ALTER TABLE ONLY public.match_run
    ADD CONSTRAINT pk_match_run PRIMARY KEY (id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT pk_notice PRIMARY KEY (id);
ALTER TABLE ONLY public.official_figure
    ADD CONSTRAINT pk_official_figure PRIMARY KEY (id);
ALTER TABLE ONLY public.opening
    ADD CONSTRAINT pk_opening PRIMARY KEY (id);
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT pk_organisation PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.page_link
    ADD CONSTRAINT pk_page_link PRIMARY KEY (hash);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT pk_pairing PRIMARY KEY (id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);
ALTER TABLE ONLY public.presented
    ADD CONSTRAINT pk_presented PRIMARY KEY (key);
ALTER TABLE ONLY public.question
    ADD CONSTRAINT pk_question PRIMARY KEY (id);
ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT pk_reminder PRIMARY KEY (session_id, starts_at, kind, person_id);
ALTER TABLE ONLY public.residential_group
    ADD CONSTRAINT pk_residential_group PRIMARY KEY (id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT pk_role PRIMARY KEY (id);
ALTER TABLE ONLY public.seat
    ADD CONSTRAINT pk_seat PRIMARY KEY (id);
ALTER TABLE ONLY public.seen_update
    ADD CONSTRAINT pk_seen_update PRIMARY KEY (channel, event_id);
ALTER TABLE ONLY public.sending_stop
    ADD CONSTRAINT pk_sending_stop PRIMARY KEY (id);
ALTER TABLE ONLY public.shift
    ADD CONSTRAINT pk_shift PRIMARY KEY (id);
ALTER TABLE ONLY public.stand_by
    ADD CONSTRAINT pk_stand_by PRIMARY KEY (id);
ALTER TABLE ONLY public.step_said
    ADD CONSTRAINT pk_step_said PRIMARY KEY (person_id, step);
ALTER TABLE ONLY public.swept
    ADD CONSTRAINT pk_swept PRIMARY KEY (name);
ALTER TABLE ONLY public.tally
    ADD CONSTRAINT pk_tally PRIMARY KEY (session_id, helped);
ALTER TABLE ONLY public.target
    ADD CONSTRAINT pk_target PRIMARY KEY (id);
ALTER TABLE ONLY public.uploaded_file
    ADD CONSTRAINT pk_uploaded_file PRIMARY KEY (channel, file_id);
ALTER TABLE ONLY public.venue
    ADD CONSTRAINT pk_venue PRIMARY KEY (id);
ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT pk_viewing PRIMARY KEY (id);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT pk_visit PRIMARY KEY (hash);
ALTER TABLE ONLY public.volunteer
    ADD CONSTRAINT pk_volunteer PRIMARY KEY (person_id);
ALTER TABLE ONLY public.ward
    ADD CONSTRAINT pk_ward PRIMARY KEY (code);
ALTER TABLE ONLY public.ward_alias
    ADD CONSTRAINT pk_ward_alias PRIMARY KEY (search_name, ward_code);
ALTER TABLE ONLY public.week_report
    ADD CONSTRAINT pk_week_report PRIMARY KEY (group_id, monday);
ALTER TABLE ONLY public.address
    ADD CONSTRAINT uq_address_channel_external_id UNIQUE (channel, external_id);
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT uq_assignment_shift_id_person_id UNIQUE (shift_id, person_id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT uq_attendance_session_id_person_id UNIQUE (session_id, person_id);
ALTER TABLE ONLY public.course
    ADD CONSTRAINT uq_course_code UNIQUE (code);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT uq_enrolment_course_id_person_id UNIQUE (course_id, person_id);
ALTER TABLE ONLY public.file
    ADD CONSTRAINT uq_file_sha256 UNIQUE (sha256);
ALTER TABLE ONLY public.group_chat
    ADD CONSTRAINT uq_group_chat_group_id UNIQUE (group_id);
ALTER TABLE ONLY public.match_run
    ADD CONSTRAINT uq_match_run_night UNIQUE (night);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT uq_outbox_key UNIQUE (key);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT uq_pairing_session_id_resident_id UNIQUE (session_id, resident_id);
ALTER TABLE ONLY public.residential_group
    ADD CONSTRAINT uq_residential_group_ward_code_kind_search_name UNIQUE (ward_code, kind, search_name);
ALTER TABLE ONLY public.seat
    ADD CONSTRAINT uq_seat_session_id_person_id UNIQUE (session_id, person_id);
ALTER TABLE ONLY public.shift
    ADD CONSTRAINT uq_shift_session_id UNIQUE (session_id);
ALTER TABLE ONLY public.stand_by
    ADD CONSTRAINT uq_stand_by_person_id_first UNIQUE (person_id, first);
ALTER TABLE ONLY public.target
    ADD CONSTRAINT uq_target_ward_code_year UNIQUE (ward_code, year);
ALTER TABLE ONLY public.venue
    ADD CONSTRAINT uq_venue_group_id_search_name UNIQUE (group_id, search_name);
CREATE INDEX ix_act_by_id ON public.act USING btree (by_id);
CREATE INDEX ix_act_wrong_code ON public.act USING btree (at) WHERE ((kind)::text = 'wrong_code'::text);
CREATE INDEX ix_address_forget ON public.address USING btree (cut_off_at) WHERE ((cut_off_at IS NOT NULL) AND (forgotten_at IS NULL));
CREATE INDEX ix_address_person_id ON public.address USING btree (person_id);
CREATE INDEX ix_announcement_open ON public.announcement USING btree (due_at) WHERE (done_at IS NULL);
CREATE INDEX ix_appointment_due ON public.appointment USING btree (status, offered_until);
CREATE INDEX ix_assignment_person_id ON public.assignment USING btree (person_id);
CREATE INDEX ix_assignment_status ON public.assignment USING btree (status);
CREATE INDEX ix_attendance_person_id ON public.attendance USING btree (person_id);
CREATE INDEX ix_call_open ON public.call USING btree (session_id, person_id) WHERE (closed_at IS NULL);
CREATE INDEX ix_call_person_id ON public.call USING btree (person_id);
CREATE INDEX ix_class_session_course ON public.class_session USING btree (course_id, starts_at);
CREATE INDEX ix_class_session_next_reminder ON public.class_session USING btree (next_reminder_at);
CREATE INDEX ix_class_session_starts ON public.class_session USING btree (starts_at);
CREATE INDEX ix_closed_day_day ON public.closed_day USING btree (day);
CREATE INDEX ix_coaching_request_status ON public.coaching_request USING btree (status);
CREATE INDEX ix_code_person_id ON public.code USING btree (person_id);
CREATE INDEX ix_code_session_id ON public.code USING btree (session_id);
CREATE INDEX ix_code_stands_in_for_id ON public.code USING btree (stands_in_for_id);
CREATE INDEX ix_consent_person_id ON public.consent USING btree (person_id);
CREATE INDEX ix_conversation_flow ON public.conversation USING btree (updated_at) WHERE (flow IS NOT NULL);
CREATE INDEX ix_course_group_id ON public.course USING btree (group_id);
CREATE INDEX ix_day_code_person_id ON public.day_code USING btree (person_id);
CREATE INDEX ix_enrolment_offer ON public.enrolment USING btree (offered_until) WHERE (offered_until IS NOT NULL);
CREATE INDEX ix_enrolment_person_id ON public.enrolment USING btree (person_id);
CREATE INDEX ix_enrolment_waiting ON public.enrolment USING btree (course_id, status, since);
CREATE INDEX ix_file_kept_at ON public.file USING btree (kept_at);
CREATE INDEX ix_group_chat_next_week_at ON public.group_chat USING btree (next_week_at);
CREATE INDEX ix_group_post_course_id ON public.group_post USING btree (course_id);
CREATE INDEX ix_group_post_until ON public.group_post USING btree (until);
CREATE INDEX ix_incident_by_id ON public.incident USING btree (by_id);
CREATE INDEX ix_incident_status ON public.incident USING btree (status);
CREATE INDEX ix_kept_update_channel ON public.kept_update USING btree (channel);
CREATE INDEX ix_match_run_done_at ON public.match_run USING btree (done_at);
CREATE INDEX ix_notice_call_at ON public.notice USING btree (call_at);
CREATE INDEX ix_notice_session_id ON public.notice USING btree (session_id);
CREATE INDEX ix_official_figure_ward_code ON public.official_figure USING btree (ward_code);
CREATE INDEX ix_opening_group_id ON public.opening USING btree (group_id);
CREATE INDEX ix_outbox_address ON public.outbox USING btree (address_id, status, id);
CREATE INDEX ix_outbox_announcement ON public.outbox USING btree (announcement_id, status) WHERE (announcement_id IS NOT NULL);
CREATE INDEX ix_outbox_due ON public.outbox USING btree (priority, due_at, id) WHERE ((status)::text = 'queued'::text);
CREATE INDEX ix_outbox_expires ON public.outbox USING btree (expires_at) WHERE ((status)::text = 'queued'::text);
CREATE INDEX ix_outbox_file ON public.outbox USING btree (file_id) WHERE (file_id IS NOT NULL);
CREATE INDEX ix_outbox_kept ON public.outbox USING btree (person_id) WHERE (obstacle IS NOT NULL);
CREATE INDEX ix_outbox_notice ON public.outbox USING btree (notice_id) WHERE (notice_id IS NOT NULL);
CREATE INDEX ix_outbox_person_id ON public.outbox USING btree (person_id);
CREATE INDEX ix_outbox_session ON public.outbox USING btree (session_id, kind, person_id) WHERE (session_id IS NOT NULL);
CREATE INDEX ix_page_link_person_id ON public.page_link USING btree (person_id);
CREATE INDEX ix_pairing_resident_id ON public.pairing USING btree (resident_id);
CREATE INDEX ix_pairing_volunteer_id ON public.pairing USING btree (volunteer_id);
CREATE INDEX ix_person_erased_at ON public.person USING btree (erased_at);
CREATE INDEX ix_person_group_id ON public.person USING btree (group_id);
CREATE INDEX ix_person_phone_index ON public.person USING btree (phone_index);
CREATE INDEX ix_person_told_via_person_id ON public.person USING btree (told_via_person_id);
CREATE INDEX ix_person_warned_at ON public.person USING btree (warned_at);
CREATE INDEX ix_question_latest ON public.question USING btree (address_id, id);
CREATE INDEX ix_question_shown ON public.question USING btree (address_id, shown_at);
CREATE INDEX ix_reminder_outbox_id ON public.reminder USING btree (outbox_id);
CREATE INDEX ix_reminder_person_id ON public.reminder USING btree (person_id);
CREATE INDEX ix_role_person_id ON public.role USING btree (person_id);
CREATE INDEX ix_role_scope ON public.role USING btree (kind, status, group_id);
CREATE INDEX ix_role_stands_in_for_id ON public.role USING btree (stands_in_for_id);
CREATE INDEX ix_seat_offer ON public.seat USING btree (offered_until) WHERE (offered_until IS NOT NULL);
CREATE INDEX ix_seat_person_id ON public.seat USING btree (person_id);
CREATE INDEX ix_seen_update_at ON public.seen_update USING btree (at);
CREATE INDEX ix_sending_stop_in_force ON public.sending_stop USING btree (id) WHERE (ended_at IS NULL);
CREATE INDEX ix_step_said_at ON public.step_said USING btree (at);
CREATE INDEX ix_viewing_by_id ON public.viewing USING btree (by_id);
CREATE INDEX ix_visit_person_id ON public.visit USING btree (person_id);
CREATE INDEX ix_ward_search_name ON public.ward USING btree (search_name);
CREATE UNIQUE INDEX uq_appointment_companion ON public.appointment USING btree (companion_id, starts_at) WHERE ((status)::text = ANY (ARRAY[('offered'::character varying)::text, ('proposed'::character varying)::text, ('second_sought'::character varying)::text, ('confirmed'::character varying)::text]));
CREATE UNIQUE INDEX uq_appointment_resident ON public.appointment USING btree (resident_id) WHERE ((status)::text = ANY (ARRAY[('offered'::character varying)::text, ('proposed'::character varying)::text, ('second_sought'::character varying)::text, ('confirmed'::character varying)::text]));
CREATE UNIQUE INDEX uq_appointment_volunteer ON public.appointment USING btree (volunteer_id, starts_at) WHERE ((status)::text = ANY (ARRAY[('offered'::character varying)::text, ('proposed'::character varying)::text, ('second_sought'::character varying)::text, ('confirmed'::character varying)::text]));
ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT fk_acknowledgement_notice_id FOREIGN KEY (notice_id) REFERENCES public.notice(id);
ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT fk_acknowledgement_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.act
    ADD CONSTRAINT fk_act_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.address
    ADD CONSTRAINT fk_address_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT fk_announcement_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT fk_announcement_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);
ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT fk_announcement_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT fk_announcement_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_companion_id FOREIGN KEY (companion_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_replaces_id FOREIGN KEY (replaces_id) REFERENCES public.appointment(id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_rescues_id FOREIGN KEY (rescues_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_resident_id FOREIGN KEY (resident_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_run_id FOREIGN KEY (run_id) REFERENCES public.match_run(id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT fk_assignment_marked_by_id FOREIGN KEY (marked_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT fk_assignment_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT fk_assignment_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT fk_assignment_shift_id FOREIGN KEY (shift_id) REFERENCES public.shift(id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT fk_attendance_marked_by_id FOREIGN KEY (marked_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT fk_attendance_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT fk_attendance_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.availability
    ADD CONSTRAINT fk_availability_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT fk_call_announcement_id FOREIGN KEY (announcement_id) REFERENCES public.announcement(id);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT fk_call_card_id FOREIGN KEY (card_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT fk_call_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT fk_call_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT fk_call_taken_by_id FOREIGN KEY (taken_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.class_session
    ADD CONSTRAINT fk_class_session_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);
ALTER TABLE ONLY public.class_session
    ADD CONSTRAINT fk_class_session_roll_closed_by_id FOREIGN KEY (roll_closed_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.class_session
    ADD CONSTRAINT fk_class_session_venue_id FOREIGN KEY (venue_id) REFERENCES public.venue(id);
ALTER TABLE ONLY public.closed_day
    ADD CONSTRAINT fk_closed_day_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.coach
    ADD CONSTRAINT fk_coach_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.coach
    ADD CONSTRAINT fk_coach_vetted_by_id FOREIGN KEY (vetted_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.coaching_request
    ADD CONSTRAINT fk_coaching_request_entered_by_id FOREIGN KEY (entered_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.coaching_request
    ADD CONSTRAINT fk_coaching_request_resident_id FOREIGN KEY (resident_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_created_by_id FOREIGN KEY (created_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_stands_in_for_id FOREIGN KEY (stands_in_for_id) REFERENCES public.role(id);
ALTER TABLE ONLY public.code
    ADD CONSTRAINT fk_code_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT fk_consent_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT fk_consent_witness_id FOREIGN KEY (witness_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT fk_conversation_address_id FOREIGN KEY (address_id) REFERENCES public.address(id);
ALTER TABLE ONLY public.conversation
    ADD CONSTRAINT fk_conversation_question_id FOREIGN KEY (question_id) REFERENCES public.question(id);
ALTER TABLE ONLY public.course
    ADD CONSTRAINT fk_course_created_by_id FOREIGN KEY (created_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.course
    ADD CONSTRAINT fk_course_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.course
    ADD CONSTRAINT fk_course_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.course
    ADD CONSTRAINT fk_course_venue_id FOREIGN KEY (venue_id) REFERENCES public.venue(id);
ALTER TABLE ONLY public.day_code
    ADD CONSTRAINT fk_day_code_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT fk_enrolment_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT fk_enrolment_enrolled_by_id FOREIGN KEY (enrolled_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT fk_enrolment_instead_of_id FOREIGN KEY (instead_of_id) REFERENCES public.course(id);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT fk_enrolment_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.group_chat
    ADD CONSTRAINT fk_group_chat_address_id FOREIGN KEY (address_id) REFERENCES public.address(id);
ALTER TABLE ONLY public.group_chat
    ADD CONSTRAINT fk_group_chat_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.group_chat
    ADD CONSTRAINT fk_group_chat_linked_by_id FOREIGN KEY (linked_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.group_post
    ADD CONSTRAINT fk_group_post_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);
ALTER TABLE ONLY public.group_post
    ADD CONSTRAINT fk_group_post_outbox_id FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT fk_incident_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT fk_incident_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT fk_incident_taken_by_id FOREIGN KEY (taken_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.incident
    ADD CONSTRAINT fk_incident_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.match_run
    ADD CONSTRAINT fk_match_run_asked_by_id FOREIGN KEY (asked_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_board_id FOREIGN KEY (board_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.official_figure
    ADD CONSTRAINT fk_official_figure_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.official_figure
    ADD CONSTRAINT fk_official_figure_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.opening
    ADD CONSTRAINT fk_opening_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT fk_organisation_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_address_id FOREIGN KEY (address_id) REFERENCES public.address(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_announcement_id FOREIGN KEY (announcement_id) REFERENCES public.announcement(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_edits_id FOREIGN KEY (edits_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_notice_id FOREIGN KEY (notice_id) REFERENCES public.notice(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_question_id FOREIGN KEY (question_id) REFERENCES public.question(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.page_link
    ADD CONSTRAINT fk_page_link_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT fk_pairing_resident_id FOREIGN KEY (resident_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT fk_pairing_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.pairing
    ADD CONSTRAINT fk_pairing_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_entered_by_id FOREIGN KEY (entered_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_merged_into_id FOREIGN KEY (merged_into_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_told_via_person_id FOREIGN KEY (told_via_person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.question
    ADD CONSTRAINT fk_question_address_id FOREIGN KEY (address_id) REFERENCES public.address(id);
ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT fk_reminder_outbox_id FOREIGN KEY (outbox_id) REFERENCES public.outbox(id);
ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT fk_reminder_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT fk_reminder_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.residential_group
    ADD CONSTRAINT fk_residential_group_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT fk_role_decided_by_id FOREIGN KEY (decided_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT fk_role_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT fk_role_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT fk_role_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT fk_role_stands_in_for_id FOREIGN KEY (stands_in_for_id) REFERENCES public.role(id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT fk_role_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.seat
    ADD CONSTRAINT fk_seat_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.seat
    ADD CONSTRAINT fk_seat_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.sending_stop
    ADD CONSTRAINT fk_sending_stop_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.sending_stop
    ADD CONSTRAINT fk_sending_stop_ended_by_id FOREIGN KEY (ended_by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.shift
    ADD CONSTRAINT fk_shift_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.stand_by
    ADD CONSTRAINT fk_stand_by_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.step_said
    ADD CONSTRAINT fk_step_said_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.step_said
    ADD CONSTRAINT fk_step_said_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.tally
    ADD CONSTRAINT fk_tally_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.tally
    ADD CONSTRAINT fk_tally_session_id FOREIGN KEY (session_id) REFERENCES public.class_session(id);
ALTER TABLE ONLY public.target
    ADD CONSTRAINT fk_target_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.target
    ADD CONSTRAINT fk_target_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.uploaded_file
    ADD CONSTRAINT fk_uploaded_file_file_id FOREIGN KEY (file_id) REFERENCES public.file(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.venue
    ADD CONSTRAINT fk_venue_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT fk_viewing_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT fk_viewing_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT fk_viewing_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.viewing
    ADD CONSTRAINT fk_viewing_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.visit
    ADD CONSTRAINT fk_visit_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.volunteer
    ADD CONSTRAINT fk_volunteer_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);
ALTER TABLE ONLY public.volunteer
    ADD CONSTRAINT fk_volunteer_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);
ALTER TABLE ONLY public.ward_alias
    ADD CONSTRAINT fk_ward_alias_ward_code FOREIGN KEY (ward_code) REFERENCES public.ward(code);
ALTER TABLE ONLY public.week_report
    ADD CONSTRAINT fk_week_report_group_id FOREIGN KEY (group_id) REFERENCES public.residential_group(id);
ALTER TABLE ONLY public.week_report
    ADD CONSTRAINT fk_week_report_sent_by_id FOREIGN KEY (sent_by_id) REFERENCES public.person(id);
