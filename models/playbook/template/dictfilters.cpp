#include "models/playbook/template/functions.h"

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

List mergedLists(const List &low, const List &high, const QString &how)
{
    const auto among = [](const List &list, const Value &value) { return list.contains(value); };
    List merged;
    if (how == "keep"_L1)
        return low;
    if (how == "append"_L1)
        return low + high;
    if (how == "prepend"_L1)
        return high + low;
    if (how == "append_rp"_L1) {
        std::ranges::copy_if(low, std::back_inserter(merged),
                             [&](const Value &v) { return !among(high, v); });
        return merged + high;
    }
    if (how == "prepend_rp"_L1) {
        std::ranges::copy_if(low, std::back_inserter(merged),
                             [&](const Value &v) { return !among(high, v); });
        return high + merged;
    }
    return high;
}

/// As Ansible's merge_hash: `high` wins.
Dict merged(const Dict &low, const Dict &high, bool recursive, const QString &lists)
{
    if (low.isEmpty() || low == high)
        return high;
    Dict result = low;
    if (!recursive && lists == "replace"_L1) {
        result.update(high);
        return result;
    }
    for (const auto &[key, value] : high) {
        const Value *known = result.find(key);
        if (!known)
            result.insert(key, value);
        else if (known->isDict() && value.isDict())
            result.insert(key,
                          recursive ? Value(merged(known->dict(), value.dict(), recursive, lists)) : value);
        else if (known->isList() && value.isList())
            result.insert(key, mergedLists(known->list(), value.list(), lists));
        else
            result.insert(key, value);
    }
    return result;
}

void collectDicts(Evaluator &e, const Value &value, int levels, QList<Dict> &dicts)
{
    if (value.isList() && levels > 0) {
        for (const Value &item : value.list())
            collectDicts(e, item, levels - 1, dicts);
    } else if (value.isDict()) {
        dicts.append(value.dict());
    } else if (!value.isNull() && value.toText() != "None"_L1 && value.toText() != "null"_L1) {
        throwFault(u"failed to combine variables, expected dicts but got a '%1': %2"_s.arg(
            Item(value).typeName(), value.toText()));
    }
}

Item combine(Evaluator &e, const Item &input, const Args &args)
{
    const bool recursive = args.flag(999, u"recursive"_s);
    const QString lists = args.text(999, u"list_merge"_s, u"replace"_s);
    static const QStringList ways{u"replace"_s, u"keep"_s,      u"append"_s,
                                  u"prepend"_s, u"append_rp"_s, u"prepend_rp"_s};
    if (!ways.contains(lists)) {
        throwFault(
            u"merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append', 'prepend', "
            "'append_rp' or 'prepend_rp'"_s);
    }
    for (const auto &[name, item] : args.named) {
        if (name != "recursive"_L1 && name != "list_merge"_L1)
            throwFault(u"'recursive' and 'list_merge' are the only valid keyword arguments"_s);
    }
    QList<Dict> dicts;
    collectDicts(e, e.plain(input), 2, dicts);
    for (const Item &more : args.positional)
        collectDicts(e, e.plain(more), 2, dicts);
    if (dicts.isEmpty())
        return Value(Dict());
    Dict result = dicts.takeLast();
    while (!dicts.isEmpty())
        result = merged(dicts.takeLast(), result, recursive, lists);
    return Value(result);
}

Item toItems(Evaluator &e, const Item &input, const Args &args)
{
    const QString keyName = args.text(0, u"key_name"_s, u"key"_s);
    const QString valueName = args.text(1, u"value_name"_s, u"value"_s);
    if (!e.defined(input).isDict() && !input.typeName().startsWith("HostVars"_L1))
        throwType(u"dict2items requires a dictionary, got %1 instead."_s.arg(input.typeName()));
    Items items;
    for (const Item &key : e.iterate(input)) {
        auto dict = std::make_shared<DictObject>();
        dict->insert(Value(keyName), key);
        dict->insert(Value(valueName), e.item(input, key));
        items.emplace_back(dict);
    }
    return makeList(std::move(items));
}

Item fromItems(Evaluator &e, const Item &input, const Args &args)
{
    const Item *key = args.find(0, u"key_name"_s);
    const Item *value = args.find(1, u"value_name"_s);
    const Item keyName = key ? *key : Item(Value(u"key"_s));
    const Item valueName = value ? *value : Item(Value(u"value"_s));
    if (!e.defined(input).isList())
        throwType(u"items2dict requires a list, got %1 instead."_s.arg(input.typeName()));
    auto dict = std::make_shared<DictObject>();
    for (const Item &item : e.iterate(input)) {
        if (!item.isDict() && !item.isList())
            throwType(u"items2dict requires a list of dictionaries, got %1 instead."_s.arg(e.text(input)));
        if (e.item(item, keyName).isUndefined() || e.item(item, valueName).isUndefined()) {
            throwType(
                u"items2dict requires each dictionary in the list to contain the keys '%1' and '%2', got %3 instead."_s
                    .arg(e.text(keyName), e.text(valueName), e.text(input)));
        }
        dict->insert(e.plain(e.item(item, keyName)), e.item(item, valueName));
    }
    return Item(dict);
}

