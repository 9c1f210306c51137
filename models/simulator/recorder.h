#pragma once

#include "models/base/result.h"
#include "models/simulator/http.h"

namespace skybro::sim {

/// Writes each exchange with Azure Resource Manager into a file of its own, as Microsoft's validator reads
/// them:
/// {"liveRequest": {method, url, headers, body}, "liveResponse": {statusCode, headers, body}}. Sign-in is
/// left out, and so are the Authorization header and passwords.
class Recorder
{
public:
    [[nodiscard]] static Result<Recorder> open(const QString &folder);
    void record(const Request &request, const Response &response);

private:
    explicit Recorder(QString folder)
        : m_folder(std::move(folder))
    {
    }

    QString m_folder;
    int m_count = 0;
};

} // namespace skybro::sim
