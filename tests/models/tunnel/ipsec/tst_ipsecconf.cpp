#include "models/tunnel/ipsec/ipsecconf.h"
#include "models/tunnel/ipsec/ipsecconfset.h"

#include <QMap>
#include <QTest>

using namespace skybro;
using namespace skybro::tunnel;
using namespace Qt::StringLiterals;

namespace {

const QByteArray site = R"(# of the site; æøå
version 2.0

config setup
	logfile=/var/log/pluto.log
	plutodebug="none"

conn %default
	ikelifetime = 8h   # both ends
    keyingtries=%forever

conn "cph west.1"
	left=198.51.100.7
	leftsubnets={10.2.0.0/16 10.3.0.0/16}
# at the margin

	right=2001:db8::9	# Azure
	x-owner="net team"
	also=common
	comment=anything "goes" # here
	ike=

include /etc/ipsec.d/*.conf
)";

/// The lines that are not the same in both.
QList<std::pair<QByteArray, QByteArray>> changedLines(const QByteArray &before, const QByteArray &after)
{
    const QList<QByteArray> left = before.split('\n');
    const QList<QByteArray> right = after.split('\n');
    QList<std::pair<QByteArray, QByteArray>> changed;
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
        if (left.value(i) != right.value(i))
            changed.append({left.value(i), right.value(i)});
    }
    return changed;
}

} // namespace

class IpsecConfTest : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatItRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("a site's") << site;
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no line end") << QByteArray("conn a\n\tleft=1");
        QTest::newRow("Windows") << QByteArray("conn a\r\n\tleft=1\r\n\r\n");
        QTest::newRow("nonsense") << QByteArray("\0=\xff\"\n  }{\n=\nconn\n\t=x\n\tleft", 24);
    }

    void writesWhatItRead()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(IpsecConf::parse(text).text(), text);
    }

    void readsASite()
    {
        const IpsecConf conf = IpsecConf::parse(site);
        QVERIFY2(conf.problems().isEmpty(), qPrintable(conf.problems().value(0).text));
        QCOMPARE(conf.connections(), (QStringList{u"%default"_s, u"cph west.1"_s}));
        QCOMPARE(conf.includes(), QStringList{u"/etc/ipsec.d/*.conf"_s});
        const QString name = u"cph west.1"_s;
        QCOMPARE(conf.value(u"%default"_s, u"ikelifetime"_s), u"8h"_s);
        QCOMPARE(conf.value(name, u"leftsubnets"_s), u"10.2.0.0/16 10.3.0.0/16"_s);
        QCOMPARE(conf.value(name, u"right"_s), u"2001:db8::9"_s);
        QCOMPARE(conf.value(name, u"x-owner"_s), u"net team"_s);
        QCOMPARE(conf.value(name, u"comment"_s), u"anything \"goes\" # here"_s);
        QCOMPARE(conf.value(name, u"ike"_s), QString());
        QVERIFY(!conf.value(name, u"esp"_s));
        QVERIFY(!conf.value(u"setup"_s, u"logfile"_s)); // no conn
        QCOMPARE(conf.keys(name).first().line, 13);
    }

    void namesProblems_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("key at the margin") << QByteArray("conn a\nleft=1\n") << 2;
        QTest::newRow("no equals") << QByteArray("conn a\n\tleft 1\n") << 2;
        QTest::newRow("no section") << QByteArray("\tleft=1\n") << 1;
        QTest::newRow("spaces") << QByteArray("conn a\n\tleft=1 2\n") << 2;
        QTest::newRow("open quote") << QByteArray("conn a\n\tleft=\"1\n") << 2;
        QTest::newRow("open brace") << QByteArray("conn a\n\tleftsubnets={1\n") << 2;
        QTest::newRow("twice") << QByteArray("conn a\n\tleft=1\n\tleft=2\n") << 3;
    }

    void namesProblems()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const int, line);
        const IpsecConf conf = IpsecConf::parse(text);
        QCOMPARE(conf.problems().size(), 1);
        QCOMPARE(conf.problems().first().line, line);
        QCOMPARE(conf.text(), text);
    }

    void editsOneLineOnly_data()
    {
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("comment stays")
            << u"cph west.1"_s << u"right"_s << u"192.0.2.9"_s << QByteArray("\tright=2001:db8::9\t# Azure")
            << QByteArray("\tright=192.0.2.9\t# Azure");
        QTest::newRow("spaces stay") << u"%default"_s << u"ikelifetime"_s << u"28800s"_s
                                     << QByteArray("\tikelifetime = 8h   # both ends")
                                     << QByteArray("\tikelifetime = 28800s   # both ends");
        QTest::newRow("needs quotes") << u"cph west.1"_s << u"left"_s << u"a b"_s
                                      << QByteArray("\tleft=198.51.100.7") << QByteArray("\tleft=\"a b\"");
        QTest::newRow("was quoted") << u"cph west.1"_s << u"x-owner"_s << u"ops"_s
                                    << QByteArray("\tx-owner=\"net team\"") << QByteArray("\tx-owner=ops");
        QTest::newRow("was in braces") << u"cph west.1"_s << u"leftsubnets"_s << u"10.2.0.0/16"_s
                                       << QByteArray("\tleftsubnets={10.2.0.0/16 10.3.0.0/16}")
                                       << QByteArray("\tleftsubnets=10.2.0.0/16");
        QTest::newRow("was empty") << u"cph west.1"_s << u"ike"_s << u"aes256-sha1;modp2048"_s
                                   << QByteArray("\tike=") << QByteArray("\tike=aes256-sha1;modp2048");
        QTest::newRow("to the line's end")
            << u"cph west.1"_s << u"comment"_s << u"an \"other\" word"_s
            << QByteArray("\tcomment=anything \"goes\" # here") << QByteArray("\tcomment=an \"other\" word");
        QTest::newRow("to empty") << u"cph west.1"_s << u"left"_s << QString()
                                  << QByteArray("\tleft=198.51.100.7") << QByteArray("\tleft=");
    }

    void editsOneLineOnly()
    {
        QFETCH(const QString, connection);
        QFETCH(const QString, key);
        QFETCH(const QString, value);
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        IpsecConf conf = IpsecConf::parse(site);
        QVERIFY(conf.setValue(connection, key, value));
        const auto changed = changedLines(site, conf.text());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first, before);
        QCOMPARE(changed.first().second, after);
        QCOMPARE(conf.value(connection, key), value);
        QCOMPARE(IpsecConf::parse(conf.text()).value(connection, key), value);
    }

    void changesNothingThatIsSo()
    {
        IpsecConf conf = IpsecConf::parse(site);
        QVERIFY(conf.setValue(u"cph west.1"_s, u"leftsubnets"_s, u"10.2.0.0/16 10.3.0.0/16"_s));
        QCOMPARE(conf.text(), site);
    }

    void addsALineAfterTheLastKey()
    {
        IpsecConf conf = IpsecConf::parse("conn a\n  left=1\n# end\n\nconn b\n");
        QVERIFY(conf.setValue(u"a"_s, u"right"_s, u"2"_s));
        QVERIFY(conf.setValue(u"b"_s, u"left"_s, u"3"_s));
        QCOMPARE(conf.text(), QByteArray("conn a\n  left=1\n  right=2\n# end\n\nconn b\n\tleft=3\n"));
        conf = IpsecConf::parse("conn a\r\n\tleft=1");
        QVERIFY(conf.setValue(u"a"_s, u"right"_s, u"2"_s));
        QCOMPARE(conf.text(), QByteArray("conn a\r\n\tleft=1\n\tright=2\r\n").replace("=1\n", "=1\r\n"));
    }

    /// Libreswan refuses a conn that has a key under two of its names.
    void knowsAKeyByAllItsNames()
    {
        const QByteArray text = "conn a\n\tleftSubnet=1\n\tphase2alg=x # ours\n\tkeylife=1h\n";
        IpsecConf conf = IpsecConf::parse(text);
        QCOMPARE(conf.value(u"a"_s, u"leftsubnet"_s), u"1"_s);
        QVERIFY(conf.setValue(u"a"_s, u"esp"_s, u"y"_s));
        QVERIFY(conf.setValue(u"a"_s, u"salifetime"_s, u"2h"_s));
        QVERIFY(conf.removeValue(u"a"_s, u"leftsubnet"_s));
        QCOMPARE(conf.text(), QByteArray("conn a\n\tphase2alg=y # ours\n\tkeylife=2h\n"));
        QCOMPARE(IpsecConf::parse(text + "\tesp=z\n").problems().value(0).line, 5);
        QVERIFY(conf.addConnection(u"b"_s, {{u"Comment"_s, u"say \"x\""_s}}));
        QCOMPARE(conf.value(u"b"_s, u"comment"_s), u"say \"x\""_s);
        const IpsecConfSet set = *IpsecConfSet::load(
            {u"/etc/ipsec.conf"_s, "conn a\n\tesp=x\n\talso=b\nconn b\n\tphase2alg=y\n\tLifetime=1h\n"},
            [](const QString &, const QString &) { return QList<IpsecConfFile>(); });
        const Result<ResolvedConnection> resolved = set.resolve(u"a"_s);
        QCOMPARE(resolved->value(u"salifetime"_s), u"1h"_s);
        QCOMPARE(resolved->notes.size(), 1);
    }

    void removesAKey()
    {
        IpsecConf conf = IpsecConf::parse("conn a\n\tleft=1\n\tike=x\n\tike=y\nconn b\n\tike=z\n");
        QVERIFY(conf.removeValue(u"a"_s, u"ike"_s));
        QCOMPARE(conf.text(), QByteArray("conn a\n\tleft=1\nconn b\n\tike=z\n"));
        QVERIFY(conf.removeValue(u"a"_s, u"ike"_s));
        QCOMPARE(conf.removeValue(u"c"_s, u"ike"_s).error().kind, ErrorKind::NotFound);
    }

    void addsAConnection()
    {
        IpsecConf conf = IpsecConf::parse("# mine");
        QVERIFY(conf.addConnection(u"azure"_s, {{u"left"_s, u"1"_s}, {u"x-note"_s, u"a b"_s}}));
        QCOMPARE(conf.text(), QByteArray("# mine\n\nconn azure\n\tleft=1\n\tx-note=\"a b\"\n"));
        QCOMPARE(conf.addConnection(u"azure"_s, {}).error().kind, ErrorKind::Conflict);
        QVERIFY(conf.addConnection(u"2nd_cph.west"_s, {})); // Libreswan takes it, and so does the site file
    }

    void refusesWhatTheFileCanNotHold()
    {
        IpsecConf conf = IpsecConf::parse("conn a\n\tleft=1\n");
        for (const QString &value : {u"1\n\tright=2"_s, u"say \"x\""_s, u"\r"_s, QString(QChar(0))})
            QCOMPARE(conf.setValue(u"a"_s, u"left"_s, value).error().kind, ErrorKind::Invalid);
        QCOMPARE(conf.setValue(u"a"_s, u"le ft"_s, u"1"_s).error().kind, ErrorKind::Invalid);
        QCOMPARE(conf.setValue(u"b"_s, u"left"_s, u"1"_s).error().kind, ErrorKind::NotFound);
        QCOMPARE(conf.addConnection(u"b\nconn c"_s, {}).error().kind, ErrorKind::Invalid);
        QCOMPARE(conf.addConnection(u"b"_s, {{u"left"_s, u"\""_s}}).error().kind, ErrorKind::Invalid);
        QCOMPARE(conf.text(), QByteArray("conn a\n\tleft=1\n"));
    }

    void resolvesOverFiles()
    {
        const QMap<QString, IpsecConfFile> files{
            {u"ipsec.d/*.conf"_s,
             {u"/etc/ipsec.d/azure.conf"_s,
              "conn azure\n\tleft=1\n\talso=algorithms dpd\n\nconn dpd\n\tdpddelay=30\n\talso=azure\n"}},
            {u"more.conf"_s, {u"/etc/ipsec.d/more.conf"_s, "conn algorithms\n\tike=x\n\tleft=2\n"}}};
        QStringList asked;
        const Result<IpsecConfSet> set = IpsecConfSet::load(
            {u"/etc/ipsec.conf"_s,
             "include ipsec.d/*.conf\ninclude more.conf\ninclude none\nconn %default\n\tike=y\n\tpfs=no\n"},
            [&](const QString &pattern, const QString &from) {
                asked.append(from + u' ' + pattern);
                return files.contains(pattern) ? QList{files.value(pattern)} : QList<IpsecConfFile>();
            });
        QVERIFY(set);
        QCOMPARE(asked, (QStringList{u"/etc/ipsec.conf ipsec.d/*.conf"_s, u"/etc/ipsec.conf more.conf"_s,
                                     u"/etc/ipsec.conf none"_s}));
        QCOMPARE(set->connections(), (QStringList{u"azure"_s, u"dpd"_s, u"algorithms"_s}));
        const Result<ResolvedConnection> azure = set->resolve(u"azure"_s);
        QVERIFY(azure);
        QCOMPARE(azure->value(u"left"_s), u"1"_s);
        QCOMPARE(azure->value(u"ike"_s), u"x"_s); // also= wins over %default
        QCOMPARE(azure->value(u"pfs"_s), u"no"_s);
        QCOMPARE(azure->value(u"dpddelay"_s), u"30"_s);
        QVERIFY(!azure->value(u"also"_s));
        const auto ike = std::ranges::find(azure->keys, u"ike"_s, &ResolvedConnection::Key::name);
        QCOMPARE(*ike, (ResolvedConnection::Key{u"ike"_s, u"x"_s, u"/etc/ipsec.d/more.conf"_s, 2,
                                                u"algorithms"_s}));
        QCOMPARE(azure->notes.size(), 2); // left=2 contradicts, dpd leads back
        QCOMPARE(set->resolve(u"nobody"_s).error().kind, ErrorKind::NotFound);
    }

    void endsInRings()
    {
        const auto self = [](const QString &, const QString &from) {
            return QList{IpsecConfFile{from, "include x\n"}};
        };
        QVERIFY(IpsecConfSet::load({u"a"_s, "include x\n"}, self));
        int number = 0;
        const auto ever = [&](const QString &, const QString &) {
            return QList{IpsecConfFile{QString::number(++number), "include x\n"}};
        };
        QCOMPARE(IpsecConfSet::load({u"a"_s, "include x\n"}, ever).error().kind, ErrorKind::Invalid);
        QVERIFY(number < 20);
        const Result<IpsecConfSet> set = IpsecConfSet::load(
            {u"a"_s, "conn a\n\talso=b\nconn b\n\talso=c\nconn c\n\talso=b nowhere\n\tike=x\n"}, self);
        QVERIFY(set);
        QCOMPARE(set->resolve(u"a"_s)->value(u"ike"_s), u"x"_s);
        QCOMPARE(set->resolve(u"a"_s)->notes.size(), 1);
    }
};

QTEST_GUILESS_MAIN(IpsecConfTest)
#include "tst_ipsecconf.moc"
