"""What a study has recorded, in the form of other standards and programs; nothing is ever written into the data."""
