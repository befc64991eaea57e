"""The texts of a generation as they are searched: folded words, the vocabulary, what is asked, and which record answers best."""
