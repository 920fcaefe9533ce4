-- Which rules were in force when it was decided.
alter table notification add column rules varchar default '' not null; -- hash of the rule base

-- Who sends it just now: two instances on one database do not send the same mail.
alter table delivery add column claimed_by varchar;
alter table delivery add column claimed_until timestamp with time zone;

-- Beside pending, accepted and given_up a delivery may be held for a digest, due at next_at, and then be digested.
alter table delivery add column digest varchar; -- dedup_key of the digest that tells it

-- What was sent, one row for each notification and target that came to an end. Rows are never changed.
create table sending (
    id bigint generated always as identity primary key,
    at timestamp with time zone not null,
    outcome varchar not null, -- accepted, given_up
    dedup_key varchar not null,
    receiver varchar not null,
    route varchar not null,
    labels varchar not null, -- of the group, a JSON object
    thread varchar not null,
    integration varchar not null,
    address varchar not null,
    reason varchar not null,
    decided_at timestamp with time zone not null,
    attempts integer not null,
    rules varchar not null, -- hash of the rule base
    message_id varchar not null,
    answer text not null, -- of the server, or why it was given up
    alerts text not null -- fingerprints of all it told of, each between commas
);

create index sending_by_age on sending (at);

create index sending_by_target on sending (address, integration, at);
