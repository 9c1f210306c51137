#pragma once

#include "models/azure/json.h"

#include <QJsonDocument>

namespace skybro::test {

/// A JSON text as Azure's readers take it; null when it is none.
struct ParsedJson
{
    azure::JsonDocument document;
    operator azure::JsonView() const { return document.root(); }
};

inline ParsedJson parsed(const QByteArray &text)
{
    auto document = azure::JsonDocument::parse(text);
    return {document ? std::move(*document) : azure::JsonDocument::parse("null").value()};
}

inline ParsedJson parsed(const QJsonObject &object)
{
    return parsed(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace skybro::test
