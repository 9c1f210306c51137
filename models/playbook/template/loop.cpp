#include "models/playbook/template/loop.h"

#include "models/playbook/template/evaluator.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

QString Loop::typeName() const
{
    return u"LoopContext"_s;
}

Item Loop::neighbour(std::size_t at, const QString &name) const
{
    if (at >= m_items->size())
        return Item::undefined(u"there is no %1 item"_s.arg(name));
    return m_items->at(at);
}

std::optional<Item> Loop::member(Evaluator & /*evaluator*/, const QString &name)
{
    const auto number = [](std::size_t n) { return Item(Value(static_cast<qint64>(n))); };
    const std::size_t count = m_items->size();
    if (name == "index"_L1)
        return number(index + 1);
    if (name == "index0"_L1)
        return number(index);
    if (name == "revindex"_L1)
        return number(count - index);
    if (name == "revindex0"_L1)
        return number(count - index - 1);
    if (name == "first"_L1)
        return Item(Value(index == 0));
    if (name == "last"_L1)
        return Item(Value(index + 1 == count));
    if (name == "length"_L1)
        return number(count);
    if (name == "depth"_L1)
        return Item(Value(m_depth));
    if (name == "depth0"_L1)
        return Item(Value(m_depth - 1));
    if (name == "previtem"_L1)
        return neighbour(index == 0 ? count : index - 1, u"previous"_s);
    if (name == "nextitem"_L1)
        return neighbour(index + 1, u"next"_s);
    if (name == "cycle"_L1) {
        return makeCallable(name, [at = index](Evaluator &, const Args &args) {
            if (args.positional.empty())
                throwType(u"no items for cycling given"_s);
            return args.positional[at % args.positional.size()];
        });
    }
    if (name == "changed"_L1) {
        return makeCallable(name, [this](Evaluator &evaluator, const Args &args) {
            const bool same =
                m_changed && evaluator.equals(makeTuple(*m_changed), makeTuple(args.positional));
            m_changed = args.positional;
            return Item(Value(!same));
        });
    }
    if (name == " call"_L1)
        return again;
    return std::nullopt;
}

} // namespace skybro::playbook
