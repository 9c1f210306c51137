#pragma once

#include "models/base/result.h"
#include "models/fleet/node.h"

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace skybro::fleet {

/// What the user typed into the filter field, understood.
///
/// Words apart by blanks, all of which must match; a leading `-` means "not"; commas mean "or" within a
/// word's value. No regard to case.
///   cloud[001-004]            a hostlist: exactly these names
///   running                   a power state's word (Azure's), also `pending` and `billed`
///   size:HB  location:west    the column contains it; also name: group: address: subnet: vnet: priority:
///   state:running,starting    these power states
///   tag:role=compute          the tag has this value; `tag:role`: has the tag
///   anything else             name, addresses, size, location, group or a tag contains it
class NodeFilter
{
public:
    NodeFilter() = default; ///< matches all

    /// Never fails, for people filter while they type: a word that is not (yet) right is taken as plain text
    /// and named by problem().
    [[nodiscard]] static NodeFilter parse(const QString &text);

    [[nodiscard]] bool matches(const Node &node) const;
    [[nodiscard]] bool matchesAll() const { return m_terms.isEmpty(); }
    /// What is wrong with the first word that is; for a hint under the field.
    [[nodiscard]] std::optional<Error> problem() const { return m_problem; }
    [[nodiscard]] QString text() const { return m_text; }

private:
    using Predicate = std::function<bool(const Node &)>;
    [[nodiscard]] Predicate parseWord(const QString &word);
    [[nodiscard]] Predicate parseStates(const QString &words);
    void complain(const QString &text);

    QString m_text;
    QList<Predicate> m_terms;
    std::optional<Error> m_problem;
};

} // namespace skybro::fleet
