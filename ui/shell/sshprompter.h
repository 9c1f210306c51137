#pragma once

#include "models/secrets/secretstore.h"
#include "models/ssh/prompter.h"

#include <QPointer>
#include <QQueue>
#include <QWidget>

#include <functional>

class QBoxLayout;
class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace skybro::ui {

class IconLabel;

/// Asks the user what a connection wants to know, in a strip above the pages: whether to trust a host's key,
/// passwords, passphrases. One question at a time, the others wait; nothing else stands still. A question
/// whose connection went away goes with it. When it is destroyed the answer to all is no.
class SshPrompter : public QWidget, public ssh::Prompter
{
    Q_OBJECT

public:
    /// Where secrets are kept that the user wants kept; asked for at the first of them. May give null: then
    /// keeping is not offered.
    using Store = std::function<secrets::SecretStore *()>;

    explicit SshPrompter(Store store, QWidget *parent = nullptr);
    ~SshPrompter() override;

    [[nodiscard]] ssh::AskJob *ask(const ssh::Question &question) override;
    /// Those asked and not answered yet.
    [[nodiscard]] qsizetype waiting() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    class Ask;
    void enqueue(Ask *ask);
    void forget(Ask *ask);
    void showNext();
    void tellMore();
    void arrange();
    void showQuestion(const ssh::Question &question);
    void answer();
    void refuse();
    void keep(const ssh::Question &question, const Secret &secret);
    [[nodiscard]] static bool canBeKept(const ssh::Question &question);

    Store m_store;
    QQueue<Ask *> m_asks; ///< the first one is shown
    QList<QLineEdit *> m_fields;

    IconLabel *m_sign;
    QLabel *m_text;
    QLabel *m_fingerprint;
    QFormLayout *m_form;
    QCheckBox *m_keep;
    QLabel *m_more;
    QPushButton *m_yes;
    QPushButton *m_no;
    QBoxLayout *m_row = nullptr; ///< what is asked, and the buttons beside it or below
    QWidget *m_question = nullptr;
    QWidget *m_buttons = nullptr;
};

} // namespace skybro::ui
