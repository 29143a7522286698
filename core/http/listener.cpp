#include "http/listener.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace daifa::http {
namespace {

using boost::asio::ip::tcp;
using boost::asio::local::stream_protocol;

Error can_not_listen(const std::string& where, std::string why)
{
    Error error;
    error.code = Errc::misconfigured;
    error.operation = "listen on " + where;
    error.remote_text = std::move(why);
    return error;
}

std::string explain(const error_code& ec)
{
    if (ec == boost::asio::error::address_in_use)
        return "another process listens there already";
    if (ec == boost::system::errc::permission_denied)
        return "no permission";
    if (ec == boost::system::errc::address_not_available)
        return "this machine has no such address";
    if (ec == boost::system::errc::no_such_file_or_directory)
        return "the directory does not exist";
    return ec.message();
}

/// Held by whoever puts his socket file somewhere or takes it away: what a look at the path has
/// shown holds until the lock goes. The file beside the socket's stays; removing it would let two
/// hold the lock.
class PathLock {
public:
    explicit PathLock(const std::string& path)
        : descriptor_(
              ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600))
    {
        if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0)
            problem_.assign(errno, boost::system::system_category());
    }
    PathLock(const PathLock&) = delete;
    PathLock& operator=(const PathLock&) = delete;
    ~PathLock()
    {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    const error_code& problem() const { return problem_; }

private:
    int descriptor_;
    error_code problem_;
};

/// Removes what a dead process left; says why the path can not be used otherwise.
std::optional<std::string> clear_path(const boost::asio::any_io_executor& executor,
                                      const std::string& path)
{
    struct stat info = {};
    if (::lstat(path.c_str(), &info) != 0)
        return std::nullopt; // Nothing there; if it can not be seen, binding says why.
    if (!S_ISSOCK(info.st_mode))
        return "a file that is no socket is in the way";

    stream_protocol::socket probe(executor);
    error_code ec;
    probe.open(stream_protocol(), ec);
    // One that is too busy to take callers listens as well.
    if (!ec)
        probe.non_blocking(true, ec);
    if (!ec)
        probe.connect(stream_protocol::endpoint(path), ec);
    if (!ec || ec == boost::asio::error::would_block)
        return "another process listens there already";
    if (ec != boost::asio::error::connection_refused)
        return "the socket file there can not be checked: " + explain(ec);
    if (::unlink(path.c_str()) != 0)
        return "the socket file of a dead process can not be removed";
    return std::nullopt;
}

} // namespace

SocketFile::SocketFile(std::string path) : path_(std::move(path))
{
    struct stat info = {};
    if (::lstat(path_.c_str(), &info) == 0) {
        device_ = info.st_dev;
        inode_ = info.st_ino;
    }
}

SocketFile::SocketFile(SocketFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), device_(other.device_), inode_(other.inode_)
{
}

SocketFile::~SocketFile()
{
    if (path_.empty())
        return;
    const PathLock lock(path_);
    struct stat info = {};
    if (!lock.problem() && ::lstat(path_.c_str(), &info) == 0 && info.st_dev == device_ &&
        info.st_ino == inode_)
        ::unlink(path_.c_str());
}

Result<Acceptor> listen_on_unix(const boost::asio::any_io_executor& executor,
                                const std::string& path, mode_t mode)
{
    if (path.empty() || path.size() > path_size_max)
        return can_not_listen(path, "the path of a Unix socket has 1 to 107 bytes");
    const PathLock lock(path);
    if (lock.problem() == boost::asio::error::would_block)
        return can_not_listen(path, "another process is about to listen there");
    if (lock.problem())
        return can_not_listen(path, explain(lock.problem()));
    if (auto obstacle = clear_path(executor, path))
        return can_not_listen(path, *obstacle);

    Acceptor acceptor(executor);
    error_code ec;
    acceptor.open(stream_protocol(), ec);
    // The file is made with the mode of the unbound socket, narrowed by the umask; what the umask
    // took away is given back once it is there.
    if (!ec && ::fchmod(acceptor.native_handle(), mode) != 0)
        ec.assign(errno, boost::system::system_category());
    if (!ec)
        acceptor.bind(stream_protocol::endpoint(path), ec);
    if (!ec && ::chmod(path.c_str(), mode) != 0)
        ec.assign(errno, boost::system::system_category());
    if (!ec)
        acceptor.listen(Acceptor::max_listen_connections, ec);
    if (ec)
        return can_not_listen(path, explain(ec));
    return acceptor;
}

Result<Acceptor> listen_on_tcp(const boost::asio::any_io_executor& executor,
                               const std::string& address, std::uint16_t port)
{
    const auto where = address + ":" + std::to_string(port);
    error_code ec;
    const auto numeric = boost::asio::ip::make_address(address, ec);
    if (ec)
        return can_not_listen(where, "the address must be given in digits, e.g. 127.0.0.1 or ::1");

    const tcp::endpoint endpoint(numeric, port);
    Acceptor acceptor(executor);
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
        acceptor.set_option(Acceptor::reuse_address(true), ec);
    if (!ec)
        acceptor.bind(endpoint, ec);
    if (!ec)
        acceptor.listen(Acceptor::max_listen_connections, ec);
    if (ec)
        return can_not_listen(where, explain(ec));
    return acceptor;
}

} // namespace daifa::http
