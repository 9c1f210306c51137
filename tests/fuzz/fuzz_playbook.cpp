#include "models/playbook/plays/loader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdint>
#include <cstdlib>

using namespace skybro;
using namespace skybro::playbook;
using namespace Qt::StringLiterals;

namespace {

/// "== name" begins a file; names stay within the folder.
void writeFiles(const QByteArray &files, const QString &folder)
{
    static const QStringList names{u"p.yml"_s,
                                   u"t.yml"_s,
                                   u"vars/v.yml"_s,
                                   u"roles/a/tasks/main.yml"_s,
                                   u"roles/a/handlers/main.yml"_s,
                                   u"roles/a/defaults/main.yml"_s,
                                   u"roles/a/meta/main.yml"_s,
                                   u"roles/a/templates/t.j2"_s,
                                   u"roles/b/tasks/main.yml"_s,
                                   u"roles/b/meta/main.yml"_s};
    for (const QString &name : names)
        QFile::remove(folder + u'/' + name);
    QFile file(folder + u"/p.yml"_s);
    bool isOpen = file.open(QIODevice::WriteOnly);
    for (const QByteArray &line : files.split('\n')) {
        const QString name = line.startsWith("== ") ? QString::fromUtf8(line.mid(3)) : QString();
        if (names.contains(name)) {
            file.close();
            file.setFileName(folder + u'/' + name);
            QDir().mkpath(QFileInfo(file).path());
            isOpen = file.open(QIODevice::WriteOnly);
        } else if (isOpen) {
            file.write(line + '\n');
        }
    }
}

} // namespace

/// Whatever a playbook and its roles hold: they are read or refused, and lint ends, with the error of load
/// among its findings.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_playbook";
    static char *argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv); // the templates' engine wants one
    static const QTemporaryDir folder;
    static const auto vault = std::make_shared<Vault>();

    writeFiles(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)), folder.path());
    const LoadOptions options{.vault = vault, .extraVars = {}, .rolesPath = {folder.path()}};
    const QString path = folder.filePath(u"p.yml"_s);
    Loader loader(options);
    const auto loaded = loader.load(path);
    const QList<Finding> findings = Loader(options).lint(path);
    bool isNamed = false;
    for (const Finding &finding : findings)
        isNamed = isNamed || (!loaded && finding.severity == Finding::Severity::Error &&
                              loaded.error().text.contains(finding.text));
    if (!loaded && !isNamed)
        std::abort();
    if (loaded) {
        for (const auto &play : (*loaded)->plays) {
            for (const auto &handler : play->handlers)
                (void)handler->allWhen();
        }
    }
    return 0;
}
