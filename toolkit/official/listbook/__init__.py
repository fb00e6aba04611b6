"""The official list as a workbook (问题清单.xlsx): its sheets, its look, what is still to be confirmed."""
