#include "models/azure/network/ikesas.h"

#include "models/azure/apiversions.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace skybro::azure {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostLayers = 3;             ///< of JSON in text in JSON
constexpr qsizetype digitsOfADouble = 15; ///< more of them may not come back as they were
constexpr double mostSeconds = 1e10;

/// Numbers that a double can not hold become texts.
QByteArray withLongNumbersAsTexts(const QByteArray &json)
{
    QByteArray text;
    text.reserve(json.size() + 64);
    bool isInText = false;
    for (qsizetype i = 0; i < json.size();) {
        const char byte = json[i];
        if (!isInText && byte >= '0' && byte <= '9') {
            qsizetype end = i;
            while (end < json.size() && json[end] >= '0' && json[end] <= '9')
                ++end;
            const QByteArray digits = json.mid(i, end - i);
            const bool isWhole = (i == 0 || (json[i - 1] != '-' && json[i - 1] != '.')) &&
                                 (end == json.size() || QByteArrayView(".eE").indexOf(json[end]) < 0);
            text += isWhole && digits.size() > digitsOfADouble ? '"' + digits + '"' : digits;
            i = end;
            continue;
        }
        if (isInText && byte == '\\' && i + 1 < json.size()) {
            text += json.mid(i, 2);
            i += 2;
            continue;
        }
        if (byte == '"')
            isInText = !isInText;
        text += byte;
        ++i;
    }
    return text;
}

QJsonValue member(const QJsonObject &object, QLatin1StringView name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return QJsonValue(QJsonValue::Undefined);
}

QString textOf(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = member(object, name);
    return value.isDouble() ? value.toVariant().toString() : value.toString();
}

quint64 numberOf(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = member(object, name);
    if (value.isString())
        return value.toString().toULongLong();
    return static_cast<quint64>(std::max<qint64>(value.toInteger(), 0));
}

int portOf(const QJsonObject &object, QLatin1StringView name)
{
    constexpr quint64 mostPort = 65'535;
    const quint64 port = numberOf(object, name);
    return port <= mostPort ? static_cast<int>(port) : 0;
}

std::chrono::seconds secondsOf(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = member(object, name);
    const double seconds = value.isString() ? value.toString().toDouble() : value.toDouble();
    return std::chrono::seconds(seconds > 0 && seconds < mostSeconds ? static_cast<qint64>(seconds) : 0);
}

QStringList textsOf(const QJsonObject &object, QLatin1StringView name)
{
    const QJsonValue value = member(object, name);
    if (value.isString())
        return {value.toString()};
    QStringList texts;
    for (const QJsonValue &item : value.toArray()) {
        if (item.isString())
            texts += item.toString();
    }
    return texts;
}

QuickModeSa readQuickMode(const QJsonObject &object)
{
    return {.localEndpoint = textOf(object, "localEndpoint"_L1),
            .remoteEndpoint = textOf(object, "remoteEndpoint"_L1),
            .encryption = textOf(object, "encryption"_L1),
            .integrity = textOf(object, "integrity"_L1),
            .pfsGroup = textOf(object, "pfsGroupId"_L1),
            .inboundSpi = numberOf(object, "inboundSPI"_L1),
            .outboundSpi = numberOf(object, "outboundSPI"_L1),
            .localSelectors = textsOf(object, "localTrafficSelectors"_L1),
            .remoteSelectors = textsOf(object, "remoteTrafficSelectors"_L1),
            .lifetimeKilobytes = numberOf(object, "lifetimeKilobytes"_L1),
            .lifetime = secondsOf(object, "lifetimeSeconds"_L1),
            .age = secondsOf(object, "elapsedTimeInseconds"_L1),
            .isInitiator = member(object, "isSaInitiator"_L1).toBool()};
}

