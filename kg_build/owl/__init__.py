"""What follows: the closure of the vocabulary, populations as OWL classes, what HermiT proves, and from what."""
