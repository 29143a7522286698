#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/time.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace daifa::reconcile {

/// What came of a piece of news.
enum class NewsEnd {
    taken,  ///< What it hinted at is in the ledger.
    failed, ///< It could not be looked at: tell it again.
};

/// A hint that orders changed, and who wants to know what came of it. It may never be told: then
/// the news has to come again.
struct News {
    std::optional<OrderId> order = {}; ///< Nothing: it does not say which one.
    TimePoint sent_at = {};
    std::function<void(NewsEnd)> on_end = {};
};

/// Orders that somebody has to look at because there is news of them; each once, however much is
/// told of it. Few are looked at alone, many are left to one pass of the list. Times are uptimes.
class OrderNews {
public:
    static constexpr std::size_t looks_max = 20;
    static constexpr std::size_t news_max = 5000;
    /// What a list shows of the last moments is not all: our idea of its time is no better than
    /// seconds, and its rows may come late. News of no order takes a pass at once, one after
    /// `list_lag`, which settles it, and one after `list_lag_max`.
    static constexpr Milliseconds list_lag = std::chrono::seconds(3);
    static constexpr Milliseconds list_lag_max = std::chrono::minutes(3);

    struct Entry {
        OrderId order = {};
        std::vector<News> news = {};
        TimePoint latest = {}; ///< When the newest of it was sent.
        Milliseconds due = {};
        int attempts = 0; ///< That failed.
        bool is_in_pass = false;
        bool was_in_pass = false; ///< A pass that did not show it: to be looked at alone.
    };

    /// Beyond `news_max` only the need of a pass remains.
    void add(News news, Milliseconds now);
    std::size_t size() const { return size_; }

    bool wants_pass(Milliseconds now) const;
    /// What was told before a pass begins is settled by the rows that it shows.
    void begin_pass(Milliseconds now);
    void note_shown(const OrderId& order);
    void end_pass(bool is_good);

    /// At most `looks_max`, and none that waits for a pass. They are the caller's to settle.
    std::vector<Entry> take_due(Milliseconds now);
    void settle(Entry entry, NewsEnd end);
    /// To be looked at again then.
    void put_back(Entry entry, Milliseconds due);
    /// When to take the next ones, or to ask for a pass; nothing while all wait for one.
    std::optional<Milliseconds> next_due(Milliseconds now) const;

    void clear();

private:
    /// News of no order.
    struct Vague {
        News news = {};
        Milliseconds told_at = {};
        Milliseconds due = {}; ///< Of its next pass.
    };

    static bool is_fresh(const Entry& entry);
    std::size_t fresh_and_due(Milliseconds now) const;
    void end_all(std::vector<News> news, NewsEnd end);

    std::map<OrderId, Entry> waiting_;
    std::vector<Vague> vague_;
    std::vector<Vague> in_pass_;
    Milliseconds pass_began_{0};
    std::optional<Milliseconds> late_pass_at_;
    std::size_t size_ = 0; ///< News that nobody was told the end of.
    bool must_pass_ = false;
};

} // namespace daifa::reconcile