MainModeSa readMainMode(const QJsonObject &object)
{
    MainModeSa sa{.localEndpoint = textOf(object, "localEndpoint"_L1),
                  .remoteEndpoint = textOf(object, "remoteEndpoint"_L1),
                  .initiatorCookie = textOf(object, "initiatorCookie"_L1),
                  .responderCookie = textOf(object, "responderCookie"_L1),
                  .localPort = portOf(object, "localUdpEncapsulationPort"_L1),
                  .remotePort = portOf(object, "remoteUdpEncapsulationPort"_L1),
                  .encryption = textOf(object, "encryption"_L1),
                  .integrity = textOf(object, "integrity"_L1),
                  .dhGroup = textOf(object, "dhGroup"_L1),
                  .lifetime = secondsOf(object, "lifetimeSeconds"_L1),
                  .age = secondsOf(object, "elapsedTimeInseconds"_L1),
                  .isInitiator = member(object, "isSaInitiator"_L1).toBool(),
                  .quickModeSas = {}};
    // "QuickModeSAs" on the wire; the cmdlet's own objects call it quickModeSa.
    QJsonValue children = member(object, "quickModeSAs"_L1);
    if (!children.isArray())
        children = member(object, "quickModeSa"_L1);
    for (const QJsonValue &child : children.toArray()) {
        if (child.isObject())
            sa.quickModeSas += readQuickMode(child.toObject());
    }
    return sa;
}

std::unexpected<Error> unreadable(const QString &why)
{
    return fail(ErrorKind::Protocol,
                QCoreApplication::translate("skybro::azure", "Azure's answer can not be read."), why);
}

/// The text within a JSON text; nothing when it is none.
std::optional<QByteArray> unwrapped(const QByteArray &text)
{
    if (text.size() < 2 || !text.startsWith('"') || !text.endsWith('"'))
        return std::nullopt;
    const QJsonArray one = QJsonDocument::fromJson('[' + text + ']').array();
    if (one.size() == 1 && one.first().isString())
        return one.first().toString().toUtf8().trimmed();
    return text.mid(1, text.size() - 2).trimmed(); // the quotes within it are not escaped
}

} // namespace

Result<QList<MainModeSa>> readIkeSas(const QByteArray &answer)
{
    QByteArray text = answer.trimmed();
    for (int layer = 0; layer < mostLayers; ++layer) {
        const auto inner = unwrapped(text);
        if (!inner)
            break;
        text = *inner;
    }
    const QJsonDocument document = QJsonDocument::fromJson(withLongNumbersAsTexts(text));
    if (document.isNull())
        return unreadable(u"no JSON"_s);
    QJsonArray list = document.array();
    if (document.isObject()) {
        const QJsonValue data = member(document.object(), "data"_L1);
        const QString status = textOf(document.object(), "status"_L1);
        const bool isGood = status.isEmpty() || status.startsWith("Succe"_L1, Qt::CaseInsensitive);
        if (data.isUndefined() || (!data.isArray() && !isGood))
            return unreadable(u"status %1"_s.arg(status));
        if (!data.isArray() && !data.isNull())
            return unreadable(u"no list of SAs"_s);
        list = data.toArray();
    }
    QList<MainModeSa> sas;
    for (const QJsonValue &item : std::as_const(list)) {
        if (!item.isObject())
            return unreadable(u"no SA"_s);
        sas += readMainMode(item.toObject());
    }
    return sas;
}

GetIkeSasJob::GetIkeSasJob(ArmClient &client, const QString &connectionId, QObject *parent)
    : JobOf<QList<MainModeSa>>(parent)
    , m_operation(client.run({.method = "POST",
                              .path = connectionId + u"/getikesas"_s,
                              .apiVersion = apiversion::network.toString(),
                              .query = {},
                              .body = {},
                              .repeat = Repeat::Harmless,
                              .bucket = {}}))
{
    m_operation->setParent(this);
    m_operation->wantResult();
}

void GetIkeSasJob::begin()
{
    m_operation->setDeadline(deadline());
    m_operation->then(this, [this](const Result<OperationOutcome> &outcome) {
        if (outcome)
            finish(readIkeSas(outcome->body));
        else
            finish(std::unexpected(outcome.error()));
    });
    m_operation->start();
}

void GetIkeSasJob::abort()
{
    if (m_operation)
        m_operation->cancel();
}

} // namespace skybro::azure
