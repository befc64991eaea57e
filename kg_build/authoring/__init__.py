"""What an author works with: YAML with its lines and comments, mistakes, layout, new files, and what an edit changed."""
