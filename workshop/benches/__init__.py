"""How quick Evenweave is, measured on one machine in one run: ratios and medians, no promises."""
