#pragma once

#include <daifa/support/secret.hpp>

#include <filesystem>
#include <string>
#include <variant>

namespace daifa::config {

/// Where a secret stands; the configuration names only this.
struct SecretSource {
    enum class Kind {
        none,
        file,       ///< A file with mode 0600 or 0400 that belongs to root or to us.
        credential, ///< A file of that name in systemd's $CREDENTIALS_DIRECTORY.
        environment,
    };

    Kind kind = Kind::none;
    std::string name = {}; ///< A relative file name counts from the naming file's directory.
};

/// Why a secret can't be used, and what to do. Never holds anything of the secret.
struct SecretFailure {
    std::string text_zh = {};
    std::string text_en = {};
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
    std::variant<Secret, SecretFailure> read(const SecretSource& source,
                                             const std::filesystem::path& directory) override;
};

} // namespace daifa::config
