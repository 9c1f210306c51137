#pragma once

#include "models/playbook/run/link.h"

#include <QTest>

#include <memory>
#include <optional>

namespace skybro::test {

using playbook::Link;
using playbook::LinkFactory;
using playbook::LinkTarget;
using playbook::Output;
using playbook::Script;

/// A target that is reached as ssh's configuration says.
inline LinkTarget host(const QString &name, const QString &address = {}, quint16 port = 0)
{
    LinkTarget target;
    target.name = name;
    target.address = address;
    target.port = port;
    return target;
}

/// This machine.
inline LinkTarget here()
{
    LinkTarget target = host(QStringLiteral("localhost"));
    target.isLocal = true;
    return target;
}

/// The answer to a script, when it has come.
struct Pending
{
    std::shared_ptr<std::optional<Result<Output>>> answer = std::make_shared<std::optional<Result<Output>>>();

    [[nodiscard]] bool isThere() const { return answer->has_value(); }
    const Result<Output> &wait(int milliseconds = 60'000) const
    {
        if (!QTest::qWaitFor([this] { return isThere(); }, milliseconds))
            qFatal("a script got no answer");
        return **answer;
    }
};

inline Pending start(Link &link, const Script &script)
{
    Pending pending;
    link.run(script, [answer = pending.answer](Result<Output> result) {
        if (answer->has_value())
            qFatal("a script got two answers");
        *answer = std::move(result);
    });
    return pending;
}

inline Result<Output> run(Link &link, const Script &script)
{
    return start(link, script).wait();
}

inline Result<Output> run(Link &link, const QByteArray &text, const QByteArray &input = {})
{
    return run(link, {.text = text, .input = input});
}

/// Every byte there is, several times over, for what must carry them all.
inline QByteArray everyByte(qsizetype size)
{
    QByteArray bytes;
    bytes.reserve(size);
    for (qsizetype i = 0; i < size; ++i)
        bytes += static_cast<char>((i * 7 + i / 256) & 0xff);
    return bytes;
}

} // namespace skybro::test

/// The output of a script that must succeed.
#define COMPARE_RUN(result, expected)                                                                        \
    do {                                                                                                     \
        const auto given = (result);                                                                         \
        QVERIFY2(given, given ? "" : qPrintable(given.error().text));                                        \
        QCOMPARE(given->exitCode, 0);                                                                        \
        QCOMPARE(given->out, QByteArray(expected));                                                          \
    } while (false)
