#include "store_fixture.hpp"

#include <cstdlib>
#include <stdexcept>

namespace daifa::test {

TemporaryDirectory::TemporaryDirectory()
{
    std::string name = (std::filesystem::temp_directory_path() / "daifa-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no temporary directory");
    path = name;
}

TemporaryDirectory::~TemporaryDirectory()
{
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

store::DatabaseOptions make_options(const std::string& file)
{
    store::DatabaseOptions options;
    options.url = "sqlite://" + file;
    options.master_key = Secret(std::string(test_master_key));
    return options;
}

StoreFixture::StoreFixture() : options(make_options(directory.file("daifa.db")))
{
    reopen();
}

void StoreFixture::reopen()
{
    ledger.reset();
    database.reset();
    database = std::make_unique<store::Database>(options, *executor, context.get_executor(), clock, random);
    ledger = std::make_unique<store::Ledger>(*database);
}

store::OrderRecord StoreFixture::load(const OrderId& id)
{
    auto order = run(ledger->find_order(shop, id));
    if (!order)
        throw std::runtime_error("not in the ledger: " + to_text(id));
    return std::move(*order);
}

void StoreFixture::record(const PlatformOrder& row, const std::string& cause)
{
    run(ledger->record_platform_orders(shop, std::vector{row}, clock.now(), cause, "r-1"));
}

store::ClaimOutcome StoreFixture::claim(const OrderId& id, const std::string& key,
                                        store::WriteKind kind, const std::string& subject)
{
    store::Claim claim;
    claim.order = id;
    claim.revision = load(id).revision;
    claim.key = key;
    claim.kind = kind;
    claim.subject = subject;
    return run(ledger->claim(shop, std::vector{claim}, clock.now())).front();
}

void StoreFixture::settle(const OrderId& id, const std::string& key, store::WriteState state)
{
    store::Settlement settlement;
    settlement.order = id;
    settlement.key = key;
    settlement.state = state;
    settlement.request_id = "r-2";
    run(ledger->settle(shop, std::vector{settlement}, clock.now()));
}

std::vector<std::string> StoreFixture::history(const OrderId& id)
{
    std::vector<std::string> lines;
    for (const auto& event : run(ledger->list_events(shop, id)))
        lines.push_back(event.what + "/" + event.cause);
    return lines;
}

store::StoreFailure::Kind StoreFixture::failure_kind(const std::function<void()>& action)
{
    try {
        action();
    } catch (const store::StoreFailure& failure) {
        return failure.kind();
    }
    throw std::runtime_error("nothing failed");
}

PlatformOrder make_order(const std::string& number, const std::string& merchant)
{
    PlatformOrder order;
    order.id.merchant = MerchantId(merchant);
    order.id.number = number;
    order.merchant_name = "示例商家";
    order.assigned_at = TimePoint(std::chrono::seconds(1'767'323'000));
    order.is_assigned = true;
    order.region = Region{"浙江省", "金华市", "义乌市"};
    order.recipient_group = "group-1";
    order.item.product_name = "棉质短袖";
    order.item.variant_name = "白色 L";
    order.item.sku_code = "SKU-1";
    order.item.product_code = "HH-9";
    order.item.quantity = 2;
    order.item.settlement_price.fen = 990;
    order.seller_note = Personal("加急");
    return order;
}

store::ErpRow make_erp_row(const std::string& number, const std::string& erp_id, ErpStage stage)
{
    store::ErpRow row;
    row.order_number = number;
    row.order.id = ErpOrderId(erp_id);
    row.order.channel = ChannelId("c1");
    row.order.source_numbers = {number};
    row.order.stage = stage;
    return row;
}

} // namespace daifa::test
