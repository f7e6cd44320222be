"""One file a format: the tree as HTML, Markdown, DOCX or PDF; tables as sheets and files."""
