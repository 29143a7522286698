#include <daifa/connector/capabilities.hpp>

#include <algorithm>

namespace daifa {

const ErrorRow* find_error_row(std::span<const ErrorRow> table, std::string_view code)
{
    const auto row = std::ranges::find(table, code, &ErrorRow::code);
    return row == table.end() ? nullptr : &*row;
}

Error classify(std::span<const ErrorRow> table, Operation kind, std::string operation,
               RemoteFailure failure)
{
    Error error;
    error.operation = std::move(operation);
    error.remote_code = std::move(failure.code);
    error.remote_text = safe_remote_text(failure.text);
    error.request_id = std::move(failure.request_id);
    error.retry_after = failure.retry_after;

    const ErrorRow* row = find_error_row(table, error.remote_code);
    if (row != nullptr && (kind == Operation::read || row->is_without_effect))
        error.code = row->errc;
    else
        error.code = kind == Operation::write ? Errc::uncertain : Errc::bad_response;
    return error;
}

Error classify_http_status(Operation kind, std::string operation, int status,
                           std::optional<Milliseconds> retry_after)
{
    Error error;
    error.operation = std::move(operation);
    error.remote_code = "HTTP " + std::to_string(status);
    error.retry_after = retry_after;
    // Only 429 says by its own definition that the request was not carried out.
    if (status == 429)
        error.code = Errc::rate_limited;
    else if (kind == Operation::write)
        error.code = Errc::uncertain;
    else
        error.code = status >= 500 ? Errc::unavailable : Errc::bad_response;
    return error;
}

} // namespace daifa
