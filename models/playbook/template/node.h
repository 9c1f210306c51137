#pragma once

#include "models/playbook/value.h"

#include <memory>
#include <vector>

namespace skybro::playbook {

/// One node of a parsed template, as jinja.js makes them. Immutable once parsed, so that all threads share
/// it.
struct Node
{
    enum class Kind
    {
        Missing,
        // expressions; the children in brackets
        Literal,   ///< value
        Name,      ///< text
        Tuple,     ///< [items]
        ListOf,    ///< [items]
        DictOf,    ///< [key, value, key, value …]
        Attribute, ///< text; [of]
        Subscript, ///< [of, key | Slice]
        Slice,     ///< [from?, to?, step?]
        Call,      ///< [callee, arguments]
        Kwarg,     ///< text; [value]
        Splat,     ///< [list]
        KwSplat,   ///< [dict]
        Filter,    ///< text; [input, arguments]
        Test,      ///< text; [input, arguments]
        Captured,  ///< what a block wrote: the input of its filter
        Not,
        Negate,
        Plus,
        And,
        Or,
        Binary,  ///< text: the operator; [left, right]
        Compare, ///< [first, Operand …]
        Operand, ///< text: the operator; [right]
        Choose,  ///< [condition, then, else?]
        // statements
        Body,        ///< [statements]
        Data,        ///< text
        Output,      ///< [expression]
        If,          ///< [condition, then, else?]
        For,         ///< text: "recursive"; [target, items, body, else?, condition?]
        Set,         ///< [target, value]
        SetBlock,    ///< [target, body, filter]
        Macro,       ///< text; [body, Param …]
        Param,       ///< text; [default?]
        CallBlock,   ///< [call, Macro]
        FilterBlock, ///< [body, filter]
        Include,     ///< text: "ignore", "alone"; [template]
        Import,      ///< text: "alone"; [template, name]
        FromImport,  ///< text: "alone"; [template, Alias …]
        Alias,       ///< text; [name]
        Block,       ///< text; [body]
        Extends,     ///< [template]
        With,        ///< [body, Set …]
        Do,          ///< [expression]
        Break,
        Continue
    };

    Kind kind = Kind::Missing;
    int line = 1;
    QString text;
    Value value;
    std::vector<std::unique_ptr<const Node>> children;

    /// Null when there is none.
    [[nodiscard]] const Node *child(std::size_t index) const
    {
        return index < children.size() ? children[index].get() : nullptr;
    }
};

} // namespace skybro::playbook
