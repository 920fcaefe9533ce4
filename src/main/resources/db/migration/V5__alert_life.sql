-- What an alert remembers: cause of its latest change, worst figures, when it fired or ended of late.
alter table alert add column kept varchar; -- a JSON object; null for alerts from before

-- Why each change happened; null for changes from before.
alter table transition add column cause varchar;

-- What a target has been told besides who fires: rises, unrest, evaluations that stopped. As the table told has firing.
alter table told add column remarks varchar default '' not null;

alter table notification add column remarks varchar default '' not null;