Item dictSort(Evaluator &e, const Item &input, const Args &args)
{
    const bool isCaseSensitive = args.flag(0, u"case_sensitive"_s);
    const QString by = args.text(1, u"by"_s, u"key"_s);
    const bool reverse = args.flag(2, u"reverse"_s);
    if (by != "key"_L1 && by != "value"_L1)
        throwFault(u"You can only sort by either \"key\" or \"value\""_s);
    Items pairs;
    for (const Item &key : e.iterate(input))
        pairs.push_back(makeTuple({key, e.item(input, key)}));
    const Item place{Value(by == "key"_L1 ? 0 : 1)};
    std::ranges::stable_sort(pairs, [&](const Item &left, const Item &right) {
        const int order = e.compare(sortKey(e, e.item(left, place), nullptr, isCaseSensitive),
                                    sortKey(e, e.item(right, place), nullptr, isCaseSensitive), u"<"_s);
        return reverse ? order > 0 : order < 0;
    });
    return makeList(std::move(pairs));
}

Item extract(Evaluator &e, const Item &input, const Args &args)
{
    const Item *container = args.find(0, u"container"_s);
    const Item *more = args.find(1, u"morekeys"_s);
    if (!container)
        throwType(u"extract() missing 1 required positional argument: 'container'"_s);
    Items keys{input};
    if (more && more->isList()) {
        for (Item &key : e.iterate(*more))
            keys.push_back(std::move(key));
    } else if (more && !more->isNull()) {
        keys.push_back(*more);
    }
    Item at = *container;
    for (const Item &key : keys)
        at = e.item(at, key);
    return at;
}

Item subElements(Evaluator &e, const Item &input, const Args &args)
{
    const Item *path = args.find(0, u"subelements"_s);
    const bool skipMissing = args.flag(1, u"skip_missing"_s);
    if (!path)
        throwType(u"subelements() missing 1 required positional argument: 'subelements'"_s);
    if (!e.defined(input).isDict() && !input.isList())
        throwFault(u"obj must be a list of dicts or a nested dict"_s);
    QStringList keys;
    if (path->isList()) {
        for (const Item &key : e.iterate(*path))
            keys.append(e.text(key));
    } else {
        keys = e.text(*path).split(u'.');
    }
    Items pairs;
    for (const Item &one : e.iterate(input)) {
        const Item element = input.isDict() ? e.item(input, one) : one;
        Item at = element;
        for (const QString &key : std::as_const(keys)) {
            const Item name{Value(key)};
            if (!e.defined(at).isDict())
                throwType(u"the key %1 should point to a dictionary, got '%2'"_s.arg(key, e.text(at)));
            if (!e.contains(at, name)) {
                if (!skipMissing)
                    throwFault(u"could not find '%1' key in iterated item %2"_s.arg(key, e.repr(at)));
                at = Value(List());
                break;
            }
            at = e.item(at, name);
        }
        if (!e.defined(at).isList())
            throwType(u"the key '%1' should point to a list, got %2"_s.arg(keys.last(), e.repr(at)));
        for (const Item &member : e.iterate(at))
            pairs.push_back(makeTuple({element, member}));
    }
    return makeList(std::move(pairs));
}

Item rekey(Evaluator &e, const Item &input, const Args &args)
{
    const Item key{Value(args.text(0, u"key"_s))};
    const bool overwrites = args.text(1, u"duplicates"_s, u"error"_s) == "overwrite"_L1;
    auto dict = std::make_shared<DictObject>();
    for (const Item &one : e.iterate(input)) {
        const Item element = input.isDict() ? e.item(input, one) : one;
        if (!element.isDict())
            throwType(u"List item is not a valid dict"_s);
        if (!e.contains(element, key))
            throwFault(u"Key %1 was not found"_s.arg(e.text(key)));
        const Value name = e.plain(e.item(element, key));
        if (dict->find(name) && !overwrites)
            throwFault(u"Key %1 is not unique, cannot correctly turn into dict"_s.arg(name.toText()));
        dict->insert(name, element);
    }
    return Item(dict);
}

} // namespace

void addDictFilters(FilterTable &f)
{
    f[u"combine"_s] = combine;
    f[u"dict2items"_s] = toItems;
    f[u"items2dict"_s] = fromItems;
    f[u"dictsort"_s] = dictSort;
    f[u"extract"_s] = extract;
    f[u"subelements"_s] = subElements;
    f[u"rekey_on_member"_s] = rekey;
    f[u"items"_s] = [](Evaluator &e, const Item &i, const Args &) {
        if (i.isUndefined())
            return Item(Value(List()));
        if (!i.isDict())
            throwType(u"Can only get item pairs from a mapping."_s);
        return e.call(*findMethod(i, u"items"_s), {});
    };
    f[u"attr"_s] = [](Evaluator &e, const Item &i, const Args &a) {
        return e.attribute(i, a.text(0, u"name"_s));
    };
    f[u"type_debug"_s] = [](Evaluator &, const Item &i, const Args &) -> Item { return Value(i.typeName()); };
}

} // namespace skybro::playbook
