#pragma once

#include <daifa/support/secret.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include <sys/types.h>

namespace daifa::config {

/// In bytes; a larger file holds something else.
constexpr std::size_t secret_size_max = 64u << 10;

/// Where a secret stands; the configuration names only this.
struct SecretSource {
    enum class Kind {
        none,
        file,       ///< A file with mode 0600 or 0400 that belongs to root or to us.
        credential, ///< A file of that name in systemd's $CREDENTIALS_DIRECTORY, as systemd makes
                    ///< it.
        environment,
    };

    Kind kind = Kind::none;
    std::string name = {}; ///< A relative file name counts from the naming file's directory.
};

/// Why a secret can't be used, and what to do. Never holds anything of the secret.
struct SecretFailure {
    std::string text_zh = {};
    std::string text_en = {};
    /// Nothing is wrong as far as we can see, but only the service itself can see it.
    bool is_out_of_sight = false;
};

/// To whom a secret's file may belong, besides root.
struct SecretOwners {
    ::uid_t user = 0; ///< Who reads it.
    /// The service's user, when root asks on its behalf. Root may read anything, so that reading
    /// opens nothing new; what counts is that the file is closed to all but root and that one user.
    std::optional<::uid_t> service = {};
};

class SecretReader {
public:
    virtual ~SecretReader() = default;

    /// The secret without its trailing line break; an empty one is a failure. `directory` is where
    /// a relative file name begins.
    virtual std::variant<Secret, SecretFailure> read(const SecretSource& source,
                                                     const std::filesystem::path& directory) = 0;
};

/// Reads files, systemd's credentials and the environment. The only place that reads the
/// environment.
class SystemSecretReader : public SecretReader {
public:
    /// For the daemon: the files are root's or its own.
    SystemSecretReader();
    /// For who examines the service's configuration from outside, where its credentials and its
    /// environment are out of sight.
    static SystemSecretReader for_check(SecretOwners owners);

    std::variant<Secret, SecretFailure> read(const SecretSource& source,
                                             const std::filesystem::path& directory) override;

private:
    SecretOwners owners_;
    bool is_outside_ = false;
};

} // namespace daifa::config
