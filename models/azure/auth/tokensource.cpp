#include "models/azure/auth/tokensource.h"

#include "models/base/log.h"

#include <algorithm>

namespace skybro::azure {

class TokenSource::Waiter : public TokenJob
{
public:
    Waiter(TokenSource *source, QObject *parent)
        : TokenJob(parent)
        , m_source(source)
    {
    }
    using TokenJob::finish;

protected:
    void begin() override
    {
        if (m_source)
            m_source->ask(this);
        else
            finish(fail(ErrorKind::Cancelled, tr("Signed out.")));
    }

private:
    QPointer<TokenSource> m_source;
};

TokenSource::TokenSource(std::unique_ptr<Credential> credential, Clock clock, QObject *parent)
    : QObject(parent)
    , m_credential(std::move(credential))
    , m_clock(std::move(clock))
{
}

TokenSource::~TokenSource()
{
    delete m_request; // before the credential it works with
}

TokenJob *TokenSource::token(QObject *parent)
{
    return new Waiter(this, parent);
}

void TokenSource::refused(const AccessToken &token)
{
    if (token.secret == m_token.secret)
        m_token = {};
}

bool TokenSource::isFresh() const
{
    using namespace std::chrono_literals;
    if (!m_token.secret)
        return false;
    const qint64 life = m_obtainedAt.msecsTo(m_token.expiresAt);
    const qint64 margin = std::min<qint64>(std::chrono::milliseconds(5min).count(), life / 10);
    const qint64 left = m_clock().msecsTo(m_token.expiresAt);
    return left > margin && left <= life + margin; // more left than it ever had: the clock was set back
}

void TokenSource::ask(Waiter *waiter)
{
    if (isFresh())
        return waiter->finish(m_token);
    m_waiters.append(waiter);
    if (m_request)
        return;
    m_request = m_credential->requestToken(this);
    m_request->then(this, [this](const Result<AccessToken> &result) { ended(result); });
    m_request->start();
}

void TokenSource::ended(const Result<AccessToken> &result)
{
    m_request.clear();
    Result<AccessToken> told = result;
    if (result) {
        m_token = *result;
        m_obtainedAt = m_clock();
        log::debug("azure", "token by {}, good for {} s", m_credential->name(),
                   m_obtainedAt.secsTo(m_token.expiresAt));
        emit signedIn();
    } else {
        log::warning("azure", "no token by {}: {} {}", m_credential->name(), result.error().code,
                     result.error().text);
        const bool oldIsGood = m_token.secret && m_clock() < m_token.expiresAt;
        if (oldIsGood && result.error().retryable)
            told = m_token;
        else
            emit signInFailed(result.error());
    }
    const auto waiters = std::exchange(m_waiters, {});
    for (const auto &waiter : waiters) {
        if (waiter)
            waiter->finish(told);
    }
}

} // namespace skybro::azure
