-- What the ERP has of each item in each warehouse. item: its barcode.
create table stock_levels (
    bucket integer not null,
    shop text not null,
    item text not null,
    warehouse text not null,
    usable bigint not null,
    read_at bigint not null,
    primary key (bucket, shop, item, warehouse)
);

create index stock_levels_read on stock_levels (bucket, shop, read_at);

-- What the shop offers, and the last write of each. item: the ERP's barcode that it is mapped to, or empty.
-- leveled: the wanted quantity that the platform was last seen to have. approved: what a person said to send.
create table stock_items (
    bucket integer not null,
    shop text not null,
    product text not null,
    variant text not null,
    revision bigint not null,
    event_seq bigint not null,
    sku_code text not null,
    title text not null,
    item text not null,
    is_listed integer not null,
    is_on_sale integer not null,
    quantity bigint not null,
    quantity_since bigint not null,
    read_at bigint not null,
    leveled bigint,
    approved bigint,
    write_state text,
    write_quantity bigint not null,
    write_before bigint not null,
    attempts integer not null,
    claimed_at bigint not null,
    settled_at bigint not null,
    verify_after bigint not null,
    agreeing_reads integer not null,
    seen bigint,
    is_verified integer not null,
    retry_after bigint not null,
    request_id text not null,
    failure text not null,
    failure_text text not null,
    state text not null,
    rule text not null,
    difference text not null,
    detail text not null,
    base bigint,
    wanted bigint,
    due_at bigint,
    verdict_since bigint not null,
    primary key (bucket, shop, product, variant)
);

create index stock_items_due on stock_items (bucket, shop, due_at, product, variant) where due_at is not null;
create index stock_items_item on stock_items (bucket, shop, item);
create index stock_items_difference on stock_items (bucket, shop, difference, product, variant)
    where difference <> '';
create index stock_items_claimed on stock_items (bucket, shop, write_state) where write_state = 'claimed';

create table stock_events (
    bucket integer not null,
    shop text not null,
    product text not null,
    variant text not null,
    seq bigint not null,
    at bigint not null,
    since bigint,
    what text not null,
    cause text not null,
    request_id text not null,
    primary key (bucket, shop, product, variant, seq)
);

create index stock_events_at on stock_events (bucket, shop, at);

-- How many items stand where, as tallies of orders.
create table stock_tallies (
    bucket integer not null,
    shop text not null,
    state text not null,
    difference text not null,
    items bigint not null,
    primary key (bucket, shop, state, difference)
);
