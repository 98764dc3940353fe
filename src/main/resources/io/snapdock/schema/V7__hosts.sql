-- Which host application opened a dock; null when a person did.
alter table snapdock_dock add column host varchar(64);
-- Of a host's docks only: its pages show the code, and none of them has the owner key. Who has it may send photos, and see none.
alter table snapdock_dock add column join_key varchar(22);

-- What a browser may do with a host's dock for a while.
create table snapdock_session (
    token_hash     varchar(64) not null primary key,
    dock_id        varchar(32) not null references snapdock_dock (id),
    rights         varchar(60) not null,
    host_user      varchar(400),
    expires_millis bigint      not null
);

create index snapdock_session_dock on snapdock_session (dock_id);
