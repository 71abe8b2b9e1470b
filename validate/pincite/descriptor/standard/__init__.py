"""What the Data Package standard demands of descriptors, in versions 1 and 2, as shapes.

Sources of the rules: Data Package, Data Resource, Table Dialect and Table Schema 2.0, and their
versions 1. What the standard only advises is no fault. Custom properties are free, as long as no
standard one can be meant.
"""

from pincite.descriptor.standard.descriptors import Extras, dialect, package, schema
from pincite.descriptor.standard.versions import Version, version_of, with_types

__all__ = ["Extras", "Version", "dialect", "package", "schema", "version_of", "with_types"]
