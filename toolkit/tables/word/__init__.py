"""Word documents as they read: once for the tables a unit returns, once for the texts that are published.

``flow`` walks the body of a .docx, ``lists`` resolves its automatic numbers, ``olddoc`` takes a .doc apart;
``docx`` and ``doc`` make ``Tables`` of them. The lines and grids of a published document are made in
``official/sources``.
"""
