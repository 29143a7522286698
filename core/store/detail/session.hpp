#pragma once

#include "store/database.hpp"
#include "store/detail/codes.hpp"

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace soci {
class session;
}

namespace daifa::store {

class Vault;

/// One prepared statement together with the variables it is bound to. Parameters and columns go by
/// position; each parameter's name stands once in the text. Times are milliseconds, flags 0 or 1,
/// enumerators their words.
class Statement {
public:
    Statement(soci::session& session, std::string_view text);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    template <class... Values>
    Statement& bind(const Values&... values)
    {
        rewind();
        (put(values), ...);
        return *this;
    }

    /// Lets go of the row it stands on, if any.
    void rewind();

    /// Executes a statement without rows; returns how many rows it changed.
    std::int64_t run();

    /// The next row, in a loop up to the end.
    template <class... Values>
    bool fetch(Values&... values)
    {
        if (!is_prepared())
            (declare(is_text<Values>()), ...);
        if (!step())
            return false;
        (take(values), ...);
        return true;
    }

    /// The only row that is wanted.
    template <class... Values>
    bool fetch_one(Values&... values)
    {
        const bool has_row = fetch(values...);
        rewind();
        return has_row;
    }

private:
    template <class T>
    struct Unwrapped {
        using type = T;
        static constexpr bool is_optional = false;
    };
    template <class T>
    struct Unwrapped<std::optional<T>> {
        using type = T;
        static constexpr bool is_optional = !std::same_as<T, Errc>;
    };
    template <class T>
    static constexpr bool is_text()
    {
        using Plain = typename Unwrapped<T>::type;
        return !std::same_as<Plain, TimePoint> && !std::integral<Plain>;
    }

    template <class T>
    void put(const T& value)
    {
        if constexpr (Unwrapped<T>::is_optional) {
            if (value)
                put(*value);
            else
                put_null(is_text<T>());
        } else if constexpr (std::same_as<T, TimePoint>) {
            put_integer(value.time_since_epoch().count());
        } else if constexpr (std::integral<T>) {
            put_integer(static_cast<std::int64_t>(value));
        } else if constexpr (std::convertible_to<const T&, std::string_view>) {
            put_text(value);
        } else if constexpr (requires { value.text(); }) {
            put_text(value.text());
        } else {
            put_text(to_code(value));
        }
    }

    template <class T>
    void take(T& value)
    {
        if constexpr (Unwrapped<T>::is_optional) {
            value.reset();
            if (is_null())
                skip();
            else
                take(value.emplace());
        } else if constexpr (std::same_as<T, TimePoint>) {
            value = TimePoint(Milliseconds(take_integer()));
        } else if constexpr (std::integral<T>) {
            value = static_cast<T>(take_integer());
        } else if constexpr (std::same_as<T, std::string>) {
            value = take_text();
        } else if constexpr (requires { value.text(); }) {
            value = T(take_text());
        } else {
            from_code(take_text(), value);
        }
    }

    bool is_prepared() const;
    void declare(bool is_text);
    void put_integer(std::int64_t value);
    void put_text(std::string_view value);
    void put_null(bool is_text);
    bool is_null() const;
    void skip();
    std::int64_t take_integer();
    const std::string& take_text();
    bool step();

    class Impl;
    std::unique_ptr<Impl> impl_;
};

/// The connection and its prepared statements. Used by one thread at a time.
class Session {
public:
    Session(std::unique_ptr<soci::session> connection, Vault& vault);
    ~Session();

    /// `text` is a constant that outlives the session: the address of its first byte identifies it.
    Statement& prepare(std::string_view text);
    template <class... Values>
    std::int64_t run(std::string_view text, const Values&... values)
    {
        return prepare(text).bind(values...).run();
    }

    /// For a unit that was left in the middle of a loop over rows.
    void close_cursors();

    Vault& vault() { return vault_; }
    soci::session& connection() { return *connection_; }
    /// The texts of all statements used so far.
    std::vector<std::string> prepared_texts() const;

private:
    std::unique_ptr<soci::session> connection_;
    Vault& vault_;
    std::unordered_map<const char*, std::unique_ptr<Statement>> statements_;
    std::unordered_map<const char*, std::string> texts_;
};

} // namespace daifa::store
