"""How good the answers are on documents that are not in this repository: `python -m bench.answers.run FOLDER`."""
