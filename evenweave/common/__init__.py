"""What every room stands on: actions, actors, the clock, refusals, pages and the kit."""
