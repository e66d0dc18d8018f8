"""How the workspace speaks to the app: over Socket Mode or by signed HTTP requests."""
