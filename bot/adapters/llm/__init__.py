"""Reading and writing replies: embedded by default, with an OpenAI-compatible endpoint as a second opinion."""
