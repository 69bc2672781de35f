"""Study files: YAML read strictly, checked, and frozen. Nothing else reads YAML."""
