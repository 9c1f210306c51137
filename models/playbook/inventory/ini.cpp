#include "models/playbook/inventory/sources.h"
#include "models/playbook/template/item.h"
#include "models/playbook/words.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestRange = 100'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("skybro::playbook", text);
}

/// As InventoryModule._parse_value: a Python literal if it is one, else the text.
Value variableOf(const QString &text)
{
    return pythonLiteral(text).value_or(Value(text));
}

class IniReader
{
public:
    explicit IniReader(QString file)
        : m_file(std::move(file))
    {
    }

    Result<Inventory> read(const QByteArray &bytes)
    {
        const QString text = QString::fromUtf8(bytes);
        for (const QString &raw : text.split(u'\n')) {
            ++m_line;
            const QString line = raw.trimmed();
            if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
                continue;
            const Result<void> read = line.startsWith(u'[') ? readSection(line) : readLine(line);
            if (!read) {
                // What is refused by a deeper layer has no place yet.
                Error error = read.error();
                if (!error.text.startsWith(m_file))
                    error.text = place() + error.text;
                error.detail = raw;
                return std::unexpected(error);
            }
        }
        // A section [x:vars] or [x:children] may stand before [x]; Ansible asks that there be one.
        for (auto pending = m_pending.constBegin(); pending != m_pending.constEnd(); ++pending) {
            if (!m_declared.contains(pending.key()) && pending.key() != u"all"_s &&
                pending.key() != u"ungrouped"_s)
                return fail(ErrorKind::Invalid,
                            u"%1:%2:1: Section [%3:vars] not valid for undefined group: %3"_s.arg(m_file)
                                .arg(pending.value())
                                .arg(pending.key()));
        }
        m_inventory.reconcile();
        return m_inventory;
    }

private:
    enum class Section
    {
        Hosts,
        Vars,
        Children
    };

    [[nodiscard]] QString place() const { return u"%1:%2:1: "_s.arg(m_file).arg(m_line); }

    Result<void> readSection(const QString &line)
    {
        static const QRegularExpression pattern(uR"(\A\[([^:\]\s]+)(?::(\w+))?\]\s*(?:\#.*)?\z)"_s);
        const QRegularExpressionMatch match = pattern.match(line);
        if (!match.hasMatch())
            return fail(ErrorKind::Invalid,
                        u"Invalid section entry: '%1'. Please make sure that there are no "
                        "spaces in the section entry, and that there are no other invalid "
                        "characters"_s.arg(line));
        m_group = match.captured(1);
        const QString kind = match.captured(2);
        if (kind.isEmpty() || kind == u"hosts"_s)
            m_section = Section::Hosts;
        else if (kind == u"vars"_s)
            m_section = Section::Vars;
        else if (kind == u"children"_s)
            m_section = Section::Children;
        else
            return fail(ErrorKind::Invalid, u"Section [%1:%2] has unknown type: %2"_s.arg(m_group, kind));
        if (m_section == Section::Vars)
            m_pending.insert(m_group, m_line);
        else
            m_declared.insert(m_group);
        m_inventory.addGroup(m_group);
        return {};
    }

    Result<void> readLine(const QString &line)
    {
        switch (m_section) {
        case Section::Hosts:
            return readHost(line);
        case Section::Vars:
            return readVariable(line);
        case Section::Children:
            break;
        }
        const Result<QStringList> words = splitWords(line, true);
        if (!words || words->size() != 1)
            return fail(ErrorKind::Invalid, u"Expected group name, got: %1"_s.arg(line));
        m_declared.insert(words->first());
        return m_inventory.addChild(m_group, words->first());
    }

    Result<void> readVariable(const QString &line)
    {
        const qsizetype equals = line.indexOf(u'=');
        if (equals < 0)
            return fail(ErrorKind::Invalid, u"Expected key=value, got: %1"_s.arg(line));
        const QString key = line.left(equals).trimmed();
        QString text = line.mid(equals + 1).trimmed();
        m_inventory.setGroupVar(m_group, key, variableOf(text));
        return {};
    }

