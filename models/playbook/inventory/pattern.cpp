#include "models/playbook/inventory/pattern.h"

#include "models/slurm/hostlist.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

/// Terms between ',' and ':'; brackets hold them together, and a regular expression goes to the next comma.
QStringList splitTerms(const QString &pattern)
{
    QStringList terms;
    QString term;
    int depth = 0;
    // An IPv6 address is one term, whatever its colons.
    static const QRegularExpression address(uR"(\A[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}\z)"_s);
    for (const QString &part : pattern.split(u',')) {
        if (depth == 0 && address.match(part.trimmed()).hasMatch() && part.count(u':') > 1) {
            terms.append(part.trimmed());
            continue;
        }
        const bool isRegex = depth == 0 && part.trimmed().startsWith(u'~');
        if (depth > 0)
            term += u',';
        for (const QChar c : part) {
            if (c == u'[')
                ++depth;
            else if (c == u']' && depth > 0)
                --depth;
            if (c == u':' && depth == 0 && !isRegex) {
                terms.append(term.trimmed());
                term.clear();
                continue;
            }
            term += c;
        }
        if (isRegex)
            depth = 0;
        if (depth == 0) {
            terms.append(term.trimmed());
            term.clear();
        }
    }
    if (!term.isEmpty())
        terms.append(term.trimmed());
    terms.removeAll(QString());
    return terms;
}

/// Python's fnmatch, case kept.
QRegularExpression wildcard(const QString &pattern)
{
    QString regex;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        const qsizetype close = c == u'[' ? pattern.indexOf(u']', i + 2) : -1;
        if (c == u'*') {
            regex += u".*"_s;
        } else if (c == u'?') {
            regex += u'.';
        } else if (close > 0) {
            QString set = pattern.mid(i + 1, close - i - 1);
            if (set.startsWith(u'!'))
                set[0] = u'^';
            regex += u'[' + set.replace(u'\\', u"\\\\"_s) + u']';
            i = close;
        } else {
            regex += QRegularExpression::escape(QString(c));
        }
    }
    return QRegularExpression(u"\\A(?:"_s + regex + u")\\z"_s,
                              QRegularExpression::DotMatchesEverythingOption);
}

class Matcher
{
    Q_DECLARE_TR_FUNCTIONS(skybro::playbook)

public:
    explicit Matcher(const Inventory &inventory)
        : m_inventory(inventory)
    {
    }

    Result<QStringList> matchTerm(const QString &term) const
    {
        if (m_inventory.hasHost(term))
            return QStringList{term};
        // Slurm's hostlist, when all its hosts are there; else "[1-2]" are places of a group, as in Ansible.
        static const QRegularExpression numbers(uR"(\[[0-9]+[-,][0-9,-]*\])"_s);
        if (numbers.match(term).hasMatch() && !term.startsWith(u'~')) {
            const Result<QStringList> names = slurm::expandHostlist(term);
            const bool isHostlist = names && std::ranges::all_of(*names, [this](const QString &name) {
                                        return m_inventory.hasHost(name);
                                    });
            if (isHostlist)
                return *names;
        }
        // "web[0]", "web[-1]", "web[0:2]", "web[1-]": places in the group, both ends within.
        static const QRegularExpression subscript(uR"(\A(.+)\[(?:(-?[0-9]+)|([0-9]+)([:-])([0-9]*))\]\z)"_s);
        if (const auto match = subscript.match(term); match.hasMatch() && !term.startsWith(u'~')) {
            const Result<QStringList> hosts = enumerate(match.captured(1));
            if (!hosts || !hosts->isEmpty())
                return hosts ? placesOf(*hosts, match) : hosts;
        }
        Result<QStringList> hosts = enumerate(term);
        return !hosts || !hosts->isEmpty() ? hosts : ofHostlist(term);
    }

private:
    QStringList ofHostlist(const QString &term) const
    {
        const Result<QStringList> names = slurm::expandHostlist(term);
        QStringList known = names.value_or(QStringList());
        known.removeIf([this](const QString &name) { return !m_inventory.hasHost(name); });
        return known;
    }

