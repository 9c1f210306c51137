#pragma once

#include "models/azure/auth/credential.h"
#include "models/base/clock.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace skybro::azure {

/// The one token everybody uses. However many ask, one request goes out at a time; the token is renewed
/// when five minutes or a tenth of its life are left, whichever is less, and after a 401.
/// Thread: the one that made it.
class TokenSource : public QObject
{
    Q_OBJECT

public:
    explicit TokenSource(std::unique_ptr<Credential> credential, Clock clock = systemClock(),
                         QObject *parent = nullptr);
    ~TokenSource() override;

    /// A job, not yet started, that ends with a usable token. Cancelling it leaves the others waiting.
    /// When renewal fails for want of an answer and the old token is still good, it ends with the old one.
    [[nodiscard]] TokenJob *token(QObject *parent);
    /// A 401 came with this token. Nothing happens when a newer one is already there.
    void refused(const AccessToken &token);

    [[nodiscard]] Credential &credential() const { return *m_credential; }

signals:
    /// A token was got, or could not be: what a status line shows.
    void signedIn();
    void signInFailed(const skybro::Error &error);

private:
    class Waiter;
    void ask(Waiter *waiter);
    void ended(const Result<AccessToken> &result);
    [[nodiscard]] bool isFresh() const;

    std::unique_ptr<Credential> m_credential;
    Clock m_clock;
    AccessToken m_token;
    QDateTime m_obtainedAt;
    QPointer<TokenJob> m_request;
    QList<QPointer<Waiter>> m_waiters;
};

} // namespace skybro::azure
