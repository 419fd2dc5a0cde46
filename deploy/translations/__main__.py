"""The command line: see the package's documentation."""

import sys

from deploy.translations import catalogues
from deploy.translations.messages import every_message


def main(action: str) -> int:
    """Do `action` (check, update or compile) and return the exit code."""
    if action == "check":
        faults = sorted(catalogues.faults(every_message()))
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
        return 1 if faults else 0
    if action == "update":
        messages = every_message()
        catalogues.write("en", catalogues.updated("en", messages))
        catalogues.write("fr", catalogues.french(messages))
        catalogues.write("typography/fr", catalogues.typography(messages))
        return 0
    if action == "compile":
        for language in catalogues.PLURALS:
            catalogues.write(language, catalogues.read(language))
        return 0
    sys.stderr.write("python -m deploy.translations check | update | compile\n")
    return 2


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:])))
