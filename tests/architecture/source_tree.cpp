#include "architecture/source_tree.hpp"

#include "architecture/words.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>
#include <stdexcept>

namespace daifa::test {
namespace {

namespace fs = std::filesystem;

/// What tools leave behind, and the fuzzers' inputs, whose bytes are no lines. A worktree's .git is
/// a file.
bool is_left_out(const fs::directory_entry& entry)
{
    const std::string name = entry.path().filename().string();
    return name == ".git" ||
           (entry.is_directory() && (name.starts_with("build") || name == "__pycache__" ||
                                     name == ".cache" || name == "corpus"));
}

/// Splits C++ into code and comments of the same shape: what is not there is a space.
class Splitter {
public:
    explicit Splitter(std::string_view text)
        : text_(text), code_(text.size(), ' '), comments_(text.size(), ' ')
    {
    }

    void run()
    {
        while (at_ < text_.size()) {
            if (starts("//"))
                comment(text_.find('\n', at_));
            else if (starts("/*"))
                comment(behind("*/", at_ + 2));
            else if (starts("R\"") && (at_ == 0 || !is_word(text_[at_ - 1])))
                raw_literal();
            else if (text_[at_] == '"' ||
                     (text_[at_] == '\'' && (at_ == 0 || !is_word(text_[at_ - 1]))))
                literal();
            else if (text_[at_] == '\n')
                skip();
            else
                keep(code_);
        }
    }

    const std::string& code() const { return code_; }
    const std::string& comments() const { return comments_; }

private:
    bool starts(std::string_view part) const { return text_.substr(at_).starts_with(part); }

    std::size_t behind(std::string_view part, std::size_t from) const
    {
        const auto found = text_.find(part, from);
        return found == std::string_view::npos ? text_.size() : found + part.size();
    }

    void keep(std::string& where)
    {
        where[at_] = text_[at_];
        ++at_;
    }

    void skip()
    {
        if (text_[at_] == '\n')
            code_[at_] = comments_[at_] = '\n';
        ++at_;
    }

    void comment(std::size_t end)
    {
        while (at_ < std::min(end, text_.size())) {
            code_[at_] = text_[at_] == '\n' ? '\n' : ' ';
            keep(comments_);
        }
    }

    void literal()
    {
        const char quote = text_[at_];
        keep(code_);
        while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size())
                skip();
            skip();
        }
        if (at_ < text_.size())
            keep(code_);
    }

    void raw_literal()
    {
        const auto open = text_.find('(', at_);
        const std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
        const auto stop = behind(end, open);
        keep(code_);
        keep(code_);
        while (at_ + 1 < stop)
            skip();
        if (at_ < text_.size())
            keep(code_);
    }

    std::string_view text_;
    std::string code_;
    std::string comments_;
    std::size_t at_ = 0;
};

std::vector<std::string> split_lines(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

bool SourceFile::is_header() const
{
    return path.ends_with(".hpp") || path.ends_with(".hpp.in");
}

bool SourceFile::is_cpp() const
{
    return is_header() || path.ends_with(".cpp") || path.ends_with(".cpp.in");
}

bool SourceFile::is_under(std::string_view folder) const
{
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

std::string_view SourceFile::name() const
{
    return std::string_view(path).substr(path.rfind('/') + 1);
}

SourceFile make_source(std::string path, std::string_view text)
{
    SourceFile file{std::move(path)};
    file.lines = split_lines(text);
    if (file.is_cpp()) {
        Splitter splitter(text);
        splitter.run();
        file.code = split_lines(splitter.code());
        file.comments = split_lines(splitter.comments());
    }
    return file;
}

std::vector<SourceFile> read_tree(const fs::path& root)
{
    std::vector<SourceFile> files;
    for (auto entry = fs::recursive_directory_iterator(root);
         entry != fs::recursive_directory_iterator(); ++entry) {
        if (is_left_out(*entry)) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file())
            continue;
        std::ifstream in(entry->path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        if (text.find('\0') == std::string::npos)
            files.push_back(make_source(fs::relative(entry->path(), root).generic_string(), text));
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

const std::vector<SourceFile>& repository()
{
    static const std::vector<SourceFile> files = [] {
        const char* root = std::getenv("DAIFA_SOURCE_DIR");
        if (root == nullptr)
            throw std::runtime_error("DAIFA_SOURCE_DIR must name the repository; ctest sets it");
        return read_tree(root);
    }();
    return files;
}

std::ostream& operator<<(std::ostream& out, const Finding& finding)
{
    return out << finding.file << ":" << finding.line << ": " << finding.text;
}

void expect_none(const Findings& findings)
{
    BOOST_TEST(findings.empty());
    for (const auto& finding : findings)
        BOOST_ERROR(finding);
}

bool found(const Findings& findings, std::string_view part)
{
    std::ostringstream all;
    for (const auto& finding : findings)
        all << finding << "\n";
    if (all.str().find(part) != std::string::npos)
        return true;
    BOOST_TEST_MESSAGE("found only:\n" << all.str());
    return false;
}

} // namespace daifa::test