    Result<void> readHost(const QString &line)
    {
        const Result<QStringList> words = splitWords(line, true);
        if (!words)
            return fail(ErrorKind::Invalid,
                        u"Error parsing host definition '%1': No closing quotation"_s.arg(line));
        if (words->isEmpty())
            return {};
        QString name = words->first();
        std::optional<Value> port;
        static const QRegularExpression withPort(uR"(\A((?:[^:\[\]]|\[[^\]]*\])+):([0-9]+)\z)"_s);
        if (const auto match = withPort.match(name); match.hasMatch()) {
            name = match.captured(1);
            port = Value(match.captured(2).toLongLong());
        }
        const Result<QStringList> hosts = expandRange(name);
        if (!hosts)
            return std::unexpected(hosts.error());
        for (const QString &host : *hosts) {
            m_inventory.addHost(host, m_group);
            if (port)
                m_inventory.setHostVar(host, u"ansible_port"_s, *port);
        }
        for (const QString &word : words->mid(1)) {
            const qsizetype equals = word.indexOf(u'=');
            if (equals < 0)
                return fail(ErrorKind::Invalid,
                            u"Expected key=value host variable assignment, got: %1"_s.arg(word));
            for (const QString &host : *hosts)
                m_inventory.setHostVar(host, word.left(equals), variableOf(word.mid(equals + 1)));
        }
        return {};
    }

    QString m_file;
    int m_line = 0;
    QString m_group = u"ungrouped"_s;
    Section m_section = Section::Hosts;
    Inventory m_inventory;
    QHash<QString, int> m_pending; ///< group of a :vars section, and its line
    QSet<QString> m_declared;
};

} // namespace

Result<Inventory> parseIniInventory(const QByteArray &text, const QString &file)
{
    if (text.size() > yamlSizeLimit)
        return fail(ErrorKind::Invalid,
                    tr("%1: more than %L2 bytes are not read.").arg(file).arg(yamlSizeLimit));
    return IniReader(file).read(text);
}

Result<QStringList> expandRange(const QString &pattern)
{
    static const QRegularExpression range(uR"(\[([0-9]+|[A-Za-z])?:([0-9]+|[A-Za-z])(?::([0-9]+))?\])"_s);
    const QRegularExpressionMatch match = range.match(pattern);
    if (!match.hasMatch())
        return QStringList{pattern};
    const auto refuse = [&](const QString &why) {
        return fail(ErrorKind::Invalid, tr("“%1” is no range of hosts: %2.").arg(pattern, why));
    };
    const QString begin = match.captured(1).isEmpty() ? u"0"_s : match.captured(1);
    const QString end = match.captured(2);
    const qint64 step = match.captured(3).isEmpty() ? 1 : match.captured(3).toLongLong();
    const bool isLetters = begin[0].isLetter();
    if (isLetters != end[0].isLetter())
        return refuse(tr("it begins and ends in different kinds"));
    const qint64 from = isLetters ? begin[0].unicode() : begin.toLongLong();
    const qint64 to = isLetters ? end[0].unicode() : end.toLongLong();
    if (step < 1 || to < from)
        return refuse(tr("its end is before its begin"));
    const bool isPadded = !isLetters && begin.size() > 1 && begin.startsWith(u'0');
    if (isPadded && begin.size() != end.size())
        return refuse(u"host range must specify equal-length begin and end formats"_s);
    if ((to - from) / step >= longestRange)
        return refuse(tr("it has more than %L1 names").arg(longestRange));
    QStringList names;
    for (qint64 at = from; at <= to; at += step) {
        const QString part = isLetters  ? QString(QChar(static_cast<char16_t>(at)))
                             : isPadded ? QString::number(at).rightJustified(begin.size(), u'0')
                                        : QString::number(at);
        const Result<QStringList> rest = expandRange(pattern.mid(match.capturedEnd()));
        if (!rest)
            return rest;
        for (const QString &tail : *rest)
            names.append(pattern.left(match.capturedStart()) + part + tail);
        if (names.size() > longestRange)
            return refuse(tr("it has more than %L1 names").arg(longestRange));
    }
    return names;
}

} // namespace skybro::playbook
