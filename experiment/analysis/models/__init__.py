"""Models of updating, fitted to each session and compared over a group.

`exact_fit` fits the twelve published models, `comparison` says which of them a group is best described by, and
`changes` whether that differs between two visits. Equations, priors and units: docs/models.md.
"""
