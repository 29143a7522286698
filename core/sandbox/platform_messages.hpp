#pragma once

#include "sandbox/order_change.hpp"
#include "sandbox/seeded_random.hpp"
#include "sandbox/world_part.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daifa::sandbox {

enum class MessageKind {
    assigned,
    withdrawn,
    address,
    after_sale,
    risk,
    contents,
    placed,
    shipped
};

std::string_view to_text(MessageKind kind);

/// Something the platform tells an app about one of its shops.
struct PlatformMessage {
    std::uint64_t id = 0;
    std::string shop = {};
    MessageKind kind = MessageKind::assigned;
    OrderId order = {};
    TimePoint made_at = {};
};

/// A shop's wish that its messages go to an app.
struct MessagePermit {
    TimePoint created_at = {};
    TimePoint modified_at = {};
};

/// How messages are kept, and what goes wrong with them on their way.
struct MessageRules {
    Milliseconds redelivery = std::chrono::seconds(30); ///< Until one comes again.
    bool tells_all_changes = true;                      ///< Else assignments and addresses alone.
    bool repeats_have_new_ids = false;
};

/// The message service of the practice platform: who wants messages, which are not acknowledged
/// yet, and when each of them comes (again). It knows nothing of wires and lines.
class PlatformMessages : public WorldPart {
public:
    explicit PlatformMessages(std::uint64_t seed) : random_(seed ^ text_seed("messages")) {}

    void permit(const std::string& app, const std::string& shop, TimePoint now);
    bool cancel(const std::string& app, const std::string& shop);
    const MessagePermit* find_permit(const std::string& app, const std::string& shop) const;
    /// What an app has not acknowledged, of the last seven days.
    std::size_t backlog(const std::string& app, TimePoint now) const;

    /// Makes messages of what happened, for every app that its shop wants to be told.
    void tell(const std::vector<OrderChange>& changes);
    /// What leaves now for an app that listens; some of it is lost on the way.
    std::vector<PlatformMessage> take_due(const std::string& app, TimePoint now);
    void acknowledge(const std::string& app, std::uint64_t id);
    void refuse(const std::string& app, std::uint64_t id, TimePoint now);
    /// A line of an app opened: what is not acknowledged comes again at once.
    void start_over(const std::string& app, TimePoint now);

    /// While it isn't, nobody can connect.
    bool is_running() const { return is_running_; }
    /// Whether all lines have to break; asked again, no.
    bool take_cut() { return std::exchange(cuts_lines_, false); }

    boost::json::object control(std::string_view action, const boost::json::object& arguments,
                                TimePoint now) override;
    boost::json::object truth(TimePoint now) const override;
    void tick(TimePoint) override {}

    MessageRules rules = {};

private:
    struct Waiting {
        PlatformMessage message = {};
        TimePoint due = {};
        int deliveries = 0;
    };
    struct Mailbox {
        std::map<std::uint64_t, Waiting> waiting = {};
        std::set<std::pair<TimePoint, std::uint64_t>> queue = {};
    };
    /// Shares of messages, 0 to 1, and times.
    struct Mischief {
        double lose = 0;
        double twice = 0;
        Milliseconds delay = {};
        Milliseconds shuffle = {}; ///< A further delay by chance, up to this.
    };

    void schedule(Mailbox& mailbox, Waiting& waiting, TimePoint due);
    void change_mischief(const boost::json::object& arguments);

    SeededRandom random_;
    std::map<std::pair<std::string, std::string>, MessagePermit> permits_; ///< By app and shop.
    std::map<std::string, Mailbox> mailboxes_;
    Mischief mischief_;
    std::uint64_t last_id_ = 0;
    bool is_running_ = true;
    bool cuts_lines_ = false;
    std::int64_t made_ = 0;
    std::int64_t delivered_ = 0;
    std::int64_t delivered_again_ = 0;
    std::int64_t doubled_ = 0;
    std::int64_t lost_ = 0;
    std::int64_t acknowledged_ = 0;
    std::int64_t refused_ = 0;
    std::int64_t expired_ = 0;
};

} // namespace daifa::sandbox
