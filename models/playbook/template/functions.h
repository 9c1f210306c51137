#pragma once

#include "models/playbook/template/evaluator.h"

namespace skybro::playbook {

/// A filter: what comes before the bar, and its arguments.
using FilterFunction = Item (*)(Evaluator &, const Item &, const Args &);
using TestFunction = bool (*)(Evaluator &, const Item &, const Args &);
/// A lookup: its terms, the keyword arguments, the list it finds.
using LookupFunction = Items (*)(Evaluator &, const Items &, const Args &);

using FilterTable = QHash<QString, FilterFunction>;
using TestTable = QHash<QString, TestFunction>;
using LookupTable = QHash<QString, LookupFunction>;

/// Null when there is none. Names may be full: ansible.builtin.combine.
[[nodiscard]] FilterFunction findFilter(const QString &name);
[[nodiscard]] TestFunction findTest(const QString &name);
[[nodiscard]] LookupFunction findLookup(const QString &name);

// One table a file; functions.cpp puts them together.
void addTextFilters(FilterTable &filters);
void addListFilters(FilterTable &filters);
void addSequenceFilters(FilterTable &filters);
void addNumberFilters(FilterTable &filters);
void addDataFilters(FilterTable &filters);
void addPathFilters(FilterTable &filters);
void addDictFilters(FilterTable &filters);
void addRegexFilters(FilterTable &filters);
void addHashFilters(FilterTable &filters);
void addTimeFilters(FilterTable &filters);
void addNetworkFilters(FilterTable &filters);
void addAddressFilters(FilterTable &filters);
void addTests(TestTable &tests);
void addAnsibleTests(TestTable &tests);
void addLookups(LookupTable &lookups);
void addListLookups(LookupTable &lookups);

/// range, dict, lookup, namespace …; nothing when there is none.
[[nodiscard]] std::optional<Item> findGlobal(const QString &name);
/// A method of a str, list or dict, bound to it; nothing when there is none.
[[nodiscard]] std::optional<Item> findMethod(const Item &of, const QString &name);
/// Calls a lookup as lookup() and query() do.
[[nodiscard]] Item runLookup(Evaluator &evaluator, const QString &name, const Args &args, bool wantsList);

/// '%s is %d' % values
[[nodiscard]] QString percentFormat(Evaluator &evaluator, const QString &format, const Item &values);
/// '{} is {x:>5}'.format(values)
[[nodiscard]] QString braceFormat(Evaluator &evaluator, const QString &format, const Args &values);

/// `item`, or the one at `attribute` in it, in lower case unless case counts: what sort, unique and groupby
/// compare.
[[nodiscard]] Item sortKey(Evaluator &evaluator, const Item &item, const Item *attribute,
                           bool isCaseSensitive);

} // namespace skybro::playbook
