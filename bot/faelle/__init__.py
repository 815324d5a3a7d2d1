"""Cases: invented people with what the law must say for them, as tests and staff run them.

The files lie in `tests/eligibility/faelle/`; one runner reads and judges them for everybody.
"""
