"""The lesson as one page for a browser: worksheets, answers and what marks them."""
