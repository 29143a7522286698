#pragma once

#include <daifa/connector/page.hpp>
#include <daifa/connector/label.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <string>
#include <vector>

namespace daifa {

/// Where people can look at labels that were not printed.
struct LabelPreview {
    std::vector<std::string> addresses = {}; ///< The component's own; each opens in a browser.
};

/// The platform's print component (打印组件): a program beside the printers that alone can read the
/// print data. Used from one thread.
class LabelPrinter {
public:
    virtual ~LabelPrinter() = default;

    virtual awaitable<Result<PrinterList>> list_printers() = 0;
    /// A write. Returns when every document's end was reported; one result per document. A document
    /// whose end nobody reported, because the line broke or time ran out, is `unknown`. Fails as a
    /// whole only when the component surely took nothing of it.
    virtual awaitable<Result<std::vector<DocumentResult>>> print(PrintTask task) = 0;
    /// Shows how the labels of the task would come out. Needs no paper, and nothing of it counts as
    /// printed; fails as a whole.
    virtual awaitable<Result<LabelPreview>> preview(PrintTask task) = 0;
    /// What became of a task that was sent before; `not_found` when the component does not know it.
    virtual awaitable<Result<std::vector<DocumentResult>>> find_task(std::string task_id) = 0;
};

} // namespace daifa
