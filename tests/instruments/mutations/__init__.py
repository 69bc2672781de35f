"""Study files changed as people change them: each way labelled by what it means, with the line a person would name."""
