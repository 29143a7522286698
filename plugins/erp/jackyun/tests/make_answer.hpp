#pragma once

#include "jackyun/envelope.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::jackyun {

/// A successful answer with that data.
inline Answer make_answer(std::string_view data, Operation kind = Operation::read)
{
    Answer answer;
    answer.method = kind == Operation::write ? "oms.trade.ordercreate" : "oms.trade.fullinfoget";
    answer.kind = kind;
    answer.data = parse_json(data).value();
    answer.request_id = "C-1";
    return answer;
}

} // namespace daifa::jackyun
