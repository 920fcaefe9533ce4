-- Wishes not to be told. One that ended stays until it is old; none comes back.
create table silence (
    id varchar not null primary key,
    matchers text not null, -- a JSON object
    author varchar not null,
    comment text not null,
    starts_at timestamp with time zone not null,
    ends_at timestamp with time zone not null,
    until_resolved boolean not null,
    weekdays varchar, -- with commas; null when it does not recur
    from_time varchar,
    to_time varchar,
    zone varchar,
    reminded_at timestamp with time zone -- when its author was told that it is about to end
);

create index silence_by_end on silence (ends_at);

-- Who has taken over an alert. One row for each time somebody did; the newest counts.
create table acknowledgement (
    id bigint generated always as identity primary key,
    fingerprint varchar not null,
    active_at timestamp with time zone not null, -- of the alert: one that fires anew is not acknowledged
    owner varchar not null,
    note text not null,
    at timestamp with time zone not null,
    until timestamp with time zone not null,
    kpi varchar not null,
    labels varchar not null, -- a JSON object
    severity varchar not null, -- as it was then, like the figures
    figure_value double precision not null,
    figure_expected double precision not null,
    margin double precision not null,
    broken_at timestamp with time zone, -- when the alert had got worse
    broken_by varchar default '' not null
);

create index acknowledgement_of_alert on acknowledgement (fingerprint, id);

create index acknowledgement_by_end on acknowledgement (until);

-- What people thought of an alert. Nothing is overwritten; the newest counts.
create table feedback (
    id bigint generated always as identity primary key,
    fingerprint varchar not null,
    active_at timestamp with time zone not null,
    alertname varchar not null,
    verdict varchar not null, -- useful, noise, expected
    who varchar not null,
    at timestamp with time zone not null,
    note text not null
);

create index feedback_of_alert on feedback (fingerprint, id);

-- Every change that somebody made. It only grows.
create table audit (
    id bigint generated always as identity primary key,
    at timestamp with time zone not null,
    who varchar not null,
    action varchar not null,
    subject varchar not null,
    detail text not null
);

-- When a check last found it muted; since when it has been heard of at every check.
alter table group_member add muted_at timestamp with time zone;
alter table group_member add audible_since timestamp with time zone;
