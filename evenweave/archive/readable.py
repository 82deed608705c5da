NEEDED=frozenset()
def page(project, kept, at): return "<html></html>"
