"""The version of this package, read from what was installed; imported when first asked for."""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["__version__"]

try:
    __version__ = version("govdisclosure")
except PackageNotFoundError:  # used from a folder, without being installed
    __version__ = "unknown"
