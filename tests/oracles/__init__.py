"""Other people's programs, and our own strict readers, as judges of the workbooks that this project writes.

libreoffice   recalculates a workbook from nothing, prints it, gives back the values
schema        Microsoft's Open XML validator
portability   walks every formula and names what Excel 2010 or WPS would not take
cycles        names cells that depend on themselves, which Excel refuses and LibreOffice does not always show
"""
