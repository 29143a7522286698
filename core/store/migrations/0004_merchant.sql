-- A merchant's own orders, and the one write of each. Nothing of the recipient but the region is here.
-- items, erp, factory: JSON. note_key, note: the seller's note, sealed. digest: over all that the platform says.
create table merchant_orders (
    bucket integer not null,
    shop text not null,
    number text not null,
    revision bigint not null,
    event_seq bigint not null,
    first_seen_at bigint not null,
    confirmed_at bigint not null,
    updated_at bigint not null,
    ship_by bigint,
    stage text not null,
    is_under_risk_control integer not null,
    is_on_hold integer not null,
    is_sf_only integer not null,
    after_sale text not null,
    after_sale_code integer not null,
    province text not null,
    city text not null,
    district text not null,
    items text not null,
    note_key text not null,
    note text not null,
    carrier_code text not null,
    waybill text not null,
    digest text not null,
    read_at bigint not null,
    erp text not null,
    erp_read_at bigint not null,
    factory text not null,
    factory_print text not null,
    approved text not null,
    write_state text,
    write_carrier text not null,
    write_number text not null,
    write_address text not null,
    attempts integer not null,
    claimed_at bigint not null,
    settled_at bigint not null,
    verify_after bigint not null,
    absent_reads integer not null,
    retry_after bigint not null,
    request_id text not null,
    failure text not null,
    failure_text text not null,
    state text not null,
    rule text not null,
    difference text not null,
    detail text not null,
    due_at bigint,
    verdict_since bigint not null,
    primary key (bucket, shop, number)
);

create index merchant_orders_due on merchant_orders (bucket, shop, due_at, number) where due_at is not null;
create index merchant_orders_state on merchant_orders (bucket, shop, state, number);
create index merchant_orders_difference on merchant_orders (bucket, shop, difference, number)
    where difference <> '';
create index merchant_orders_open on merchant_orders (bucket, shop, number) where stage = 'to_ship';
create index merchant_orders_ended on merchant_orders (bucket, shop, verdict_since, number)
    where stage <> 'to_ship';
create index merchant_orders_claimed on merchant_orders (bucket, shop, write_state)
    where write_state = 'claimed';

create table merchant_events (
    bucket integer not null,
    shop text not null,
    number text not null,
    seq bigint not null,
    at bigint not null,
    since bigint,
    what text not null,
    cause text not null,
    request_id text not null,
    primary key (bucket, shop, number, seq)
);

-- How many orders stand where, as tallies of orders.
create table merchant_tallies (
    bucket integer not null,
    shop text not null,
    state text not null,
    difference text not null,
    orders bigint not null,
    primary key (bucket, shop, state, difference)
);

-- Of a factory's orders: what in the seller's note looks like a merchant's order number, as a digest.
create table noted_numbers (
    bucket integer not null,
    shop text not null,
    noted text not null,
    number text not null,
    merchant text not null,
    primary key (bucket, shop, noted, number, merchant)
);

create index noted_numbers_order on noted_numbers (bucket, shop, number, merchant);
