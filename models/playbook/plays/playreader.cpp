#include "models/playbook/plays/playreader.h"

#include "models/playbook/plays/rolereader.h"
#include "models/playbook/plays/taskreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace skybro::playbook {

using namespace Qt::StringLiterals;
using Type = KeywordReader::Type;

namespace {

const YamlNode *importedName(const YamlNode &entry)
{
    for (const QString &name :
         {u"import_playbook"_s, u"ansible.builtin.import_playbook"_s, u"ansible.legacy.import_playbook"_s}) {
        if (const YamlNode *found = entry.find(name))
            return found;
    }
    return nullptr;
}

std::shared_ptr<const Task> flush(const Play &play)
{
    auto task = std::make_shared<Task>();
    task->parent = &play;
    task->mark = {.file = play.mark.file};
    task->action = u"meta"_s;
    task->module = findModule(u"meta"_s);
    task->args = {{u"_raw_params"_s, Value(u"flush_handlers"_s)}};
    task->isImplicit = true;
    return task;
}

} // namespace

std::vector<std::shared_ptr<const Play>> PlayReader::readPlaybook(const QString &path)
{
    readFile(path, {.file = path}, {}, {});
    return std::move(m_plays);
}

void PlayReader::readFile(const QString &path, const Mark &from, const Import &import, const QStringList &way)
{
    const auto refuse = [&](const Mark &mark, const QString &text) {
        m_reading.findings.addError(mark, text);
    };
    if (way.contains(path)) {
        refuse(from, tr("an import that comes back to itself: %1.").arg(wayText(way, path)));
        return;
    }
    const auto root = m_reading.files.read(path, m_reading.findings);
    if (!root)
        return;
    if (root->isNull()) {
        refuse({.file = path}, u"Empty playbook, nothing to do: %1"_s.arg(path));
        return;
    }
    if (!root->isSequence()) {
        const QString type = root->isMapping() ? u"dict"_s : u"str"_s;
        refuse(root->mark(),
               u"A playbook must be a list of plays, got a <class '%1'> instead: %2"_s.arg(type, path));
        return;
    }
    if (root->items().empty())
        refuse(root->mark(), u"A playbook must contain at least one play: %1"_s.arg(path));
    for (const YamlNode &entry : root->items()) {
        if (!entry.isMapping())
            refuse(entry.mark(),
                   u"playbook entries must be either valid plays or 'import_playbook' statements"_s);
        else if (const YamlNode *name = importedName(entry))
            readImport(entry, *name, QFileInfo(path).path(), import, way + QStringList{path});
        else
            readPlay(entry, path, import);
    }
}

void PlayReader::readImport(const YamlNode &node, const YamlNode &name, const QString &folder,
                            const Import &outer, const QStringList &way)
{
    Block common; // an import has what a block has, and gives three of it to its plays
    KeywordReader keywords(m_reading, u"PlaybookInclude"_s);
    for (const auto &[key, value] : node.entries()) {
        if (key.text() == u"vars"_s && !value.isMapping())
            m_reading.findings.addError(
                value.mark(), u"vars for import_playbook statements must be specified as a dictionary"_s);
        else if (!key.text().endsWith(u"import_playbook"_s) && !keywords.read(key, value, common))
            keywords.refuseKey(key);
    }
    if (name.isNull()) {
        m_reading.findings.addError(node.mark(), u"playbook import parameter is missing"_s);
        return;
    }
    if (!name.value().isString()) {
        m_reading.findings.addError(name.mark(),
                                    u"playbook import parameter must be a string indicating a file path"_s);
        return;
    }
    common.vars.update(outer.vars);
    const auto file = expandStatic(name.text().trimmed(), name.mark(), common, m_reading);
    if (!file)
        return;
    // What stands behind the name was once parameters; a name with spaces needs quotes of its own.
    const QString word = file->startsWith(u'"') || file->startsWith(u'\'')
                             ? file->mid(1, file->indexOf(file->front(), 1) - 1)
                             : file->section(u' ', 0, 0);
    const QString path = QDir::cleanPath(QDir(folder).absoluteFilePath(word));
    if (!QFileInfo(path).isFile()) {
        m_reading.findings.addError(name.mark(), tr("there is no playbook %1 to import.").arg(path),
                                    ErrorKind::NotFound);
        return;
    }
    Import import{.vars = common.vars, .tags = outer.tags + common.tags, .when = outer.when + common.when};
    import.tags.removeDuplicates();
    readFile(path, name.mark(), import, way);
}

