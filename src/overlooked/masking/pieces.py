"""Pieces: stretches of a text that are to be masked or kept, and who has claimed them first."""

from collections.abc import Iterable
from typing import NamedTuple

from overlooked.masking.tokens import PLACEHOLDER, Token

KEEP = ""
"""The kind of a piece that stays as it is, and that nothing later may take."""


class Piece(NamedTuple):
    """A piece of a text and the kind of placeholder that will stand for it."""

    start: int
    end: int
    kind: str


class Claims:
    """What has been claimed of a text: the first claim holds, and placeholders are nobody's."""

    def __init__(self, text: str) -> None:
        """Take the text; its placeholders are held from the start."""
        self.pieces: list[Piece] = []
        self._held = bytearray(len(text))
        for match in PLACEHOLDER.finditer(text):
            self._hold(match.start(), match.end())

    def take(self, pieces: Iterable[Piece]) -> None:
        """Claim the pieces that touch nothing claimed before; the others are left."""
        for piece in pieces:
            if piece.start < piece.end and not any(self._held[piece.start : piece.end]):
                self._hold(piece.start, piece.end)
                self.pieces.append(piece)

    def opened(self, tokens: Iterable[Token]) -> list[Token]:
        """The tokens, with what is claimed as masked pieces of its kind."""
        kinds = {place: piece.kind for piece in self.pieces for place in range(piece.start, piece.end)}
        return [_shut(token, kinds[token.start]) if token.start in kinds else token for token in tokens]

    def _hold(self, start: int, end: int) -> None:
        self._held[start:end] = b"\1" * (end - start)


def _shut(token: Token, kind: str) -> Token:
    shown = f"[{kind}]"
    return Token(shown, shown, token.start, token.end, is_word=False, is_first=False, is_shouted=token.is_shouted)
