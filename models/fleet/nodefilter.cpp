#include "models/fleet/nodefilter.h"

#include "models/slurm/hostlist.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace skybro::fleet {

using namespace Qt::StringLiterals;

namespace {

bool has(const QString &value, const QString &text)
{
    return value.contains(text, Qt::CaseInsensitive);
}

bool same(const QString &left, const QString &right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

bool isStateWord(QStringView word)
{
    return word.compare(toWord(PowerState::Unknown), Qt::CaseInsensitive) == 0 ||
           powerStateFromWord(word) != PowerState::Unknown;
}

bool anyTag(const Node &node, const std::function<bool(const QString &, const QString &)> &accepts)
{
    return std::any_of(node.tags.keyValueBegin(), node.tags.keyValueEnd(),
                       [&accepts](const auto &tag) { return accepts(tag.first, tag.second); });
}

bool anythingHas(const Node &node, const QString &text)
{
    return has(node.name, text) || has(node.privateIp, text) || has(node.publicIp, text) ||
           has(node.size, text) || has(node.location, text) || has(node.resourceGroup, text) ||
           anyTag(node, [&text](const QString &name, const QString &value) {
               return has(name, text) || has(value, text);
           });
}

using Getter = std::function<QString(const Node &)>;

const QHash<QString, Getter> &getters()
{
    static const QHash<QString, Getter> all{
        {u"name"_s, [](const Node &node) { return node.name; }},
        {u"size"_s, [](const Node &node) { return node.size; }},
        {u"location"_s, [](const Node &node) { return node.location; }},
        {u"group"_s, [](const Node &node) { return node.resourceGroup; }},
        {u"address"_s, [](const Node &node) { return QString(node.privateIp + u' ' + node.publicIp); }},
        {u"subnet"_s, [](const Node &node) { return node.subnet; }},
        {u"vnet"_s, [](const Node &node) { return node.vnet; }},
        {u"priority"_s, [](const Node &node) { return node.priority; }},
    };
    return all;
}

} // namespace

NodeFilter NodeFilter::parse(const QString &text)
{
    NodeFilter filter;
    filter.m_text = text;
    for (const QString &word : text.simplified().split(u' ', Qt::SkipEmptyParts)) {
        const bool negated = word.size() > 1 && word.startsWith(u'-');
        const Predicate matches = filter.parseWord(negated ? word.sliced(1) : word);
        if (negated)
            filter.m_terms += [matches](const Node &node) { return !matches(node); };
        else
            filter.m_terms += matches;
    }
    return filter;
}

NodeFilter::Predicate NodeFilter::parseWord(const QString &word)
{
    const qsizetype colon = word.indexOf(u':');
    const QString key = word.first(std::max<qsizetype>(colon, 0)).toLower();
    const QString value = word.sliced(colon + 1);

    if (key == u"state" && !value.isEmpty())
        return parseStates(value);
    if (key == u"tag" && !value.isEmpty()) {
        const QString name = value.section(u'=', 0, 0);
        if (!value.contains(u'='))
            return [name](const Node &node) {
                return anyTag(node, [&](const QString &tag, const QString &) { return same(tag, name); });
            };
        return [name, wanted = value.section(u'=', 1)](const Node &node) {
            return anyTag(node, [&](const QString &tag, const QString &is) {
                return same(tag, name) && same(is, wanted);
            });
        };
    }
    if (const auto getter = getters().constFind(key); getter != getters().constEnd()) {
        const QStringList texts = value.split(u',', Qt::SkipEmptyParts);
        return [get = *getter, texts](const Node &node) {
            // "size:" alone: the rest is still being typed
            return texts.isEmpty() || std::ranges::any_of(texts, [text = get(node)](const QString &part) {
                       return has(text, part);
                   });
        };
    }
    if (word.contains(u'[')) {
        if (const Result<QStringList> names = slurm::expandHostlist(word.toLower()))
            return [set = QSet<QString>(names->cbegin(), names->cend())](const Node &node) {
                return set.contains(node.name.toLower());
            };
        else
            complain(names.error().text);
    }
    if (same(word, u"pending"_s))
        return [](const Node &node) { return node.pending.has_value(); };
    if (same(word, u"billed"_s))
        return [](const Node &node) { return isBilled(node.powerState).value_or(false); };
    if (isStateWord(word))
        return parseStates(word);
    return [word](const Node &node) { return anythingHas(node, word); };
}

NodeFilter::Predicate NodeFilter::parseStates(const QString &words)
{
    QList<PowerState> states;
    for (const QString &word : words.split(u',', Qt::SkipEmptyParts)) {
        if (isStateWord(word))
            states += powerStateFromWord(word);
        else
            complain(QCoreApplication::translate("NodeFilter", "Azure has no power state \"%1\".").arg(word));
    }
    return [states](const Node &node) { return states.contains(node.powerState); };
}

void NodeFilter::complain(const QString &text)
{
    if (!m_problem)
        m_problem = makeError(ErrorKind::Invalid, text);
}

bool NodeFilter::matches(const Node &node) const
{
    return std::ranges::all_of(m_terms, [&node](const Predicate &matches) { return matches(node); });
}

} // namespace skybro::fleet
