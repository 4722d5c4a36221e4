"""The tests, in the folders of the house; packages, so that two modules may have one name."""
