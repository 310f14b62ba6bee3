"""What learners saw, missed and falsely marked, told without ranking anybody."""
