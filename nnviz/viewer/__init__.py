"""The window: plays, scrubs and shows a story. The only room that knows Qt and the wall clock."""
