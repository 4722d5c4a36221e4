"""Every page of measurement."""

from assistant.web.pages import dashboard, figures, improving, scorecard

ROUTERS = (dashboard.router, figures.router, scorecard.router, improving.router)
