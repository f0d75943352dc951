"""What an instant looks like, as arrays: no GL and no window. The one room that `render` reads."""
