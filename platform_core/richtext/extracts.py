"""The plain text of a Markdown text: for cards, search, feeds and e-mails."""

from markdown_it.token import Token

from platform_core.richtext.parsing import parse

_LEAST = 2


def plain(text: str, length: int | None = None, *, lines: bool = False) -> str:
    """The words without their marks, on one line; cut at a word, « … » included, to at most `length` characters.

    With `lines` the paragraphs and lists stay (for e-mails) and a link is followed by its address.
    """
    blocks = _lines(parse(text)) if lines else [" ".join(part.split()) for part in _texts(parse(text))]
    result = "\n".join(blocks).strip() if lines else " ".join(part for part in blocks if part)
    return _cut(result, length) if length is not None else result


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    if length < _LEAST:
        return "…"[:length]
    kept = text[: length - 1]
    words = kept if text[length - 1].isspace() else kept.rpartition(" ")[0]
    return (words if len(words) > length // 2 else kept).rstrip(" \n,;:.–-") + "…"  # a dash


def _texts(tokens: list[Token]) -> list[str]:
    return [_inline(token, addresses=False) for token in tokens if token.type in {"inline", "fence"}]


def _lines(tokens: list[Token]) -> list[str]:
    """One entry per line; a blank one between paragraphs, none inside a list or a table."""
    result: list[str] = []
    bullet, depth = "", 0
    for token in tokens:
        if token.type == "list_item_open":
            bullet = f"{'  ' * (depth - 1)}{token.info}. " if token.info else f"{'  ' * (depth - 1)}- "
        elif token.type in {"bullet_list_open", "ordered_list_open", "table_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close", "table_close"}:
            depth -= 1
            result += [""] * (depth == 0)
        elif token.type in {"inline", "fence"}:
            result.append(bullet + _inline(token, addresses=True))
            bullet = ""
            result += [""] * (depth == 0)
    return result


def _inline(token: Token, *, addresses: bool) -> str:
    if token.children is None:
        return token.content
    parts: list[str] = []
    targets: list[tuple[str, int]] = []
    for child in token.children:
        if child.type == "link_open":
            targets.append((str(child.attrs.get("href", "")), len(parts)))
        elif child.type == "link_close" and targets:
            address, start = targets.pop()
            said = "".join(parts[start:])
            parts += [f" ({address})"] * (addresses and said not in address)
        else:
            parts.append("\n" if child.type in {"softbreak", "hardbreak"} else child.content)
    return "".join(parts)
