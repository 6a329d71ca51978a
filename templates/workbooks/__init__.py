"""The workbooks of the reporting tasks, one small file each: which forms stand together, and what for."""
