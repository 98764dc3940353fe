create table snapdock_upload (
    id             varchar(32)  not null primary key,
    dock_id        varchar(32)  not null,
    phone_id       varchar(32),
    client_id      varchar(64),
    name           varchar(400) not null,
    metadata       varchar(4000),
    length_bytes   bigint,
    waiting        integer      not null,
    place          integer      not null,
    resumable      boolean      not null,
    state          varchar(10)  not null,
    problem        varchar(60),
    photo_id       varchar(32),
    created_millis bigint       not null
);

-- One index for all that is asked of a dock's uploads, the foreign key's too: each further one is written with every commit.
create index snapdock_upload_dock on snapdock_upload (dock_id, client_id);
alter table snapdock_upload add constraint snapdock_upload_of_dock foreign key (dock_id) references snapdock_dock (id);

-- The bytes as they were sent: what is stored may be without its metadata, and the same picture is still the same.
alter table snapdock_photo add column sent_sha256 varchar(64);
update snapdock_photo set sent_sha256 = sha256;
alter table snapdock_photo add column taken_at varchar(40);

alter table snapdock_dock add column ended_millis bigint;
alter table snapdock_dock add column resize_long_side integer;
alter table snapdock_dock add column resize_quality integer;
