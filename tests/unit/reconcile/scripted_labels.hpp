#pragma once

#include "unit/reconcile/answers.hpp"

#include <daifa/connector/label_printer.hpp>
#include <daifa/connector/waybill_issuer.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace daifa::test {

/// Gives "YT-PACKAGE" for every package, unless a test listed another answer for the call.
class ScriptedIssuer : public WaybillIssuer {
public:
    awaitable<Result<std::vector<WaybillContract>>> list_contracts() override
    {
        return take(contracts);
    }
    awaitable<Result<std::vector<LabelTemplate>>> list_templates() override
    {
        co_return std::vector<LabelTemplate>{};
    }
    awaitable<Result<TakenWaybills>> take_waybills(WaybillRequest request) override
    {
        requests.push_back(request);
        if (!takes.empty())
            co_return co_await take(takes);
        TakenWaybills taken;
        taken.request_id = "r-take";
        for (const auto& parcel : request.parcels)
            taken.waybills.push_back({parcel.package_id,
                                      WaybillNumber("YT-" + parcel.package_id),
                                      {},
                                      Secret("data of " + parcel.package_id)});
        co_return taken;
    }
    awaitable<Result<TakenWaybill>> find_waybill(std::string, WaybillNumber) override
    {
        return take(finds);
    }
    awaitable<Result<Receipt>> cancel_waybill(std::string, WaybillNumber number) override
    {
        cancelled.push_back(number.text());
        if (during_cancel)
            co_await during_cancel();
        co_return co_await take(cancels);
    }

    std::deque<Result<std::vector<WaybillContract>>> contracts;
    std::deque<Result<TakenWaybills>> takes;
    std::deque<Result<TakenWaybill>> finds;
    std::deque<Result<Receipt>> cancels;
    std::vector<std::string> cancelled; ///< Or asked to be.
    std::function<awaitable<void>()> during_cancel;
    std::vector<WaybillRequest> requests;
};

class ScriptedPrinter : public LabelPrinter {
public:
    awaitable<Result<PrinterList>> list_printers() override { co_return PrinterList{}; }
    awaitable<Result<std::vector<DocumentResult>>> print(PrintTask task) override
    {
        tasks.push_back(task);
        return take(results);
    }
    awaitable<Result<LabelPreview>> preview(PrintTask task) override
    {
        previewed.push_back(task);
        co_return LabelPreview{{"http://127.0.0.1/preview.pdf"}};
    }
    awaitable<Result<std::vector<DocumentResult>>> find_task(std::string task_id) override
    {
        asked.push_back(task_id);
        return take(found);
    }

    std::deque<Result<std::vector<DocumentResult>>> results;
    std::deque<Result<std::vector<DocumentResult>>> found;
    std::vector<PrintTask> tasks;
    std::vector<PrintTask> previewed;
    std::vector<std::string> asked;
};

} // namespace daifa::test
