-- A sealed dock whose uploads on their way may still become photos.
alter table snapdock_dock add column settling boolean default false not null;
-- By whose word it is sealed: whoever takes a seal back takes his own back only.
alter table snapdock_dock add column seal_id varchar(64);
-- Who has taken the photos over, by the host's own name for that, and when.
alter table snapdock_dock add column claim_id varchar(400);
alter table snapdock_dock add column claimed_millis bigint;
-- The host has its copies: everything of the dock goes.
alter table snapdock_dock add column released boolean default false not null;
