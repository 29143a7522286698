#include "sandbox/program/pages_folder.hpp"

#include <fstream>
#include <optional>
#include <sstream>

namespace daifa::sandbox {
namespace {

constexpr std::string_view assets = "/assets/";

std::filesystem::path usual_directory()
{
    std::error_code problem;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
    return program.parent_path().parent_path() / "share/daifa/sandbox";
}

std::optional<std::string> read_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file.is_open() || std::filesystem::is_directory(path))
        return std::nullopt;
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

std::string_view type_of(std::string_view name)
{
    if (name.ends_with(".html"))
        return "text/html; charset=utf-8";
    if (name.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    if (name.ends_with(".css"))
        return "text/css; charset=utf-8";
    if (name.ends_with(".svg"))
        return "image/svg+xml";
    return "application/octet-stream";
}

http::Response file_response(std::string_view name, std::string bytes, std::string_view caching)
{
    http::Response response;
    response.headers = {
        {"Content-Type", std::string(type_of(name))},
        {"Cache-Control", std::string(caching)},
        {"X-Content-Type-Options", "nosniff"},
        {"Content-Security-Policy",
         "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
         "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"}};
    response.body = std::move(bytes);
    return response;
}

} // namespace

PagesFolder::PagesFolder(const std::string& directory)
    : directory_(directory.empty() ? usual_directory() : std::filesystem::path(directory))
{
}

bool PagesFolder::is_meant(const http::Request& request)
{
    return request.method == "GET" && (request.path == "/" || request.path.starts_with(assets));
}

http::Response PagesFolder::answer(std::string_view front, const http::Request& request) const
{
    if (request.path == "/") {
        auto page = read_file(directory_ / front / "index.html");
        if (page)
            return file_response(".html", std::move(*page), "no-cache");
        return http::text_response(404,
                                   "The pages of daifa-sandbox are not built: install Node.js 18 "
                                   "or newer with npm (scripts/install), "
                                   "run scripts/build again, or name their folder with --pages.\n");
    }
    const std::string name = request.path.substr(assets.size());
    // A name with a slash would lead out of the directory.
    auto bytes = name.find('/') == std::string::npos && !name.starts_with('.')
                     ? read_file(directory_ / "assets" / name)
                     : std::nullopt;
    if (!bytes)
        return http::text_response(404, "no such file\n");
    // Their names change with their contents.
    return file_response(name, std::move(*bytes), "public, max-age=31536000, immutable");
}

} // namespace daifa::sandbox
