-- The series of a KPI, numbered from 0 without gaps at first sight; numbers are kept for good.
create table series (
    kpi varchar not null,
    number integer not null,
    labels varchar not null, -- a JSON object
    primary key (kpi, number)
);

-- Samples by column: one row for each KPI, end of grain and block of 512 series.
create table sample_block (
    kpi varchar not null,
    at timestamp with time zone not null,
    block integer not null, -- holds the series from 512 * block
    revision integer not null, -- 0, and one more with each correction
    data bytea not null,
    primary key (kpi, at, block)
);
