-- What seals the links in mails; made at the first start.
create table link_key (
    id integer not null primary key,
    secret varchar not null
);

-- Links that have done what they were for.
create table link_use (
    hash varchar not null primary key,
    expires_at timestamp with time zone not null
);
