#pragma once

#include "models/azure/armclient.h"
#include "tests/support/scriptedtransport.h"

namespace skybro::test {

/// A credential that hands out "token1", "token2" … as told by the test.
class FakeCredential : public azure::Credential
{
public:
    using Answer = std::optional<Result<azure::AccessToken>>; ///< nothing: it never answers
    std::function<Answer(int)> answer = [](int number) { return Answer(token(number)); };
    int asked = 0;

    [[nodiscard]] static azure::AccessToken token(int number, qint64 life = 3600)
    {
        return {std::make_shared<const Secret>(QByteArray("token" + QByteArray::number(number))),
                QDateTime::currentDateTimeUtc().addSecs(life)};
    }
    azure::TokenJob *requestToken(QObject *parent) override { return new FakeJob(this, parent); }
    [[nodiscard]] QString name() const override { return QStringLiteral("fake"); }

private:
    class FakeJob : public azure::TokenJob
    {
    public:
        FakeJob(FakeCredential *owner, QObject *parent)
            : azure::TokenJob(parent)
            , m_owner(owner)
        {
        }

    protected:
        void begin() override
        {
            if (auto result = m_owner->answer(++m_owner->asked))
                finish(std::move(*result));
        }

    private:
        FakeCredential *m_owner;
    };
};

/// An ArmClient on a scripted transport, with waits too short to notice.
struct ArmFixture
{
    ScriptedTransport transport;
    FakeCredential *credential = new FakeCredential; ///< belongs to tokens
    azure::TokenSource tokens{std::unique_ptr<azure::Credential>(credential)};
    azure::ArmClient client{&transport, &tokens, azure::Cloud::publicCloud(), options()};

    explicit ArmFixture(ScriptedTransport::Script script = {})
        : transport(std::move(script))
    {
    }
    [[nodiscard]] static azure::ArmOptions options()
    {
        using namespace std::chrono_literals;
        azure::ArmOptions options;
        options.retry = {.attempts = 4, .base = 1ms, .cap = 2ms};
        options.poll = {.defaultWait = 1ms, .minimumWait = 0ms, .maximumWait = 50ms};
        options.attemptTimeout = 5s;
        return options;
    }
    [[nodiscard]] int sent() const { return static_cast<int>(transport.requests.size()); }
};

} // namespace skybro::test
