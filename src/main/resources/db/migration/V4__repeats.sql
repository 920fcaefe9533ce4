-- How many times in a row a target was told the same again: the step of the repeat ladder.
alter table told add column repeats integer default 0 not null;
