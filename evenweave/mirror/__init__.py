"""Who holds what in a project, by expertise and phase: read from its own work. No tables."""
