#!/usr/bin/env python3
"""The guard of translations must bark, too."""
import tempfile
import unittest
from pathlib import Path
from xml.sax.saxutils import escape

import translations

# Source, its translation (of several forms: a list), and what the guard says (None: nothing).
FORMS = [
    ("Start", "Start", None),
    ("Start", None, "not translated"),
    ("%1 of %2", "%2: %1", None),
    ("%1 of %2", "%1", "other placeholders"),
    ("%L1 bytes", "%1 byte", "other placeholders"),
    ("%n node(s) in %1", ["en node i %1", "%n noder i %1"], None),
    ("%n node(s) in %1", ["%n node", "%n noder i %1"], "other placeholders"),
    ("&Start", "&Begynd", None),
    ("&Start", "Start", "accelerators"),
    (" more", " mere", None),
    (" more", "mere", "another blank"),
]
HELPER = 'namespace {}{{\n\nQString tr(const char *text)\n{{\n    return QCoreApplication::translate("{}", text);\n}}\n'
SOURCES = [
    (HELPER.format("skybro::tunnel ", "skybro::tunnel"), False),
    (HELPER.format("skybro::tunnel ", "Tunnel"), True),
    (HELPER.format("skybro::tunnel ", "skybro::tunnel").replace(" tr(", " translate("), True),
]


def form(text):
    if text is None:
        return '<translation type="unfinished"></translation>'
    if isinstance(text, str):
        return f"<translation>{escape(text)}</translation>"
    return "<translation>" + "".join(f"<numerusform>{escape(one)}</numerusform>" for one in text) + "</translation>"


class TranslationsTest(unittest.TestCase):
    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "x.ts"
            for source, text, said in FORMS:
                file.write_text(f"<TS><context><name>C</name><message><source>{escape(source)}</source>{form(text)}</message></context></TS>",
                                encoding="utf-8")
                found = list(translations.file_breaches(file))
                with self.subTest(source=source, text=text):
                    self.assertEqual(len(found), 0 if said is None else 1, found)
                    self.assertTrue(said is None or said in found[0], found)

    def test_sources(self):
        for text, is_wrong in SOURCES:
            self.assertEqual(bool(list(translations.source_breaches("a.cpp", text))), is_wrong, text)

    def test_lupdate(self):
        lupdate = Path("/usr/lib/qt6/bin/lupdate")
        if not lupdate.exists():
            self.skipTest("package qt6-l10n-tools is not installed")
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for part in ("app/skybro", "models", "ui", "translations"):
                (root / part).mkdir(parents=True)
            (root / "app/skybro/CMakeLists.txt").write_text("# lupdate -locations none -I . ui app/skybro models -ts FILE\n", encoding="utf-8")
            (root / "translations/skybro_da.ts").write_text('<!DOCTYPE TS><TS version="2.1" language="da"></TS>', encoding="utf-8")
            (root / "models/a.cpp").write_text('class Lone\n{\n    void f() { tr("Hello"); }\n};\n', encoding="utf-8")
            found = list(translations.lupdate_breaches(root, lupdate))
            self.assertTrue(any("class Lone" in text for text in found), found)
            self.assertTrue(any("'Hello': not translated" in text for text in found), found)


if __name__ == "__main__":
    unittest.main()
