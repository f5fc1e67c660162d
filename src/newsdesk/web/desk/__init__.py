"""The desk: where editors read what came in, and decide. One file per screen; `views.py` holds what templates receive.

Every screen needs a log-in; every form carries a token; every act goes through `newsdesk.desk.acts`.
"""
