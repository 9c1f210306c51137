#include "models/fleet/nodejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace skybro::fleet {

namespace {

constexpr qsizetype bytesPerNode = 900; // about: room made at the beginning

bool isPlain(QChar c)
{
    return c >= u' ' && c < u'\x7f' && c != u'"' && c != u'\\';
}

/// A JSON string with its quotes.
void append(QByteArray &out, QStringView text)
{
    if (!std::ranges::all_of(text, isPlain)) { // rare: Qt knows how to write it
        const QByteArray list = QJsonDocument(QJsonArray{text.toString()}).toJson(QJsonDocument::Compact);
        out.append(QByteArrayView(list).sliced(1).chopped(1));
        return;
    }
    const qsizetype at = out.size();
    out.resize(at + text.size() + 2);
    char *to = out.data() + at;
    *to++ = '"';
    for (const QChar c : text)
        *to++ = static_cast<char>(c.unicode());
    *to = '"';
}

/// The members of an object, each on a line of its own.
class Members
{
public:
    Members(QByteArray &out, qsizetype depth)
        : m_out(out)
        , m_depth(depth)
    {
        m_out += '{';
    }

    /// Where its value is to be written.
    QByteArray &name(QStringView name)
    {
        if (!std::exchange(m_isFirst, false))
            m_out += ',';
        newLine(m_depth);
        append(m_out, name);
        return m_out += ": ";
    }
    void string(QStringView member, QStringView value) { append(name(member), value); }
    void end()
    {
        if (!m_isFirst)
            newLine(m_depth - 1);
        m_out += '}';
    }

private:
    void newLine(qsizetype depth)
    {
        m_out += '\n';
        m_out.append(4 * depth, ' ');
    }

    QByteArray &m_out;
    qsizetype m_depth;
    bool m_isFirst = true;
};

void append(QByteArray &out, const Node &node)
{
    Members members(out, 3);
    members.string(u"currency", node.price ? node.price->currency : QString());
    members.string(u"id", node.id);
    members.string(u"location", node.location);
    members.string(u"name", node.name);
    members.string(u"osType", node.osType);
    members.string(u"powerState", toWord(node.powerState));
    members.name(u"pricePerHour") +=
        node.price ? QByteArray::number(node.price->amount, 'g', QLocale::FloatingPointShortest)
                   : QByteArrayLiteral("null");
    members.string(u"priority", node.priority);
    members.string(u"privateIp", node.privateIp);
    members.string(u"provisioningState", node.provisioningState);
    members.string(u"publicIp", node.publicIp);
    members.string(u"resourceGroup", node.resourceGroup);
    members.string(u"size", node.size);
    members.string(u"subnet", node.subnet);
    Members tags(members.name(u"tags"), 4);
    for (const auto &[name, value] : node.tags.asKeyValueRange())
        tags.string(name, value);
    tags.end();
    members.string(u"timeCreated",
                   node.timeCreated.isValid() ? node.timeCreated.toUTC().toString(Qt::ISODate) : QString());
    members.string(u"vnet", node.vnet);
    members.string(u"zone", node.zone);
    members.end();
}

} // namespace

QByteArray toJson(const QList<Node> &nodes, const QDateTime &asOf)
{
    QByteArray out;
    out.reserve(100 + nodes.size() * bytesPerNode);
    Members members(out, 1);
    members.string(u"asOf", asOf.toUTC().toString(Qt::ISODate));
    members.name(u"nodes") += '[';
    const char *separator = "\n        ";
    for (const Node &node : nodes) {
        out += std::exchange(separator, ",\n        ");
        append(out, node);
    }
    out += nodes.isEmpty() ? "]" : "\n    ]";
    members.end();
    return out += '\n';
}

} // namespace skybro::fleet
