"""What is made for paper: the pictures and the PDF of a study, and the figure of its lists."""
