"""The Web API, one file per family of methods; each maps method names to functions of the world and the arguments."""
