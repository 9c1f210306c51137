#include "models/tunnel/ipsec/ipsecconf.h"
#include "models/tunnel/ipsec/ipsecconfset.h"
#include "models/tunnel/ipsec/ipsecsecrets.h"

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace skybro::tunnel;

namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

void checkConf(const QByteArray &text)
{
    IpsecConf conf = IpsecConf::parse(text);
    check(conf.text() == text);
    const IpsecConfSet set = *IpsecConfSet::load(
        {QStringLiteral("a"), text}, [](const QString &, const QString &) { return QList<IpsecConfFile>(); });
    for (const QString &name : conf.connections()) {
        if (!set.resolve(name))
            std::abort();
        // A key set to what it is leaves the file as it is; set to another value it changes one line.
        for (const IpsecConf::Key &key : conf.keys(name)) {
            IpsecConf edited = conf;
            if (!edited.setValue(name, key.name, QStringLiteral("new value")))
                continue; // a name that no key may have
            check(edited.value(name, key.name) == QStringLiteral("new value"));
            check(edited.text().count('\n') == text.count('\n'));
        }
        IpsecConf added = conf;
        if (!conf.value(name, QStringLiteral("zz"))) {
            check(added.setValue(name, QStringLiteral("zz"), QStringLiteral("1")).has_value());
            check(IpsecConf::parse(added.text()).value(name, QStringLiteral("zz")) == QStringLiteral("1"));
        }
    }
}

void checkSecrets(const QByteArray &text)
{
    IpsecSecrets secrets = IpsecSecrets::parse(Secret(QByteArray(text.constData(), text.size())));
    check(secrets.text().reveal() == text);
    (void)secrets.entries();
    const QStringList ids{QStringLiteral("@a"), QStringLiteral("192.0.2.9")};
    check(secrets.setKey(ids, Secret(QByteArray("k3y"))).has_value());
    const std::optional<Secret> key = secrets.key(ids);
    check(key && key->reveal() == "k3y");
}

} // namespace

/// Whatever the files hold: written again unchanged they are identical, and an edit is found again.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    checkConf(text);
    checkSecrets(text);
    return 0;
}
