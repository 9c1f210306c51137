#pragma once

#include "models/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace skybro::tunnel {

/// A section of a message of strongSwan's vici interface, names in their order.
struct ViciSection
{
    QList<std::pair<QString, QString>> values;
    QList<std::pair<QString, QStringList>> lists;
    QList<std::pair<QString, ViciSection>> sections;

    /// Empty: there is none.
    [[nodiscard]] QString value(QStringView key) const;
    [[nodiscard]] QStringList list(QStringView key) const;
    /// Null: there is none.
    [[nodiscard]] const ViciSection *section(QStringView name) const;
};

struct ViciMessage
{
    QString label; ///< "list-sa event", "list-sas reply"
    ViciSection content;
};

/// What `swanctl --raw` and `--pretty` write (vici_message.c of strongSwan 5.9): LABEL {key=value list=[a b]
/// name {…}}, one message a line, or indented. The text has no quoting: a value ends before the next word
/// that looks like a key, so that names in certificates may hold spaces; names of sections may hold them,
/// too, except after a value.
///
/// Lines that begin no message are passed over. Error Protocol: the text ends within a message, or nests
/// deeper than vici allows.
[[nodiscard]] Result<QList<ViciMessage>> readViciText(QStringView text);

} // namespace skybro::tunnel
