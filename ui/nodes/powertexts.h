#pragma once

#include "models/fleet/powerplan.h"

#include <QCoreApplication>
#include <QString>

namespace skybro::ui {

/// What the Nodes page says of a power plan: before, instead of and after carrying it out.
class PowerTexts
{
    Q_DECLARE_TR_FUNCTIONS(PowerTexts)

public:
    [[nodiscard]] static QString question(const fleet::PowerPlan &plan);
    /// What it ends and what it costs or saves, in a sentence or two.
    [[nodiscard]] static QString consequence(const fleet::PowerPlan &plan);
    /// Why there is nothing to do.
    [[nodiscard]] static QString whyNot(const fleet::PowerPlan &plan, bool anySelected);
    /// How many were asked, were there already, were left out.
    [[nodiscard]] static QString done(const fleet::PowerPlan &plan);
};

} // namespace skybro::ui
