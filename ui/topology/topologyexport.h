#pragma once

#include "models/base/result.h"
#include "models/topology/topologyfeed.h"

namespace skybro::ui {

/// What the file is called unless the user says otherwise, after the site: "niflheim-topology.svg".
[[nodiscard]] QString exportName(const topology::Topology &topology);

/// Writes the picture, with what is wrong told below it, into a file as its name says: .svg, .png or .pdf.
/// Whole or not at all; any thread. Errors: Invalid for another ending, Internal when the file can not be
/// written.
[[nodiscard]] Result<void> exportPicture(const std::shared_ptr<const topology::Picture> &picture,
                                         const QString &path);

} // namespace skybro::ui