    static Result<QStringList> placesOf(const QStringList &hosts, const QRegularExpressionMatch &match)
    {
        const qsizetype count = hosts.size();
        if (!match.captured(2).isEmpty()) {
            qsizetype place = match.captured(2).toInt();
            if (place < 0)
                place += count;
            return place >= 0 && place < count ? QStringList{hosts[place]} : QStringList();
        }
        const qsizetype from = match.captured(3).toInt();
        const qsizetype to = match.captured(5).isEmpty() ? count - 1 : match.captured(5).toInt();
        return hosts.mid(from, std::max<qsizetype>(0, to - from + 1));
    }

    Result<QStringList> enumerate(const QString &pattern) const
    {
        const bool isRegex = pattern.startsWith(u'~');
        const bool isWild = isRegex || pattern.contains(u'*') || pattern.contains(u'?') ||
                            pattern.contains(u'[') || pattern.contains(u'.');
        if (!isWild) {
            if (m_inventory.hasGroup(pattern))
                return m_inventory.hostsOf(pattern);
            return m_inventory.hasHost(pattern) ? QStringList{pattern} : QStringList();
        }
        const QRegularExpression regex =
            isRegex ? QRegularExpression(u"\\A(?:"_s + pattern.mid(1) + u')') : wildcard(pattern);
        if (!regex.isValid() && !isRegex)
            return QStringList();
        if (!regex.isValid())
            return fail(ErrorKind::Invalid,
                        tr("“%1” is no regular expression: %2.").arg(pattern, regex.errorString()));
        QStringList hosts;
        QSet<QString> seen;
        const auto add = [&](const QString &host) {
            if (!seen.contains(host)) {
                seen.insert(host);
                hosts.append(host);
            }
        };
        for (const QString &group : m_inventory.groupNames()) {
            if (regex.match(group).hasMatch())
                std::ranges::for_each(m_inventory.hostsOf(group), add);
        }
        for (const QString &host : m_inventory.hosts()) {
            if (regex.match(host).hasMatch())
                add(host);
        }
        return hosts;
    }

    const Inventory &m_inventory;
};

} // namespace

Result<QStringList> matchHosts(const Inventory &inventory, const QString &pattern, QStringList *unmatched)
{
    QStringList terms = splitTerms(pattern);
    // Ansible: plain ones first, then what must be in common, then what is left out.
    const auto rank = [](const QString &term) {
        return term.startsWith(u'!') ? 2 : term.startsWith(u'&') ? 1 : 0;
    };
    std::ranges::stable_sort(terms, {}, rank);
    if (!terms.isEmpty() && rank(terms.first()) != 0)
        terms.prepend(u"all"_s);
    const Matcher matcher(inventory);
    QStringList hosts;
    for (const QString &term : std::as_const(terms)) {
        const int kind = rank(term);
        const QString name = kind == 0 ? term : term.mid(1);
        const Result<QStringList> found = matcher.matchTerm(name);
        if (!found)
            return found;
        if (found->isEmpty() && unmatched && name != u"all"_s)
            unmatched->append(name);
        const QSet<QString> set(found->begin(), found->end());
        if (kind == 0) {
            const QSet<QString> seen(hosts.begin(), hosts.end());
            std::ranges::copy_if(*found, std::back_inserter(hosts),
                                 [&](const QString &host) { return !seen.contains(host); });
        } else {
            hosts.removeIf([&](const QString &host) { return set.contains(host) == (kind == 2); });
        }
    }
    return hosts;
}

Result<QStringList> limitHosts(const Inventory &inventory, const QStringList &hosts, const QString &limit,
                               QStringList *unmatched)
{
    if (limit.trimmed().isEmpty())
        return hosts;
    QStringList terms;
    for (const QString &term : splitTerms(limit)) {
        if (!term.startsWith(u'@')) {
            terms.append(term);
            continue;
        }
        QFile file(term.mid(1));
        if (!file.open(QIODevice::ReadOnly))
            return fail(
                ErrorKind::NotFound,
                tr("The file of the limit, %1, can not be read: %2.").arg(term.mid(1), file.errorString()));
        for (const QByteArray &line : file.readAll().split('\n')) {
            if (!line.trimmed().isEmpty())
                terms.append(QString::fromUtf8(line.trimmed()));
        }
    }
    const Result<QStringList> wanted = matchHosts(inventory, terms.join(u','), unmatched);
    if (!wanted)
        return wanted;
    const QSet<QString> set(wanted->begin(), wanted->end());
    QStringList limited = hosts;
    limited.removeIf([&](const QString &host) { return !set.contains(host); });
    return limited;
}

} // namespace skybro::playbook
