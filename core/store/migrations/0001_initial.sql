-- Times are milliseconds since 1970 in UTC. Flags are 0 or 1. Words are those of to_text.
-- Every table of a shop leads with its bucket: CRC-32 of the shop's name, modulo 16384. Few shops share one, so an
-- order's number comes next: most comparisons of keys end with it.

create table meta (
    bucket integer not null,
    shop text not null,
    name text not null,
    value text not null,
    primary key (bucket, shop, name)
);

-- The small row that every pass reads and writes. What is wide stands in order_bodies.
-- parcel_choice: what a person said about sharing a parcel. shares_parcel: whether a number was ever asked for together
-- with other orders.
create table orders (
    bucket integer not null,
    shop text not null,
    number text not null,
    merchant text not null,
    generation integer not null,
    revision bigint not null,
    event_seq bigint not null,
    first_seen_at bigint not null,
    withdrawn_at bigint,
    is_assigned integer not null,
    has_waybill integer not null,
    is_sf_only integer not null,
    is_under_risk_control integer not null,
    after_sale text not null,
    after_sale_code integer not null,
    assigned_at bigint not null,
    facts_digest text not null,
    content_digest text not null,
    read_at bigint not null,
    erp_read_at bigint not null,
    hold_by text not null,
    hold_reason text not null,
    hold_at bigint,
    recipient_group text not null,
    parcel_choice text not null,
    shares_parcel integer not null,
    state text not null,
    rule text not null,
    difference text not null,
    detail text not null,
    due_at bigint,
    verdict_since bigint not null,
    primary key (bucket, number, shop, merchant)
);

create index orders_due on orders (bucket, shop, due_at, number, merchant) where due_at is not null;
create index orders_state on orders (bucket, shop, state, verdict_since, number, merchant);
create index orders_difference on orders (bucket, shop, difference, verdict_since, number, merchant)
    where difference <> '';
create index orders_recipient on orders (bucket, shop, recipient_group, merchant, number)
    where recipient_group <> '';

create table order_bodies (
    bucket integer not null,
    shop text not null,
    number text not null,
    merchant text not null,
    body text not null,
    primary key (bucket, number, shop, merchant)
);

create table erp_orders (
    bucket integer not null,
    shop text not null,
    number text not null,
    merchant text not null,
    generation integer not null,
    erp_id text not null,
    channel text not null,
    source_numbers text not null,
    stage text not null,
    status_code text not null,
    parcels text not null,
    shipped_at bigint,
    read_at bigint not null,
    is_missing integer not null,
    primary key (bucket, number, shop, merchant, generation, erp_id)
);

-- held_number: carrier and number of an upload that may have reached the platform. Only orders of one parcel share one;
-- claiming sees to it.
-- content_digest: of the order's content when it was claimed; of a label's writes, of the address.
create table writes (
    bucket integer not null,
    shop text not null,
    number text not null,
    merchant text not null,
    write_key text not null,
    kind text not null,
    generation integer not null,
    subject text not null,
    held_number text,
    content_digest text not null,
    state text not null,
    attempts integer not null,
    claimed_at bigint not null,
    settled_at bigint not null,
    verify_after bigint not null,
    absent_reads integer not null,
    retry_after bigint not null,
    result text not null,
    request_id text not null,
    failure text not null,
    failure_text text not null,
    primary key (bucket, number, shop, merchant, write_key)
);

create index writes_open on writes (bucket, shop, state) where state in ('claimed', 'uncertain');
create index writes_held_number on writes (bucket, shop, held_number)
    where held_number is not null;
create index writes_take on writes (bucket, shop, subject) where kind = 'take';

-- held_number: carrier and number, as in writes. parent: the carrier's number of all pieces together, or empty.
-- parcel: what the taking write was about; the order is one of its orders.
-- sealed: the print data, encrypted with the data key.
create table labels (
    bucket integer not null,
    shop text not null,
    held_number text not null,
    number text not null,
    merchant text not null,
    parent text not null,
    parcel text not null,
    data_key text not null,
    sealed text not null,
    taken_at bigint not null,
    primary key (bucket, shop, held_number)
);

create index labels_order on labels (bucket, shop, number, merchant);

-- since: when that began which ends here, as the claim of a write that is settled.
create table events (
    bucket integer not null,
    shop text not null,
    number text not null,
    merchant text not null,
    seq bigint not null,
    at bigint not null,
    since bigint,
    what text not null,
    cause text not null,
    request_id text not null,
    primary key (bucket, number, shop, merchant, seq)
);

-- How many orders stand where, kept up to date so that nobody has to count.
create table tallies (
    bucket integer not null,
    shop text not null,
    state text not null,
    difference text not null,
    orders bigint not null,
    primary key (bucket, shop, state, difference)
);

create table windows (
    bucket integer not null,
    shop text not null,
    stream text not null,
    from_at bigint not null,
    to_at bigint not null,
    state text not null,
    pages integer not null,
    row_count bigint not null,
    new_rows bigint not null,
    changed_rows bigint not null,
    digest text not null,
    read_at bigint not null,
    problem text not null,
    primary key (bucket, shop, stream, from_at, to_at)
);

create index windows_newest on windows (bucket, shop, to_at);
create index windows_unproven on windows (bucket, shop, state, to_at) where state <> 'proven';

create table cursors (
    bucket integer not null,
    shop text not null,
    name text not null,
    at bigint not null,
    primary key (bucket, shop, name)
);

-- data_key is wrapped by the master key; sealed is encrypted with the data key.
create table credentials (
    bucket integer not null,
    shop text not null,
    data_key text not null,
    sealed text not null,
    saved_at bigint not null,
    primary key (bucket, shop)
);

create table access_writes (
    bucket integer not null,
    shop text not null,
    kind text not null,
    state text not null,
    attempts integer not null,
    at bigint not null,
    primary key (bucket, shop)
);
