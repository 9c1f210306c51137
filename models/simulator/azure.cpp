#include "models/simulator/azure.h"

#include "models/simulator/authorization.h"
#include "models/simulator/directory.h"
#include "models/simulator/marketplace.h"
#include "models/simulator/prices.h"

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

Response unknownPath(const Request &request)
{
    return ArmError{
        404, u"InvalidResourceType"_s,
        u"The resource type could not be found for '%1 %2' in api version '%3'."_s.arg(
            QString::fromLatin1(request.method), request.path, request.parameter(u"api-version"_s))}
        .toResponse();
}

} // namespace

Azure::Azure(Settings settings)
    : m_world(settings)
    , m_signIn(m_world)
    , m_faults(settings.seed)
{
}

Response Azure::handle(const Request &request)
{
    const FaultRule *rule = m_faults.strike(request);
    Response response = rule ? strike(*rule, request) : answer(request);
    response.verdict.delay += m_world.settings.latency;
    if (observer)
        observer(request, response);
    return response;
}

Response Azure::strike(const FaultRule &rule, const Request &request)
{
    using Effect = FaultRule::Effect;
    using Delivery = Verdict::Delivery;
    Response response;
    switch (rule.effect) {
    case Effect::Status:
    case Effect::Redirect:
        response.status = rule.status;
        response.headers = rule.headers;
        response.body = rule.body;
        break;
    case Effect::ExpiredToken:
        response = ArmError{401, u"ExpiredAuthenticationToken"_s,
                            u"The access token expiry UTC time is earlier than current UTC time."_s}
                       .toResponse()
                       .with("WWW-Authenticate", m_signIn.challenge(request));
        break;
    case Effect::ResetBefore:
        response.verdict.delivery = Delivery::Reset;
        break;
    case Effect::Hang:
        response.verdict.delivery = Delivery::Hang;
        break;
    default: {
        static const QHash<Effect, Delivery> deliveries = {{Effect::ResetAfter, Delivery::Reset},
                                                           {Effect::HangAfter, Delivery::Hang},
                                                           {Effect::Truncated, Delivery::Truncated},
                                                           {Effect::Garbage, Delivery::Garbage},
                                                           {Effect::Drip, Delivery::Drip}};
        response = answer(request);
        response.verdict.delivery = deliveries.value(rule.effect, Delivery::Whole);
    }
    }
    response.verdict.delay += rule.delay;
    return response;
}

Response Azure::answer(const Request &request)
{
    const QString path = request.path.toLower();
    if (path.startsWith(u"/api/retail/prices"_s))
        return retailPrices(request);
    if (auto signedIn = m_signIn.handle(request))
        return *signedIn;

    Response response = manage(request);
    const QByteArray requestId = m_world.guid().toLatin1();
    if (response.header("x-ms-request-id").isEmpty())
        response.with("x-ms-request-id", requestId);
    const QByteArray correlation = request.header("x-ms-correlation-request-id");
    response.with("x-ms-correlation-request-id", correlation.isEmpty() ? requestId : correlation);
    if (const QByteArray client = request.header("x-ms-client-request-id");
        !client.isEmpty() && request.header("x-ms-return-client-request-id").toLower() != "false")
        response.with("x-ms-client-request-id", client);
    return response;
}

Response Azure::manage(const Request &request)
{
    if (const auto may = m_signIn.authorize(request); !may)
        return may.error().toResponse().with("WWW-Authenticate", m_signIn.challenge(request));
    if (const auto version = checkApiVersion(request); !version)
        return version.error().toResponse();
    if (const auto may = checkRole(m_world, request); !may)
        return may.error().toResponse();

    Throttle::Judgement judgement;
    if (m_world.settings.throttling) {
        judgement = m_throttle.judge(request, m_world.subscription, m_world.now());
        if (judgement.refusal) {
            for (const auto &[name, value] : judgement.headers)
                judgement.refusal->with(name, value);
            return *judgement.refusal;
        }
    }
    auto answered = readDirectory(m_world, request);
    if (!answered)
        answered = readMarketplace(request);
    if (!answered)
        answered = Arm(m_world).handle(request);
    Response response = !answered   ? unknownPath(request)
                        : *answered ? **answered
                                    : answered->error().toResponse();
    for (const auto &[name, value] : judgement.headers)
        response.with(name, value);
    if (response.status == 429 && response.header("Retry-After").isEmpty())
        response.with("Retry-After", "1");
    return response;
}

} // namespace skybro::sim
