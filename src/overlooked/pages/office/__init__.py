"""What all files for office programs share: theme, properties and bytes; and sheets of paper in Word's form."""
