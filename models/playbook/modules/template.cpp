#include "models/playbook/modules/copyrun.h"
#include "models/playbook/modules/options.h"

#include <QFileInfo>

namespace skybro::playbook {

using namespace Qt::StringLiterals;

namespace {

class TemplateRun : public CopyRun
{
public:
    using CopyRun::CopyRun;

protected:
    Result<QList<CopyItem>> items() override
    {
        const Dict &args = call().args;
        const QString src = args.value(u"src"_s).toText();
        const auto found = call().controller->find(src, u"templates"_s);
        if (!found)
            return std::unexpected(found.error());
        const auto text = call().controller->render(*found, {}, args);
        if (!text)
            return std::unexpected(text.error());
        QByteArray bytes = *text;
        const QString newline = args.value(u"newline_sequence"_s).toText();
        if (newline == u"\\r\\n"_s || newline == u"\r\n"_s)
            bytes.replace("\n", "\r\n");
        else if (newline == u"\\r"_s || newline == u"\r"_s)
            bytes.replace("\n", "\r");
        return QList<CopyItem>{
            {.dest = args.value(u"dest"_s).toText(),
             .basename = QFileInfo(src).fileName(),
             .source = *found,
             .content = bytes,
             .mode = args.value(u"mode"_s) == Value(u"preserve"_s) ? localMode(*found) : QString()}};
    }

    void finish(TaskResult &result) const override
    {
        if (!result.changed)
            result.fields.insert(u"path"_s, result.fields.value(u"dest"_s));
    }
};

} // namespace

Module templateModule()
{
    return {
        .name = u"template"_s,
        .fullNames = builtinNames(u"template"_s),
        .options = withFileOptions({
            {.name = u"dest"_s, .type = OptionType::Path, .isRequired = true},
            {.name = u"src"_s, .type = OptionType::Path, .isRequired = true},
            {.name = u"backup"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"follow"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"force"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"validate"_s},
            {.name = u"trim_blocks"_s, .type = OptionType::Bool, .otherwise = true},
            {.name = u"lstrip_blocks"_s, .type = OptionType::Bool, .otherwise = false},
            {.name = u"newline_sequence"_s,
             .otherwise = Value(u"\n"_s),
             .choices = {u"\n"_s, u"\r"_s, u"\r\n"_s, u"\\n"_s, u"\\r"_s, u"\\r\\n"_s}},
            {.name = u"output_encoding"_s,
             .otherwise = Value(u"utf-8"_s),
             .choices = {u"utf-8"_s, u"utf8"_s, u"UTF-8"_s}},
            {.name = u"block_start_string"_s, .otherwise = Value(u"{%"_s), .isSupported = false},
            {.name = u"block_end_string"_s, .otherwise = Value(u"%}"_s), .isSupported = false},
            {.name = u"variable_start_string"_s, .otherwise = Value(u"{{"_s), .isSupported = false},
            {.name = u"variable_end_string"_s, .otherwise = Value(u"}}"_s), .isSupported = false},
            {.name = u"comment_start_string"_s, .isSupported = false},
            {.name = u"comment_end_string"_s, .isSupported = false},
        }),
        .start = [](const ModuleCall &call) { return std::make_unique<TemplateRun>(call); },
    };
}

} // namespace skybro::playbook
