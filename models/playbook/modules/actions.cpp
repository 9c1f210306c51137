#include "models/playbook/modules/options.h"

namespace skybro::playbook {

using namespace Qt::StringLiterals;

// What the runner does by itself: here is only what it takes.

Module metaModule()
{
    return {.name = u"meta"_s,
            .fullNames = builtinNames(u"meta"_s),
            .options = {},
            .runsOnNode = false,
            .isAction = true};
}

Module include_tasksModule()
{
    return {.name = u"include_tasks"_s,
            .fullNames = builtinNames(u"include_tasks"_s),
            .options =
                {
                    {.name = u"file"_s},
                    {.name = u"apply"_s, .type = OptionType::Mapping},
                },
            .runsOnNode = false,
            .isAction = true};
}

Module import_tasksModule()
{
    return {.name = u"import_tasks"_s,
            .fullNames = builtinNames(u"import_tasks"_s),
            .options =
                {
                    {.name = u"file"_s},
                },
            .runsOnNode = false,
            .isAction = true};
}

Module import_playbookModule()
{
    return {.name = u"import_playbook"_s,
            .fullNames = builtinNames(u"import_playbook"_s),
            .options = {},
            .runsOnNode = false,
            .isAction = true};
}

Module include_roleModule()
{
    return {.name = u"include_role"_s,
            .fullNames = builtinNames(u"include_role"_s),
            .options =
                {
                    {.name = u"allow_duplicates"_s, .type = OptionType::Bool, .otherwise = true},
                    {.name = u"apply"_s},
                    {.name = u"defaults_from"_s, .otherwise = Value(u"main"_s)},
                    {.name = u"handlers_from"_s, .otherwise = Value(u"main"_s)},
                    {.name = u"name"_s, .isRequired = true},
                    {.name = u"public"_s, .type = OptionType::Bool, .otherwise = false},
                    {.name = u"rolespec_validate"_s, .type = OptionType::Bool, .otherwise = true},
                    {.name = u"tasks_from"_s, .otherwise = Value(u"main"_s)},
                    {.name = u"vars_from"_s, .otherwise = Value(u"main"_s)},
                },
            .runsOnNode = false,
            .isAction = true};
}

Module import_roleModule()
{
    return {.name = u"import_role"_s,
            .fullNames = builtinNames(u"import_role"_s),
            .options =
                {
                    {.name = u"allow_duplicates"_s, .type = OptionType::Bool, .otherwise = true},
                    {.name = u"defaults_from"_s, .otherwise = Value(u"main"_s)},
                    {.name = u"handlers_from"_s, .otherwise = Value(u"main"_s)},
                    {.name = u"name"_s, .isRequired = true},
                    {.name = u"rolespec_validate"_s, .type = OptionType::Bool, .otherwise = true},
                    {.name = u"tasks_from"_s, .otherwise = Value(u"main"_s)},
                    {.name = u"vars_from"_s, .otherwise = Value(u"main"_s)},
                },
            .runsOnNode = false,
            .isAction = true};
}

Module include_varsModule()
{
    return {.name = u"include_vars"_s,
            .fullNames = builtinNames(u"include_vars"_s),
            .options =
                {
                    {.name = u"depth"_s, .type = OptionType::Int, .otherwise = 0},
                    {.name = u"dir"_s, .type = OptionType::Path},
                    {.name = u"extensions"_s,
                     .type = OptionType::Sequence,
                     .otherwise = QStringList{u"json"_s, u"yaml"_s, u"yml"_s}},
                    {.name = u"file"_s, .type = OptionType::Path},
                    {.name = u"files_matching"_s},
                    {.name = u"hash_behaviour"_s, .choices = {u"replace"_s, u"merge"_s}},
                    {.name = u"ignore_files"_s, .type = OptionType::Sequence},
                    {.name = u"ignore_unknown_extensions"_s, .type = OptionType::Bool, .otherwise = false},
                    {.name = u"name"_s},
                },
            .runsOnNode = false,
            .isAction = true};
}

Module add_hostModule()
{
    return {
        .name = u"add_host"_s,
        .fullNames = builtinNames(u"add_host"_s),
        .options =
            {
                {.name = u"groups"_s, .type = OptionType::Sequence, .aliases = {u"group"_s, u"groupname"_s}},
                {.name = u"name"_s, .isRequired = true, .aliases = {u"host"_s, u"hostname"_s}},
            },
        .takesAnyOption = true,
        .runsOnNode = false,
        .isAction = true};
}

Module group_byModule()
{
    return {.name = u"group_by"_s,
            .fullNames = builtinNames(u"group_by"_s),
            .options =
                {
                    {.name = u"key"_s, .isRequired = true},
                    {.name = u"parents"_s, .type = OptionType::Sequence, .otherwise = Value(u"all"_s)},
                },
            .runsOnNode = false,
            .isAction = true};
}

Module pauseModule()
{
    return {.name = u"pause"_s,
            .fullNames = builtinNames(u"pause"_s),
            .options =
                {
                    {.name = u"echo"_s, .type = OptionType::Bool, .otherwise = true},
                    {.name = u"minutes"_s},
                    {.name = u"prompt"_s},
                    {.name = u"seconds"_s},
                },
            .runsOnNode = false,
            .isAction = true};
}

} // namespace skybro::playbook
