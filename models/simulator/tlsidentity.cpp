#include "models/simulator/tlsidentity.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSaveFile>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace skybro::sim {

namespace {

template <auto Free>
struct Deleter
{
    template <typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;

QByteArray text(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, size};
}

QByteArray toPem(EVP_PKEY *key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return text(bio.get());
}

QByteArray toPem(X509 *certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return text(bio.get());
}

Bio reading(const QByteArray &pem)
{
    return Bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
}

bool addExtension(X509 *certificate, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    const bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

/// A certificate for `key`, signed by the issuer, or by itself when there is none.
Certificate issue(const char *name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuerKey)
{
    constexpr long day = 24 * 3600;
    Certificate certificate(X509_new());
    X509 *x = certificate.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(x), QRandomGenerator::system()->generate64() >> 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -day);
    X509_gmtime_adj(X509_getm_notAfter(x), issuer ? 300 * day : 3650 * day);
    X509_set_pubkey(x, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>(name), -1, -1, 0);
    X509 *signer = issuer ? issuer : x;
    X509_set_issuer_name(x, X509_get_subject_name(signer));
    bool ok = addExtension(x, signer, NID_subject_key_identifier, "hash");
    if (issuer) {
        ok = ok && addExtension(x, signer, NID_basic_constraints, "critical,CA:FALSE") &&
             addExtension(x, signer, NID_authority_key_identifier, "keyid") &&
             addExtension(x, signer, NID_key_usage, "critical,digitalSignature") &&
             addExtension(x, signer, NID_ext_key_usage, "serverAuth") &&
             addExtension(x, signer, NID_subject_alt_name, "IP:127.0.0.1,IP:::1,DNS:localhost");
    } else {
        ok = ok && addExtension(x, signer, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
             addExtension(x, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
    }
    if (!ok || X509_sign(x, issuerKey, EVP_sha256()) == 0)
        return {};
    return certificate;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &path, const QByteArray &data, QFile::Permissions permissions)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(permissions) &&
           file.write(data) == data.size() && file.commit();
}

} // namespace

Result<TlsIdentity> makeTlsIdentity(const QString &folder)
{
    const QString caFile = QDir(folder).absoluteFilePath(u"ca.pem"_s);
    const QString keyFile = QDir(folder).absoluteFilePath(u"ca.key"_s);
    if (!QDir().mkpath(folder))
        return fail(ErrorKind::Internal, u"Can not make the folder %1."_s.arg(folder));

    Certificate ca(PEM_read_bio_X509(reading(read(caFile)).get(), nullptr, nullptr, nullptr));
    Key caKey(PEM_read_bio_PrivateKey(reading(read(keyFile)).get(), nullptr, nullptr, nullptr));
    const bool usable = ca && caKey && X509_check_private_key(ca.get(), caKey.get()) == 1 &&
                        X509_cmp_current_time(X509_get0_notAfter(ca.get())) > 0;
    if (!usable) {
        caKey.reset(EVP_EC_gen("P-256"));
        ca = issue("Skybro simulator CA", caKey.get(), nullptr, caKey.get());
        constexpr auto mine = QFile::ReadOwner | QFile::WriteOwner;
        if (!ca || !write(keyFile, toPem(caKey.get()), mine) ||
            !write(caFile, toPem(ca.get()), mine | QFile::ReadGroup | QFile::ReadOther))
            return fail(ErrorKind::Internal,
                        u"Can not write the certificate authority into %1."_s.arg(folder));
    }
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = issue("localhost", key.get(), ca.get(), caKey.get());
    if (!certificate)
        return fail(ErrorKind::Internal, u"Can not make a server certificate."_s);
    return TlsIdentity{caFile, toPem(certificate.get()), toPem(key.get())};
}

} // namespace skybro::sim
