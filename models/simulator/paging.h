#pragma once

#include "models/simulator/resourcetype.h"

namespace skybro::sim {

/// One page of a list, as Azure pages: nextLink with an opaque $skiptoken, pages uneven. A list that changes
/// while it is read neither repeats nor loses what stays.
class Pager
{
public:
    Pager(const Request &request, int pageSize);

    /// False when the key was on an earlier page.
    [[nodiscard]] bool wants(const QString &key) const { return m_after.isEmpty() || key > m_after; }
    [[nodiscard]] const QString &after() const { return m_after; }
    [[nodiscard]] bool isFull() const { return m_count >= m_size; }
    void add(const QString &key, const QByteArray &json);
    /// {"value": […], "nextLink": …}; `more`: something was left for the next page.
    [[nodiscard]] Response toResponse(bool more) const;

private:
    const Request &m_request;
    QString m_after;
    QString m_last;
    int m_page = 0;
    int m_size;
    int m_count = 0;
    QByteArray m_body = "{\"value\":[";
};

} // namespace skybro::sim
