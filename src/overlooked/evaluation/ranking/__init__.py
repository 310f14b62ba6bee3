"""How well the ranking puts cases first, what reading it costs, and whether it ranks by the crime or by the style."""
