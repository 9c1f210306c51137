#include "models/playbook/modules/module.h"

#include <QHash>

#include <algorithm>
#include <vector>

// One line a module: its file defines `Module NAMEModule()`.
#define SKYBRO_MODULES(MODULE)                                                                               \
    MODULE(add_host)                                                                                         \
    MODULE(apt)                                                                                              \
    MODULE(assert)                                                                                           \
    MODULE(authorized_key)                                                                                   \
    MODULE(blockinfile)                                                                                      \
    MODULE(command)                                                                                          \
    MODULE(copy)                                                                                             \
    MODULE(cron)                                                                                             \
    MODULE(debug)                                                                                            \
    MODULE(dnf)                                                                                              \
    MODULE(fail)                                                                                             \
    MODULE(fetch)                                                                                            \
    MODULE(file)                                                                                             \
    MODULE(firewalld)                                                                                        \
    MODULE(get_url)                                                                                          \
    MODULE(getent)                                                                                           \
    MODULE(group)                                                                                            \
    MODULE(group_by)                                                                                         \
    MODULE(hostname)                                                                                         \
    MODULE(import_playbook)                                                                                  \
    MODULE(import_role)                                                                                      \
    MODULE(import_tasks)                                                                                     \
    MODULE(include_role)                                                                                     \
    MODULE(include_tasks)                                                                                    \
    MODULE(include_vars)                                                                                     \
    MODULE(ini_file)                                                                                         \
    MODULE(known_hosts)                                                                                      \
    MODULE(lineinfile)                                                                                       \
    MODULE(meta)                                                                                             \
    MODULE(mount)                                                                                            \
    MODULE(package)                                                                                          \
    MODULE(pause)                                                                                            \
    MODULE(ping)                                                                                             \
    MODULE(raw)                                                                                              \
    MODULE(reboot)                                                                                           \
    MODULE(replace)                                                                                          \
    MODULE(script)                                                                                           \
    MODULE(seboolean)                                                                                        \
    MODULE(selinux)                                                                                          \
    MODULE(service)                                                                                          \
    MODULE(set_fact)                                                                                         \
    MODULE(setup)                                                                                            \
    MODULE(shell)                                                                                            \
    MODULE(slurp)                                                                                            \
    MODULE(stat)                                                                                             \
    MODULE(sysctl)                                                                                           \
    MODULE(systemd)                                                                                          \
    MODULE(tempfile)                                                                                         \
    MODULE(template)                                                                                         \
    MODULE(timezone)                                                                                         \
    MODULE(unarchive)                                                                                        \
    MODULE(user)                                                                                             \
    MODULE(wait_for)                                                                                         \
    MODULE(wait_for_connection)                                                                              \
    MODULE(yum)                                                                                              \
    MODULE(yum_repository)

namespace skybro::playbook {

#define SKYBRO_DECLARE(name) Module name##Module();
SKYBRO_MODULES(SKYBRO_DECLARE)

namespace {

const std::vector<Module> &table()
{
    static const std::vector<Module> all = [] {
        std::vector<Module> made;
#define SKYBRO_ADD(name) made.push_back(name##Module());
        SKYBRO_MODULES(SKYBRO_ADD)
        std::ranges::sort(made, {}, &Module::name);
        return made;
    }();
    return all;
}

} // namespace

std::span<const Module> modules()
{
    return table();
}

const Module *findModule(const QString &name)
{
    static const QHash<QString, const Module *> known = [] {
        QHash<QString, const Module *> byName;
        for (const Module &module : table()) {
            byName.insert(module.name, &module);
            for (const QString &fullName : module.fullNames)
                byName.insert(fullName, &module);
        }
        return byName;
    }();
    return known.value(name);
}

} // namespace skybro::playbook
