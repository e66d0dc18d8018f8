"""The candidates' inbox page."""
