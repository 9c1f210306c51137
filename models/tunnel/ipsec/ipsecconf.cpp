#include "models/tunnel/ipsec/ipsecconf.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace skybro::tunnel {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// The bytes of the line without its end.
QByteArrayView content(const QByteArray &raw)
{
    QByteArrayView view(raw);
    while (!view.isEmpty() && (view.back() == '\n' || view.back() == '\r'))
        view.chop(1);
    return view;
}

qsizetype skipBlanks(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

std::optional<QByteArray> quoted(const QString &key, const QString &value)
{
    static const QRegularExpression control(u"[\\x00-\\x1f\\x7f]"_s);
    if (keyword(key) == "comment"_L1) // reaches to the end of the line, quotes and all
        return value.contains(control) ? std::nullopt : std::optional(value.trimmed().toUtf8());
    static const QRegularExpression never(u"[\"\\x00-\\x1f\\x7f]"_s);
    if (value.contains(never))
        return std::nullopt;
    const QByteArray bytes = value.toUtf8();
    const bool bare = !bytes.isEmpty() && std::ranges::none_of(bytes, isBlank) && bytes.front() != '{' &&
                      bytes.front() != '#';
    return bare || bytes.isEmpty() ? bytes : '"' + bytes + '"';
}

std::unexpected<Error> cannotHold(const QString &key)
{
    return fail(
        ErrorKind::Invalid,
        QCoreApplication::translate("Tunnel", "A value of ipsec.conf may not hold quotes or line ends: %1.")
            .arg(key));
}

std::unexpected<Error> noSuchConnection(const QString &name)
{
    return fail(ErrorKind::NotFound,
                QCoreApplication::translate("Tunnel", "The file has no connection “%1”.").arg(name));
}

bool isName(const QString &name)
{
    static const QRegularExpression pattern(u"^[A-Za-z0-9_%][A-Za-z0-9._-]*$"_s);
    return pattern.match(name).hasMatch();
}

} // namespace

QString keyword(const QString &key)
{
    const QString name = key.toLower();
    if (name == "phase2alg"_L1)
        return u"esp"_s;
    if (name == "keylife"_L1 || name == "lifetime"_L1 || name == "ipsec-lifetime"_L1)
        return u"salifetime"_s;
    return name;
}

void IpsecConf::readValue(Line &line, qsizetype from)
{
    const QByteArrayView text = content(line.raw);
    const qsizetype begin = skipBlanks(text, from);
    qsizetype end = begin;
    const QByteArrayView rest = text.sliced(begin);
    const bool isComment = keyword(line.name) == "comment"_L1;
    if (isComment) {
        end = text.size(); // to the end of the line, whatever it holds
    } else if (rest.startsWith('"')) {
        const qsizetype close = rest.indexOf('"', 1);
        end = close < 0 ? text.size() : begin + close + 1;
        if (close < 0)
            line.problem = QCoreApplication::translate("Tunnel", "The closing quote is missing.");
    } else if (rest.startsWith('{')) {
        const qsizetype close = rest.lastIndexOf('}');
        end = close < 0 ? text.size() : begin + close + 1;
        if (close < 0)
            line.problem = QCoreApplication::translate("Tunnel", "The closing brace is missing.");
    } else if (!rest.startsWith('#')) {
        while (end < text.size() && !isBlank(text[end]))
            ++end;
        const qsizetype next = skipBlanks(text, end);
        if (next < text.size() && text[next] != '#') {
            line.problem = QCoreApplication::translate("Tunnel", "A value with spaces needs quotes.");
            end = text.size();
        }
    }
    line.valueBegin = begin;
    line.valueLength = end - begin;
    QByteArrayView value = text.sliced(begin, end - begin).trimmed();
    const bool enclosed = value.size() >= 2 && ((value.front() == '"' && value.back() == '"') ||
                                                (value.front() == '{' && value.back() == '}'));
    if (enclosed && !isComment)
        value = value.sliced(1).chopped(1);
    line.value = QString::fromUtf8(value);
}

