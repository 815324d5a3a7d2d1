"""What the pages of staff share: who may come in, what shields a page, how it looks.

A Büro page is a process of its own for few people, on loopback unless somebody sets a password.
"""
