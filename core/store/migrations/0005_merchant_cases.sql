-- As in orders. The decisions of a merchant's own order name no merchant, and its only generation is the first.
alter table merchant_orders add column has_decisions integer not null default 0;
