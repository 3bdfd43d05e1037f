pytest_plugins = ["pytest_kantansim"]
