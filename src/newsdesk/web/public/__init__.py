"""The public site: one file per screen, named as its address is; `views.py` holds what the templates receive."""
