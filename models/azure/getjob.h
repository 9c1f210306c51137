#pragma once

#include "models/azure/json.h"
#include "models/azure/requestjob.h"

#include <QCoreApplication>
#include <QPointer>

#include <functional>
#include <optional>

namespace skybro::azure {

/// One resource, asked for by its id and read by `read` into a T. An answer that `read` can not make out is
/// an error of kind Protocol. For what Azure leaves out of its lists; they are read by ListJob.
template <typename T>
class GetJob : public JobOf<T>
{
public:
    using Read = std::function<std::optional<T>(const JsonView &)>;

    GetJob(RequestJob *request, Read read, QObject *parent)
        : JobOf<T>(parent)
        , m_request(request)
        , m_read(std::move(read))
    {
        request->setParent(this);
    }

protected:
    void begin() override
    {
        m_request->setDeadline(this->deadline());
        m_request->then(this, [this](const Result<HttpResponse> &answer) {
            if (answer)
                readBody(answer->body);
            else
                this->finish(std::unexpected(answer.error()));
        });
        m_request->start();
    }
    void abort() override
    {
        if (m_request)
            m_request->cancel();
    }

private:
    void readBody(const QByteArray &body)
    {
        const auto document = JsonDocument::parse(body);
        std::optional<T> value;
        if (document)
            value = m_read(document->root());
        if (value)
            this->finish(std::move(*value));
        else
            this->finish(fail(ErrorKind::Protocol,
                              QCoreApplication::translate("skybro::azure", "Azure's answer can not be read."),
                              document ? QStringLiteral("no resource of this type") : document.error()));
    }

    QPointer<RequestJob> m_request;
    Read m_read;
};

} // namespace skybro::azure
