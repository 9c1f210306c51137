#pragma once

#include "models/azure/offthread.h"
#include "models/azure/page.h"
#include "models/azure/requestjob.h"

#include <QCoreApplication>
#include <QSet>

#include <functional>

namespace skybro::azure {

/// All pages of a list, each item read by `read` into a T; items it can not read are left out.
///
/// Follows nextLink on the first page's origin only, and refuses to walk in a circle. Pages of more than
/// `inlineBytes` are read on a pool thread: `read` must be a pure function. Ends with all items or with the
/// first error; a part of a list is never passed off as the whole.
template <typename T>
class ListJob : public JobOf<QList<T>>
{
public:
    using Read = std::function<std::optional<T>(const JsonView &)>;
    using Request = std::function<RequestJob *(const QUrl &, QObject *)>;

    ListJob(QUrl first, Request request, Read read, QObject *parent)
        : JobOf<QList<T>>(parent)
        , m_first(std::move(first))
        , m_request(std::move(request))
        , m_read(std::move(read))
    {
    }

    /// For interfaces that name their page otherwise; before start().
    void setKeys(QString items, QString link)
    {
        m_itemsKey = std::move(items);
        m_linkKey = std::move(link);
    }
    [[nodiscard]] int pages() const { return static_cast<int>(m_seen.size()); }

protected:
    void begin() override { ask(m_first); }
    void abort() override
    {
        if (m_current)
            m_current->cancel();
    }

private:
    static constexpr qsizetype inlineBytes = 16 * 1024;
    struct Page
    {
        QList<T> items;
        QUrl nextLink;
    };

    void ask(const QUrl &url)
    {
        m_seen.insert(url);
        m_current = m_request(url, this);
        m_current->setDeadline(this->deadline());
        m_current->then(this, [this](const Result<HttpResponse> &answer) {
            if (!answer)
                this->finish(std::unexpected(answer.error()));
            else
                readBody(answer->body);
        });
        m_current->start();
    }

    void readBody(const QByteArray &body)
    {
        auto work = [body, read = m_read, items = m_itemsKey, link = m_linkKey]() -> Result<Page> {
            const Result<RawPage> raw = readPage(body, items, link);
            if (!raw)
                return std::unexpected(raw.error());
            Page page{{}, raw->nextLink};
            page.items.reserve(raw->items.size());
            for (const JsonView item : raw->items.items()) {
                if (!item.isObject())
                    continue;
                if (std::optional<T> value = read(item))
                    page.items.append(std::move(*value));
            }
            return page;
        };
        if (body.size() <= inlineBytes)
            add(work());
        else
            runOffThread(this, std::move(work), [this](Result<Page> page) { add(std::move(page)); });
    }

    void add(Result<Page> page)
    {
        if (!this->isRunning())
            return;
        if (!page)
            return this->finish(std::unexpected(page.error()));
        m_items.append(std::move(page->items));
        const QUrl next = page->nextLink;
        if (next.isEmpty())
            return this->finish(std::move(m_items));
        if (!sameOrigin(next, m_first))
            return refuse(QCoreApplication::translate(
                              "skybro::azure", "Azure's list goes on at another host (%1): not followed.")
                              .arg(next.host()));
        if (m_seen.contains(next))
            return refuse(QCoreApplication::translate("skybro::azure",
                                                      "Azure's list leads back to a page already read."));
        ask(next);
    }

    void refuse(QString text) { this->finish(fail(ErrorKind::Protocol, std::move(text), m_first.path())); }

    QUrl m_first;
    Request m_request;
    Read m_read;
    QString m_itemsKey = QStringLiteral("value");
    QString m_linkKey = QStringLiteral("nextLink");
    QPointer<RequestJob> m_current;
    QSet<QUrl> m_seen;
    QList<T> m_items;
};

} // namespace skybro::azure
