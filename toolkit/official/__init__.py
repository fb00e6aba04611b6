"""Published documents -> the official list: problems of a plan, or an annex of progress.

Entry points: ``reading`` (documents), ``listbook`` (the list as a workbook), ``revision`` (a new publication
against the list in force), ``together`` (what several documents make). Every command opens the list and few
read a document, so nothing is imported here.
"""
