"""Example projects: published cases, played by ordinary actions with made-up people."""
