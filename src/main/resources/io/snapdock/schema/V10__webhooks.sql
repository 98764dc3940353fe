-- What is to be told to host applications, and what became of it.
create table snapdock_webhook (
    id             varchar(32)   not null primary key,
    dock_id        varchar(32)   not null,
    position       bigint        not null,
    host           varchar(64)   not null,
    type           varchar(40)   not null,
    body           varchar(8000) not null,
    state          varchar(16)   not null,
    created_millis bigint        not null,
    next_millis    bigint        not null,
    tries          integer       not null,
    failure        varchar(200),
    unique (dock_id, position)
);

create index snapdock_webhook_due on snapdock_webhook (host, state, next_millis);
create index snapdock_webhook_age on snapdock_webhook (created_millis);
