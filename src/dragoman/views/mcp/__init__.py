"""The chronicle for language models, by the Model Context Protocol: tools that only read, each answer with its quotes.

``arguments`` and ``answers`` are the records that tools take and give, from which their schemas are made; ``asking``
answers them; ``server`` speaks the protocol, ``transport`` carries it over standard input and output or HTTP. The
library is loaded when a server is made, and never before.
"""
