"""What stands in the files: vocabulary, columns, cells and file names. A leaf that writers and readers share."""
