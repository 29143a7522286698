#include "sandbox/recipient_maker.hpp"

#include "sandbox/seeded_random.hpp"

#include <array>

namespace daifa::sandbox {
namespace {

constexpr std::array<std::string_view, 12> surnames = {
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "欧阳", "司马",
};

constexpr std::array<std::string_view, 12> given_names = {
    "小满", "谷雨", "立夏", "白露", "秋分", "霜降", "冬至", "惊蛰", "清明", "芒种", "大暑", "寒露",
};

constexpr std::array<std::string_view, 8> streets = {
    "练习路", "示例大街", "样例巷", "演练西路", "试用街", "模拟大道", "测试里弄", "彩排胡同",
};

std::string digits(std::uint64_t number, std::size_t count)
{
    std::string text(count, '0');
    for (std::size_t i = count; i > 0; --i, number /= 10)
        text[i - 1] = static_cast<char>('0' + number % 10);
    return text;
}

} // namespace

LabelParty make_recipient(std::string_view recipient_group, const Region& region)
{
    SeededRandom random(text_seed(recipient_group));
    LabelParty recipient;
    recipient.name = surnames[random.below(surnames.size())];
    recipient.name += given_names[random.below(given_names.size())];
    // No mobile phone of the country begins with 126, so this is nobody's.
    recipient.phone = "126" + digits(random.next(), 8);
    recipient.address = region.province + region.city + region.district;
    recipient.address += streets[random.below(streets.size())];
    recipient.address += std::to_string(1 + random.below(999)) + "号" +
                         std::to_string(1 + random.below(30)) + "幢" +
                         std::to_string(101 + random.below(2000)) + "室";
    return recipient;
}

std::string three_segment_code(std::string_view carrier, const Region& region)
{
    SeededRandom random(text_seed(carrier) ^ mix(text_seed(region.province + region.city)));
    SeededRandom last(text_seed(region.city + region.district));
    std::string code = digits(random.next(), 3) + "-";
    code += static_cast<char>('A' + random.below(26));
    return code + digits(random.next(), 2) + " " + digits(last.next(), 3);
}

} // namespace daifa::sandbox
