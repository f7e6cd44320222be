"""Publication > Document > Citation: who published, which text, where in it.

Documents are kept as CSL-JSON, the form that reference managers and pandoc share.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from counterclaim.model.record import Record


class CslDate(BaseModel):
    """A CSL date: ``date-parts`` as lists of numbers, or ``literal`` words."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    date_parts: tuple[tuple[int, ...], ...] = Field(default=(), alias="date-parts")
    literal: str = ""


class Document(BaseModel):
    """One text of a publication, as a CSL-JSON item; unknown CSL fields are kept."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    id: Annotated[str, BeforeValidator(str)]
    type: str = "document"
    title: str = ""
    author: tuple[dict[str, Any], ...] = ()
    container_title: str = Field(default="", alias="container-title")
    publisher: str = ""
    issued: CslDate | None = None
    accessed: CslDate | None = None
    url: str = Field(default="", alias="URL")

    def csl(self) -> dict[str, Any]:
        """The item as CSL-JSON, without empty fields."""
        return self.model_dump(by_alias=True, exclude_defaults=True, mode="json") | {
            "id": self.id,
            "type": self.type,
        }

    @property
    def date(self) -> str:
        """The date of issue as the case's grammar spells it, or an empty string."""
        parts = self.issued.date_parts[0] if self.issued and self.issued.date_parts else ()
        return "-".join(f"{part:0{4 if i == 0 else 2}d}" for i, part in enumerate(parts))


class Citation(Record):
    """A locator in a document, with the hash of the quoted words instead of the words."""

    id: str
    document: str
    locator: str = ""
    quote_sha1: str = ""
    accessed: str = ""
    archive_url: str = ""
    archive_sha256: str = ""
