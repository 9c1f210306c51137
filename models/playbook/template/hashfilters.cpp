#include "models/playbook/template/functions.h"
#include "models/playbook/template/pythonrandom.h"

#include <QCryptographicHash>
#include <QUuid>

#include <crypt.h>

#include <memory>

// Digests, encodings, passwords.
namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

QString digest(Evaluator &e, const Item &input, const QString &name)
{
    static const QHash<QString, QCryptographicHash::Algorithm> algorithms{
        {u"md5"_s, QCryptographicHash::Md5},
        {u"sha1"_s, QCryptographicHash::Sha1},
        {u"sha224"_s, QCryptographicHash::Sha224},
        {u"sha256"_s, QCryptographicHash::Sha256},
        {u"sha384"_s, QCryptographicHash::Sha384},
        {u"sha512"_s, QCryptographicHash::Sha512},
        {u"sha3_224"_s, QCryptographicHash::Sha3_224},
        {u"sha3_256"_s, QCryptographicHash::Sha3_256},
        {u"sha3_384"_s, QCryptographicHash::Sha3_384},
        {u"sha3_512"_s, QCryptographicHash::Sha3_512},
        {u"blake2b"_s, QCryptographicHash::Blake2b_512},
        {u"blake2s"_s, QCryptographicHash::Blake2s_256},
    };
    const auto it = algorithms.constFind(name);
    if (it == algorithms.constEnd())
        throwFault(u"unsupported hash type %1"_s.arg(name));
    return QString::fromLatin1(QCryptographicHash::hash(e.text(input).toUtf8(), *it).toHex());
}

void checkEncoding(const QString &name)
{
    const QString plain = name.toLower().remove(u'-').remove(u'_');
    if (plain != "utf8"_L1 && plain != "ascii"_L1)
        throwFault(u"the encoding %1 is not supported"_s.arg(name));
}

Item decode64(Evaluator &e, const Item &input, const Args &args)
{
    checkEncoding(args.text(0, u"encoding"_s, u"utf-8"_s));
    const auto decoded = QByteArray::fromBase64Encoding(e.text(input).remove(u'\n').toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        throwFault(u"b64decode: this is no base64"_s);
    return Value(QString::fromUtf8(*decoded));
}

Item encode64(Evaluator &e, const Item &input, const Args &args)
{
    checkEncoding(args.text(0, u"encoding"_s, u"utf-8"_s));
    return Value(QString::fromLatin1(e.text(input).toUtf8().toBase64()));
}

Item toUuid(Evaluator &e, const Item &input, const Args &args)
{
    // Ansible's own namespace (lib/ansible/plugins/filter/core.py, UUID_NAMESPACE_ANSIBLE).
    const QString space = args.text(0, u"namespace"_s, u"361E6D51-FAEC-444A-9079-341386DA8E2E"_s);
    const QUuid uuid = QUuid::fromString(space);
    if (uuid.isNull())
        throwFault(u"Invalid value '%1' for 'namespace': badly formed hexadecimal UUID string"_s.arg(space));
    return Value(QUuid::createUuidV5(uuid, e.text(input)).toString(QUuid::WithoutBraces));
}

QString randomSalt(qsizetype size)
{
    static const QString letters = u"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"_s;
    PythonRandom chance;
    QString salt;
    while (salt.size() < size)
        salt += letters[static_cast<qsizetype>(chance.below(letters.size()))];
    return salt;
}

/// As Ansible does with crypt(3): $6$salt$…; the rounds that passlib writes come only when asked for.
Item passwordHash(Evaluator &e, const Item &input, const Args &args)
{
    const QString type = args.text(0, u"hashtype"_s, u"sha512"_s);
    struct Kind
    {
        QString prefix;
        qsizetype saltSize;
    };
    static const QHash<QString, Kind> kinds{
        {u"md5"_s, {u"$1$"_s, 8}},     {u"md5_crypt"_s, {u"$1$"_s, 8}},
        {u"sha256"_s, {u"$5$"_s, 16}}, {u"sha256_crypt"_s, {u"$5$"_s, 16}},
        {u"sha512"_s, {u"$6$"_s, 16}}, {u"sha512_crypt"_s, {u"$6$"_s, 16}},
    };
    const auto kind = kinds.constFind(type);
    if (kind == kinds.constEnd())
        throwFault(
            u"password_hash: the hash type '%1' is not supported; sha512, sha256 and md5 are"_s.arg(type));
    const QString salt = args.text(1, u"salt"_s);
    const qint64 size = std::clamp<qint64>(args.integer(2, u"salt_size"_s, kind->saltSize), 1, 16);
    const qint64 rounds = args.integer(3, u"rounds"_s, 0);
    QString setting = kind->prefix;
    if (rounds > 0 && kind->saltSize == 16)
        setting += u"rounds=%1$"_s.arg(std::clamp<qint64>(rounds, 1000, 10'000'000));
    setting += salt.isEmpty() ? randomSalt(size) : salt;
    const auto data = std::make_unique<crypt_data>();
    QByteArray password = e.text(input).toUtf8();
    const char *hashed = crypt_r(password.constData(), setting.toUtf8().constData(), data.get());
    password.fill('\0');
    if (!hashed || hashed[0] == '*')
        throwFault(u"password_hash: invalid salt or rounds"_s);
    return Value(QString::fromLatin1(hashed));
}

} // namespace

void addHashFilters(FilterTable &f)
{
    f[u"hash"_s] = [](Evaluator &e, const Item &i, const Args &a) -> Item {
        return Value(digest(e, i, a.text(0, u"hashtype"_s, u"sha1"_s)));
    };
    f[u"md5"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(digest(e, i, u"md5"_s));
    };
    f[u"sha1"_s] = [](Evaluator &e, const Item &i, const Args &) -> Item {
        return Value(digest(e, i, u"sha1"_s));
    };
    f[u"checksum"_s] = f[u"sha1"_s];
    f[u"b64encode"_s] = encode64;
    f[u"b64decode"_s] = decode64;
    f[u"to_uuid"_s] = toUuid;
    f[u"password_hash"_s] = passwordHash;
}

} // namespace skybro::playbook
