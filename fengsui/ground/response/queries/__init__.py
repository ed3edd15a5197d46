"""Reading the response. Import as `from fengsui.ground.response import queries as response`."""

from fengsui.ground.response.queries.emergencies import Standing, current, day_of_response, standing, steps

__all__ = ["Standing", "current", "day_of_response", "standing", "steps"]
