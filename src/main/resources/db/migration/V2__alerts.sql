-- Alerts as they stand or as they ended. The breach tells everything; the columns beside it are for looking up.
create table alert (
    fingerprint varchar not null primary key,
    state varchar not null, -- pending, firing, resolved
    scope varchar not null, -- series, group
    kpi varchar not null,
    alertname varchar not null,
    labels varchar not null, -- a JSON object
    severity varchar not null,
    owner varchar not null,
    active_at timestamp with time zone not null,
    firing_at timestamp with time zone,
    resolved_at timestamp with time zone,
    judged_at timestamp with time zone not null,
    marks varchar not null,
    transitions integer not null,
    breach varchar not null -- a JSON object
);

create index alert_of_kpi on alert (kpi, state);

create index alert_by_end on alert (state, resolved_at);

-- Every change of state, stored with the state itself. The rows are the outbox: sending marks them dispatched.
create table transition (
    id bigint generated always as identity primary key,
    fingerprint varchar not null,
    number integer not null, -- from 1 for each fingerprint, no gap and no repeat
    from_state varchar, -- null when the alert is new
    to_state varchar not null,
    at timestamp with time zone not null,
    alert varchar not null, -- a JSON object: the alert after the change
    recorded_at timestamp with time zone default current_timestamp not null,
    dispatched boolean default false not null,
    unique (fingerprint, number)
);

create index transition_to_dispatch on transition (dispatched, id);

-- How far the evaluation of each KPI has been committed.
create table evaluation (
    kpi varchar not null primary key,
    up_to timestamp with time zone not null
);
