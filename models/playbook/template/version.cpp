#include "models/playbook/template/version.h"

#include "models/playbook/template/item.h"

#include <QRegularExpression>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

/// Numbers and words in turn, as distutils' LooseVersion splits: "1.5.1rc2" is 1, 5, 1, rc, 2.
QStringList looseParts(const QString &version)
{
    static const QRegularExpression part(u"\\d+|[a-z]+|\\."_s, QRegularExpression::NoPatternOption);
    QStringList parts;
    qsizetype at = 0;
    const auto rest = [&](qsizetype to) {
        if (to > at)
            parts.append(version.mid(at, to - at));
    };
    for (auto it = part.globalMatch(version); it.hasNext();) {
        const auto match = it.next();
        rest(match.capturedStart());
        if (match.captured() != "."_L1)
            parts.append(match.captured());
        at = match.capturedEnd();
    }
    rest(version.size());
    return parts;
}

bool isNumber(const QString &text)
{
    return !text.isEmpty() && text[0].isDigit();
}

int sign(qint64 number)
{
    return number < 0 ? -1 : number > 0 ? 1 : 0;
}

int compareNumbers(const QString &left, const QString &right)
{
    return sign(left.toLongLong() - right.toLongLong());
}

int compareLoose(const QString &left, const QString &right)
{
    const QStringList a = looseParts(left);
    const QStringList b = looseParts(right);
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (isNumber(a[i]) != isNumber(b[i])) {
            throwFault(
                u"Version comparison failed: '<' not supported between instances of '%1' and '%2'"_s.arg(
                    isNumber(a[i]) ? u"int"_s : u"str"_s, isNumber(b[i]) ? u"int"_s : u"str"_s));
        }
        const int order = isNumber(a[i]) ? compareNumbers(a[i], b[i]) : sign(a[i].compare(b[i]));
        if (order != 0)
            return order;
    }
    return sign(a.size() - b.size());
}

[[noreturn]] void throwInvalid(const QString &version)
{
    throwFault(u"Version comparison failed: invalid version number '%1'"_s.arg(version));
}

int compareStrict(const QString &left, const QString &right)
{
    static const QRegularExpression form(u"^(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:([ab])(\\d+))?$"_s);
    const auto a = form.match(left);
    const auto b = form.match(right);
    if (!a.hasMatch() || !b.hasMatch())
        throwInvalid(a.hasMatch() ? right : left);
    for (int i = 1; i <= 3; ++i) {
        if (const int order = compareNumbers(a.captured(i), b.captured(i)))
            return order;
    }
    // A release comes after its alphas and betas.
    const auto stage = [](const QRegularExpressionMatch &match) {
        return match.captured(4).isEmpty() ? u"c"_s : match.captured(4);
    };
    if (const int order = sign(stage(a).compare(stage(b))))
        return order;
    return compareNumbers(a.captured(5), b.captured(5));
}

int compareIdentifiers(const QStringList &a, const QStringList &b)
{
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (isNumber(a[i]) != isNumber(b[i]))
            return isNumber(a[i]) ? -1 : 1;
        const int order = isNumber(a[i]) ? compareNumbers(a[i], b[i]) : sign(a[i].compare(b[i]));
        if (order != 0)
            return order;
    }
    return sign(a.size() - b.size());
}

int compareSemantic(const QString &left, const QString &right)
{
    static const QRegularExpression form(
        u"^(\\d+)\\.(\\d+)\\.(\\d+)(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?$"_s);
    const auto a = form.match(left);
    const auto b = form.match(right);
    if (!a.hasMatch() || !b.hasMatch())
        throwInvalid(a.hasMatch() ? right : left);
    for (int i = 1; i <= 3; ++i) {
        if (const int order = compareNumbers(a.captured(i), b.captured(i)))
            return order;
    }
    const QString pre = a.captured(4);
    const QString otherPre = b.captured(4);
    if (pre.isEmpty() || otherPre.isEmpty())
        return pre.isEmpty() == otherPre.isEmpty() ? 0 : pre.isEmpty() ? 1 : -1;
    return compareIdentifiers(pre.split(u'.'), otherPre.split(u'.'));
}

/// The parts of PEP 440 that playbooks meet: epochs, releases, a, b, rc, post, dev.
int comparePep440(const QString &left, const QString &right)
{
    static const QRegularExpression form(
        u"^v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\\d*))?"
        "(?:[-_.]?(?:post|rev|r)[-_.]?(\\d*)|-(\\d+))?(?:[-_.]?(dev)[-_.]?(\\d*))?(?:\\+[a-z0-9._-]+)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto key = [](const QString &version) {
        const auto m = form.match(version.trimmed());
        if (!m.hasMatch())
            throwInvalid(version);
        QList<qint64> numbers{m.captured(1).toLongLong()};
        const QStringList release = m.captured(2).split(u'.');
        for (qsizetype i = 0; i < 8; ++i)
            numbers.append(i < release.size() ? release[i].toLongLong() : 0);
        const QString pre = m.captured(3).toLower();
        const bool isPost = m.hasCaptured(5) || m.hasCaptured(6);
        const bool isDev = m.hasCaptured(7);
        const qint64 stage = pre.startsWith(u'a')   ? 1
                             : pre.startsWith(u'b') ? 2
                             : !pre.isEmpty()       ? 3
                             : isDev && !isPost     ? 0
                                                    : 4;
        numbers << stage << m.captured(4).toLongLong()
                << (isPost ? 1 + m.captured(5).toLongLong() + m.captured(6).toLongLong() : 0)
                << (isDev ? 0 : 1) << m.captured(8).toLongLong();
        return numbers;
    };
    const auto a = key(left);
    const auto b = key(right);
    return a < b ? -1 : b < a ? 1 : 0;
}

} // namespace

int compareVersions(const QString &left, const QString &right, const QString &type)
{
    if (type == "loose"_L1)
        return compareLoose(left, right);
    if (type == "strict"_L1)
        return compareStrict(left, right);
    if (type == "semver"_L1 || type == "semantic"_L1)
        return compareSemantic(left, right);
    if (type == "pep440"_L1)
        return comparePep440(left, right);
    throwFault(
        u"Invalid version type (%1). Must be one of 'loose', 'strict', 'semver', 'semantic', 'pep440'"_s.arg(
            type));
}

} // namespace skybro::playbook
