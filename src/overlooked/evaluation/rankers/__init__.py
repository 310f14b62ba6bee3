"""What is judged and what it has to beat: rankers, the folds that they are scored in, what a score is made of."""
