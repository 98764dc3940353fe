-- Photos that were picked together lie together, by their index. Places have gaps: a pick takes all of its places at once.
alter table snapdock_upload add column pick varchar(64);
alter table snapdock_upload add column pick_index integer;
alter table snapdock_upload add column picked integer;
alter table snapdock_upload alter column place set data type bigint;

alter table snapdock_photo add column pick varchar(64);
alter table snapdock_photo add column pick_index integer;
alter table snapdock_photo add column picked integer;
alter table snapdock_photo alter column place set data type bigint;

-- The next free place: after all photos and uploads that there are, so that all of them keep theirs.
alter table snapdock_dock add column next_place bigint default 0 not null;
update snapdock_dock set next_place = greatest(
    coalesce((select max(p.place) + 1 from snapdock_photo p where p.dock_id = snapdock_dock.id), 0),
    coalesce((select max(u.place) + 1 from snapdock_upload u where u.dock_id = snapdock_dock.id), 0));

create table snapdock_pick (
    id          varchar(32)   not null primary key,
    dock_id     varchar(32)   not null references snapdock_dock (id),
    sender      varchar(32)   not null,
    pick        varchar(64)   not null,
    first_place bigint        not null,
    places      integer       not null,
    picked      integer,
    begun       varchar(2000) not null,
    constraint snapdock_pick_once unique (dock_id, sender, pick)
);