IpsecConf::Line IpsecConf::readLine(const QByteArray &raw)
{
    Line line;
    line.raw = raw;
    const QByteArrayView text = content(raw);
    const qsizetype begin = skipBlanks(text, 0);
    if (begin == text.size() || text[begin] == '#')
        return line;
    qsizetype end = begin;
    while (end < text.size() && !isBlank(text[end]) && text[end] != '=')
        ++end;
    line.name = QString::fromUtf8(text.sliced(begin, end - begin));
    if (begin > 0) {
        const qsizetype equals = skipBlanks(text, end);
        if (equals == text.size() || text[equals] != '=' || end == begin) {
            line.kind = Kind::Wrong;
            line.problem = QCoreApplication::translate("Tunnel", "“KEY=VALUE” is expected here.");
            return line;
        }
        line.kind = Kind::Key;
        readValue(line, equals + 1);
        return line;
    }
    if (line.name == "conn"_L1 || line.name == "config"_L1)
        line.kind = Kind::Head;
    else if (line.name == "include"_L1)
        line.kind = Kind::Include;
    else if (line.name == "version"_L1)
        line.kind = Kind::Version;
    else
        line.kind = Kind::Wrong;
    if (line.kind == Kind::Wrong)
        line.problem = QCoreApplication::translate(
            "Tunnel", "A line at the left margin must begin with “conn”, “config setup” or “include”.");
    else
        readValue(line, end);
    return line;
}

IpsecConf IpsecConf::parse(const QByteArray &text)
{
    IpsecConf conf;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype newline = text.indexOf('\n', begin);
        const qsizetype end = newline < 0 ? text.size() : newline + 1;
        conf.m_lines.append(readLine(text.mid(begin, end - begin)));
        begin = end;
    }
    return conf;
}

QByteArray IpsecConf::text() const
{
    QByteArray text;
    for (const Line &line : m_lines)
        text += line.raw;
    return text;
}

QByteArray IpsecConf::lineEnd() const
{
    return !m_lines.isEmpty() && m_lines.first().raw.endsWith("\r\n") ? "\r\n" : "\n";
}

QList<IpsecConf::Problem> IpsecConf::problems() const
{
    QList<Problem> problems;
    QHash<QString, QString> seen; // values of the section's keys
    bool inSection = false;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines[i];
        QString text = line.problem;
        if (line.kind == Kind::Head) {
            inSection = true;
            seen.clear();
        } else if (line.kind == Kind::Key) {
            // "also" may stand several times; another key only with the same value.
            const QString word = keyword(line.name);
            const bool again = seen.contains(word) && word != "also"_L1;
            if (!inSection)
                text = QCoreApplication::translate("Tunnel", "“%1” stands in no section.").arg(line.name);
            else if (again && seen.value(word) != line.value)
                text = QCoreApplication::translate("Tunnel", "“%1” was set before.").arg(line.name);
            seen.insert(word, line.value);
        }
        if (!text.isEmpty())
            problems.append({static_cast<int>(i) + 1, text});
    }
    return problems;
}

QStringList IpsecConf::connections() const
{
    QStringList names;
    for (const Line &line : m_lines) {
        if (line.kind == Kind::Head && line.name == "conn"_L1 && !names.contains(line.value))
            names.append(line.value);
    }
    return names;
}

bool IpsecConf::hasConnection(const QString &name) const
{
    return std::ranges::any_of(m_lines, [&](const Line &line) {
        return line.kind == Kind::Head && line.name == "conn"_L1 && line.value == name;
    });
}

template <typename Visit>
void IpsecConf::visitKeys(const QString &connection, Visit visit) const
{
    bool inside = false;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines[i];
        if (line.kind == Kind::Head)
            inside = line.name == "conn"_L1 && line.value == connection;
        if (inside && (line.kind == Kind::Head || line.kind == Kind::Key))
            visit(line, i);
    }
}

