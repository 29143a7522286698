#include "pinduoduo/call.hpp"

#include "pinduoduo/failures.hpp"

#include <boost/json/serialize.hpp>

namespace daifa::pinduoduo {

Error refuse_unsent(CallName name, std::string_view code, std::string_view why)
{
    RemoteFailure failure;
    failure.code = code;
    failure.text = why;
    return classify(failure_table(), name.kind, std::string(name.api), std::move(failure));
}

Error not_sent(CallName name, std::string_view why)
{
    return refuse_unsent(name, code_not_sent, why);
}

Call build_wrapped(CallName name, std::string_view field, const boost::json::value& parameters)
{
    Call call{.name = name};
    call.parameters.emplace_back(field, boost::json::serialize(parameters));
    return call;
}

} // namespace daifa::pinduoduo
