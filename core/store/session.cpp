#include "store/detail/session.hpp"

#include "store/dialect.hpp"

#include <soci/soci.h>

#include <deque>

namespace daifa::store {
namespace {

/// A variable that SOCI reads a parameter from or writes a column to.
struct Slot {
    bool is_text = false;
    long long integer = 0;
    std::string text = {};
    soci::indicator indicator = soci::i_ok;
};

} // namespace

class Statement::Impl {
public:
    Impl(soci::session& session, std::string_view text) : session_(session), text_(text) {}

    Slot& next_parameter(bool is_text)
    {
        if (position_ == parameters_.size())
            parameters_.emplace_back().is_text = is_text;
        return parameters_[position_++];
    }

    Slot& next_column() { return columns_[position_++]; }
    const Slot& peek_column() const { return columns_[position_]; }
    void declare(bool is_text) { columns_.emplace_back().is_text = is_text; }

    bool is_prepared() const { return statement_ != nullptr; }

    void execute()
    {
        if (!statement_)
            prepare();
        statement_->execute(true);
    }

    bool step()
    {
        position_ = 0;
        if (!is_open_) {
            if (!statement_)
                prepare();
            is_open_ = statement_->execute(true);
        } else {
            is_open_ = statement_->fetch();
        }
        return is_open_;
    }

    std::int64_t affected() { return statement_->get_affected_rows(); }

    void rewind()
    {
        position_ = 0;
        if (is_open_)
            dialect::close_cursor(*statement_);
        is_open_ = false;
    }

private:
    void prepare()
    {
        auto statement = std::make_unique<soci::statement>(session_);
        for (auto& slot : columns_) {
            if (slot.is_text)
                statement->exchange(soci::into(slot.text, slot.indicator));
            else
                statement->exchange(soci::into(slot.integer, slot.indicator));
        }
        for (auto& slot : parameters_) {
            if (slot.is_text)
                statement->exchange(soci::use(slot.text, slot.indicator));
            else
                statement->exchange(soci::use(slot.integer, slot.indicator));
        }
        statement->alloc();
        statement->prepare(text_);
        statement->define_and_bind();
        statement_ = std::move(statement);
    }

    soci::session& session_;
    std::string text_;
    // Deques, because SOCI keeps the addresses.
    std::deque<Slot> parameters_;
    std::deque<Slot> columns_;
    std::size_t position_ = 0;
    bool is_open_ = false;
    std::unique_ptr<soci::statement> statement_;
};

Statement::Statement(soci::session& session, std::string_view text)
    : impl_(std::make_unique<Impl>(session, text))
{
}

Statement::~Statement() = default;

std::int64_t Statement::run()
{
    impl_->execute();
    return impl_->affected();
}

bool Statement::is_prepared() const { return impl_->is_prepared(); }
void Statement::declare(bool is_text) { impl_->declare(is_text); }

void Statement::put_integer(std::int64_t value)
{
    Slot& slot = impl_->next_parameter(false);
    slot.integer = value;
    slot.indicator = soci::i_ok;
}

void Statement::put_text(std::string_view value)
{
    Slot& slot = impl_->next_parameter(true);
    slot.text.assign(value);
    slot.indicator = soci::i_ok;
}

void Statement::put_null(bool is_text)
{
    impl_->next_parameter(is_text).indicator = soci::i_null;
}

bool Statement::is_null() const { return impl_->peek_column().indicator == soci::i_null; }
void Statement::skip() { impl_->next_column(); }
std::int64_t Statement::take_integer() { return impl_->next_column().integer; }
const std::string& Statement::take_text() { return impl_->next_column().text; }
bool Statement::step() { return impl_->step(); }
void Statement::rewind() { impl_->rewind(); }

Session::Session(std::unique_ptr<soci::session> connection, Vault& vault)
    : connection_(std::move(connection)), vault_(vault)
{
}

Session::~Session()
{
    // Statements first: a connection with open statements does not close.
    statements_.clear();
}

Statement& Session::prepare(std::string_view text)
{
    auto& statement = statements_[text.data()];
    if (!statement) {
        statement = std::make_unique<Statement>(*connection_, text);
        texts_.emplace(text.data(), text);
    }
    return *statement;
}

void Session::close_cursors()
{
    for (auto& [address, statement] : statements_)
        statement->rewind();
}

std::vector<std::string> Session::prepared_texts() const
{
    std::vector<std::string> texts;
    for (const auto& [address, text] : texts_)
        texts.push_back(text);
    return texts;
}

} // namespace daifa::store