void PlayReader::readPlay(const YamlNode &node, const QString &path, const Import &import)
{
    const auto play = std::make_shared<Play>();
    play->mark = node.mark();
    play->folder = QFileInfo(path).path();
    KeywordReader keywords(m_reading, u"Play"_s);
    for (const auto &[key, value] : node.entries())
        readKey(key, value, keywords, *play);
    if (!node.find(u"hosts"_s))
        m_reading.findings.addError(node.mark(), u"the field 'hosts' is required but was not set"_s);
    play->vars.update(import.vars);
    play->tags += import.tags;
    play->tags.removeDuplicates();
    play->when = import.when;
    if (m_reading.elementRead)
        m_reading.elementRead(*play, node);
    readVarsFiles(*play);
    readSections(node, path, *play);
    m_plays.push_back(play);
}

void PlayReader::readKey(const YamlNode &key, const YamlNode &value, KeywordReader &keywords, Play &play)
{
    static const QStringList sections{u"handlers"_s, u"post_tasks"_s, u"pre_tasks"_s, u"roles"_s, u"tasks"_s};
    const QString name = key.text();
    const auto text = [&] { return value.isNull() ? QString() : keywords.readText(name, value); };
    if (name == u"hosts"_s) {
        readHosts(value, play);
    } else if (name == u"gather_facts"_s) {
        play.gatherFacts = keywords.readTyped(name, Type::Bool, value);
    } else if (name == u"gather_subset"_s) {
        play.gatherSubset = value.value();
    } else if (name == u"gather_timeout"_s) {
        (void)keywords.readTyped(name, Type::Int, value);
    } else if (name == u"fact_path"_s) {
        (void)text();
    } else if (name == u"serial"_s) {
        for (const Written &step : KeywordReader::readList(value))
            play.serial.append(step.value);
    } else if (name == u"strategy"_s) {
        play.strategy = text();
    } else if (name == u"order"_s) {
        play.order = text();
    } else if (name == u"max_fail_percentage"_s) {
        play.maxFailPercentage = {.value = value.value(), .mark = value.mark()};
    } else if (name == u"force_handlers"_s) {
        play.forceHandlers = keywords.readTyped(name, Type::Bool, value).value.toBool().value_or(false);
    } else if (name == u"vars_files"_s) {
        play.varsFiles = KeywordReader::readList(value);
    } else if (name == u"vars_prompt"_s) {
        readVarsPrompt(value, play);
    } else if (name == u"user"_s) {
        // The old name of remote_user.
        const Written user = keywords.readTyped(name, Type::Text, value);
        if (!user.value.isNull())
            play.keywords.insert(Keyword::RemoteUser, user);
    } else if (!sections.contains(name) && !keywords.read(key, value, play)) {
        keywords.refuseKey(key);
    }
}

void PlayReader::readHosts(const YamlNode &node, Play &play)
{
    const auto refuse = [&](const Mark &mark, const QString &text) {
        m_reading.findings.addError(mark, text);
    };
    play.hosts = {.value = node.value(), .mark = node.mark()};
    if (node.isMapping() || (node.isScalar() && !node.isNull() && !node.value().isString()))
        refuse(node.mark(), u"Hosts list must be a sequence or string. Please check your playbook."_s);
    else if (!node.value().isTrue())
        refuse(node.mark(), u"Hosts list cannot be empty. Please check your playbook"_s);
    for (const YamlNode &item : node.items()) {
        if (item.isNull())
            refuse(item.mark(), u"Hosts list cannot contain values of 'None'. Please check your playbook"_s);
        else if (!item.value().isString())
            refuse(item.mark(),
                   u"Hosts list contains an invalid host value: '%1'"_s.arg(item.value().toText()));
    }
}

