"""What groups do: trial-level mixed models, and contrasts of participants beside them. See docs/models.md."""
