"""The lesson in the forms of an office: slides for the classroom and a worksheet for paper."""
