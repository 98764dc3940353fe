create table snapdock_dock (
    id                  varchar(32)  not null primary key,
    title               varchar(100),
    state               varchar(10)  not null,
    owner_key_hash      varchar(64)  not null,
    join_key_hash       varchar(64)  not null,
    created_millis      bigint       not null,
    expires_millis      bigint       not null,
    closing_announced   boolean      not null,
    max_photos          integer      not null,
    max_bytes_per_photo bigint       not null,
    accept              varchar(200) not null,
    metadata            varchar(20)  not null,
    member_id           varchar(100),
    identifier          varchar(100)
);

create index snapdock_dock_due on snapdock_dock (state, expires_millis);

create table snapdock_phone (
    id            varchar(32) not null primary key,
    dock_id       varchar(32) not null references snapdock_dock (id),
    name          varchar(60),
    key_hash      varchar(64) not null,
    joined_millis bigint      not null
);

create index snapdock_phone_dock on snapdock_phone (dock_id);

create table snapdock_photo (
    id              varchar(32)  not null primary key,
    dock_id         varchar(32)  not null references snapdock_dock (id),
    phone_id        varchar(32)  references snapdock_phone (id),
    client_id       varchar(64),
    name            varchar(400) not null,
    type            varchar(10)  not null,
    size_bytes      bigint       not null,
    width           integer      not null,
    height          integer      not null,
    sha256          varchar(64)  not null,
    received_millis bigint       not null,
    place           integer      not null,
    thumbnail       varchar(10)  not null,
    constraint snapdock_photo_once unique (dock_id, client_id)
);

create index snapdock_photo_dock on snapdock_photo (dock_id, place);
