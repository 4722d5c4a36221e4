"""Every page of measurement."""

from assistant.web.pages import dashboard, figures, scorecard

ROUTERS = (dashboard.router, figures.router, scorecard.router)
