#pragma once

#include "models/base/result.h"

#include <QString>
#include <QStringList>

/// Slurm's hostlist expressions, "cloud[001-004,7],login1": scontrol(1), "show hostnames" and "show
/// hostlist".
namespace skybro::slurm {

/// What a person will hardly want to mean by accident; more is refused before a name is made.
inline constexpr qsizetype hostlistLimit = 100'000;

/// All names of an expression, in its order, each once. Ranges keep the width of their first number, and
/// several brackets nest ("a[1-2]b[01-10]"). Names are letters, digits, '-', '_' and '.'. Errors (Invalid):
/// says what is wrong and at which character, counted from 1. An empty expression is an error.
[[nodiscard]] Result<QStringList> expandHostlist(const QString &expression, qsizetype limit = hostlistLimit);

/// The shortest expression that expands to the same set of names: "cloud[001-003,007]". Order and repetition
/// are lost.
[[nodiscard]] QString compressHostlist(const QStringList &names);

} // namespace skybro::slurm
