-- Who wants no more mails of a receiver. Gone when they want them again; the audit tells of both.
create table unsubscription (
    receiver varchar not null,
    address varchar not null,
    at timestamp with time zone not null,
    primary key (receiver, address)
);
