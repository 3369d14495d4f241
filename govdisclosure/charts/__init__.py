"""Pictures of outcomes, of series, and of bodies compared, with the numbers behind them."""

from govdisclosure.charts.bodies import chart_bodies
from govdisclosure.charts.chart import Chart
from govdisclosure.charts.outcomes import chart_outcomes
from govdisclosure.charts.series import chart_series

__all__ = ["Chart", "chart_bodies", "chart_outcomes", "chart_series"]
