#pragma once

#include "models/base/result.h"
#include "models/playbook/template/node.h"

#include <chrono>
#include <memory>

namespace skybro::playbook {

/// How a text is read.
struct Syntax
{
    bool isExpression = false; ///< a bare expression, without braces
    bool rawStrings = false;   ///< backslashes in strings of "{{ }}" stay, as Ansible has it in playbooks
    bool trimBlocks = true;
    bool lstripBlocks = false;

    bool operator==(const Syntax &) const = default;
};

/// Text to trees: nunjucks' parser, taught Jinja2's grammar by jinja.js, in a JavaScript engine that is made
/// when the first text is neither known nor as simple as "a {{ b.c }} d". Trees are kept for all parsers of
/// the process. Thread: the one that made it.
class Parser
{
public:
    Parser();
    ~Parser();
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    /// Never null. Errors: Invalid (syntax, with its line), TimedOut.
    [[nodiscard]] Result<std::shared_ptr<const Node>> parse(const QString &text, const Syntax &syntax,
                                                            std::chrono::milliseconds deadline);

private:
    class Script;
    std::unique_ptr<Script> m_script;
};

} // namespace skybro::playbook
