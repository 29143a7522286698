#include "sandbox/program/label_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace daifa::sandbox {

LabelFolder::LabelFolder(const std::string& directory) : directory_(directory)
{
    if (directory.empty())
        return;
    std::error_code problem;
    std::filesystem::create_directories(directory_, problem);
    if (!std::filesystem::is_directory(directory_))
        throw std::runtime_error("--labels: can not make the directory " + directory);
}

std::string LabelFolder::draw(const PaperJob& job)
{
    const std::string problem = writer_.write(directory_.string(), job);
    return problem.empty()
               ? ""
               : "can not draw " + job.name + " in " + directory_.string() + ": " + problem;
}

bool LabelFolder::is_meant(const http::Request& request) const
{
    return request.method == "GET" &&
           (request.path == "/labels" || request.path.starts_with("/labels/"));
}

http::Response LabelFolder::answer(const http::Request& request) const
{
    if (!is_open())
        return http::error_response(404, "no_labels",
                                    "nothing is drawn: start daifa-sandbox with --labels DIR");
    constexpr std::string_view folder = "/labels/";
    return request.path.size() > folder.size() ? show(request.path.substr(folder.size())) : list();
}

http::Response LabelFolder::list() const
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    boost::json::object body;
    body["directory"] = std::filesystem::absolute(directory_).string();
    body["labels"] = boost::json::array(names.begin(), names.end());
    return http::json_response(200, body);
}

http::Response LabelFolder::show(const std::string& name) const
{
    const bool is_png = name.ends_with(".png");
    const bool is_ours = is_png || name.ends_with(".pdf");
    std::ifstream file;
    // A name with a slash would lead out of the directory.
    if (is_ours && name.find('/') == std::string::npos)
        file.open(directory_ / name, std::ios::binary);
    if (!file.is_open())
        return http::error_response(404, "no_such_label", "GET /labels lists them");
    std::ostringstream bytes;
    bytes << file.rdbuf();
    http::Response response;
    response.headers.push_back({"Content-Type", is_png ? "image/png" : "application/pdf"});
    response.body = bytes.str();
    return response;
}

} // namespace daifa::sandbox
