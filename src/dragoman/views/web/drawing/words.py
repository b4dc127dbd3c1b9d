"""How a picture is called, for who sees it and who hears it."""

from typing import NamedTuple

from dragoman.views.web.drawing.markup import element, write


class Words(NamedTuple):
    """The words of a picture: ``name`` begins all ids in it, so that two pictures of one page share none."""

    name: str
    title: str
    description: str = ""

    def describe(self) -> str:
        """Return the title and description as the first children of a picture."""
        title = element("title", write(self.title), id=f"{self.name}-title")
        return title + (element("desc", write(self.description), id=f"{self.name}-desc") if self.description else "")

    @property
    def labelled(self) -> dict[str, str]:
        """The attributes with which a picture points to its title and description."""
        by = {"aria_labelledby": f"{self.name}-title"}
        return {**by, "aria_describedby": f"{self.name}-desc"} if self.description else by
