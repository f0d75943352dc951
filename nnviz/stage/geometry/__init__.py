"""Where on the stage things stand."""
