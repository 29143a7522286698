-- Shops whose orders may be older than noted_numbers: their notes were looked through up to this order. When all of a
-- shop's were, its row goes.
create table older_notes (
    bucket integer not null,
    shop text not null,
    number text not null,
    merchant text not null,
    primary key (bucket, shop)
);

insert into older_notes (bucket, shop, number, merchant) select distinct bucket, shop, '', '' from tallies;
