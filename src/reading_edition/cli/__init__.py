"""The commands: each is a module, and ``main.py`` lists them."""
