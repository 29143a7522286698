#include "sandbox/paper/barcode.hpp"
#include "sandbox/paper/paper_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

/// A directory that goes with the test.
struct Scratch {
    Scratch()
    {
        std::string name = (std::filesystem::temp_directory_path() / "daifa-paper-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no scratch directory");
        path = name;
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::filesystem::remove_all(path); }

    std::string start_of(const std::string& name) const
    {
        std::ifstream file(path / name, std::ios::binary);
        std::string bytes(8, '\0');
        file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return bytes;
    }

    std::filesystem::path path;
};

PaperJob job_of(std::size_t papers)
{
    PaperJob job;
    job.name = "YT0010000000001-1";
    job.papers.resize(papers);
    for (auto& paper : job.papers) {
        paper.label.carrier = "YTO";
        paper.label.number = "YT0010000000001";
    }
    return job;
}

} // namespace

BOOST_AUTO_TEST_SUITE(paper)

BOOST_AUTO_TEST_CASE(a_barcode_begins_and_ends_as_code_128_does)
{
    // Start B is 11010010000, the stop pattern 1100011101011.
    const Barcode barcode = make_code_128("YT1A");
    BOOST_TEST_REQUIRE(barcode.bars.size() > 7u);
    const double left[] = {0, 3, 6};
    const double width[] = {2, 1, 1};
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(barcode.bars[i].left == left[i], boost::test_tools::tolerance(0.01));
        BOOST_TEST(barcode.bars[i].width == width[i], boost::test_tools::tolerance(0.01));
    }
    const auto& last = barcode.bars.back();
    BOOST_TEST(last.width == 2, boost::test_tools::tolerance(0.01));
    BOOST_TEST(last.left + last.width == barcode.width, boost::test_tools::tolerance(0.01));
    // Start, four letters, the check and the stop of 13.
    BOOST_TEST(barcode.width == 6 * 11 + 13);
    BOOST_TEST(make_code_128("").bars.empty());
}

BOOST_AUTO_TEST_CASE(one_paper_is_a_png_and_a_pdf_of_its_name)
{
    const Scratch scratch;
    PaperWriter writer;

    BOOST_TEST(writer.write(scratch.path.string(), job_of(1)) == "");

    BOOST_TEST(scratch.start_of("YT0010000000001-1.png").substr(1, 3) == "PNG");
    BOOST_TEST(scratch.start_of("YT0010000000001-1.pdf").substr(0, 4) == "%PDF");
}

BOOST_AUTO_TEST_CASE(several_papers_are_one_pdf_and_a_png_each)
{
    const Scratch scratch;
    PaperWriter writer;

    BOOST_TEST(writer.write(scratch.path.string(), job_of(2)) == "");

    BOOST_TEST(std::filesystem::exists(scratch.path / "YT0010000000001-1-1.png"));
    BOOST_TEST(std::filesystem::exists(scratch.path / "YT0010000000001-1-2.png"));
    BOOST_TEST(std::filesystem::exists(scratch.path / "YT0010000000001-1.pdf"));
}

BOOST_AUTO_TEST_CASE(texts_of_any_length_are_drawn)
{
    const Scratch scratch;
    PaperWriter writer;
    PaperJob job = job_of(1);
    Paper& label = job.papers[0];
    label.label.number = std::string(300, '9');
    label.label.recipient.address = std::string(5000, 'x');
    label.label.sender.name.assign(4000, '-').append("仓");
    label.custom.lines.resize(500);
    label.custom.remark = std::string(5000, ' ');
    label.custom.sequence = std::string(400, '7');
    label.custom.is_reprint = true;

    BOOST_TEST(writer.write(scratch.path.string(), job) == "");
}

BOOST_AUTO_TEST_CASE(a_directory_that_is_none_is_told)
{
    PaperWriter writer;

    BOOST_TEST(!writer.write("/nowhere", job_of(1)).empty());
}

BOOST_AUTO_TEST_SUITE_END()
