"""Turns text into `jiuye.xlam`, the add-in that Excel loads, and into the bundle that an office installs from.

Five steps, each knowing only the one below:

- `compound_file` and `compression` write the two binary formats in which Excel keeps macros;
- `vba_source` reads our modules in `addin/vba`, `vendored` takes xlwings' own from the installed package,
  `vba_project` makes `vbaProject.bin` of both;
- `rule_functions` makes the cell functions of the rules and their help, in VBA;
- `ribbon` reads `addin/ribbon.xml` and refuses what Excel would silently not show;
- `package` packs the workbook, the ribbon and the macros; `bundle` adds the installer and, from `wheelhouse`, what a
  PC without internet needs of Python.

The same text gives the same bytes: no time of day, no random key, no order of a file system gets in.
"""