QList<IpsecConf::Key> IpsecConf::keys(const QString &connection) const
{
    QList<Key> keys;
    visitKeys(connection, [&](const Line &line, qsizetype at) {
        if (line.kind == Kind::Key)
            keys.append({line.name, line.value, static_cast<int>(at) + 1});
    });
    return keys;
}

std::optional<QString> IpsecConf::value(const QString &connection, const QString &key) const
{
    for (const Key &found : keys(connection)) {
        if (keyword(found.name) == keyword(key))
            return found.value;
    }
    return std::nullopt;
}

QStringList IpsecConf::includes() const
{
    QStringList patterns;
    for (const Line &line : m_lines) {
        if (line.kind == Kind::Include && !line.value.isEmpty())
            patterns.append(line.value);
    }
    return patterns;
}

Result<void> IpsecConf::setValue(const QString &connection, const QString &key, const QString &value)
{
    if (!isName(key))
        return cannotHold(key);
    const std::optional<QByteArray> bytes = quoted(key, value);
    if (!bytes)
        return cannotHold(key);
    qsizetype head = -1;
    qsizetype last = -1; // the section's last key, or its head
    qsizetype found = -1;
    visitKeys(connection, [&](const Line &line, qsizetype at) {
        if (line.kind == Kind::Head && head >= 0)
            return; // a second section of the name: new keys go to the first
        if (line.kind == Kind::Head)
            head = at;
        last = at;
        if (line.kind == Kind::Key && keyword(line.name) == keyword(key) && found < 0)
            found = at;
    });
    if (head < 0)
        return noSuchConnection(connection);
    if (found >= 0) {
        Line &line = m_lines[found];
        if (line.value == value && line.problem.isEmpty())
            return {};
        QByteArray raw = line.raw;
        raw.replace(line.valueBegin, line.valueLength, *bytes);
        line = readLine(raw);
        return {};
    }
    QByteArray indent = "\t";
    if (const Line &before = m_lines[last]; before.kind == Kind::Key)
        indent = before.raw.first(skipBlanks(before.raw, 0));
    if (!m_lines[last].raw.endsWith('\n'))
        m_lines[last] = readLine(m_lines[last].raw + lineEnd());
    m_lines.insert(last + 1, readLine(indent + key.toUtf8() + '=' + *bytes + lineEnd()));
    return {};
}

Result<void> IpsecConf::removeValue(const QString &connection, const QString &key)
{
    if (!hasConnection(connection))
        return noSuchConnection(connection);
    QList<qsizetype> lines;
    visitKeys(connection, [&](const Line &line, qsizetype at) {
        if (line.kind == Kind::Key && keyword(line.name) == keyword(key))
            lines.prepend(at);
    });
    for (const qsizetype at : lines)
        m_lines.removeAt(at);
    return {};
}

Result<void> IpsecConf::addConnection(const QString &name, const Pairs &keys)
{
    if (!isName(name))
        return fail(ErrorKind::Invalid,
                    QCoreApplication::translate(
                        "Tunnel", "“%1” is no name for a connection: it holds letters, digits, “.”, “_” "
                                  "and “-”, and does not begin with “.” or “-”.")
                        .arg(name));
    if (hasConnection(name))
        return fail(
            ErrorKind::Conflict,
            QCoreApplication::translate("Tunnel", "The file has a connection “%1” already.").arg(name));
    QList<QByteArray> added{"conn " + name.toUtf8()};
    for (const auto &[key, value] : keys) {
        const std::optional<QByteArray> bytes = quoted(key, value);
        if (!isName(key) || !bytes)
            return cannotHold(key);
        added.append('\t' + key.toUtf8() + '=' + *bytes);
    }
    const QByteArray end = lineEnd();
    if (!m_lines.isEmpty()) {
        if (!m_lines.last().raw.endsWith('\n'))
            m_lines.last() = readLine(m_lines.last().raw + end);
        m_lines.append(readLine(end));
    }
    for (const QByteArray &line : added)
        m_lines.append(readLine(line + end));
    return {};
}

} // namespace skybro::tunnel
