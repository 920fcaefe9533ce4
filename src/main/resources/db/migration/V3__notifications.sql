-- Alerts that one route took and that have the group labels in common. A group goes when all in it is resolved and told.
create table alert_group (
    id bigint generated always as identity primary key,
    key_hash varchar not null unique, -- of route and labels
    route varchar not null,
    labels varchar not null, -- a JSON object
    next_check timestamp with time zone not null,
    checks integer default 0 not null, -- also guards against a second dispatcher
    thread varchar -- dedup_key of its first notification
);

create index alert_group_due on alert_group (next_check, id);

-- Who is in a group, as of the last transition that was dispatched; newer figures stand in the table alert.
create table group_member (
    group_id bigint not null references alert_group (id) on delete cascade,
    fingerprint varchar not null,
    number integer not null, -- of the transition
    state varchar not null, -- firing, resolved
    alert varchar not null, -- a JSON object
    primary key (group_id, fingerprint)
);

create index group_member_by_alert on group_member (fingerprint);

-- What each target knows of a group: the notification log.
create table told (
    group_id bigint not null references alert_group (id) on delete cascade,
    integration varchar not null,
    address varchar not null,
    firing text not null, -- fingerprints that the last accepted notification showed as firing, with commas
    accepted_at timestamp with time zone, -- null when none has been accepted
    refused varchar, -- hash of what was given up; null when the last was accepted
    refused_at timestamp with time zone,
    primary key (group_id, integration, address)
);

-- What was decided to be sent, whole, so that a mail sent again is the same mail.
create table notification (
    dedup_key varchar not null primary key,
    group_id bigint not null, -- of a group that may be over
    receiver varchar not null,
    route varchar not null,
    labels varchar not null, -- a JSON object
    thread varchar not null,
    reason varchar not null, -- first, new_alerts, resolved, repeat
    decided_at timestamp with time zone not null,
    alerts text not null, -- those worth showing, a JSON object
    news text not null, -- fingerprints, with commas
    firing_count integer not null,
    resolved_count integer not null,
    firing text not null, -- fingerprints of all that fire, with commas
    content varchar not null -- hash of what is told
);

create index notification_by_age on notification (decided_at);

-- One for each target of a notification, with its own retry.
create table delivery (
    dedup_key varchar not null references notification (dedup_key) on delete cascade,
    integration varchar not null,
    address varchar not null,
    group_id bigint not null,
    state varchar default 'pending' not null, -- pending, accepted, given_up
    attempts integer default 0 not null,
    next_at timestamp with time zone not null,
    last_error varchar default '' not null,
    settled_at timestamp with time zone,
    primary key (dedup_key, integration, address)
);

create index delivery_due on delivery (state, next_at);

create index delivery_of_group on delivery (group_id, state);
