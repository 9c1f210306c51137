#pragma once

// Included by the compiler before every test (tests/CMakeLists.txt): how long a test waits for what must
// come.
//
// Qt's own QTRY_ macros give up after 5 s, which a sanitizer's build on a busy machine needs for work that
// takes 200 ms otherwise. A test asserts that something comes, not how fast this machine is: what never comes
// is ended by this limit, and a figure belongs in tests/bench. A test that passes waits no longer than it
// must.

#include <QTest>

#include <chrono>

namespace skybro::test {

inline constexpr std::chrono::milliseconds patience = std::chrono::minutes(1);
inline constexpr int patienceMs = static_cast<int>(patience.count());

} // namespace skybro::test

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, skybro::test::patienceMs)
#define QTRY_VERIFY2(expression, message)                                                                    \
    QTRY_VERIFY2_WITH_TIMEOUT(expression, message, skybro::test::patienceMs)
#define QTRY_COMPARE(expression, expected)                                                                   \
    QTRY_COMPARE_WITH_TIMEOUT(expression, expected, skybro::test::patienceMs)
