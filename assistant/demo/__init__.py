"""A fictional school district to try everything on: its policy, its people, its documents in five formats and the
questions its families ask. `district/` holds what is loaded; `content/` holds the words of each document, one Markdown
file each; `make_documents` turns them into the files of `district/documents/`. Every name, number and address is made up."""
