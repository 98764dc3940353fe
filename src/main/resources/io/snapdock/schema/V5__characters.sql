-- Lengths are counted in characters of Unicode; H2 counts UTF-16 units, of which some characters take two.
alter table snapdock_dock alter column title set data type varchar(200);
alter table snapdock_dock alter column member_id set data type varchar(200);
alter table snapdock_dock alter column identifier set data type varchar(200);
alter table snapdock_phone alter column name set data type varchar(120);
