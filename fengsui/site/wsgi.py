import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengsui.site.settings")
_common = get_wsgi_application()
import_module("fengsui.site.urls")  # now, not while somebody waits for the first page
application = import_module("fengsui.site.early").application(_common)
gc.collect()
gc.freeze()  # what is loaded stays: looking through it again would hold a page up for a quarter of a second
