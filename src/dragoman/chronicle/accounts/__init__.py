"""Who may use a chronicle, and what each of them did: users, their sessions and keys, and the log of all changes.

A chronicle without users is local: whoever can open it may do everything, and no one signs in.
"""
