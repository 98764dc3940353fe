-- Grows with each change of a dock's photos, so that a form can say which of its states it means.
alter table snapdock_dock add column version bigint default 0 not null;
