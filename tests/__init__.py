"""The project's tests. A package, so that test modules can say `from tests.oracles.libreoffice import recalculate`."""
