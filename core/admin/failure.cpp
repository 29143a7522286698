#include "admin/failure.hpp"

#include <stdexcept>

namespace daifa::admin {

void throw_exception_from_error(const Failure& failure, const boost::source_location& location)
{
    boost::throw_exception(std::logic_error("unchecked refusal: " + failure.what.en), location);
}

http::Response answer(const boost::json::object& body)
{
    return http::json_response(200, body);
}

http::Response refuse(const Failure& failure)
{
    boost::json::object error;
    error["en"] = failure.what.en;
    error["zh"] = failure.what.zh;
    error["next_en"] = failure.next.en;
    error["next_zh"] = failure.next.zh;
    boost::json::object body = failure.more;
    body["error"] = std::move(error);
    return http::json_response(failure.status, body);
}

boost::json::object to_json(const Sentence& sentence)
{
    boost::json::object made;
    made["en"] = sentence.en;
    made["zh"] = sentence.zh;
    return made;
}

} // namespace daifa::admin
