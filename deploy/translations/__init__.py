"""Translations without the system's gettext: French is written in the source, English is a committed catalogue.

    python -m deploy.translations check     what is missing or wrong, exit code 1 if anything is
    python -m deploy.translations update    bring the catalogues in line with the source; new messages come untranslated
    python -m deploy.translations compile   write the .mo files beside the .po files

A message lives in `deploy/locale/en/LC_MESSAGES/django.po`. The French catalogue is generated: it only holds the
messages that have a plural, so that zero takes the singular as French wants ("0 soutien"). So is `typography/fr`, which
comes before it: the messages whose spaces may not break a line. Tests do without it, to quote the source.
"""
