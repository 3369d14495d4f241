"""The version of this package, read from the installed metadata; imported when first needed."""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["__version__"]

try:
    __version__ = version("govdisclosure")
except PackageNotFoundError:  # used from a folder, without installation
    __version__ = "unknown"
