"""Names of persons: cut into words, read, paired and weighed, in any scripts."""
