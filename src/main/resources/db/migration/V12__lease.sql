-- Which instance evaluates. The epoch grows each time another one takes it; no commit under an older one is accepted.
create table lease (
    name varchar primary key,
    instance varchar not null,
    epoch bigint not null,
    ends_at timestamp with time zone not null
);

insert into lease (name, instance, epoch, ends_at) values ('evaluation', '', 0, timestamp with time zone '2000-01-01 00:00:00+00');
