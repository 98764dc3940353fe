-- The host's own name for a dock. It names one dock in use: one that has ended keeps its name, and gives the way free.
alter table snapdock_dock add column ref varchar(128);
alter table snapdock_dock add column ref_in_use varchar(128);
alter table snapdock_dock add constraint snapdock_dock_ref unique (host, ref_in_use);
create index snapdock_dock_of_host on snapdock_dock (host, ref);

-- How far its owner may move its end; null for docks from before, whose owners may as far as they live.
alter table snapdock_dock add column ttl_millis bigint;
-- What its form wants its pages to show, as JSON.
alter table snapdock_dock add column form varchar(60000);
