#pragma once

#include "models/base/result.h"
#include "models/simulator/world.h"

namespace skybro::sim {

/// The world as JSON: identities, resources, operations under way, plans of failure, the state of chance.
[[nodiscard]] QJsonObject saveState(const World &world);
/// The other way round, into an empty world.
[[nodiscard]] Result<void> loadState(World &world, const QJsonObject &json);

/// Writes the world into a file when it has changed; atomically, so that a killed simulator leaves the last
/// whole state.
class StateFile
{
public:
    StateFile(const World &world, QString path)
        : m_world(world)
        , m_path(std::move(path))
    {
    }

    /// True if something was read; false if there is no such file yet.
    [[nodiscard]] static Result<bool> read(World &world, const QString &path);
    [[nodiscard]] Result<void> writeIfChanged();

private:
    const World &m_world;
    QString m_path;
    quint64 m_written = 0;
};

} // namespace skybro::sim