void PlayReader::readVarsPrompt(const YamlNode &node, Play &play)
{
    static const QStringList known{u"name"_s,    u"prompt"_s,    u"default"_s, u"private"_s, u"confirm"_s,
                                   u"encrypt"_s, u"salt_size"_s, u"salt"_s,    u"unsafe"_s};
    const auto take = [&](const YamlNode &prompt) {
        if (!prompt.isMapping() || !prompt.find(u"name"_s)) {
            m_reading.findings.addError(prompt.mark(),
                                        u"Invalid vars_prompt data structure, missing 'name' key"_s);
            return;
        }
        for (const auto &[key, value] : prompt.entries()) {
            if (!known.contains(key.text()))
                m_reading.findings.addError(
                    key.mark(),
                    u"Invalid vars_prompt data structure, found unsupported key '%1'"_s.arg(key.text()));
        }
        play.varsPrompt.append(prompt.value());
    };
    if (node.isSequence())
        std::ranges::for_each(node.items(), take);
    else if (!node.isNull())
        take(node);
}

/// For the names of what is imported; those whose own names wait for facts are left to the run.
void PlayReader::readVarsFiles(Play &play)
{
    Dict all;
    for (const Written &written : std::as_const(play.varsFiles)) {
        const QStringList names =
            written.value.isList() ? written.value.toTexts() : QStringList{written.value.toText()};
        if (std::ranges::any_of(names, [](const QString &name) { return Templar::isTemplate(Value(name)); }))
            continue;
        QString path;
        for (const QString &name : names) {
            for (const QString &place : {play.folder + u"/vars"_s, play.folder}) {
                const QString candidate = QDir::cleanPath(QDir(place).absoluteFilePath(name));
                if (path.isEmpty() && QFileInfo(candidate).isFile())
                    path = candidate;
            }
        }
        if (path.isEmpty()) {
            // A play before it may make the file.
            m_reading.findings.addWarning(
                written.mark, tr("vars file %1 was not found; searched: %2.")
                                  .arg(names.join(u", "_s),
                                       QStringList{play.folder + u"/vars"_s, play.folder}.join(u", "_s)));
            continue;
        }
        const auto root = m_reading.files.read(path, m_reading.findings);
        if (root && m_reading.variablesRead)
            m_reading.variablesRead(*root);
        if (root && root->isMapping())
            all.update(root->value().dict());
        else if (root && !root->isNull())
            m_reading.findings.addError(root->mark(), tr("variables must be a mapping."));
    }
    m_reading.varsOfFiles.insert(&play, all);
}

void PlayReader::readSections(const YamlNode &node, const QString &path, Play &play)
{
    std::vector<std::shared_ptr<const RoleInvocation>> imported;
    Place place;
    place.play = &play;
    place.parent = &play;
    place.way = {path};
    place.imported = &imported;
    TaskReader reader(m_reading);
    const auto section = [&](const QString &name) {
        const YamlNode *list = node.find(name);
        return list ? *list : YamlNode();
    };
    play.roles = RoleReader(m_reading).readRoles(section(u"roles"_s), place);
    const auto handlers = reader.readHandlers(section(u"handlers"_s), place);
    const auto append = [&](const QString &name) {
        std::vector<BlockItem> items = reader.readTasks(section(name), place);
        play.tasks.insert(play.tasks.end(), items.begin(), items.end());
    };
    append(u"pre_tasks"_s);
    play.tasks.emplace_back(flush(play));
    for (const auto &role : play.roles)
        RoleReader::appendTasks(role, play.tasks);
    append(u"tasks"_s);
    play.tasks.emplace_back(flush(play));
    append(u"post_tasks"_s);
    play.tasks.emplace_back(flush(play));

    for (const auto &role : play.roles)
        RoleReader::appendHandlers(*role, play.handlers);
    play.handlers.insert(play.handlers.end(), handlers.begin(), handlers.end());
    for (const auto &role : imported)
        RoleReader::appendHandlers(*role, play.handlers);
    play.roles.insert(play.roles.end(), imported.begin(), imported.end());
}

} // namespace skybro::playbook
