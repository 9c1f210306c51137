#pragma once

#include "models/playbook/template/item.h"

namespace skybro::playbook {

/// `loop` within a for.
class Loop : public Object
{
public:
    Loop(std::shared_ptr<const Items> items, int depth)
        : m_items(std::move(items))
        , m_depth(depth)
    {
    }
    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] std::optional<Item> member(Evaluator &evaluator, const QString &name) override;

    std::size_t index = 0;
    std::optional<Item> again; ///< loop(items) of a recursive loop

private:
    [[nodiscard]] Item neighbour(std::size_t at, const QString &name) const;

    std::shared_ptr<const Items> m_items;
    std::optional<Items> m_changed;
    int m_depth;
};

} // namespace skybro::playbook
