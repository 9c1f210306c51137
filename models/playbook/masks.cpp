#include "models/playbook/masks.h"

#include "models/playbook/value.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortest = 3;
const QString stars = u"********"_s;

} // namespace

void Masks::add(const QString &text)
{
    const QMutexLocker lock(&m_mutex);
    // A key of many lines is printed line by line, and with its line ends escaped.
    QStringList parts = text.split(u'\n', Qt::SkipEmptyParts);
    parts.append(text.trimmed());
    for (const QString &part : std::as_const(parts)) {
        const QString trimmed = part.trimmed();
        if (trimmed.size() >= shortest && !m_texts.contains(trimmed))
            m_texts.append(trimmed);
    }
    std::ranges::stable_sort(m_texts, std::ranges::greater(), &QString::size);
}

void Masks::add(const Value &value)
{
    if (value.isString())
        add(value.toText());
    for (const Value &item : value.list())
        add(item);
    for (const auto &[key, member] : value.dict())
        add(member);
}

bool Masks::isEmpty() const
{
    const QMutexLocker lock(&m_mutex);
    return m_texts.isEmpty();
}

QString Masks::mask(QString text) const
{
    const QMutexLocker lock(&m_mutex);
    for (const QString &secret : m_texts)
        text.replace(secret, stars);
    return text;
}

QByteArray Masks::mask(QByteArray text) const
{
    const QMutexLocker lock(&m_mutex);
    for (const QString &secret : m_texts)
        text.replace(secret.toUtf8(), stars.toLatin1());
    return text;
}

Value Masks::mask(const Value &value) const
{
    if (isEmpty())
        return value;
    switch (value.type()) {
    case Value::Type::String: {
        const QString masked = mask(value.toText());
        return value.isUnsafe() ? Value::unsafe(masked) : Value(masked);
    }
    case Value::Type::Sequence: {
        List list;
        for (const Value &item : value.list())
            list.append(mask(item));
        return list;
    }
    case Value::Type::Mapping: {
        Dict dict;
        for (const auto &[key, member] : value.dict())
            dict.insert(mask(key), mask(member));
        return dict;
    }
    default:
        return value;
    }
}

} // namespace skybro::playbook
