-- One row: which database this is. The data folder keeps the same id, so that a start notices when the two do not belong together.
create table snapdock_identity (
    only_one integer     not null primary key check (only_one = 1),
    id       varchar(36) not null
);
