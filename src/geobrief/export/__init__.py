"""What a brief says of a document, and the forms it is written in: on a terminal, as a row of a table."""
