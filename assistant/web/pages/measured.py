"""Every page of measurement."""

from assistant.web.pages import dashboard, figures, improving, scorecard, survey

ROUTERS = (dashboard.router, figures.router, scorecard.router, improving.router, survey.router)
