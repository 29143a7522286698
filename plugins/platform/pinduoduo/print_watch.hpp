#pragma once

#include <daifa/connector/label.hpp>
#include <daifa/support/json_socket.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa::pinduoduo {

/// Waits for the answer to one request.
class ReplyWatch : public JsonListener {
public:
    explicit ReplyWatch(std::string request_id) : request_id_(std::move(request_id)) {}

    void hear(const boost::json::object& message) override;
    bool is_done() const override { return reply_.has_value(); }
    boost::json::object& reply() { return *reply_; }

private:
    std::string request_id_;
    std::optional<boost::json::object> reply_;
};

/// Follows one print task until the end of each of its documents was reported.
class PrintWatch : public JsonListener {
public:
    PrintWatch(std::string request_id, const PrintTask& task);

    void hear(const boost::json::object& message) override;
    bool is_done() const override;

    /// The component has had this task before: only its status tells what became of it.
    bool is_known_before() const { return is_known_before_; }

    /// What the component said against the task; nothing unless it surely printed none of it.
    std::optional<std::string> refusal() const;

    /// From here on the answer to this question counts too, and ends the waiting when it says that
    /// the task is unknown. `is_last`: ends it whatever it says.
    void expect_status(std::string request_id, bool is_last);

    /// Of the task's documents, in its order; `text` for those whose end nobody reported.
    std::vector<DocumentResult> results(std::string_view text) const;

private:
    void take_report(const boost::json::object& message);
    bool has_all_ends() const;

    std::string task_id_;
    std::string request_id_;
    std::string status_request_id_;
    bool is_status_last_ = false;
    bool is_known_before_ = false;
    bool is_over_ = false; ///< No more is to be expected.
    std::optional<std::string> refusal_;
    std::vector<DocumentResult> results_;
};

} // namespace daifa::pinduoduo
