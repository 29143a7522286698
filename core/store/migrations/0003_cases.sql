-- has_decisions: whether a person ever decided a case of the order; its decisions are loaded with it then.
alter table orders add column has_decisions integer not null default 0;

-- What a person decided about a named difference of an order; of one case the latest counts.
-- subject: a digest of the facts that the case is about, as they were. detail: what was shown of them.
create table decisions (
    bucket integer not null,
    shop text not null,
    number text not null,
    merchant text not null,
    generation integer not null,
    difference text not null,
    subject text not null,
    detail text not null,
    choice text not null,
    decided_by text not null,
    reason text not null,
    at bigint not null,
    primary key (bucket, number, shop, merchant, generation, difference)
);

create index decisions_newest on decisions (bucket, shop, at, number, merchant, difference);
