#include "models/playbook/template/functions.h"

#include <QUrl>

// URLs.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

Item urlSplit(Evaluator &e, const Item &input, const Args &args)
{
    const QUrl url(e.text(input));
    const QString location = url.authority();
    const auto orNull = [](const QString &text) { return text.isEmpty() ? Value() : Value(text); };
    const Dict parts{{u"fragment"_s, url.fragment()},
                     {u"hostname"_s, orNull(url.host())},
                     {u"netloc"_s, location},
                     {u"password"_s, orNull(url.password())},
                     {u"path"_s, url.path()},
                     {u"port"_s, url.port() < 0 ? Value() : Value(url.port())},
                     {u"query"_s, url.query()},
                     {u"scheme"_s, url.scheme()},
                     {u"username"_s, orNull(url.userName())}};
    const QString wanted = args.text(0, u"query"_s);
    if (wanted.isEmpty())
        return Value(parts);
    if (!parts.contains(wanted))
        throwFault(u"unknown URL component: %1"_s.arg(wanted));
    return *parts.find(wanted);
}

} // namespace

void addNetworkFilters(FilterTable &f)
{
    f[u"urlsplit"_s] = urlSplit;
}

} // namespace skybro::playbook
