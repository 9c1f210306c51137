#include "models/simulator/odatafilter.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

using Test = ODataFilter::Test;

QString valueOf(const QJsonObject &object, const QString &name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return it.value().isString() ? it.value().toString() : it.value().toVariant().toString();
    }
    return {};
}

class Parser
{
public:
    explicit Parser(const QString &text)
    {
        static const QRegularExpression token(u"\\s*('(?:[^']|'')*'|[(),]|[^\\s(),']+)"_s);
        qsizetype at = 0;
        while (at < text.size()) {
            const auto match = token.match(text, at, QRegularExpression::NormalMatch,
                                           QRegularExpression::AnchorAtOffsetMatchOption);
            if (!match.hasMatch())
                break;
            m_tokens.append(match.captured(1));
            at = match.capturedEnd();
        }
        m_broken = !text.mid(at).trimmed().isEmpty();
    }

    std::expected<Test, QString> parse()
    {
        if (m_broken)
            return std::unexpected(u"Unterminated string literal in $filter."_s);
        if (m_tokens.isEmpty())
            return [](const QJsonObject &) { return true; };
        const Test test = either();
        if (!m_error.isEmpty() || m_at < m_tokens.size())
            return std::unexpected(
                m_error.isEmpty() ? u"Syntax error at '%1' in $filter."_s.arg(m_tokens.at(m_at)) : m_error);
        return test;
    }

private:
    [[nodiscard]] QString peek() const { return m_at < m_tokens.size() ? m_tokens.at(m_at) : QString(); }
    QString take() { return m_at < m_tokens.size() ? m_tokens.at(m_at++) : QString(); }
    bool accept(QLatin1StringView word)
    {
        if (peek().compare(word, Qt::CaseInsensitive) != 0)
            return false;
        ++m_at;
        return true;
    }
    void expect(QLatin1StringView word)
    {
        if (!accept(word) && m_error.isEmpty())
            m_error = u"'%1' expected in $filter, found '%2'."_s.arg(word, peek());
    }
    QString literal()
    {
        const QString text = take();
        if ((text.isEmpty() || text == u"("_s || text == u")"_s || text == u","_s) && m_error.isEmpty())
            m_error = u"A value is missing in $filter."_s;
        if (!text.startsWith(u'\''))
            return text; // number, true, false
        return text.mid(1, text.size() - 2).replace(u"''"_s, u"'"_s);
    }

    Test either()
    {
        Test left = both();
        while (m_error.isEmpty() && accept("or"_L1)) {
            left = [a = left, b = both()](const QJsonObject &object) { return a(object) || b(object); };
        }
        return left;
    }
    Test both()
    {
        Test left = single();
        while (m_error.isEmpty() && accept("and"_L1)) {
            left = [a = left, b = single()](const QJsonObject &object) { return a(object) && b(object); };
        }
        return left;
    }
    Test single()
    {
        constexpr int deepest = 64;
        if (++m_depth > deepest)
            m_error = u"$filter is nested too deeply."_s;
        if (!m_error.isEmpty())
            return {};
        Test test;
        if (accept("("_L1)) {
            test = either();
            expect(")"_L1);
        } else if (const QString name = take(); peek() == u"("_s) {
            test = call(name);
        } else {
            test = comparison(name);
        }
        --m_depth;
        return test;
    }
    Test call(const QString &function)
    {
        expect("("_L1);
        const QString property = take();
        expect(","_L1);
        const QString value = literal();
        expect(")"_L1);
        if (function == u"contains"_s)
            return [=](const QJsonObject &object) { return valueOf(object, property).contains(value); };
        if (function == u"startswith"_s)
            return [=](const QJsonObject &object) { return valueOf(object, property).startsWith(value); };
        m_error = u"Unknown function '%1' in $filter."_s.arg(function);
        return {};
    }
    Test comparison(const QString &property)
    {
        const QString sign = take().toLower();
        const QString value = literal();
        if (sign == u"eq"_s)
            return [=](const QJsonObject &object) { return valueOf(object, property) == value; };
        if (sign == u"ne"_s)
            return [=](const QJsonObject &object) { return valueOf(object, property) != value; };
        m_error = u"Unknown operator '%1' in $filter."_s.arg(sign);
        return {};
    }

    QStringList m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_broken = false;
    QString m_error;
};

} // namespace

std::expected<ODataFilter::Test, QString> ODataFilter::parse(const QString &text)
{
    return Parser(text).parse();
}

} // namespace skybro::sim
