#pragma once

#include "http/stream.hpp"

#include <daifa/support/error.hpp>

#include <boost/asio/basic_socket_acceptor.hpp>

#include <string>
#include <sys/types.h>

namespace daifa::http {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

/// Of a Unix socket's path, without its terminating zero.
constexpr std::size_t path_size_max = 107;
/// A server that can't accept (no more descriptors) tries again after that.
constexpr Milliseconds accept_pause(100);

/// The file of a Unix socket that we listen on. It is removed at the end, unless another process
/// has replaced it meanwhile.
class SocketFile {
public:
    explicit SocketFile(std::string path);
    SocketFile(SocketFile&& other) noexcept;
    SocketFile& operator=(SocketFile&&) = delete;
    ~SocketFile();

private:
    std::string path_;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

/// Listens on a Unix socket whose file gets exactly `mode`, at no moment a wider one. A file that a
/// dead process left is replaced; one that somebody listens on, or that is no socket, is not. Of
/// several that try at the same time at most one gets the path; for that a file "path.lock" stays.
/// Failures are `misconfigured` with a sentence in `remote_text`.
Result<Acceptor> listen_on_unix(const boost::asio::any_io_executor& executor,
                                const std::string& path, mode_t mode);

/// Listens on an address in digits. Port 0 lets the system pick one.
Result<Acceptor> listen_on_tcp(const boost::asio::any_io_executor& executor,
                               const std::string& address, std::uint16_t port);

} // namespace daifa::http
