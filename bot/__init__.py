"""Pin for Slack: rules, stories, drawings, vendors and the local world."""
