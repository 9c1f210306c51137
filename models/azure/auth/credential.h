#pragma once

#include "models/base/job.h"
#include "models/base/secret.h"

#include <QDateTime>

#include <memory>

namespace skybro::azure {

struct AccessToken
{
    std::shared_ptr<const Secret> secret;
    QDateTime expiresAt; ///< UTC
};

/// Errors: NotSignedIn (with the AADSTS code where there is one, and what to do), Network, Protocol,
/// TimedOut.
using TokenJob = JobOf<AccessToken>;

/// A way to sign in. Asked by TokenSource only, one request at a time.
class Credential
{
public:
    Credential() = default;
    virtual ~Credential() = default;
    Q_DISABLE_COPY_MOVE(Credential)

    /// A job, not yet started, that gets a new token. It belongs to `parent`. Its deadline is set by the
    /// credential: a person at the device-code page needs minutes.
    [[nodiscard]] virtual TokenJob *requestToken(QObject *parent) = 0;
    /// What the user calls it: "Azure CLI".
    [[nodiscard]] virtual QString name() const = 0;
};

} // namespace skybro::azure
